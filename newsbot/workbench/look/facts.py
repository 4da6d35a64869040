"""What every rule finds on a page: which evidence won, which lost, what was refused and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import chain
from typing import Any

from newsbot.extract.evidence import Evidence
from newsbot.extract.fields import CLEAN
from newsbot.extract.loader import ArticleLoader, Page
from newsbot.extract.progress import Progress
from newsbot.extract.rules import Rules
from newsbot.extract.second_opinion import SAME, Opinion, can_be_asked, opinion_of, with_opinion
from newsbot.sources import Source
from newsbot.text import bounds
from newsbot.text.clean import read_blocks
from newsbot.text.going_on import words_of
from newsbot.text.markup import Element, texts
from newsbot.text.urls import UNNUMBERED, strip_tracking

WON, LOST, REFUSED, NOTHING = "won", "lost", "refused", "nothing"
# Why a field refuses a value.
_IS_NO = {
    "published_at": "no time that can be read",
    "modified_at": "no time that can be read",
    "authors": "names no person",
    "editors": "names no person",
    "free": "neither true nor false",
    "images": "no address of a picture",
}
# Fields of the article that tell what it is, in few words.
_SHORT = ("id", "url", "title", "published_at", "published_raw", "modified_at", "authors",
          "editors", "channel", "section", "tags", "dateline", "free", "pages_expected",
          "word_count")  # fmt: skip


def is_article(rules: Rules, url: str, root: Element) -> bool:
    """Whether a page is to be read as an article: by its address, or where nobody has declared the
    portal by what it states too."""
    return Evidence(rules, url, root).is_article if rules.undeclared else bool(rules.urls.read(url))


def look(rules: Rules, url: str, root: Element, now: datetime | None = None) -> dict[str, Any]:
    """An article's page in facts. now: of the answer, for relative dates.

    Keys: portal, url, key (None: by its address it is no article here), page (None: its address
    does not say which), canonical; fields (evidence by field, see `_evidence`), pager (pages by
    number or name), body (see `_body`; second_opinion: see `_opinion`), article.
    """
    loader = ArticleLoader(rules, url, root, now)
    page, identity = loader.page(), loader.evidence.identity
    opinion = opinion_of(loader, page) if can_be_asked(loader, page) else Opinion()
    whole = with_opinion(page, opinion)
    article = asdict(Progress.start(whole, "").build_article(rules))
    paragraphs = article["text"].split("\n\n")
    return {
        "portal": rules.portal,
        "url": url,
        "key": identity.key if identity else None,
        "page": None if page.number == UNNUMBERED else page.number or 1,
        "canonical": page.canonical,
        "fields": {name: _evidence(loader, name) for name in CLEAN},
        "pager": page.further,
        "body": {**_body(loader, page), "second_opinion": _opinion(opinion)},
        "article": {
            **{name: article[name] for name in _SHORT},
            "begins": paragraphs[0],
            "ends": paragraphs[-1],
        },
    }


def _evidence(loader: ArticleLoader, name: str) -> list[dict[str, Any]]:
    """The evidence of a field in the order of trust, each with the keys rule, found (raw), value
    (cleaned), verdict and why."""
    pieces: list[dict[str, Any]] = []
    facts, won = loader.facts(), False
    for rule, found in loader.evidence.of(name):
        if pieces and pieces[-1]["rule"] == rule and pieces[-1]["value"]:
            continue  # the first element of these was enough
        before = facts.cut.total()
        cleaned = CLEAN[name](facts, found[: bounds.VALUES]) if found else None
        value = facts.bounded(name, cleaned) if cleaned else None
        verdict, why = NOTHING, ""
        if value:
            verdict, won = (LOST if won else WON), True
        elif found:
            too_long = facts.cut.total() > before
            why = "too long" if too_long else _IS_NO.get(name, "empty when it is cleaned")
            verdict = REFUSED
        if isinstance(value, tuple):  # a time, and the text that it was read from
            value = value[0]
        piece = {"rule": rule, "found": _raw(found), "value": value}
        pieces.append({**piece, "verdict": verdict, "why": why})
    return pieces


def _raw(found: Sequence[Any]) -> list[str]:
    """The raw values as text; an element is given by the text in it."""
    return [item if isinstance(item, str) else " ".join(texts([item])) for item in found]


def _body(loader: ArticleLoader, page: Page) -> dict[str, Any]:
    """candidates: rule, elements, blocks by kind, words, verdict, why. dropped: what the portal's
    `drop` takes out of the body that won; junk: lines that went, or were cut."""
    winner, candidates = page.won.get("body"), list[dict[str, Any]]()
    dropped: list[str] = []
    junk: list[str] = []
    own = ((*found, False) for found in loader.evidence.own_bodies())
    general = ((*found, True) for found in loader.evidence.general_bodies())
    for rule, bodies, is_general in chain(own, general):
        blocks = loader.blocks(bodies, loader.facts(), general=is_general)
        won = rule == winner and WON not in {candidate["verdict"] for candidate in candidates}
        verdict = WON if won else LOST if blocks else REFUSED if bodies else NOTHING
        candidates.append(
            {
                "rule": rule,
                "elements": len(bodies),
                "blocks": dict(Counter(kind for kind, _ in blocks)),
                "words": sum(len(text.split()) for kind, text in blocks if kind != "image"),
                "verdict": verdict,
                "why": "no paragraph, or too much" if verdict == REFUSED else "",
            }
        )
        for body in bodies if won else ():
            away = loader.rules.dropped(body)
            dropped += [_tag(inner) for inner in body.css("*") if inner.mem_id in away]
            read_blocks(body, away, junk, exact=not is_general)
    return {"candidates": candidates, "dropped": dropped, "junk": junk}


def _opinion(opinion: Opinion) -> dict[str, Any] | None:
    """A second opinion that differs: verdict, rule, words; None where there is none."""
    if opinion.verdict == SAME:
        return None
    return {
        "verdict": opinion.verdict,
        "rule": opinion.rule,
        "words": words_of(opinion.blocks),
    }


def _tag(element: Element) -> str:
    """An element as its start tag, and the beginning of its text."""
    names = {name: value for name, value in element.attributes.items() if name in ("id", "class")}
    attributes = "".join(f' {name}="{value}"' for name, value in names.items())
    return f"<{element.tag}{attributes}> {' '.join(texts([element]))[:60]}".rstrip()


def look_listing(
    sources: Sequence[Source],
    rules: Rules,
    url: str,
    body: bytes,
    content_type: str | None,
    now: datetime | None = None,
) -> list[dict[str, Any]]:
    """What each source would find on a listing page, the one that finds most articles first:
    source (its number), kind, address, articles (key, url, published), others, listings."""
    seen = []
    for number, source in enumerate(sources):
        found = source.read(url, body, content_type, now, rules.zone)
        links = {strip_tracking(link.url): link.published for link in found.links}
        read = {link: rules.urls.read(link) for link in links}
        articles = [
            {
                "key": article.key,
                "url": article.url,
                "published": moment.isoformat() if (moment := links[link]) else None,
            }
            for link, article in read.items()
            if article
        ]
        seen.append(
            {
                "source": number,
                "kind": type(source).__name__,
                "address": source.url,
                "articles": articles,
                "others": [link for link, article in read.items() if not article],
                "listings": [listing.url for listing in found.listings],
            }
        )
    return sorted(seen, key=lambda facts: -len(facts["articles"]) - len(facts["listings"]))
