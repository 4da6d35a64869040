"""An article's body to blocks: split where it breaks, without prompts and furniture."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsbot.text.junk import CREDIT, EMBED, is_furniture
from newsbot.text.markup import one_line
from newsbot.text.prompts import Kind, Raw, without_prompts

#: One block of a body: its kind, and its text (of an image: its address).
Block = tuple[Kind, str]

_SILENT = frozenset(
    "script style noscript template iframe svg object embed video audio button select textarea "
    "input form".split()
)
_BREAKS = frozenset(
    "p div br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table tr section article aside "
    "header footer figure figcaption center".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SPACED = frozenset({"td", "th"})
_LAZY = ("data-src", "data-original", "data-lazy-src", "src")
# A paragraph all in bold is a sub-heading when it is short and does not end like a sentence.
_HEADING_MAX = 160
_SENTENCE_END = (".", ",", ";", ":", ".”", '."', "…")
_WORD = re.compile(r"\w")


def read_blocks(body: HtmlElement, dropped: Collection[HtmlElement] = ()) -> list[Block]:
    """Split `body` at block elements and `<br>`; leave out `dropped` elements and junk text."""
    blocks: list[Block] = []
    link_follows = False
    for raw in _raw_blocks(body, frozenset(dropped)):
        if raw.kind == "image":
            blocks.append(("image", raw.text))
        if raw.kind == "image" or not raw.text.strip():
            continue
        if link_follows and raw.all_link():  # "Baca Juga:<br><a>…</a>", and further links
            continue
        text = one_line(without_prompts(raw))
        link_follows = not raw.links and (not text or one_line(raw.text) != text)
        if "[" in text:
            text = one_line(EMBED.sub("", text))
        kind = _kind(raw, text)
        if _WORD.search(text) and not is_furniture(text, heading=kind == "heading"):
            blocks.append((kind, text))
    return blocks


def _kind(raw: Raw, text: str) -> Kind:
    if raw.kind != "paragraph":
        return raw.kind
    if CREDIT.fullmatch(text):
        return "credit"
    short = len(text) <= _HEADING_MAX and not text.endswith(_SENTENCE_END)
    return "heading" if short and raw.all_bold() else "paragraph"


def _raw_blocks(body: HtmlElement, dropped: frozenset[HtmlElement]) -> Iterator[Raw]:
    raw, link, bold, kinds = Raw(), 0, 0, ["paragraph"]
    walk = iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        hidden = tag in _SILENT or element in dropped
        if event == "start":
            if tag in _BREAKS:
                yield raw.ended()
                if not hidden and (tag in _HEADINGS or tag == "figcaption"):
                    kinds.append("heading" if tag in _HEADINGS else "caption")
                raw = Raw(kinds[-1])  # type: ignore[arg-type]
            if hidden:
                walk.skip_subtree()
                continue
            if tag == "img" and (source := image_source(element)):
                yield Raw("image", source)
            link += tag == "a"
            bold += tag in ("strong", "b")
            raw.add(element.text, link=link > 0, bold=bold > 0)
            continue
        if not hidden:
            link -= tag == "a"
            bold -= tag in ("strong", "b")
            if tag in _BREAKS:
                yield raw.ended()
                if tag in _HEADINGS or tag == "figcaption":
                    kinds.pop()
                raw = Raw(kinds[-1])  # type: ignore[arg-type]
            elif tag in _SPACED:
                raw.add(" ", link=False, bold=False)
        if element is not body:
            raw.add(element.tail, link=link > 0, bold=bold > 0)
    yield raw.ended()


def image_source(image: HtmlElement) -> str | None:
    """The picture's address: the lazy one before `src`, which then is a placeholder."""
    for name in _LAZY:
        source = one_line(image.get(name) or "")
        if source and not source.startswith("data:"):
            return source
    return None
