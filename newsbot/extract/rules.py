"""A portal's declared rules, compiled: what the loader and the flow read a page with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from newsbot.text.calendar import ZONES
from newsbot.text.fingerprint import folded
from newsbot.text.markup import Element, Selector, compile_selector
from newsbot.text.urls import ArticleUrls, UrlDate

#: Fields that a portal may declare selectors for. `images` selects the boxes that hold a picture
#: with its caption, `pager` the links (hrefs) to an article's further pages, `page_count` where a
#: pager says how many there are ("Halaman 1/4"): the largest number there, `credit` who made a
#: picture, inside its box.
FIELDS = frozenset(
    "title published_at modified_at authors editors channel section tags summary body images "
    "pager page_count credit".split()
)

_PARAMETER = re.compile(r"[\w.-]+")

# Tried after the portal's own selectors, JSON-LD and <meta>: markup that many portals share.
_SHARED: dict[str, tuple[str, ...]] = {
    "title": ("h1[itemprop=headline]", "article h1", "h1"),
    "published_at": ("time[itemprop=datePublished]::attr(datetime)", "time::attr(datetime)"),
    "modified_at": ("time[itemprop=dateModified]::attr(datetime)",),
    "authors": ("[itemprop=author] [itemprop=name]", "a[rel=author]"),
    "tags": ("a[rel=tag]",),
    "body": ("[itemprop=articleBody]",),
    "credit": ("[class*=author i], [class*=credit i], [class*=copyright i]",),
    "pager": ("link[rel=next]::attr(href)", "a[rel=next]::attr(href)"),
}

# Boxes in a text that are no part of it on any portal: advertisements, links to other articles,
# pagers. A class must begin so: "has-related" may be a box around the text itself.
_JUNK = (
    ".adsbygoogle", "[id*='gpt-ad']", ".ads", "[class^='ads-']", "[class*=' ads-']",
    ".advertisement", "[class*='baca' i][class*='juga' i]", "[class^='related']",
    "[class*=' related']", ".pagination", ".paging",
)  # fmt: skip


@dataclass(frozen=True)
class Rules:
    """Everything that reading one page of a portal needs, and nothing of Scrapy. undeclared: nobody
    has described the portal; see spiders/families/undeclared.py."""

    portal: str
    urls: ArticleUrls
    own: Mapping[str, tuple[Selector, ...]]
    shared: Mapping[str, tuple[Selector, ...]]
    data: Mapping[str, str]
    data_script: Selector | None
    drop: Selector | None
    brands: frozenset[str]
    one_page: str | None
    zone: str
    false_utc: bool
    mixed_dateline: bool
    undeclared: bool = False

    def dropped(self, body: Element) -> frozenset[int]:
        """The `mem_id`s of the elements inside `body` that are junk, on any portal or on this."""
        declared = self.drop.elements(body) if self.drop else []
        return frozenset(each.mem_id for each in (*_COMPILED_JUNK.elements(body), *declared))


def compile_rules(
    portal: str,
    *,
    article_url: str,
    keys: tuple[str, ...],
    canonical: tuple[str, ...],
    selectors: Mapping[str, tuple[str, ...]],
    drop: tuple[str, ...],
    brands: tuple[str, ...],
    one_page: str | None,
    zone: str,
    false_utc: bool,
    url_date: UrlDate | None,
    data: Mapping[str, str] | None = None,
    data_script: str | None = None,
    page_parameter: str | None = None,
    first_page: int = 1,
    mixed_dateline: bool = False,
) -> Rules:
    """Check and compile. Raises ValueError that names what is wrong in the portal's declaration."""
    for where, fields in (("selectors", selectors), ("data", data or {})):
        if unknown := sorted(set(fields) - FIELDS):
            raise ValueError(
                f"{portal}: unknown field {', '.join(unknown)} in {where}; "
                f"known are {', '.join(sorted(FIELDS))}"
            )
    if data and data_script is None:
        raise ValueError(f"{portal}: data needs a data_script to lie in")
    if zone not in ZONES:
        raise ValueError(f"{portal}: zone {zone!r} is unknown; known are {', '.join(ZONES)}")
    try:
        pattern = re.compile(article_url, re.VERBOSE)
        own = {name: _compile(declared) for name, declared in selectors.items()}
        dropped = _one_of(_compile(drop))
        script = compile_selector(data_script) if data_script else None
    except re.error as error:
        raise ValueError(f"{portal}: cannot parse article_url: {error}") from error
    except ValueError as error:
        raise ValueError(f"{portal}: {error}") from error
    if "page_count" in selectors and page_parameter is None:
        raise ValueError(f"{portal}: page_count needs a page_parameter to address the pages by")
    if page_parameter is not None and not _PARAMETER.fullmatch(page_parameter):
        raise ValueError(f"{portal}: page_parameter {page_parameter!r} is no name of a parameter")
    groups = set(pattern.groupindex)
    _check_names(portal, "keys", keys, groups)
    _check_names(portal, "canonical", canonical, groups)
    _check_names(portal, "one_page", (one_page or "",), {"url"})
    return Rules(
        portal=portal,
        urls=ArticleUrls(pattern, keys, canonical, url_date, page_parameter, first_page),
        own=own,
        shared=_COMPILED_SHARED,
        data=data or {},
        data_script=script,
        drop=dropped,
        brands=frozenset(folded(brand) for brand in (portal, *brands)),
        one_page=one_page,
        zone=zone,
        false_utc=false_utc,
        mixed_dateline=mixed_dateline,
    )


def _check_names(portal: str, what: str, templates: tuple[str, ...], known: set[str]) -> None:
    """Templates may only name what will be there to fill them."""
    for template in templates:
        names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
        if unknown := sorted(names - known):
            raise ValueError(
                f"{portal}: {what} names {', '.join(unknown)}; known are {', '.join(sorted(known))}"
            )


def _compile(selectors: tuple[str, ...]) -> tuple[Selector, ...]:
    if isinstance(selectors, str):  # a forgotten comma makes a string of a tuple
        raise ValueError(f"selectors must be a tuple of strings, not the string {selectors!r}")
    return tuple(compile_selector(selector) for selector in selectors)


def _one_of(selectors: tuple[Selector, ...]) -> Selector | None:
    """One selector that finds what any of them finds, for one walk instead of many."""
    return compile_selector(", ".join(each.text for each in selectors)) if selectors else None


def shared(selectors: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Selector, ...]]:
    """Compile selectors that are tried on any portal. Raises ValueError."""
    return {name: _compile(declared) for name, declared in selectors.items()}


_COMPILED_JUNK = compile_selector(", ".join(_JUNK))
_COMPILED_SHARED = shared(_SHARED)
