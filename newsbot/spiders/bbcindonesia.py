"""BBC News Indonesia: /indonesia/articles/{id}, until about 2022 /indonesia/{section}-{id}.

Facts: the public source of the software that makes its pages and those of its sisters (JSON-LD,
byline, topics, pictures, words on the page), public code for pages of its sisters, its feed in
lists of 2026, undated public code that reads 40 pages of a topic. The page shows a date without a
time; JSON-LD has the time in UTC. majalah-51456120 is a page of links."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Index, Rss


class BbcindonesiaSpider(PortalSpider):
    name = "bbcindonesia"
    domains = ("bbc.com", "bbc.co.uk", "bbci.co.uk")
    facts = "2026"
    unseen = "article pages, the form of embedded posts, robots.txt"
    channels = {"indonesia": "cjgn7k8yx4gt", "viral": "cn5w7g2nq6dt"}
    sources = (
        Rss("https://feeds.bbci.co.uk/indonesia/rss.xml"),
        Index(
            "https://www.bbc.com/indonesia/topics/{channel}[?page={page}]",
            "main a[href*='/indonesia/']",
            max_pages=40,
            ends=True,
            required=False,
        ),
    )
    article_url = r"""
        (?:www\.)?bbc\.(?:com|co\.uk)/indonesia/(?:articles/(?P<id>c[a-z0-9]{10,12})
        |(?P<old>(?!majalah-51456120)(?:indonesia|dunia|majalah|trensosial|olahraga|vert-[a-z]+)
        -\d{8}))(?:\.amp|\.lite)?
    """
    keys = ("{id}", "{old}")
    canonical = ("https://www.bbc.com/indonesia/articles/{id}",
                 "https://www.bbc.com/indonesia/{old}")  # fmt: skip
    brands = ("BBC News", "BBC Indonesia", "BBC News Indonesia", "BBC")
    selectors = {
        "title": ("main h1",),
        "tags": ("aside[aria-labelledby='related-topics'] a",
                 "meta[name='article:tag']::attr(content)"),
        "body": ("main[role=main]", "main"),
        "images": ("main figure",),
        "credit": ("[role=text]",),
    }  # fmt: skip
    drop = ("h1", "time", "section", "aside", "nav", "[role=region]", "[role=complementary]",
            "a[href^='#end-of']", "[id^='end-of']", "[data-e2e*=embed]")  # fmt: skip
