"""Article pages: every view of one article, in today's layout or in a changed one."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from random import Random

from newsbot.replica.generated.body import PLACEHOLDER, BodyWriter, image_url
from newsbot.replica.generated.catalogue import Catalogue, Entry
from newsbot.replica.generated.furniture import Furniture
from newsbot.replica.generated.layout import Layout, layout_of
from newsbot.replica.generated.metadata import head_of
from newsbot.replica.generated.story import Story, story_of
from newsbot.replica.generated.visit import visit_story
from newsbot.replica.generated.words import HTML, displayed

STEP = 5  # the offset in the address of page N is 5 * (N - 1)


@dataclass(frozen=True)
class ArticlePages:
    """Makes the pages of any article of the catalogue, anew each time, always the same."""

    seed: int
    catalogue: Catalogue
    furniture: Furniture

    def story(self, entry: Entry) -> Story:
        return visit_story(entry) if entry.visit else story_of(self.seed, entry)

    def layout(self, entry: Entry, story: Story) -> Layout:
        return layout_of(self.seed, entry, story)

    def page(self, entry: Entry, number: int, changed: bool = False) -> bytes | None:
        """Page `number` from 1, or 0 for the one-page view; None: there is no such page."""
        story = self.story(entry)
        layout = self.layout(entry, story)
        if number > layout.count:
            return None
        rng = Random(f"{self.seed}:{entry.number}:body")
        everything = self.catalogue.newest_first
        body = BodyWriter(rng, entry, story, layout, lambda: rng.choice(everything))
        pages = body.pages()
        text = "".join(pages) if number == 0 else pages[number - 1]
        if number > 1:
            text = body.overlap(number) + text
        pager = _pager(entry, layout, number) if layout.pager and number else ""
        if changed:
            return self._changed(entry, story, text, pager)
        return self._usual(entry, story, layout, text, pager, number == 1)

    def _usual(
        self, entry: Entry, story: Story, layout: Layout, text: str, pager: str, first: bool
    ) -> bytes:
        inside, outside = (pager, "") if layout.pager_inside else ("", pager)
        tags = "".join(
            f'<a href="https://www.sindonews.com/search/go?q={escape(tag.replace(" ", "+"))}'
            f'&amp;type=artikel">{escape(tag)}</a>\n'
            for tag in story.tags
        )
        main = (
            f"{_breadcrumb(entry)}<article>\n"
            f'<h1 class="detail-title">{escape(story.title, quote=False)}</h1>\n'
            f"{_byline(entry, story)}{_main_image(entry, story, layout)}"
            f'<div id="detail-desc" class="detail-desc">{text}{inside}</div>\n'
            f'{outside}<div class="article-tags">{tags}</div>\n</article>\n'
            f"{self._after(entry)}"
        )
        return self.furniture.wrap(head_of(entry, story, layout, first), main)

    def _changed(self, entry: Entry, story: Story, text: str, pager: str) -> bytes:
        """The day after a redesign: no name that anybody knows, no metadata."""
        pager = pager.replace("paging-artikel", "x9-nav").replace("paging-all", "x9-all")
        main = (
            f'<section class="x9-wrap"><div class="x9-head">{escape(story.title)}</div>\n'
            f'<div class="x9-when">{displayed(entry.published)}</div>\n'
            f'<div class="x9-text">{text}</div>{pager}</section>\n'
            f"{self._after(entry)}"
        )
        return self.furniture.wrap("<title>SINDOnews.com</title>\n", main)

    def _after(self, entry: Entry) -> str:
        return HTML["after_article"] + self.furniture.boxes(entry.kanal)


def page_url(entry: Entry, number: int) -> str:
    return entry.url if number == 1 else f"{entry.url}/{STEP * (number - 1)}"


def all_url(entry: Entry) -> str:
    return f"{entry.url}?showpage=all"


def _pager(entry: Entry, layout: Layout, number: int) -> str:
    links = "".join(
        f'<li><a class="{"active" if n == number else "page"}" href="{page_url(entry, n)}">{n}</a>'
        "</li>"
        for n in range(1, layout.count + 1)
    )
    return (
        f'<div class="paging-artikel"><span>Halaman :</span>\n<ul>{links}</ul></div>\n'
        f'<div class="paging-all"><a href="{all_url(entry)}">Baca Selengkapnya</a></div>\n'
    )


def _breadcrumb(entry: Entry) -> str:
    more = f"https://{entry.kanal.host}/more/{entry.rubric.number}"
    return (
        '<ul class="breadcrumb"><li><a href="https://www.sindonews.com/">Home</a></li>'
        f'<li><a href="{more}">{escape(entry.rubric.name)}</a></li></ul>\n'
    )


def _byline(entry: Entry, story: Story) -> str:
    names = ", ".join(
        f'<a rel="author" href="https://www.sindonews.com/blog/{name.lower().replace(" ", "-")}">'
        f"{name}</a>"
        for name in story.byline
    )
    avatar = '<a class="avatar" href="https://www.sindonews.com/blog"><img alt="" src="/a.png"></a>'
    redaksi = f'<div class="detail-nama-redaksi">{names}</div>' if names else ""
    return (
        f'<div class="warp-nama-redaksi">{avatar}{redaksi}'
        f'<div class="detail-date-artikel">{displayed(entry.published)}</div></div>\n'
    )


def _main_image(entry: Entry, story: Story, layout: Layout) -> str:
    caption = escape(" ".join(filter(None, (story.caption, story.credit))), quote=False)
    if layout.caption_form == "boxes":
        beside = '<div class="loading-img">loading...</div>'
        beside += f'<div class="caption-img">{caption}</div>'
    else:
        beside = f"loading...<br>\n{caption}"
    source = image_url(entry, 0, layout.size)
    return (
        f'<div class="detail-img"><img class="lazyload" src="{PLACEHOLDER}" data-src="{source}"'
        f' alt="{escape(story.title)}">{beside}</div>\n'
    )
