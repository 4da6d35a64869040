"""The article that the project began with, SINDOnews' own (`../shared/seed`), as a page of today's
layout: read over its pages, and in the one-page view."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest

from newsbot.extract.assemble import assemble, covers, promised
from newsbot.extract.loader import Page
from newsbot.extract.progress import read_page
from newsbot.replica.answer import HTML
from tests.saved_portals import PORTALS, SHARED


@dataclass(frozen=True)
class Seed:
    """An article as its reader sees it: title, date, caption, body and what stands below."""

    title: str
    date: str
    caption: str
    body: list[str]
    below: list[str]

    @property
    def url(self) -> str:
        slug = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")
        return f"https://international.sindonews.com/read/1400817/40/{slug}-1718862604"

    @property
    def paragraphs(self) -> list[str]:
        """The article's text, without dateline and photo credits."""
        kept = [line for line in self.body if line != "Foto/AP"]
        return [kept[0].removeprefix("PYONGYANG - "), *kept[1:]]


@pytest.fixture
def seed() -> Seed:
    found = sorted((SHARED / "seed").glob("*.txt"))
    if not found:
        pytest.skip("no seed beside the checkout")
    lines = [line.strip() for line in found[0].read_text(encoding="utf-8").splitlines()]
    title, date, caption, *rest = [line for line in lines if line]
    end = rest.index("Halaman :")
    return Seed(title, date, caption, rest[:end], rest[end:])


def _seed_body(lines: list[str]) -> str:
    """Lines as the portal's editors set them: no <p>, bold headings, credits far below."""
    inked = []
    for line in lines:
        if line[0].isdecimal() and line[1] == ".":
            inked.append(f"<strong>{line}</strong><br><br><br>")
        elif line.startswith("PYONGYANG - "):
            inked.append(f"<strong>PYONGYANG</strong>{line.removeprefix('PYONGYANG')}")
        else:
            inked.append(line)
    return "<br><br>\n".join(inked)


def _seed_page(seed: Seed, url: str, lines: list[str]) -> Page:
    news = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": seed.title,
        "datePublished": "2024-06-20T13:45:00+07:00",
    }
    ld = f'<script type="application/ld+json">{json.dumps(news)}</script>'
    pager = "".join(
        f'<li><a href="{link}">{number}</a></li>'
        for number, link in enumerate((seed.url, f"{seed.url}/5"), 1)
    )
    html = f"""<!DOCTYPE html><html><head><title>{seed.title}</title><meta charset="utf-8">
<link rel="canonical" href="{seed.url}">{ld if url == seed.url else ""}</head><body>
<h1 class="detail-title">{seed.title}</h1>
<div class="warp-nama-redaksi"><div class="detail-date-artikel">{seed.date}</div></div>
<div class="detail-img"><img class="lazyload" src="/loading.gif"
 data-src="https://pict.sindonews.net/a.jpg"><div>loading...</div> {seed.caption}</div>
<div id="detail-desc" class="detail-desc">{_seed_body(lines)}<br><br>
{"<br>".join(seed.below)}<div>{"</div><div>".join(seed.below)}</div></div>
<div class="paging-artikel"><span>{seed.below[0]}</span><ul>{pager}</ul></div>
<div>{"</div><div>".join(seed.below[1:])}</div></body></html>"""
    page = read_page(PORTALS["sindonews"].rules, url, html.encode(), HTML, None)
    assert page
    return page


@pytest.mark.parametrize("view", ["pages", "one page"])
def test_seed_article(seed: Seed, view: str) -> None:
    rules = PORTALS["sindonews"].rules
    half = len(seed.body) // 2
    first = _seed_page(seed, seed.url, seed.body[:half])
    if view == "pages":
        assert promised([first]) == {5: f"{seed.url}/5"}
        second = _seed_page(seed, f"{seed.url}/5", seed.body[half:])
        article = assemble(rules, [first, second], crawled_at="")
    else:
        whole = _seed_page(seed, f"{seed.url}?showpage=all", seed.body)
        assert covers(whole, first)
        article = assemble(rules, [first], whole=whole, crawled_at="")

    assert article.title == seed.title
    assert article.published_at == "2024-06-20T13:45:00+07:00"
    assert article.published_raw == seed.date
    assert article.dateline == "PYONGYANG"
    assert article.text.split("\n\n") == seed.paragraphs
    assert [line for line in seed.body if line.startswith("1. ")] == article.headings
    assert len(article.headings) == 1
    caption, _, credit = seed.caption.rpartition(" ")
    assert article.images == [
        {"url": "https://pict.sindonews.net/a.jpg", "caption": caption, "credit": credit}
    ]
    assert credit == "Foto/AP"
    assert not set(seed.below).intersection(article.text.split("\n\n"))
    assert article.complete
    assert article.pages_expected == 2
