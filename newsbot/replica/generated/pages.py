"""Article pages: every view of one article, in today's layout or in a changed one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from random import Random

from newsbot.replica.generated.body import BodyWriter, image_url
from newsbot.replica.generated.catalogue import Catalogue
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.furniture import Furniture
from newsbot.replica.generated.layout import Layout, layout_of
from newsbot.replica.generated.metadata import head_of
from newsbot.replica.generated.story import Story, story_of
from newsbot.replica.generated.visit import visit_story
from newsbot.replica.generated.words import HTML, displayed, fill

STEP = 5  # the offset in the address of page N is 5 * (N - 1)


@dataclass(frozen=True)
class ArticlePages:
    """Makes the pages of the catalogue's articles. Nothing is kept: a page is made again for each
    request, and is the same each time, until the article is edited or its time of modification has
    come."""

    catalogue: Catalogue
    furniture: Furniture

    def story(self, entry: Entry) -> Story:
        return visit_story(entry) if entry.visit else story_of(self.catalogue.seed, entry)

    def content(self, entry: Entry) -> tuple[Story, Layout]:
        """The story and the layout of an article as it is now."""
        story = self.story(entry)
        edit = entry.edit if entry.edited else None
        added = story.blocks[-1:] if edit and edit.text else ()
        # An edit lets the rest of the article as it is, so it is laid out without what was added.
        first = replace(story, blocks=story.blocks[:-1]) if added else story
        layout = layout_of(self.catalogue.seed, entry, first)
        if added:
            pages = (*layout.pages[:-1], layout.pages[-1] + added)
            layout = replace(layout, pages=pages)
        if edit and not edit.silent:
            layout = replace(layout, modified=edit.at)
        elif layout.modified and layout.modified > self.catalogue.moment:
            layout = replace(layout, modified=layout.published)
        return story, layout

    def page(self, entry: Entry, number: int, changed: bool = False) -> bytes | None:
        """Page number `number` (from 1), or the one-page view for 0; None where there is no such
        page. changed: whether it has the layout that came with a redesign."""
        story, layout = self.content(entry)
        if number > layout.count:
            return None
        rng = Random(f"{self.catalogue.seed}:{entry.number}:body")
        others = self.catalogue.around(entry, None)
        body = BodyWriter(rng, entry, story, layout, lambda: rng.choice(others))
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
        caption = " ".join(filter(None, (story.caption, story.credit)))
        main = fill(
            "article",
            entry=entry,
            rubric=escape(entry.rubric.name),
            title=escape(story.title, quote=False),
            alt=escape(story.title),
            names=_byline(story),
            when=displayed(entry.published),
            image=image_url(entry, 0, layout.size),
            caption=fill(f"caption_{layout.caption_form}", caption=escape(caption, quote=False)),
            text=text,
            inside=inside,
            outside=outside,
            tags="".join(
                fill("tag", query=escape(tag.replace(" ", "+")), tag=escape(tag))
                for tag in story.tags
            ),
        )
        return self._wrap(head_of(entry, story, layout, first), main, entry)

    def _changed(self, entry: Entry, story: Story, text: str, pager: str) -> bytes:
        """The page after a redesign: none of the known class names, and no metadata."""
        pager = pager.replace("paging-artikel", "x9-nav").replace("paging-all", "x9-all")
        when, title = displayed(entry.published), escape(story.title)
        main = fill("changed_article", title=title, when=when, text=text, pager=pager)
        return self._wrap("<title>SINDOnews.com</title>\n", main, entry)

    def _wrap(self, head: str, main: str, entry: Entry) -> bytes:
        boxes = self.furniture.boxes(self.catalogue.around(entry, entry.kanal))
        return self.furniture.wrap(head, f"{main}{HTML['after_article']}{boxes}")


def page_url(entry: Entry, number: int) -> str:
    return entry.url if number == 1 else f"{entry.url}/{STEP * (number - 1)}"


def all_url(entry: Entry) -> str:
    return f"{entry.url}?showpage=all"


def _pager(entry: Entry, layout: Layout, number: int) -> str:
    links = "".join(
        fill("article_page", kind="active" if n == number else "page", url=page_url(entry, n), n=n)
        for n in range(1, layout.count + 1)
    )
    return fill("article_pager", links=links, all=all_url(entry))


def _byline(story: Story) -> str:
    names = ", ".join(
        fill("author", slug=name.lower().replace(" ", "-"), name=name) for name in story.byline
    )
    return fill("authors", names=names) if names else ""
