"""What a page says of each field: the raw values of each rule, the most trusted rule first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Any

from newsbot.extract.boxes import without_boxes
from newsbot.extract.rules import BESIDE, BESIDE_TIME, EXTRACTOR, HEADLINE, RUNNING, Rules
from newsbot.text import bounds, metadata
from newsbot.text.article_address import is_of_the_site, may_be_article, slug_of
from newsbot.text.breadcrumbs import breadcrumb_in, is_same, levels, names_site_and
from newsbot.text.fingerprint import are_alike, folded, letters
from newsbot.text.headline import heading_of, names_no_article, times_beside
from newsbot.text.json_data import dig, read_json
from newsbot.text.keywords import editors_among, own_keywords
from newsbot.text.markup import Element, Selector, ancestors, compile_selector, parse_html, texts
from newsbot.text.page_data import named_in_scripts
from newsbot.text.running_text import running_text
from newsbot.text.trafilatura_text import extracted
from newsbot.text.urls import ArticleUrl, absolute, split_url

# Where JSON-LD's NewsArticle and <meta> carry a field.
_JSON_LD = {
    "title": "headline",
    "published_at": "datePublished",
    "modified_at": "dateModified",
    "authors": "author",
    "editors": "editor",
    "section": "articleSection",
    "tags": "keywords",
    "summary": "description",
}
_META = {
    "title": ("og:title", "twitter:title"),
    "published_at": ("article:published_time", "datepublished", "publishdate", "pubdate"),
    "modified_at": ("article:modified_time", "datemodified", "og:updated_time"),
    "authors": ("article:author", "author"),
    "editors": ("editor",),
    "section": ("article:section",),
    "tags": ("news_keywords", "keywords"),
    "summary": ("og:description", "description", "twitter:description"),
}
_TITLES = _META["title"]
# Languages of pages in Indonesia, as `<html lang>` names them.
_SPOKEN = frozenset("id in ind ms jv su min ban".split())
# Fields of one value.
_ONE = frozenset({"title", "published_at", "modified_at", "section", "summary"})
#: How the rules begin that read the address.
ADDRESS = "url"
_CANONICAL = compile_selector("link[rel=canonical]::attr(href)")
_MICRODATA = "[itemtype$='Article'], [itemtype$='/BlogPosting'], [itemprop=articleBody], article h1"
_TITLE_ELEMENT = compile_selector("head > title")


class Evidence:
    """The evidence on one page for each field of its article. The order of trust: the portal's
    selectors, its JSON, the breadcrumb, JSON-LD NewsArticle, `<meta>`, the net (the time beside the
    headline, selectors that portals share), the URL."""

    def __init__(self, rules: Rules, url: str, root: Element):
        self.rules, self.url, self.root = rules, url, root

    @cached_property
    def identity(self) -> ArticleUrl | None:
        return self.rules.urls.read(self.url)

    @cached_property
    def nodes(self) -> list[metadata.Node]:
        return metadata.json_ld(self.root)

    @cached_property
    def _article(self) -> metadata.Node:
        return metadata.news_article(self.nodes)

    @cached_property
    def _metas(self) -> dict[str, list[str]]:
        return metadata.metas(self.root)

    @cached_property
    def _data(self) -> Any:
        """The JSON that a script of the page holds; None where the portal declares no script."""
        script = self.rules.data_script
        held = texts(script.first(self.root)) if script else []
        return read_json(held[0]) if held else None

    @cached_property
    def brands(self) -> frozenset[str]:
        """Names that are no people's, folded; of an undeclared portal also the site's own name."""
        named = self._metas.get("og:site_name", []) if self.rules.undeclared else []
        return self.rules.brands.union(folded(name) for name in named)

    @cached_property
    def stated_titles(self) -> list[tuple[str, str]]:
        """(rule, title) as the page's data states it, most trusted first."""
        stated = [("json-ld", metadata.strings(self._article.get("headline")))]
        stated += [(f"meta {name}", self._metas.get(name, [])) for name in _META["title"]]
        stated.append(("title element", texts(_TITLE_ELEMENT.first(self.root))))
        return [(rule, titles[0]) for rule, titles in stated if titles]

    @cached_property
    def heading(self) -> Element | None:
        """The heading that shows the title: as the portal's selectors find it, or as the page's
        data states it."""
        own = (
            (selector, selector.first(self.root)) for selector in self.rules.own.get("title", ())
        )
        shown = (texts(found) for rule, found in own if not self._is_of_the_site(rule, found))
        titles = [*chain.from_iterable(shown), *(title for _, title in self.stated_titles)]
        return heading_of(self.root, titles)

    def _is_of_the_site(self, selector: Selector, found: list[Element | str]) -> bool:
        """Whether a selector of any `h1` or so found another heading than the article's: one that
        has nothing of the titles that the page's data states."""
        if not selector.text.isalnum() or not self.stated_titles:
            return False
        shown = letters(" ".join(texts(found)))
        return not any(
            shown in title or title in shown
            for title in (letters(title) for _, title in self.stated_titles)
            if title
        ) or shown in {letters(brand) for brand in self.brands}

    @cached_property
    def headline(self) -> str:
        """The text of the heading that shows the title; "" where there is none."""
        return " ".join(texts([self.heading])) if self.heading else ""

    @cached_property
    def _bare(self) -> Element | None:
        """The page without boxes that hold no text of an article."""
        return without_boxes(self.root)

    @cached_property
    def _shown_title(self) -> Element | None:
        """The headline; where none shows a stated title, what the portal's selectors find, or the
        page's only h1."""
        own = (selector.elements(self.root) for selector in self.rules.own.get("title", ()))
        only = self.root.css("h1")
        places = (self.heading, *(found[0] for found in own if found), *only[: len(only) == 1])
        return next((place for place in places if place), None)

    @cached_property
    def is_article(self) -> bool:
        """Whether the page says that it is an article, or its address looks like one's."""
        return self._says_article or may_be_article(self.url)

    @cached_property
    def _says_article(self) -> bool:
        metas = self._metas
        return (
            bool(self._article or metas.get("article:published_time"))
            or "article" in map(str.lower, metas.get("og:type", ()))
            or self.root.css_first(_MICRODATA) is not None
        )

    def has_grounds(self, title: str, *, dated: bool) -> bool:
        """Whether a page of which no rule of the portal knows the text is an article all the same.
        title: as read. dated: whether a time was found elsewhere than in the address; without one,
        the page has to say that it is an article, or its title what the address says."""
        if names_no_article(title) or (self.headline and names_no_article(self.headline)):
            return False
        return dated or self._says_article or are_alike(slug_of(self.url), title)

    @cached_property
    def _rubrics(self) -> tuple[str, dict[str, str]]:
        """The rule that finds a breadcrumb, and the channel and section that it names: its first
        level below home, and its last. A single level is the section where the address names
        another channel, or the portal's selectors find it for one."""
        stated = self._article.get("headline"), *map(self._metas.get, _TITLES)
        titles = metadata.strings(list(stated)) or texts(self.root.css("h1")[:1])
        rule, crumbs = "json-ld breadcrumb", metadata.breadcrumbs(self.nodes)
        names = levels(crumbs, self.brands, titles)
        if not names:
            rule, crumbs = "breadcrumb", breadcrumb_in(self.root)
            names = levels(crumbs, self.brands, titles)
        if not names:
            return rule, {}
        channel = self.identity.parts.get("channel") if self.identity else None
        if channel and names_site_and(channel, crumbs, self.brands):
            return rule, {"section": names[-1]}
        if len(names) > 1:
            return rule, {"channel": names[0], "section": names[-1]}
        name = names[0]
        is_section = not is_same(channel, name) if channel else name in self._declared("section")
        return rule, {"section" if is_section else "channel": name}

    def _declared(self, name: str) -> list[str]:
        """What the portal's selectors find for a field of texts."""
        return [
            text for own in self.rules.own.get(name, ()) for text in texts(own.first(self.root))
        ]

    @property
    def is_abroad(self) -> bool:
        """Whether an undeclared portal is none of Indonesia: its page is in another language, and
        its domain not under .id."""
        language = (self.root.attributes.get("lang") or "id").lower().replace("_", "-")
        spoken = language.partition("-")[0] in _SPOKEN or language.endswith("-id")
        host = split_url(self.url).hostname or ""
        return self.rules.undeclared and not spoken and not host.endswith(".id")

    @property
    def may_be_undated(self) -> bool:
        """Whether an article may be on the page, though nothing says of when: it is none about the
        site itself, and of no shop."""
        kinds = " ".join(self._metas.get("og:type", [])).lower()
        return self.is_article and "product" not in kinds and not is_of_the_site(self.url)

    def of(self, name: str) -> Iterator[tuple[str, list[Any]]]:
        """(rule, raw values) for a field, most trusted first. The values are texts; of images,
        elements with a picture in them, or addresses."""
        for selector in self.rules.own.get(name, ()):
            if name in _ONE:  # mostly the first is right, and near the top
                first = selector.first(self.root)
                if not first or (name == "title" and self._is_of_the_site(selector, first)):
                    continue
                yield selector.text, texts(first)
            found = selector.find(self.root)
            yield selector.text, (found if name == "images" else texts(found))
        if path := self.rules.data.get(name):
            read = metadata.image_urls if name == "images" else metadata.strings
            yield "data", read(dig(self._data, path))
        article = self._article
        if name in ("channel", "section"):
            rule, rubrics = self._rubrics
            yield rule, [rubrics[name]] if name in rubrics else []
        if name == "title" and self.headline:
            same = (rule for rule, title in self.stated_titles if title == self.headline)
            yield next(same, HEADLINE), [self.headline]
        if name in _JSON_LD:
            values = metadata.strings(article.get(_JSON_LD[name]))
            yield "json-ld", own_keywords(values) if name == "tags" else values
        if name == "free":
            free = article.get("isAccessibleForFree")
            yield "json-ld", [str(free)] if isinstance(free, str | bool) else []
        for meta in _META.get(name, ()):
            values = self._metas.get(meta, [])
            yield f"meta {meta}", own_keywords(values) if name == "tags" else values
        if name == "editors":
            yield "json-ld keywords", editors_among(metadata.strings(article.get("keywords")))
            yield "page data", named_in_scripts(self.root, "editor")
        if name == "published_at" and self._shown_title is not None:
            shown, in_markup = times_beside(self._shown_title)
            yield BESIDE, shown
            yield BESIDE_TIME, in_markup
        for selector in self.rules.shared.get(name, ()):
            yield selector.text, texts(selector.find(self.root))
        if name == "images":
            yield "json-ld", metadata.image_urls(article.get("image"))
            yield "meta og:image", self._metas.get("og:image", [])
        identity = self.identity
        if name == "channel" and identity and "channel" in identity.parts:
            yield "url", [identity.parts["channel"].capitalize()]
        if name == "published_at" and identity and self.rules.urls.date:
            date, moment = self.rules.urls.date, self.rules.urls.date.read(identity.parts)
            said = str(moment.date() if date.by_day else moment.isoformat()) if moment else ""
            yield f"{ADDRESS} ({date.meaning})", [said] if said else []

    def bodies(self) -> Iterator[tuple[str, list[Element]]]:
        """(rule, elements) that may be the body, most trusted first; no element lies in another.
        Behind the portal's own come rules for any page; these read a copy of it. Of an undeclared
        portal, a page that is no article has no body."""
        if self.rules.undeclared and not self.is_article:
            return
        for selector in self.rules.own.get("body", ()):
            yield selector.text, _outermost(selector.elements(self.root))
        if path := self.rules.data.get("body"):
            html = dig(self._data, path)
            page = parse_html(html.encode("utf-8", "replace")) if isinstance(html, str) else None
            yield "data", page.css("body") if page else []
        page = self._bare
        if page is None:
            return
        heading = heading_of(page, [self.headline])
        running = running_text(page, heading)
        if running and (found := extracted(page)):
            yield EXTRACTOR, [running_text(page, heading, found.text()) or found]
        for selector in self.rules.shared["body"]:
            yield selector.text, _outermost(selector.elements(page))
        yield RUNNING, [running] if running else []

    def canonical(self) -> str:
        """The address of page 1 that the page states, if it is this article's; else that which the
        page's own address tells."""
        own = self.identity
        for link in self._canonical_links():
            article = self.rules.urls.read(absolute(self.url, link) or "")
            if article and (own is None or _same(article, own)):
                return article.url
        return own.url if own else self.url

    def _canonical_links(self) -> Iterator[str]:
        """The addresses that the page says it has, as they are written."""
        yield from texts(_CANONICAL.first(self.root))
        yield from texts(_CANONICAL.find(self.root)[1:])
        yield from self._metas.get("og:url", [])


def _same(one: ArticleUrl, other: ArticleUrl) -> bool:
    """Whether two addresses of a portal are one article's. Their ids tell, where either has one:
    the other parts of a key may be spelt in several ways."""
    ids = one.parts.get("id"), other.parts.get("id")
    return ids[0] == ids[1] if any(ids) else one.key == other.key


def _outermost(bodies: list[Element]) -> list[Element]:
    """Those of the elements that do not lie in another one, with which they are read."""
    if not 1 < len(bodies) <= bounds.BODIES:
        return bodies
    every = {body.mem_id for body in bodies}
    return [body for body in bodies if every.isdisjoint(outer.mem_id for outer in ancestors(body))]
