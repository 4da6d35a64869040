"""What a portal declares of its articles: how they are addressed, and where a page has what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from newsbot.text.urls import UrlDate

#: Fields that a portal may declare selectors for. `images` selects the boxes that hold a picture
#: with its caption, `pager` the links (hrefs) to an article's further pages, `page_count` where a
#: pager says how many there are ("Halaman 1/4"): the largest number there, `credit` who made a
#: picture, inside its box.
FIELDS = frozenset(
    "title published_at modified_at authors editors channel section tags summary body images "
    "pager page_count credit".split()
)

#: Tried after the portal's own selectors, JSON-LD and <meta>: markup that many portals share.
SHARED: Mapping[str, tuple[str, ...]] = {
    "title": ("h1[itemprop=headline]", "article h1", "h1"),
    "published_at": ("time[itemprop=datePublished]::attr(datetime)", "time::attr(datetime)"),
    "modified_at": ("time[itemprop=dateModified]::attr(datetime)",),
    "authors": ("[itemprop=author] [itemprop=name]", "a[rel=author]"),
    "tags": ("a[rel=tag]",),
    "body": ("[itemprop=articleBody]",),
    "credit": ("[class*=author i], [class*=credit i], [class*=copyright i]",),
    "pager": ("link[rel=next]::attr(href)", "a[rel=next]::attr(href)"),
}


class Declaration:
    """What a portal declares of its articles' addresses and pages. A subclass says what differs."""

    name: str
    #: How articles are addressed: a verbose regular expression over "host/path", see text/urls.py.
    article_url: ClassVar[str] = ""
    #: Templates over its groups, of an article's key and of its page 1.
    keys: ClassVar[tuple[str, ...]] = ("{id}",)
    canonical: ClassVar[tuple[str, ...]] = ()
    #: The date in article addresses.
    url_date: ClassVar[UrlDate | None] = None
    #: How the query numbers an article's pages.
    page_parameter: ClassVar[str | None] = None
    first_page: ClassVar[int] = 1
    #: The whole article on one page, as a template over `url`; None where there is none.
    one_page: ClassVar[str | None] = None
    #: By field, newest layout first.
    selectors: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    #: The script that holds an article as JSON (`#__NEXT_DATA__`), and by field its path there, see
    #: text/json_data.dig; trusted next to the selectors.
    data_script: ClassVar[str | None] = None
    data: ClassVar[Mapping[str, str]] = {}
    #: Selectors of junk inside the body, besides that of all portals.
    drop: ClassVar[tuple[str, ...]] = ()
    #: Names that are no people.
    brands: ClassVar[tuple[str, ...]] = ()
    #: Whether texts open with a place in small letters, "Jakarta - " (only places that
    #: text/places.txt has are taken for one).
    mixed_dateline: ClassVar[bool] = False
    #: The zone of times that name none; and whether a time that ends in Z is in it all the same.
    zone: ClassVar[str] = "WIB"
    false_utc: ClassVar[bool] = False
    #: Whether nobody has described the portal, see spiders/families/undeclared.py; and what is
    #: tried after its own selectors, JSON-LD and <meta>.
    undeclared: ClassVar[bool] = False
    shared: ClassVar[Mapping[str, tuple[str, ...]]] = SHARED
