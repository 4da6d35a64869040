"""The content of an article without markup: its blocks, its people and its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.titles import title_of
from newsbot.replica.generated.words import WORDS
from newsbot.replica.generated.writer import Writer


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. linked: words of its first sentence that are a link; "" for none."""

    sentences: tuple[str, ...]
    linked: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


@dataclass(frozen=True)
class Heading:
    text: str
    tag: str = "strong"


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Quote:
    text: str


@dataclass(frozen=True)
class Picture:
    """An image in the text: its number in the article, from 0, and the credit shown under it."""

    n: int
    credit: str


Block = Paragraph | Heading | Bullets | Quote | Picture


@dataclass(frozen=True)
class Story:
    """The content of an article.

    byline: the names that pages show, brands among them. initials: of the editor. caption, credit:
    of the main image. pages: how many pages the article has, 0 for a number drawn at random.
    """

    title: str
    summary: str
    dateline: str
    byline: Sequence[str]
    initials: str
    tags: Sequence[str]
    caption: str
    credit: str
    blocks: tuple[Block, ...]
    pages: int = 0

    @property
    def authors(self) -> list[str]:
        """The people of the byline."""
        return [name for name in self.byline if name not in WORDS["brands"]]

    @property
    def paragraphs(self) -> list[str]:
        """The text as a reader sees it, without dateline and credits."""
        texts: list[str] = []
        for block in self.blocks:
            if isinstance(block, Bullets):
                texts += block.items
            elif not isinstance(block, Picture):
                texts.append(block.text)
        return texts

    @property
    def headings(self) -> list[str]:
        return [block.text for block in self.blocks if isinstance(block, Heading)]


@lru_cache(maxsize=256)  # an article has several pages, and each is made of the whole story
def story_of(seed: int, entry: Entry) -> Story:
    """The story of any article but the visit, as it is before or after its edit. Articles with one
    story number have one story."""
    rng = Random(f"{seed}:{entry.story_number}")
    title = title_of(entry.story_number // 2, entry.kanal)
    writer = Writer(rng, title, entry.story_day)
    return Story(
        title=entry.title,
        summary=writer.fill(writer.choice("summaries")),
        dateline=title.place.upper() if rng.random() < 0.7 else "",
        byline=_byline(rng, writer),
        initials=writer.choice("initials") if rng.random() < 0.65 else "",
        tags=(title.topic, title.place.lower(), *rng.sample(WORDS["tags"], rng.randrange(4))),
        caption=writer.fill(writer.choice("captions")) if rng.random() < 0.92 else "",
        credit=writer.choice("credits") if rng.random() < 0.92 else "",
        blocks=tuple(_blocks(rng, writer, entry)),
    )


def _blocks(rng: Random, writer: Writer, entry: Entry) -> list[Block]:
    blocks = _list_article(rng, writer) if writer.title.facts else _report(rng, writer)
    if entry.edited and entry.edit and entry.edit.text:
        blocks.append(_paragraph(rng, writer))
    return blocks


def _byline(rng: Random, writer: Writer) -> tuple[str, ...]:
    draw = rng.random()
    if draw < 0.1:
        return ()
    if draw < 0.2:
        return (writer.choice("brands"),)
    people = tuple(writer.new_person() for _ in range(1 + (draw > 0.92)))
    return people if len(set(people)) == len(people) else people[:1]


def _report(rng: Random, writer: Writer) -> list[Block]:
    blocks: list[Block] = [_paragraph(rng, writer, "openers")]
    wanted = rng.choice((4, 5, 6, 7, 8, 9, 11, 13, 16, 20, 25))
    headed = rng.random() < 0.25
    tag = rng.choice(("h2", "h3", "strong"))
    pictures = 0
    while len(blocks) < wanted:
        draw = rng.random()
        if headed and draw < 0.15 and isinstance(blocks[-1], Paragraph):
            blocks.append(Heading(writer.fresh("headings"), tag))
        elif draw < 0.2 and isinstance(blocks[-1], Paragraph) and pictures < 3:
            blocks.append(Picture(pictures, rng.choice((*WORDS["credits"], ""))))
            pictures += 1
        elif draw < 0.24:
            items = [writer.fresh("list_items") for _ in range(rng.randint(2, 4))]
            blocks.append(Bullets(tuple(items)))
        elif draw < 0.28:
            blocks.append(Quote(f"“{writer.fresh('quotes')}.”"))
        blocks.append(_paragraph(rng, writer))
    return blocks


def _list_article(rng: Random, writer: Writer) -> list[Block]:
    blocks: list[Block] = [_paragraph(rng, writer, "openers"), _paragraph(rng, writer)]
    tag = rng.choice(("strong", "strong", "h2", "h3"))
    for n in range(writer.title.facts):
        blocks.append(Heading(f"{n + 1}. {writer.fresh('headings')}", tag))
        if rng.random() < 0.5:
            blocks.append(Picture(n, writer.choice("credits")))
        blocks += [_paragraph(rng, writer) for _ in range(rng.randint(1, 3))]
    return blocks


def _paragraph(rng: Random, writer: Writer, first: str = "statements") -> Paragraph:
    """first: the kind of the first sentence."""
    sentences = [writer.fresh(first), *(writer.sentence() for _ in range(rng.randrange(3)))]
    linked = ""
    for words_of_link in (writer.institution, writer.title.topic):
        if words_of_link in sentences[0] and rng.random() < 0.3:
            linked = words_of_link
    return Paragraph(tuple(sentences), linked)
