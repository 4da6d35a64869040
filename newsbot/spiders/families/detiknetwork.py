"""detikcom and its sisters of one publisher (Transmedia): one editorial system, several layouts."""

from typing import ClassVar

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DAY
from newsbot.text.urls import UrlDate

#: Links to an article's pages 2 to 9, whatever the pager of the day is built of; a link to another
#: article is none (newsbot/extract/pager.py).
PAGES = ", ".join(f"a[href$='/{page}']::attr(href)" for page in range(2, 10))

#: The address tells when an article was begun: one of 2019 was published 27 hours after.
CREATED = UrlDate("{created}", "%Y%m%d%H%M%S", "created", early=DAY / 4, late=7 * DAY)


def article_url(host: str) -> str:
    """Addresses of CNN and CNBC Indonesia. tv, foto, video and infografis hold no text."""
    return rf"""
        {host}/(?!(?:tv|foto|video|infografis)/)(?P<channel>[a-z-]+)
        /(?P<created>\d{{14}})-(?P<section>\d+)-(?P<id>\d+)/(?P<slug>[\w.-]+)
        (?P<suffix>/(?P<page>\d+)|/amp)?/?
    """


class DetikNetwork(PortalSpider):
    """<meta name=publishdate> is in WIB without saying so, and pubdate ends in a false Z; both say
    the same as JSON-LD. The dateline stands in <strong> before the first paragraph."""

    facts = "2026-10"
    selectors = {"pager": (PAGES,)}
    drop: ClassVar[tuple[str, ...]] = (
        ".linksisip", ".lihatjg", ".noncontent", ".newstag", ".skybanner", ".parallaxindetail",
        ".paradetail", ".para_caption", ".end-of-article", ".detail__body-tag", ".detail__long-nav",
        ".detail__multiple", ".sisip_embed_sosmed", ".pic_artikel_sisip_table", "[class*='sisip_']",
        ".link_sisip", "a.embed", "ins",
    )  # fmt: skip
    brands: ClassVar[tuple[str, ...]] = ("detikcom", "detik", "CNN Indonesia", "CNBC Indonesia")
    mixed_dateline = True
