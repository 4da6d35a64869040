"""How an article is laid out: its pages, its pager, and which of the portal's habits it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.story import Block, Paragraph, Story

_LD_FORMS = ("object", "array", "graph", "trailing_comma", "raw_newline", "entities")


@dataclass(frozen=True)
class Layout:
    """The layout of an article.

    pages: the story's blocks, page by page. overlaps: numbers of the pages (from 2) that begin with
    the last paragraph of the page before. pager: whether a pager is shown; pager_inside: whether it
    is within the body. published, modified: what JSON-LD says, in WIB, to the second; modified is
    None where it says nothing. ld_form: one of the spellings of JSON-LD. dash: what follows the
    dateline. initials_form: "div", "line" or "tail". caption_form: "boxes" or "bare". size: width
    of images in pixels.
    """

    pages: tuple[tuple[Block, ...], ...]
    overlaps: frozenset[int]
    pager: bool
    pager_inside: bool
    published: datetime
    modified: datetime | None
    ld_form: str
    dash: str
    initials_form: str
    caption_form: str
    size: int

    @property
    def count(self) -> int:
        return len(self.pages)


def layout_of(seed: int, entry: Entry, story: Story) -> Layout:
    """The layout of an article: always the same for a seed and the article's number."""
    rng = Random(f"{seed}:{entry.number}:layout")
    pages = _cut(story, story.pages or rng.choices((1, 2, 3, 4, 5, 6), (30, 36, 14, 8, 7, 5))[0])
    overlaps = frozenset(
        n for n in range(2, len(pages) + 1) if not story.pages and rng.random() < 0.15
    )
    # JSON-LD has the second of publication; the page shows the minute.
    published = entry.published + timedelta(seconds=rng.choice((0, 0, rng.randrange(60))))
    modified = None
    if rng.random() < 0.75:
        later = published + timedelta(minutes=rng.choice((0, 0, 3, 17, 64, 310)))
        # Within the day: just after midnight, a time of the next day is more than 24 hours ahead,
        # and no reader should believe it.
        modified = min(later, published.replace(hour=23, minute=59, second=59))
    return Layout(
        pages=pages,
        overlaps=overlaps,
        pager=len(pages) > 1 or rng.random() < 0.5,
        pager_inside=rng.random() < 0.25,
        published=published,
        modified=modified,
        ld_form=rng.choice(_LD_FORMS),
        dash=rng.choice(("</strong> - ", "</strong> – ", "</strong>- ", " -</strong> ")),
        initials_form=rng.choice(("div", "line", "tail")),
        caption_form=rng.choice(("boxes", "bare")),
        size=rng.choice((600, 700, 850)),
    )


def _cut(story: Story, wanted: int) -> tuple[tuple[Block, ...], ...]:
    """Cut the blocks after paragraphs into at most `wanted` pages of at least two paragraphs."""
    ends = [n + 1 for n, block in enumerate(story.blocks) if isinstance(block, Paragraph)]
    count = max(1, min(wanted, len(ends) // 2))
    cuts = [0, *(ends[len(ends) * n // count - 1] for n in range(1, count)), len(story.blocks)]
    return tuple(story.blocks[a:b] for a, b in pairwise(cuts))
