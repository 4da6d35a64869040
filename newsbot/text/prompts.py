"""Prompts inside a block of text, "Baca Juga: …", and the links that they introduce."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal

from newsbot.text.junk import PROMPT, PROMPT_WORDS

Kind = Literal["paragraph", "heading", "credit", "caption", "image"]

_CLAUSE_ENDS = ".!?:…\"”’')]"
_CLOSED = re.compile(r"\s*[)\]]")
# "Baca juga … dan tulisan … lainnya."
_FULL_STOP = re.compile(r"\s*\.|\s+lainnya\b\s*\.?")
_BETWEEN_LINKS = re.compile(r"[\s,;|&•]*(?:dan\s+(?:(?:tulisan|artikel|berita)\s+)?)?")
_PROMPT_BLOCK_MAX = 250


@dataclass(slots=True)
class Raw:
    """A block while it is read. text: empty until `ended`. links: spans of the text that are links.
    bold: how many of its characters are bold, without white space. size: characters so far.
    parts: pieces of the text."""

    kind: Kind = "paragraph"
    text: str = ""
    links: list[tuple[int, int]] = field(default_factory=list)
    bold: int = 0
    size: int = 0
    parts: list[str] = field(default_factory=list)

    def add(self, text: str | None, *, link: bool, bold: bool) -> None:
        if not text:
            return
        start, self.size = self.size, self.size + len(text)
        self.parts.append(text)
        if link:
            self.links.append((start, self.size))
        if bold:
            self.bold += len("".join(text.split()))

    def ended(self) -> Raw:
        """This block with its text put together; once, as a block may have a million parts."""
        if self.parts:
            self.text = "".join(self.parts)
        return self

    def all_bold(self) -> bool:
        return 0 < len("".join(self.text.split())) == self.bold

    def all_link(self) -> bool:
        return bool(self.links) and not self.cut(self.links).strip()

    def cut(self, spans: list[tuple[int, int]]) -> str:
        kept, end = [], 0
        for start, stop in sorted(spans):
            kept.append(self.text[end:start])
            end = max(end, stop)
        return "".join([*kept, self.text[end:]])


def without_prompts(raw: Raw) -> str:
    """The block's text without "Baca Juga: …" and the link that such a prompt introduces."""
    text = raw.text
    if not raw.links and ":" not in text and not _may_end_in_prompt(text):
        return text
    plain = text.lower()
    for word in PROMPT_WORDS:
        if word in plain:
            break
    else:
        return text
    spans, reached = list[tuple[int, int]](), -1
    begins, ends = len(text) - len(text.lstrip()), len(text.rstrip())
    for match in PROMPT.finditer(text):
        if match.start() < reached:  # inside what goes already
            continue
        start = _after_words(text, match.start())
        opened = start > 0 and text[start - 1] in "(["
        start = start - 1 if opened else match.start()
        starts_block = start <= begins
        if not (starts_block or (_starts_clause(text, start) and match[0][0].isupper())):
            continue
        colon = match["colon"] or match["colon2"]
        end = _links_end(raw, match.start(), match.end())
        left = ends - match.end()  # the prompt's own white space is part of the match
        if end is not None:
            closed = (_CLOSED if opened else _FULL_STOP).match(text, end)
            spans.append((start, closed.end() if closed else end))
        elif left <= 0 or (
            colon and left < _PROMPT_BLOCK_MAX and ". " not in text[match.end() : ends]
        ):
            spans.append((start, len(text)))
        reached = spans[-1][1] if spans else -1
    return raw.cut(spans) if spans else text


def _may_end_in_prompt(text: str) -> bool:
    """Whether a prompt may stand at the end of a text, by a test that most texts fail. Without a
    link or a colon, a prompt counts only there: it ends with a word, or is "Jangan lewatkan!"."""
    return text.rstrip()[-1:].isalpha() or text.lstrip()[:6].lower() == "jangan"


def _after_words(text: str, end: int) -> int:
    """The index where the white space before `end` begins."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _starts_clause(text: str, start: int) -> bool:
    before = _after_words(text, start)
    return before == 0 or text[before - 1] in _CLAUSE_ENDS


def _links_end(raw: Raw, start: int, end: int) -> int | None:
    """The index where the links end that a prompt from `start` to `end` introduces; None when no
    link follows it."""
    reached: int | None = None
    first = bisect_right(raw.links, start, key=itemgetter(1))
    for index in range(first, len(raw.links)):
        link_start, link_end = raw.links[index]
        if link_start > end and not _BETWEEN_LINKS.fullmatch(raw.text, end, link_start):
            break
        reached = end = max(end, link_end)
    return reached
