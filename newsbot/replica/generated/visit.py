"""The one article that is always there: a list article about an official visit, in three pages."""

from __future__ import annotations

from datetime import timedelta

from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.story import Block, Heading, Paragraph, Picture, Story
from newsbot.replica.generated.words import DATA, in_text

_VISIT = DATA["visit"]


def visit_story(entry: Entry) -> Story:
    """The fixed story; the days that it names depend on the day that it is published on."""
    arrival = in_text(entry.published.date() - timedelta(days=1))
    blocks: list[Block] = [
        Paragraph((_VISIT["lead"].format(arrival=arrival),)),
        *(Paragraph(tuple(sentences), linked) for *sentences, linked in _VISIT["background"]),
        Heading(entry.title),
    ]
    for n, section in enumerate(_VISIT["sections"]):
        blocks.append(Heading(section["heading"]))
        if "credit" in section:
            blocks.append(Picture(n, section["credit"]))
        blocks += [Paragraph((text,)) for text in section["paragraphs"]]
    return Story(**_VISIT["story"], blocks=tuple(blocks), pages=3)
