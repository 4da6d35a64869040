"""The pages of an article to one Article: its fields, its text, and whether it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newsbot.extract.loader import Page
from newsbot.extract.rules import BESIDE, Rules
from newsbot.items import FIELDS, Article
from newsbot.text.clean import Block
from newsbot.text.fingerprint import content_hash, folded
from newsbot.text.people import is_nobody
from newsbot.text.story import (
    adds_nothing,
    body_pictures,
    join_pages,
    split_dateline,
    split_initials,
    story_text,
)

# Fields that go into the article as the pages have them.
_AS_READ = ("authors", "channel", "section", "tags", "summary")


def promised(pages: Sequence[Page]) -> dict[int, str]:
    """The URLs of the further pages that the pagers of `pages` promise, by page number, in order.
    Pages without numbers are numbered from 2, in the order of the pager."""
    named = {name: link for page in pages for name, link in page.further.items()}
    links = {int(name): link for name, link in named.items() if name[0] != "/"}
    links |= enumerate((link for name, link in named.items() if name[0] == "/"), 2)
    return dict(sorted(links.items()))


def covers(whole: Page, first: Page) -> bool:
    """Whether the text of `whole` (the one-page view) begins with that of page 1 and goes on."""
    return not adds_nothing(whole.blocks, first.blocks) and _plain(whole.blocks).startswith(
        _plain(split_initials(first.blocks)[1])
    )


def _unsigned(pages: Sequence[Page]) -> tuple[list[str], list[list[Block]]]:
    """The editors' initials at the end of the last page, and the blocks of each page without them:
    some portals sign each page."""
    split = [split_initials(page.blocks) for page in pages]
    initials = split[-1][0]
    return initials, [
        rest if names == initials else page.blocks
        for page, (names, rest) in zip(pages, split, strict=True)
    ]


def _plain(blocks: Sequence[Block]) -> str:
    return folded(" ".join(text for kind, text in blocks if kind in ("paragraph", "heading")))


def assemble(
    rules: Rules, pages: Sequence[Page], *, whole: Page | None = None, crawled_at: str
) -> Article:
    """Make the article out of its pages, page 1 first.

    The text is that of `whole` (the one-page view) where given, else of all pages in order. Each
    field comes from the first page that has it. What no page has stays empty: the validate
    pipeline refuses what the contract requires. crawled_at: ISO 8601 UTC.
    """
    first, sources = pages[0], [whole] if whole else list(pages)
    fields = _fields([*pages, *([whole] if whole else [])])
    initials, texts = _unsigned(sources)
    signed = [name for name in initials if name not in rules.brands and not is_nobody(name)]
    dateline, blocks = split_dateline(join_pages(texts), rules.brands, mixed=rules.mixed_dateline)
    text, headings = story_text(blocks)
    title = fields.get("title", "")
    published_at, published_raw = fields.get("published_at", ("", None))
    won = first.won.get("published_at", "")
    displayed = any(selector.text == won for selector in rules.own.get("published_at", ()))
    displayed = displayed or won == BESIDE
    further = promised(pages)
    identity = rules.urls.read(first.canonical)
    return Article(
        id=f"{rules.portal}:{identity.key}" if identity else "",
        portal=rules.portal,
        url=first.canonical,
        title=title,
        published_at=published_at,
        published_raw=published_raw if displayed else None,
        modified_at=fields.get("modified_at", (None,))[0],
        editors=fields.get("editors") or signed,
        dateline=dateline,
        text=text,
        headings=headings,
        images=_pictures(fields.get("images", []), blocks),
        pages=[page.url for page in sources],
        pages_expected=len(further) + 1 if any(page.paged for page in pages) else None,
        complete=whole is not None or {page.number for page in pages}.issuperset(further),
        guessed=_guessed(rules, pages),
        free={"true": True, "false": False}.get(fields.get("free", "")),
        word_count=len(text.split()),
        content_hash=content_hash(title, text),
        crawled_at=crawled_at,
        **{name: fields[name] for name in _AS_READ if name in fields},
    )


def _guessed(rules: Rules, pages: Sequence[Page]) -> list[str]:
    """The fields, by their names and in their order in the feed, that general rules gave; the text,
    if they gave that of any page."""
    won = {name: rule for page in reversed(pages) for name, rule in page.won.items()}
    names = set(rules.guessed(won))
    if any("body" in rules.guessed(page.won) for page in pages):
        names.add("body")
    return [name for name in FIELDS if (name if name != "text" else "body") in names]


def _fields(pages: Sequence[Page]) -> dict[str, Any]:
    """Each field from the first page that has it."""
    return {name: value for page in reversed(pages) for name, value in page.fields.items()}


def _pictures(
    main: Sequence[dict[str, str | None]], blocks: Sequence[Block]
) -> list[dict[str, str | None]]:
    pictures = {picture["url"]: picture for picture in main}
    for picture in body_pictures(blocks):
        in_body = picture.values()
        known = pictures.get(picture.url, in_body)
        pictures[picture.url] = known if known["caption"] or known["credit"] else in_body
    return list(pictures.values())
