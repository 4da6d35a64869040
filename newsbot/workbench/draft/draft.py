"""A portal's file as data: what is written is what is tried."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import FOLLOW, Source
from newsbot.workbench.draft.addresses import Addresses
from newsbot.workbench.draft.layout import WIDTH, listed, quoted, tuple_of

# What nobody asks a site for here.
_UNSEEN = "channels, the search"


@dataclass(frozen=True)
class SourceCall:
    """Sources as a portal's file writes them: what makes them, and its arguments. follows: FOLLOW
    is one of these, as of an index of sitemaps."""

    make: Callable[..., Any]
    arguments: tuple[str, ...]
    follows: bool = False

    def sources(self) -> tuple[Source, ...]:
        made = self.make(*self.arguments, **({"follow": FOLLOW} if self.follows else {}))
        return made if isinstance(made, tuple) else (made,)

    def text(self, root: str) -> str:
        """root: the address that SITE stands for."""
        given = ["SITE" if each == root else quoted(each) for each in self.arguments]
        return f"{self.make.__name__}({', '.join(given)}{', follow=FOLLOW' * self.follows})"


@dataclass(frozen=True)
class Draft:
    """name: of the portal. day: when its pages were read. given: addresses of the articles that it
    is drafted from. calls: its sources. declared: values of further attributes, as Python.
    selectors: by field. todo: what a person has to decide."""

    name: str
    day: date
    given: tuple[str, ...]
    home: str
    base: type[PortalSpider]
    addresses: Addresses
    calls: tuple[SourceCall, ...]
    declared: Mapping[str, str] = field(default_factory=dict)
    selectors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    todo: tuple[str, ...] = ()

    def having(self, **declared: str) -> Draft:
        """The draft with these attributes too."""
        return replace(self, declared={**self.declared, **declared})

    def inherited(self, name: str) -> str:
        """What the family has in an attribute, as Python; empty if it has nothing."""
        return f"{self.base.__name__}.{name}" if getattr(self.base, name) else ""

    def noting(self, *todo: str) -> Draft:
        """The draft with more that a person has to decide."""
        return replace(self, todo=(*self.todo, *todo))

    def text(self) -> str:
        """The portal's file as Python, its long lines not broken."""
        has_site = any(self._root in call.arguments for call in self.calls)
        todo = (textwrap.wrap(f"TODO: {words}", WIDTH - 6, break_long_words=False)
                for words in self.todo)  # fmt: skip
        lines = [
            f'"""{self.addresses.domain}, drafted by `scrapy newportal`: nobody has read it yet.',
            "",
            f"Facts: pages of {self.day}, of the site and of these articles:",
            *self.given,
            '"""',
            "",
            *self._imports(),
            *(["", f"SITE = {quoted(self._root)}"] if has_site else []),
            "",
            "",
            f"class {self._class}({self.base.__name__}):",
            *(f"    # {line}" for wrapped in todo for line in wrapped),
            *(f"    {name} = {value}" for name, value in self._attributes().items()),
            "",
        ]
        return "\n".join(lines)

    def portal(self) -> type[PortalSpider]:
        """The portal that the file declares. Raises ValueError when it declares none."""
        namespace: dict[str, Any] = {"__name__": f"newsbot.spiders.{self.name}"}
        exec(compile(self.text(), f"{self.name}.py", "exec"), namespace)  # noqa: S102
        portal: type[PortalSpider] = namespace[self._class]
        return portal

    @property
    def _class(self) -> str:
        return f"{self.name.title().replace('_', '')}Spider"

    @property
    def _root(self) -> str:
        return self.home.rstrip("/")

    def _imports(self) -> list[str]:
        """Each name on a line."""
        used = [(call.make.__module__, call.make.__name__) for call in self.calls]
        used += [(self.base.__module__, self.base.__name__)]
        used += [("newsbot.sources", "FOLLOW") for call in self.calls if call.follows]
        lines = (f"from {module} import {name}" for module, name in used)
        return sorted({re.sub(r"(newsbot\.sources)\.\w+", r"\1", line) for line in lines})

    def _attributes(self) -> dict[str, str]:
        """What the class declares, as Python."""
        calls = [f"{'*' * (len(call.sources()) > 1)}{call.text(self._root)}" for call in self.calls]
        pattern = "".join(f"        {line}\n" for line in self.addresses.article_url)
        attributes = {
            "name": quoted(self.name),
            "domains": listed([self.addresses.domain]),
            "facts": quoted(f"{self.day:%Y-%m}"),
            "unseen": quoted(_UNSEEN),
            "sources": tuple_of(calls),
            "article_url": f'r"""\n{pattern}    """',
            "keys": listed(self.addresses.keys),
            **self.declared,
        }
        if self.selectors:
            known = self.inherited("selectors")
            own = [f"**{known}"] if known else []
            own += (f'"{name}": {listed(own, f"{known}[{name!r}]" * (name in self.base.selectors))}'
                    for name, own in self.selectors.items())  # fmt: skip
            attributes["selectors"] = f"{{{', '.join(own)}}}"
        return attributes
