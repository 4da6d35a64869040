"""An article's body to blocks of text, without links to other articles and other junk."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from newsbot.text.junk import (
    BELOW,
    BYLINE,
    CAPTIONED,
    CREDIT,
    EMBED,
    LABEL,
    PEOPLE,
    is_furniture,
)
from newsbot.text.markup import Element, one_line
from newsbot.text.prompts import Kind, Raw, without_prompts

#: One block of a body: its kind, and its text (of an image: the picture's address).
Block = tuple[Kind, str]

_SILENT = frozenset(
    "script style noscript template iframe svg object embed video audio button select textarea "
    "input form".split()
    # AMP's posts, films and advertisements, which say something only until they are loaded
    + "amp-ad amp-embed amp-facebook amp-iframe amp-instagram amp-tiktok amp-twitter "
    "amp-youtube".split()
)
# Posts of social networks are quotations of these classes: the words of others.
_POSTS = frozenset(
    "bluesky-embed instagram-media reddit-embed-bq text-post-media tiktok-embed twitter-tweet "
    "twitter-video".split()
)
_BREAKS = frozenset(
    "p div br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table tr section article aside "
    "header footer figure figcaption center".split()
)
# Elements whose blocks are of a kind of their own.
_LABELLED: dict[str | None, Kind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "figcaption": "caption",
}
_BOLD = frozenset({"strong", "b"})
_SPACED = frozenset({"td", "th"})
# Elements that show a picture, on any page. Portals whose AMP pages are declared have theirs from
# JSON-LD.
_PICTURES, _AMP_PICTURES = frozenset({"img"}), frozenset({"img", "amp-img"})
_LAZY = ("data-src", "data-original", "data-lazy-src", "src")
# A paragraph all in bold is a sub-heading when it is short and does not end like a sentence.
_HEADING_MAX = 160
_SENTENCE_END = (".", ",", ";", ":", ".”", '."', "…")
_WORD = re.compile(r"\w")
# A first letter set large, in an element of its own.
_DROP_CAP = re.compile(r"[\"“‘']?[A-Z]")


def read_blocks(
    body: Element,
    dropped: Collection[int] = frozenset(),
    junk: list[str] | None = None,
    bylines: list[str] | None = None,
    *,
    exact: bool = True,
) -> list[Block]:
    """Split `body` at block elements and `<br>`, without junk lines and without the elements that
    are `dropped` (by their `mem_id`).

    junk: a list that takes the lines that were left out or shortened. bylines: one that takes those
    of them that name people ("Editor: Nama"). exact: whether `body` holds the text and nothing
    around it. Where it may hold more, lines that are links as a whole go, with the heading above
    them, and the headings of boxes stay for text/surroundings.py.
    """
    blocks: list[Block] = []
    label, link_follows = "", False
    for raw in _raw_blocks(body, dropped, _PICTURES if exact else _AMP_PICTURES):
        if raw.kind == "image":
            blocks.append(("image", raw.text))
        if raw.kind == "image" or not raw.text or raw.text.isspace():
            continue
        if not exact and raw.all_link():
            if blocks and blocks[-1][0] == "heading":
                blocks.pop()
            link_follows = True
        if link_follows and raw.all_link():  # "Baca Juga:<br><a>…</a>", and further links
            if junk is not None:
                junk.append(one_line(raw.text))
            continue
        kept = without_prompts(raw)
        text = one_line(kept)
        cut = kept is not raw.text and one_line(raw.text) != text
        link_follows = not raw.links and (not text or cut)
        if "[" in text:
            text = one_line(EMBED.sub("", text))
        kind = _kind(raw, text)
        if not exact and BELOW.fullmatch(text):
            blocks.append(("heading", text))
            continue
        named = bool(label and PEOPLE.fullmatch(text))
        byline = f"{label} {text}" if named else text
        label = text if text.endswith(":") and LABEL.fullmatch(text) else ""
        if not named and _WORD.search(text) and not is_furniture(text, heading=kind == "heading"):
            if text[0].islower() and blocks and _DROP_CAP.fullmatch(blocks[-1][1]):
                kind, text = "paragraph", blocks.pop()[1] + text
            below = kind == "paragraph" and blocks and blocks[-1][0] == "image"
            if below and CAPTIONED.fullmatch(text):
                kind = "caption"
            blocks.append((kind, text))
        else:
            if bylines is not None and (named or BYLINE.fullmatch(text)):
                bylines.append(byline)
            text = ""
        if junk is not None and (line := one_line(raw.text)) != text:
            junk.append(line)
    return blocks


def _kind(raw: Raw, text: str) -> Kind:
    if raw.kind != "paragraph":
        return raw.kind
    if CREDIT.fullmatch(text):
        return "credit"
    short = len(text) <= _HEADING_MAX and not text.endswith(_SENTENCE_END)
    return "heading" if short and raw.all_bold() else "paragraph"


def _raw_blocks(
    body: Element, dropped: Collection[int], pictures: Collection[str]
) -> Iterator[Raw]:
    raw, link, bold = Raw(), 0, 0
    around = [(body, body.tag)]  # the elements that the walk is in
    kinds: list[Kind] = ["paragraph"]
    node = None if body.mem_id in dropped else body.first_child
    while True:
        if node is None:  # the end of an element
            element, tag = around.pop()
            if not around:
                break
            link -= tag == "a"
            bold -= tag in _BOLD
            if tag in _BREAKS:
                if tag in _LABELLED:
                    kinds.pop()
                if raw.parts:
                    yield raw.ended()
                    raw = Raw(kinds[-1])
                raw.kind = kinds[-1]
            elif tag in _SPACED and raw.parts:
                raw.add(" ", link=False, bold=False)
            node = element.next
            continue
        if (text := node.text_content) is not None:
            if raw.parts or link or not text.isspace():  # no block begins with white space
                raw.add(text, link=link > 0, bold=bold > 0)
            node = node.next
            continue
        tag = node.tag
        if tag in _BREAKS and raw.parts:
            yield raw.ended()
            raw = Raw(kinds[-1])
        if tag in _SILENT or node.mem_id in dropped or (tag == "blockquote" and _is_post(node)):
            node = node.next
            continue
        if tag in _LABELLED:
            kinds.append(_LABELLED[tag])
            raw.kind = kinds[-1]  # nothing is in it yet
        elif tag in pictures and (source := image_source(node)):
            yield Raw("image", source)
        link += tag == "a"
        bold += tag in _BOLD
        around.append((node, tag))
        node = node.first_child
    yield raw.ended()


def _is_post(quotation: Element) -> bool:
    """Whether a quotation is a post of a social network, by its class."""
    return not _POSTS.isdisjoint((quotation.attributes.get("class") or "").split())


def image_source(image: Element) -> str | None:
    """The picture's address: that of a lazy image before `src`, which then is a placeholder."""
    attributes = image.attributes
    for name in _LAZY:
        source = one_line(attributes.get(name) or "")
        if source and not source.startswith("data:"):
            return source
    return None
