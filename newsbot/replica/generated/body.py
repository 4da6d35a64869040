"""The body of an article as SINDOnews writes it: no <p>, but runs of <br>, with links to other
articles and ads in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from random import Random

from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.layout import Layout
from newsbot.replica.generated.story import Block, Bullets, Heading, Paragraph, Picture, Story
from newsbot.replica.generated.words import WORDS

_NAMED = str.maketrans({"“": "&ldquo;", "”": "&rdquo;", "—": "&mdash;", "–": "&ndash;"})
PLACEHOLDER = "https://cdn.sindonews.net/assets/images/loading.gif"


def image_url(entry: Entry, n: int, size: int) -> str:
    """The address of picture `n` of an article; 0 is the main one."""
    letters = "abcdefghij"[n % 10] + "".join(chr(97 + entry.number // k % 26) for k in (3, 7))
    return (
        f"https://pict.sindonews.net/dyn/{size}/pena/news/{entry.published:%Y/%m/%d}/"
        f"{entry.rubric.number}/{entry.number}/gambar-{letters}.jpg"
    )


@dataclass
class BodyWriter:
    """Writes the pages of one article. other: gives another article, for a link to it."""

    rng: Random
    entry: Entry
    story: Story
    layout: Layout
    other: Callable[[], Entry]

    def pages(self) -> list[str]:
        """The inner HTML of each page, without overlaps. Joined they are the one-page view."""
        pages = [self._page(blocks) for blocks in self.layout.pages]
        if dateline := escape(self.story.dateline):
            pages[0] = f"<strong>{dateline}{self.layout.dash}{pages[0]}"
        pages[-1] += self._sign_off()
        return pages

    def overlap(self, page: int) -> str:
        """What page number `page` (from 2) repeats of the page before; "" for most."""
        last = self.layout.pages[page - 2][-1]
        if page not in self.layout.overlaps or not isinstance(last, Paragraph):
            return ""
        return escape(last.text, quote=False) + "<br><br>"

    def _sign_off(self) -> str:
        initials, form = f"({self.story.initials})", self.layout.initials_form
        if not self.story.initials or form == "tail":
            return ""
        return f'<div class="editor">{initials}</div>' if form == "div" else initials

    def _page(self, blocks: tuple[Block, ...]) -> str:
        rng, parts = self.rng, []
        for n, block in enumerate(blocks):
            following = blocks[n + 1] if n + 1 < len(blocks) else None
            parts.append(self._block(block))
            if not (_is_boxed(block) or (_is_boxed(following) and rng.random() < 0.4)):
                parts.append(rng.choice(WORDS["gaps"]))
            draw = rng.random()
            if draw < 0.09:
                parts.append(self._read_also() + rng.choice(WORDS["gaps"]))
            elif draw < 0.24:
                parts.append(rng.choice(WORDS["junk"]) + rng.choice(WORDS["gaps"]))
        return "".join(parts)

    def _block(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, Heading):
            return f"<{block.tag}>{self._ink(block.text)}</{block.tag}>"
        if isinstance(block, Bullets):
            items = "\n".join(f"<li>{self._ink(item)}</li>" for item in block.items)
            return f"<ul>\n{items}\n</ul>"
        if isinstance(block, Picture):
            return self._picture(block)
        return f"<blockquote>{self._ink(block.text)}</blockquote>"

    def _paragraph(self, block: Paragraph) -> str:
        inked = [self._ink(sentence) for sentence in block.sentences]
        if block.linked:
            word = escape(block.linked, quote=False)
            link = f'<a class="int-link" href="{escape(self.other().url)}">{word}</a>'
            inked[0] = inked[0].replace(word, link, 1)
        if len(inked) > 1 and self.rng.random() < 0.12:
            inked.insert(1, self._read_also())
        if block is self.story.blocks[-1] and self.layout.initials_form == "tail":
            inked += [f"({self.story.initials})"] if self.story.initials else []
        return " ".join(inked)

    def _picture(self, block: Picture) -> str:
        source = image_url(self.entry, block.n + 1, self.layout.size)
        lazy = f'<img class="lazyload" src="{PLACEHOLDER}" data-src="{source}" alt="">'
        image = self.rng.choice((lazy, f'<img src="{source}" alt="" width="100%">'))
        gap = self.rng.choice(("<br><br>", "<br>\n<br>\n<br>\n<br>\n", "<br>"))
        return f"{image}{gap}{escape(block.credit)}"

    def _read_also(self) -> str:
        """A "Baca Juga" line and the link it introduces, in one of the portal's spellings."""
        rng, other = self.rng, self.other()
        label, kind = rng.choice(WORDS["read_also"]), rng.choice(("int-link", "baca-link"))
        link = f'<a class="{kind}" href="{other.url}">{escape(other.title, quote=False)}</a>'
        return rng.choice(WORDS["read_also_forms"]).format(label=label, link=link)

    def _ink(self, text: str) -> str:
        """The text escaped, in one of the spellings that editors' tools produce."""
        inked = escape(text, quote=False)
        draw = self.rng.random()
        if draw < 0.2:
            return inked.translate(_NAMED)
        if draw < 0.4:
            return inked.replace(" ", "&nbsp;", 1)
        if draw < 0.5:
            return inked.replace(" ", "\n", 1)
        if draw < 0.6:
            return inked.replace(" ", "\u00a0", 1).replace("'", "&#039;")
        return inked


def _is_boxed(block: Block | None) -> bool:
    """Whether the block is an HTML block element, which needs no <br> after it."""
    if isinstance(block, Heading):
        return block.tag != "strong"
    return not isinstance(block, Paragraph | Picture | None)
