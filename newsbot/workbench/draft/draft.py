"""A portal's file as data: what is written is what is tried, line by line the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from newsbot.crawl.portal import PortalSpider
from newsbot.workbench.draft.addresses import Addresses
from newsbot.workbench.draft.calls import Call
from newsbot.workbench.draft.layout import WIDTH, Group, laid_out, quoted, strings
from newsbot.workbench.draft.pagers import Pages

_URL_DATE = 'UrlDate("{{date}}", "{dates}", "published", early=DAY, late=DAY)'


@dataclass(frozen=True)
class Draft:
    """name: of the portal. day: when its pages were read. given: addresses of these. calls: its
    sources. dated: whether the date in addresses is that of publication. todo: what a person has
    to decide."""

    name: str
    day: date
    given: tuple[str, ...]
    home: str
    base: type[PortalSpider]
    addresses: Addresses
    calls: tuple[Call, ...] = ()
    pages: Pages = field(default_factory=Pages)
    dated: bool = False
    zone: str = "WIB"
    brands: tuple[str, ...] = ()
    mixed_dateline: bool = False
    selectors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()

    def text(self) -> str:
        """The file."""
        body = list(self._body())
        imports = self._imports()
        return "\n".join([*self._docstring(), "", *imports, *self._site(), "", "", *body, ""])

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

    def _docstring(self) -> Iterator[str]:
        yield f'"""{self.addresses.domain}, drafted by `scrapy newportal`: nobody has read it yet.'
        yield ""
        yield f"Facts: pages of {self.day}, of the site and of these articles:"
        yield from self.given
        yield '"""'

    def _imports(self) -> list[str]:
        """Names by module, as they are sorted: constants, classes, functions."""
        used: dict[str, set[str]] = {self.base.__module__: {self.base.__name__}}
        for call in self.calls:
            module = call.make.__module__
            module = "newsbot.sources" if module.startswith("newsbot.sources.") else module
            used.setdefault(module, set()).add(call.make.__name__)
        if self.dated:
            used.setdefault("newsbot.sources", set()).add("DAY")
            used["newsbot.text.urls"] = {"UrlDate"}
        return [
            f"from {module} import {', '.join(sorted(names, key=_order))}"
            for module, names in sorted(used.items())
        ]

    def _site(self) -> list[str]:
        named = [call for call in self.calls if self._root in call.arguments]
        return ["", f"SITE = {quoted(self._root)}"] if named else []

    def _body(self) -> Iterator[str]:
        yield f"class {self._class}({self.base.__name__}):"
        for words in self.todo:
            yield from _comment(f"TODO: {words}")
        yield from laid_out("name = ", quoted(self.name))
        yield from laid_out("domains = ", strings([self.addresses.domain]))
        yield from laid_out("facts = ", quoted(str(self.day)))
        yield from laid_out("unseen = ", quoted(", ".join(self.unseen)))
        yield from laid_out("sources = ", self._sources())
        yield '    article_url = r"""'
        yield from (f"        {line}" for line in self.addresses.article_url)
        yield '    """'
        yield from laid_out("keys = ", strings(self.addresses.keys))
        if self.dated:
            yield f"    url_date = {_URL_DATE.format(dates=self.addresses.dates)}"
        if self.pages.whole:
            yield from laid_out("one_page = ", quoted(f"{{url}}{self.pages.whole}"))
        if self.pages.parameter:
            yield from laid_out("page_parameter = ", quoted(self.pages.parameter))
        if self.zone != "WIB":
            yield from laid_out("zone = ", quoted(self.zone))
        yield from laid_out("brands = ", self._added("brands", self.brands))
        if self.mixed_dateline:
            yield "    mixed_dateline = True"
        if self.selectors:
            own = [(f'"{name}": ', self._selected(name)) for name in self.selectors]
            known = [("**", f"{self.base.__name__}.selectors")] if self.base.selectors else []
            yield from laid_out("selectors = ", Group("{", [*known, *own], "}"))
        if self.drop:
            yield from laid_out("drop = ", self._added("drop", self.drop))

    def _selected(self, name: str) -> Group:
        """The selectors of a field, before those of the family."""
        base = f'{self.base.__name__}.selectors["{name}"]'
        known = [("*", base)] if name in self.base.selectors else []
        return Group("(", [*strings(self.selectors[name]).items, *known], ")")

    def _added(self, attribute: str, values: tuple[str, ...]) -> Group:
        """A tuple of strings, after those of the family."""
        known = (
            [("*", f"{self.base.__name__}.{attribute}")] if getattr(self.base, attribute) else []
        )
        return Group("(", [*known, *strings(values).items], ")")

    def _sources(self) -> Group:
        alone = [("", self._written(call)) for call in self.calls if call.nth is None]
        family = next((self._written(call) for call in self.calls if call.nth is not None), None)
        if family and not alone:
            return family
        return Group("(", [*([("*", family)] if family else []), *alone], ")")

    def _written(self, call: Call) -> Group:
        given = [("", "SITE" if each == self._root else quoted(each)) for each in call.arguments]
        named = [(f"{name}=", quoted(value)) for name, value in call.options]
        return Group(f"{call.make.__name__}(", [*given, *named], ")")


def _comment(text: str) -> Iterator[str]:
    line = "    #"
    for word in text.split():
        if len(line) + len(word) >= WIDTH:
            yield line
            line = "    #"
        line += f" {word}"
    yield line


def _order(name: str) -> tuple[int, str]:
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name
