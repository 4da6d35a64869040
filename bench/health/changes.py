"""The changes of a portal that runs must find, and what they must find."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.health import rewriting
from bench.health.rewriting import (
    ARTICLE,
    CHALLENGE_PAGE,
    FEED,
    INDEX,
    LISTING,
    LOGIN,
    SITEMAP,
    Make,
)


@dataclass(frozen=True)
class Change:
    """A change of the portal.

    code: the exit code of the run that finds it; or_code: another that will do. found: what it
    finds, by kind or by kind and what it is about; any of these will do, "" for the exit code
    alone. runs: in which run after the change it is found at the latest. floors: what the portal
    declares meanwhile. cut: whether articles may be delivered short before it is known, so that a
    run with again=yes has to mend them. variant: whether it is much like another one.
    """

    name: str
    make: Make
    code: int
    found: tuple[str, ...]
    runs: int = 1
    floors: dict[str, float] = field(default_factory=dict)
    cut: bool = False
    or_code: int | None = None
    variant: bool = False


CHANGES = (
    Change("class of the title renamed", rewriting.renamed(ARTICLE, b"detail-title"), 0,
           ("another rule (title)",)),
    Change("class of the time renamed", rewriting.renamed(ARTICLE, b"detail-date-artikel"), 0,
           ("another rule (published_at)",), variant=True),
    Change("class of the authors renamed", rewriting.renamed(ARTICLE, b"detail-nama-redaksi"), 0,
           ("another rule (authors)",), variant=True),
    Change("id and class of the text renamed", rewriting.renamed(ARTICLE, b"detail-desc"), 5,
           ("guessed texts",)),
    Change("classes of the index renamed", rewriting.renamed(INDEX, b"title-article"), 4,
           ("silent source (source 0, DatedIndex)",)),
    Change("half an index", rewriting.rows_left(INDEX, lambda _: 2), 5,
           ("thin listing (source 0, DatedIndex)",)),
    Change("half of all listings", rewriting.rows_left(LISTING, lambda _: 2), 5,
           ("thin listing (source 0, DatedIndex)",), variant=True),
    Change("box of the text closes early", rewriting.pages(ARTICLE, rewriting.cut_box), 5,
           ("short texts (text)", "guessed texts (text)", "cut texts"), cut=True),
    Change("text after the first line gone", rewriting.pages(ARTICLE, rewriting.cut_off), 5,
           ("short texts (text)",), cut=True, variant=True),
    Change("time moved", rewriting.pages(ARTICLE, rewriting.moved_date), 0,
           ("another rule (published_at)",), or_code=3),
    Change("authors vanished", rewriting.pages(ARTICLE, rewriting.no_author), 0,
           ("empty field (authors)",)),
    Change("pager gone", rewriting.pages(ARTICLE, rewriting.no_pager), 5,
           ("vanished pager (pages)",), cut=True),
    Change("articles lead to a login", LOGIN, 4, ("articles redirected", "articles failed")),
    Change("articles lead to the home page",
           rewriting.redirected(ARTICLE, "https://www.sindonews.com/"), 4,
           ("articles redirected",)),
    Change("articles lead to another domain",
           rewriting.redirected(ARTICLE, "https://www.sindo.example{target}"), 4,
           ("articles redirected",)),
    Change("all has moved to another domain",
           rewriting.redirected(rewriting.ANY, "https://www.sindo.example{target}"), 4, ("",),
           variant=True),
    Change("robots.txt forbids articles",
           rewriting.forbidden(b"Disallow: /read/", b"Disallow: /newsread/"), 4,
           ("articles forbidden",)),
    Change("robots.txt forbids all", rewriting.forbidden(b"Disallow: /"), 4, ("",), variant=True),
    Change("challenge instead of the index", rewriting.answered(INDEX, CHALLENGE_PAGE), 4,
           ("refused source (source 0, DatedIndex)",)),
    Change("challenge instead of all listings", rewriting.answered(LISTING, CHALLENGE_PAGE), 4,
           ("",), variant=True),
    Change("challenge instead of articles", rewriting.answered(ARTICLE, CHALLENGE_PAGE), 4, ("",)),
    Change("index empties", rewriting.rows_left(INDEX, lambda _: 0), 4,
           ("silent source (source 0, DatedIndex)",)),
    Change("feed silent", rewriting.rows_left(FEED, lambda _: 0), 0,
           ("silent source (source 1, Rss)",)),
    Change("sitemap silent", rewriting.rows_left(SITEMAP, lambda _: 0), 0,
           ("silent source (source 2, Sitemap)",), variant=True),
    Change("all listings are old copies", rewriting.frozen(LISTING), 4, ("no news",), runs=9,
           variant=True),
    Change("all listings are old copies, hours declared", rewriting.frozen(LISTING), 4,
           ("no news",), runs=5, floors={"hours": 3}),
    Change("slowly fewer links, 12 declared",
           rewriting.rows_left(INDEX, lambda turn: max(20 - 2 * turn, 0)), 5,
           ("thin listing (source 0, DatedIndex)",), runs=5, floors={"links": 12}),
    Change("slowly shorter texts, 150 words declared",
           rewriting.shortened(lambda turn: 0.8**turn), 5, ("short texts (text)",), runs=8,
           floors={"words": 150}, cut=True, variant=True),
    Change("a flood", rewriting.flooded(300), 0, ("flood of news",), variant=True),
)  # fmt: skip
BY_NAME = {change.name: change for change in CHANGES}
