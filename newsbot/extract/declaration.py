"""What a portal declares of its articles: their addresses, and where a page has which field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from newsbot.text.urls import UrlDate

#: Fields that a portal may declare selectors for. `images` selects the boxes that hold a picture
#: with its caption; `credit`, inside such a box, who made the picture; `pager` the links (hrefs) to
#: an article's further pages; `page_count` the text that says how many pages there are ("Halaman
#: 1/4"), of which the largest number counts.
FIELDS = frozenset(
    "title published_at modified_at authors editors channel section tags summary body images "
    "pager page_count credit".split()
)

#: Tried after the portal's own selectors, JSON-LD and <meta>: markup that many portals share, most
#: of it of WordPress themes. Of times not any <time>: the first may be of another article, in a box
#: of popular ones.
SHARED: Mapping[str, tuple[str, ...]] = {
    "title": ("h1[itemprop=headline]", "h1.entry-title", "h1.post-title", "article h1", "h1"),
    "published_at": (
        "[itemprop=datePublished]::attr(content)",
        "[itemprop=datePublished]::attr(datetime)",
        "[itemprop=datePublished]",
        "time.entry-date::attr(datetime)",
    ),
    "modified_at": ("time[itemprop=dateModified]::attr(datetime)",),
    "authors": (
        "[itemprop=author] [itemprop=name]",
        "a[rel=author]",
        "[class*='author' i][class*='name' i]",
        "[class*='penulis' i] a",
        "a[href*='/author/']",
        "a[href*='/penulis/']",
        "a[href*='/reporter/']",
    ),
    "editors": ("[itemprop=editor]",),
    # Links to tags inside a box of tags: there are such links beside other articles, too.
    "tags": (
        "[class*='tag' i] a[rel=tag]",
        "[class*='tag' i] a[href*='/tag/']",
        "[class*='tag' i] a[href*='/tags/']",
        "[class*='tag' i] a[href*='/topic/']",
        "[class*='tag' i] a[href*='/topik/']",
        "[class*='tag' i] a[href*='/label/']",
    ),
    "body": (
        "[itemprop=articleBody]",
        ".entry-content",
        ".post-content",
        ".td-post-content",
        ".article-content",
    ),
    "credit": ("[class*=author i], [class*=credit i], [class*=copyright i]",),
    "pager": ("link[rel=next]::attr(href)", "a[rel=next]::attr(href)"),
}


class Declaration:
    """Declares how a portal's articles are addressed and read; a subclass says what differs."""

    name: str
    #: Which addresses are articles': a verbose regular expression over "host/path". This and the
    #: next five are explained at ArticleUrls in text/urls.py.
    article_url: ClassVar[str] = ""
    #: Templates of an article's key, and of the address of its page 1, over the groups of
    #: `article_url`.
    keys: ClassVar[tuple[str, ...]] = ("{id}",)
    canonical: ClassVar[tuple[str, ...]] = ()
    #: The date in article addresses.
    url_date: ClassVar[UrlDate | None] = None
    #: The parameter of the query that numbers an article's pages, and the number of page 1.
    page_parameter: ClassVar[str | None] = None
    first_page: ClassVar[int] = 1
    #: The address of the view with all pages on one, as a template over `url`; None without one.
    one_page: ClassVar[str | None] = None
    #: Selectors by field, those of the newest layout first.
    selectors: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    #: Selects the script that holds an article as JSON (`#__NEXT_DATA__`); and by field the path in
    #: that JSON, see text/json_data.dig. Trusted next to the selectors.
    data_script: ClassVar[str | None] = None
    data: ClassVar[Mapping[str, str]] = {}
    #: Selectors of junk inside the body, besides that of all portals.
    drop: ClassVar[tuple[str, ...]] = ()
    #: Names that are no people's: the portal's, its publisher's, its sisters'.
    brands: ClassVar[tuple[str, ...]] = ()
    #: Whether texts may open with a place in small letters, "Jakarta - ". Only places that
    #: text/places.txt has are taken for one.
    mixed_dateline: ClassVar[bool] = False
    #: The zone of times that name none; and whether a time that ends in Z is in that zone, too.
    zone: ClassVar[str] = "WIB"
    false_utc: ClassVar[bool] = False
    #: Whether nobody has described the portal, see spiders/families/undeclared.py.
    undeclared: ClassVar[bool] = False
    #: Selectors by field that are tried after the portal's own, JSON-LD and <meta>.
    shared: ClassVar[Mapping[str, tuple[str, ...]]] = SHARED
