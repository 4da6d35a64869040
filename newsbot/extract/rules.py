"""A portal's declaration, checked and compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from newsbot.extract.boxes import JUNK
from newsbot.extract.declaration import FIELDS, Declaration
from newsbot.text.calendar import ZONES
from newsbot.text.fingerprint import folded
from newsbot.text.markup import Element, Selector, compile_selector
from newsbot.text.urls import ArticleUrls

#: Rules of no selector that find a field on any page: the heading that shows the title, the time
#: shown beside it, that which a `<time>` there states, trafilatura, the running text, and the text
#: that the page states.
HEADLINE, BESIDE, BESIDE_TIME = "headline", "beside the headline", "time beside the headline"
EXTRACTOR, RUNNING, STATED = "trafilatura", "running text", "json-ld articleBody"
GENERAL = frozenset({HEADLINE, BESIDE, BESIDE_TIME, EXTRACTOR, RUNNING, STATED})
_PARAMETER = re.compile(r"[\w.-]+")


@dataclass(frozen=True)
class Rules:
    """What a page of a portal is read with. The fields are the compiled attributes of Declaration:
    `own` its selectors, `urls` all that it says of addresses, `junk` what it drops and any portal
    does."""

    portal: str
    urls: ArticleUrls
    own: Mapping[str, tuple[Selector, ...]]
    shared: Mapping[str, tuple[Selector, ...]]
    data: Mapping[str, str]
    data_script: Selector | None
    junk: str
    brands: frozenset[str]
    one_page: str | None
    zone: str
    false_utc: bool
    mixed_dateline: bool
    undeclared: bool

    def dropped(self, body: Element) -> frozenset[int]:
        """The `mem_id`s of the elements inside `body` that are junk, here or on any portal."""
        return frozenset(element.mem_id for element in body.css(self.junk))

    def is_declared(self, name: str) -> bool:
        """Whether the portal says itself where a page has a field."""
        return name in self.own or name in self.data

    def is_general(self, name: str, rule: str) -> bool:
        """Whether a rule that gave a field is none of the portal's own, and no statement of the
        page's metadata or address, but a rule for any page."""
        if any(selector.text == rule for selector in self.own.get(name, ())):
            return False
        shared = (selector.text for selector in self.shared.get(name, ()))
        return rule in GENERAL or rule in shared

    def guessed(self, won: Mapping[str, str]) -> list[str]:
        """The fields that general rules gave although the portal declares rules for them. won: by
        field, the rule whose value was taken."""
        return [
            name
            for name, rule in won.items()
            if self.is_declared(name) and self.is_general(name, rule)
        ]


def compile_rules(portal: type[Declaration]) -> Rules:
    """Check and compile a declaration. Raises ValueError that names what is wrong in it."""
    try:
        return _compile_rules(portal)
    except re.error as error:
        raise ValueError(f"{portal.name}: cannot parse article_url: {error}") from error
    except ValueError as error:
        raise ValueError(f"{portal.name}: {error}") from error


def _compile_rules(portal: type[Declaration]) -> Rules:
    for where, fields in (("selectors", portal.selectors), ("data", portal.data)):
        if unknown := ", ".join(sorted(set(fields) - FIELDS)):
            known = ", ".join(sorted(FIELDS))
            raise ValueError(f"unknown field {unknown} in {where}; known are {known}")
    if portal.data and portal.data_script is None:
        raise ValueError("data needs a data_script to lie in")
    if portal.zone not in ZONES:
        raise ValueError(f"zone {portal.zone!r} is unknown; known are {', '.join(ZONES)}")
    parameter = portal.page_parameter
    if parameter is None and "page_count" in portal.selectors:
        raise ValueError("page_count needs a page_parameter to address the pages by")
    if parameter is not None and not _PARAMETER.fullmatch(parameter):
        raise ValueError(f"page_parameter {parameter!r} is no name of a parameter")
    pattern = re.compile(portal.article_url, re.VERBOSE)
    groups = set(pattern.groupindex)
    _check_names("keys", portal.keys, groups)
    _check_names("canonical", portal.canonical, groups)
    _check_names("one_page", (portal.one_page or "",), {"url"})
    junk = [part for selector in (JUNK, *_compile(portal.drop)) for part in selector.parts]
    return Rules(
        portal=portal.name,
        urls=ArticleUrls(
            pattern, portal.keys, portal.canonical, portal.url_date, parameter, portal.first_page
        ),
        own=_compile_all(portal.selectors),
        shared=_compile_all(portal.shared),
        data=portal.data,
        data_script=compile_selector(portal.data_script) if portal.data_script else None,
        # one walk over the body instead of many
        junk=", ".join(css for css, name in junk if name is None),
        brands=frozenset(folded(brand) for brand in (portal.name, *portal.brands)),
        one_page=portal.one_page,
        zone=portal.zone,
        false_utc=portal.false_utc,
        mixed_dateline=portal.mixed_dateline,
        undeclared=portal.undeclared,
    )


def _check_names(what: str, templates: tuple[str, ...], known: set[str]) -> None:
    """Raises ValueError when a template names anything but what is known."""
    for template in templates:
        names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
        if unknown := ", ".join(sorted(names - known)):
            raise ValueError(f"{what} names {unknown}; known are {', '.join(sorted(known))}")


def _compile(selectors: tuple[str, ...]) -> tuple[Selector, ...]:
    if isinstance(selectors, str):  # a forgotten comma makes a string of a tuple
        raise ValueError(f"selectors must be a tuple of strings, not the string {selectors!r}")
    return tuple(compile_selector(selector) for selector in selectors)


def _compile_all(fields: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Selector, ...]]:
    return {name: _compile(selectors) for name, selectors in fields.items()}
