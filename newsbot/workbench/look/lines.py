"""The facts of a look at a page in lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from newsbot.extract.second_opinion import LONGER, UNSOUND
from newsbot.workbench.look.facts import LOST, NOTHING, REFUSED, WON

_MARKS = {WON: "+", LOST: "-", REFUSED: "x", NOTHING: " "}
LEGEND = "+ won, - lost to what is trusted more, x refused, blank: found nothing"
#: What becomes of a second opinion that differs, by its verdict.
OPINIONS = {
    LONGER: "the article has these, as `guessed` says",
    UNSOUND: "these do not go on with the text, and are not taken",
}
# Characters of a value, and how many of many links or lines are shown.
_LONG, _MANY = 100, 10


def tell(facts: dict[str, Any]) -> str:
    """An article's page: evidence by field, pager, body, and the article in short."""
    key = facts["key"] or "no article by its address"
    lines = [facts["url"], f"portal {facts['portal']}, key {key}, page {facts['page'] or '?'}"]
    if facts["canonical"] != facts["url"]:
        lines.append(f"page 1: {facts['canonical']}")
    lines.append(LEGEND)
    for name, pieces in facts["fields"].items():
        lines += ["", name, *map(_piece, pieces)]
    lines += ["", "body", *_body(facts["body"])]
    further = (f"  {number}  {url}" for number, url in facts["pager"].items())
    lines += ["", "pager", *(list(further) or ["  promises no further page"])]
    lines += ["", "article"]
    lines += [f"  {name:14}  {_short(value)}" for name, value in facts["article"].items()]
    return "\n".join(lines)


def _piece(piece: dict[str, Any]) -> str:
    line = f"  {_MARKS[piece['verdict']]} {piece['rule']}"
    if piece["verdict"] == NOTHING:
        return line
    found, value = _short(piece["found"]), _short(piece["value"])
    if piece["verdict"] == REFUSED:
        return f"{line}: {found}  refused: {piece['why']}"
    return f"{line}: {found}" if found == value else f"{line}: {found}  ->  {value}"


def _body(body: dict[str, Any]) -> Iterator[str]:
    for candidate in body["candidates"]:
        line = f"  {_MARKS[candidate['verdict']]} {candidate['rule']}"
        if candidate["verdict"] == REFUSED:
            line += f": {candidate['elements']} elements  refused: {candidate['why']}"
        elif candidate["verdict"] != NOTHING:
            kinds = ", ".join(f"{count} {kind}s" for kind, count in candidate["blocks"].items())
            line += f": {candidate['words']} words in {kinds}"
        yield line
    if not body["candidates"]:
        yield "  not looked for: neither the page nor its address says that it is an article"
    if opinion := body["second_opinion"]:
        yield (
            f"  second opinion: {opinion['rule']} finds {opinion['words']} words; "
            f"{OPINIONS[opinion['verdict']]}"
        )
    for what in ("dropped", "junk"):
        yield from (f"    {what}: {_short(line)}" for line in body[what])


def tell_listing(facts: dict[str, Any]) -> str:
    """A listing: for each source what it would find, the one that finds most first."""
    lines = [facts["url"], f"portal {facts['portal']}: no article; read as a listing"]
    for source in facts["sources"]:
        found = [f"{len(source[what])} {what}" for what in ("articles", "listings", "others")]
        lines += ["", f"source {source['source']}, {source['kind']} {source['address']}"]
        lines.append(f"  {', '.join(found)}")
        for article in source["articles"][:_MANY]:
            lines.append(f"  {article['published'] or '-':25}  {article['url']}")
        lines += [f"  listing  {url}" for url in source["listings"][:_MANY]]
    return "\n".join(lines)


def _short(value: Any) -> str:
    """A value in one line, cut where it is long."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONG else f"{text[:_LONG]}… ({len(text)} characters)"
