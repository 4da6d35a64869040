"""What a page says of itself as a whole: its data, its headline, whether it is an article."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import Any

from newsbot.extract.rules import Rules
from newsbot.text import metadata
from newsbot.text.article_address import is_of_the_site, may_be_article, slug_of
from newsbot.text.breadcrumbs import breadcrumb_in, is_same, levels, names_site_and
from newsbot.text.error_pages import is_error_title
from newsbot.text.fingerprint import are_alike, folded, letters
from newsbot.text.headline import heading_of
from newsbot.text.json_data import read_json
from newsbot.text.markup import Element, Selector, compile_selector, texts
from newsbot.text.urls import ArticleUrl, split_url

#: The names of `<meta>` that state the title.
TITLES = ("og:title", "twitter:title")
# Languages of pages in Indonesia, as `<html lang>` names them.
_SPOKEN = frozenset("id in ind ms jv su min ban".split())
# Markup that says that the page is an article.
_MICRODATA = "[itemtype$='Article'], [itemtype$='/BlogPosting'], [itemprop=articleBody], article h1"
# Links in drawings and formulas, whose `xlink:href` selectors take for an address, too.
_DRAWN_LINKS = ":is(svg, math) a[href]"
_TITLE_ELEMENT = compile_selector("head > title")


class Statements:
    """What one page says of itself; each part is read when it is first asked for.

    rules: of its portal. url: its address. root: the parsed page.
    """

    def __init__(self, rules: Rules, url: str, root: Element):
        self.rules, self.url, self.root = rules, url, root

    @cached_property
    def identity(self) -> ArticleUrl | None:
        return self.rules.urls.read(self.url)

    @cached_property
    def scripts(self) -> list[Element]:
        return self.root.css("script")

    @cached_property
    def nodes(self) -> list[metadata.Node]:
        return metadata.json_ld(self.scripts)

    @cached_property
    def article(self) -> metadata.Node:
        return metadata.news_article(self.nodes)

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        return metadata.metas(self.root)

    @cached_property
    def targets(self) -> str:
        """The addresses of all links, a line each: to look into them takes less time than a
        selector that does."""
        links, drawn = self.root.css("a[href]"), self.root.css(_DRAWN_LINKS)
        lines = [link.attrs.get("href") or "" for link in links]
        lines += [value or "" for link in drawn for value in link.attributes.values()]
        return "\n".join(lines)

    @cached_property
    def data(self) -> Any:
        """The JSON that a script of the page holds; None where the portal declares no script."""
        script = self.rules.data_script
        held = texts(script.first(self.root)) if script else []
        return read_json(held[0]) if held else None

    @cached_property
    def brands(self) -> frozenset[str]:
        """Names that are no people's, folded; of an undeclared portal also the site's own name."""
        named = self.metas.get("og:site_name", []) if self.rules.undeclared else []
        return self.rules.brands.union(folded(name) for name in named)

    @cached_property
    def stated_titles(self) -> list[tuple[str, str]]:
        """(rule, title) as the page's data states it, most trusted first."""
        stated = [("json-ld", metadata.strings(self.article.get("headline")))]
        stated += [(f"meta {name}", self.metas.get(name, [])) for name in TITLES]
        stated.append(("title element", texts(_TITLE_ELEMENT.first(self.root))))
        return [(rule, titles[0]) for rule, titles in stated if titles]

    @cached_property
    def heading(self) -> Element | None:
        """The heading that shows the title: as the portal's selectors find it, or as the page's
        data states it."""
        own = (
            (selector, selector.first(self.root)) for selector in self.rules.own.get("title", ())
        )
        shown = (texts(found) for rule, found in own if not self.is_of_the_site_title(rule, found))
        titles = [*chain.from_iterable(shown), *(title for _, title in self.stated_titles)]
        return heading_of(self.root, titles)

    def is_of_the_site_title(self, selector: Selector, found: list[Element | str]) -> bool:
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
    def shown_title(self) -> Element | None:
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
        metas = self.metas
        return (
            bool(self.article or metas.get("article:published_time"))
            or "article" in map(str.lower, metas.get("og:type", ()))
            or self.root.css_first(_MICRODATA) is not None
        )

    def has_grounds(self, title: str, *, dated: bool) -> bool:
        """Whether a page of which no rule of the portal knows the text is an article all the same.
        title: as read. dated: whether a time was found elsewhere than in the address; without one,
        the page has to say that it is an article, or its title what the address says."""
        if is_error_title(title) or (self.headline and is_error_title(self.headline)):
            return False
        return dated or self._says_article or are_alike(slug_of(self.url), title)

    @cached_property
    def rubrics(self) -> tuple[str, dict[str, str]]:
        """The rule that finds a breadcrumb, and the channel and section that it names: its first
        level below home, and its last. A single level is the section where the address names
        another channel, or the portal's selectors find it for one."""
        titles = metadata.strings(self.article.get("headline"))
        if not titles:
            stated = metadata.strings([self.metas.get(name) for name in TITLES])
            titles = stated or texts(self.root.css("h1")[:1])
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
        if not self.rules.undeclared:
            return False
        language = (self.root.attributes.get("lang") or "id").lower().replace("_", "-")
        spoken = language.partition("-")[0] in _SPOKEN or language.endswith("-id")
        host = split_url(self.url).hostname or ""
        return not spoken and not host.endswith(".id")

    @property
    def may_be_undated(self) -> bool:
        """Whether an article may be on the page, though nothing says of when: it is none about the
        site itself, and of no shop."""
        kinds = " ".join(self.metas.get("og:type", [])).lower()
        return self.is_article and "product" not in kinds and not is_of_the_site(self.url)
