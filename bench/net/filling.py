"""Pages whose story is as long as a real one: paragraphs that the generated portal's writer makes,
between those that a saved page has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from random import Random

from newsbot.extract.loader import ArticleLoader
from newsbot.extract.rules import Rules
from newsbot.replica.generated.channels import KANALS
from newsbot.replica.generated.titles import title_of
from newsbot.replica.generated.writer import Writer
from newsbot.text.fingerprint import folded
from newsbot.text.markup import Element, ancestors, parse_html

#: How many words of new paragraphs a page gets at least.
WORDS = 120
_DAY = date(2026, 7, 24)
# Paragraphs are elements of these, or runs of text between <br> in a box.
_PARAGRAPHS = frozenset(("p", "li", "h2", "h3", "blockquote"))
_BOXES = frozenset(("div", "section", "article", "main", "td", "body", "center", "span", "font"))
_ENDS = frozenset(("br", "p", "div", "ul", "ol", "table", "figure", "blockquote", "h2", "h3"))
# A text of fewer words may stand in furniture, too.
_SLOT_WORDS = 4
_ARTICLE_BODY = re.compile(r'("articleBody"\s*:\s*)("(?:[^"\\]|\\.)*")')


def story(name: str) -> list[str]:
    """New paragraphs of at least WORDS words in all, the same for the same name."""
    rng = Random(name)
    writer = Writer(rng, title_of(rng.randrange(10_000), rng.choice(KANALS)), _DAY)
    paragraphs: list[str] = []
    while sum(len(text.split()) for text in paragraphs) < WORDS:
        paragraphs.append(" ".join(writer.sentence() for _ in range(rng.randint(2, 3))))
    return paragraphs


def filled(rules: Rules, url: str, body: bytes, story: list[str]) -> bytes | None:
    """The page, in UTF-8, with the paragraphs of a story between those of its own; None where its
    portal's rules find no paragraph in its markup. The last paragraph stays the last."""
    root = parse_html(body)
    if root is None:
        return None
    slots = _slots(rules, url, root)
    if not slots:
        return None
    shares = [story[number :: len(slots)] for number in range(len(slots))]
    marks: dict[str, str] = {}
    for number, (slot, share) in enumerate(zip(slots, shares, strict=True)):
        mark = f"(new-paragraphs-{number})"
        marks[mark] = "".join(map(slot.markup, share))
        slot.after.insert_after(mark)
    page = root.html or ""
    page = _ARTICLE_BODY.sub(lambda found: found[1] + _fill_stated(found[2], story), page)
    for mark, html in marks.items():
        page = page.replace(mark, html)
    return f"<!DOCTYPE html>\n{page}".encode("utf-8", "replace")


@dataclass(frozen=True)
class _Slot:
    """Where new paragraphs go. after: the node before them. begin, end: markup around each."""

    after: Element
    begin: str
    end: str = ""

    def markup(self, text: str) -> str:
        return f"{self.begin}{escape(text, quote=False)}{self.end}"


def _slots(rules: Rules, url: str, root: Element) -> list[_Slot]:
    """A slot behind every paragraph of the body but the last, or behind that if it is the only
    one; none where the body is not in the markup."""
    loader = ArticleLoader(rules, url, root)
    page = loader.page()
    paragraphs = {folded(text) for kind, text in page.blocks if kind == "paragraph"}
    found: dict[int, _Slot] = {}
    for rule, bodies in loader.evidence.own_bodies():
        if rule != page.won.get("body"):
            continue
        for body in bodies:
            for node in _texts(body, rules.dropped(body)):
                text = folded(node.text_content or "")
                if len(text.split()) >= _SLOT_WORDS and any(text in each for each in paragraphs):
                    slot = _slot(node)
                    found.setdefault(slot.after.mem_id, slot)
        break
    slots = list(found.values())
    return slots[:-1] or slots


def _texts(body: Element, dropped: frozenset[int]) -> Iterator[Element]:
    for node in body.traverse(include_text=True):
        around = [node, *ancestors(node)]
        if node.is_text_node and dropped.isdisjoint(each.mem_id for each in around):
            yield node


def _slot(node: Element) -> _Slot:
    """What stands behind the paragraph of a text: in an element of its own if that has one, else
    behind <br>."""
    top = node
    for around in ancestors(node):
        if around.tag in _PARAGRAPHS:
            named = {name: value for name, value in around.attributes.items() if name != "id"}
            begin = "".join(f' {name}="{escape(value or "")}"' for name, value in named.items())
            return _Slot(around, f"<{around.tag}{begin}>", f"</{around.tag}>")
        if around.tag in _BOXES:
            break
        top = around
    while top.next is not None and top.next.tag not in _ENDS:
        top = top.next
    return _Slot(top, "<br><br>")


def _fill_stated(literal: str, story: list[str]) -> str:
    """The text that JSON-LD has, a JSON string, with the paragraphs of a story in it."""
    stated = json.loads(literal, strict=False)
    if "</p>" in stated:
        added = "".join(f"<p>{escape(text, quote=False)}</p>\n" for text in story)
        stated = stated.replace("</p>", f"</p>\n{added}", 1)
    else:
        stated = " ".join((stated, *story))
    return json.dumps(stated, ensure_ascii=False).replace("</", "<\\/")
