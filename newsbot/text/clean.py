"""An article's body to blocks: split where it breaks, without prompts and furniture."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsbot.text.junk import CREDIT, FURNITURE, PROMPT
from newsbot.text.markup import one_line

Kind = Literal["paragraph", "heading", "credit", "caption", "image"]
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
_CLAUSE_START = re.compile(r"(?:^|[.!?:…\"”’')\]])\s*$")
_OPENED = re.compile(r"[(\[]\s*$")
_CLOSED = re.compile(r"\s*[)\]]")
_FULL_STOP = re.compile(r"\s*\.")
_WORD = re.compile(r"\w")
_BETWEEN_LINKS = re.compile(r"[\s,;|&•]*(?:dan\s+)?")
_PROMPT_BLOCK_MAX = 250


@dataclass(slots=True)
class _Raw:
    """A block while it is read: text with the spans that are links, and how much of it is bold."""

    kind: Kind = "paragraph"
    text: str = ""
    links: list[tuple[int, int]] = field(default_factory=list)
    bold: int = 0

    def add(self, text: str | None, *, link: bool, bold: bool) -> None:
        if not text:
            return
        start, self.text = len(self.text), self.text + text
        if link:
            self.links.append((start, len(self.text)))
        if bold:
            self.bold += len("".join(text.split()))

    def all_bold(self) -> bool:
        return 0 < len("".join(self.text.split())) == self.bold

    def all_link(self) -> bool:
        return bool(self.links) and not self.cut(self.links).strip()

    def cut(self, spans: list[tuple[int, int]]) -> str:
        text, end = "", 0
        for start, stop in sorted(spans):
            text, end = text + self.text[end:start], max(end, stop)
        return text + self.text[end:]


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
        text = one_line(_without_prompts(raw))
        link_follows = not raw.links and (not text or one_line(raw.text) != text)
        if _WORD.search(text) and not FURNITURE.fullmatch(text):
            blocks.append((_kind(raw, text), text))
    return blocks


def _kind(raw: _Raw, text: str) -> Kind:
    if raw.kind != "paragraph":
        return raw.kind
    if CREDIT.fullmatch(text):
        return "credit"
    short = len(text) <= _HEADING_MAX and not text.endswith(_SENTENCE_END)
    return "heading" if short and raw.all_bold() else "paragraph"


def _raw_blocks(body: HtmlElement, dropped: frozenset[HtmlElement]) -> Iterator[_Raw]:
    raw, link, bold, kinds = _Raw(), 0, 0, ["paragraph"]
    walk = iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        hidden = tag in _SILENT or element in dropped
        if event == "start":
            if tag in _BREAKS:
                yield raw
                if not hidden and (tag in _HEADINGS or tag == "figcaption"):
                    kinds.append("heading" if tag in _HEADINGS else "caption")
                raw = _Raw(kinds[-1])  # type: ignore[arg-type]
            if hidden:
                walk.skip_subtree()
                continue
            if tag == "img" and (source := image_source(element)):
                yield _Raw("image", source)
            link += tag == "a"
            bold += tag in ("strong", "b")
            raw.add(element.text, link=link > 0, bold=bold > 0)
            continue
        if not hidden:
            link -= tag == "a"
            bold -= tag in ("strong", "b")
            if tag in _BREAKS:
                yield raw
                if tag in _HEADINGS or tag == "figcaption":
                    kinds.pop()
                raw = _Raw(kinds[-1])  # type: ignore[arg-type]
            elif tag in _SPACED:
                raw.add(" ", link=False, bold=False)
        if element is not body:
            raw.add(element.tail, link=link > 0, bold=bold > 0)
    yield raw


def image_source(image: HtmlElement) -> str | None:
    """The picture's address: the lazy one before `src`, which then is a placeholder."""
    for name in _LAZY:
        source = one_line(image.get(name) or "")
        if source and not source.startswith("data:"):
            return source
    return None


def _without_prompts(raw: _Raw) -> str:
    """The block's text without "Baca Juga: …" and the link that such a prompt introduces."""
    spans: list[tuple[int, int]] = []
    for match in PROMPT.finditer(raw.text):
        opened = _OPENED.search(raw.text, 0, match.start())
        start = opened.start() if opened else match.start()
        before = raw.text[:start]
        starts_block = not before.strip()
        if not (starts_block or (_CLAUSE_START.search(before) and match[0][0].isupper())):
            continue
        colon = match["colon"] or match["colon2"]
        end = _links_end(raw, match.start(), match.end())
        rest = raw.text[match.end() :].strip()
        if end is not None and (colon or starts_block or match[0][0].isupper()):
            closed = (_CLOSED if opened else _FULL_STOP).match(raw.text, end)
            spans.append((start, closed.end() if closed else end))
        elif not rest or (colon and len(rest) < _PROMPT_BLOCK_MAX and ". " not in rest):
            spans.append((start, len(raw.text)))
    return raw.cut(spans) if spans else raw.text


def _links_end(raw: _Raw, start: int, end: int) -> int | None:
    """Where the links that a prompt at start..end introduces end; None when no link follows."""
    reached: int | None = None
    for link_start, link_end in raw.links:
        if link_end <= start:
            continue
        if link_start > end and not _BETWEEN_LINKS.fullmatch(raw.text, end, link_start):
            break
        reached = end = max(end, link_end)
    return reached
