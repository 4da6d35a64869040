"""CNBC Indonesia (Transmedia).

Facts: public code and probes of 2023 to 2026-10. The search is a shell that scripts fill, and not
asked. Multi-page: /2, /3 …; ?page=all has the whole text. robots.txt forbids nothing."""

from newsbot.sources import DatedIndex, Rss, same
from newsbot.spiders.families.detiknetwork import CREATED, DetikNetwork, article_url


class CnbcIndonesiaSpider(DetikNetwork):
    name = "cnbcindonesia"
    domains = ("cnbcindonesia.com",)
    floors = {"hours": 12}
    unseen = "article pages, pager"
    sources = (
        DatedIndex(
            "https://www.cnbcindonesia.com/indeks?date={date:%Y/%m/%d}&page={page}",
            links="article > a[href], article h2 a",
            patience=2,
        ),
        Rss("https://www.cnbcindonesia.com/rss", required=False),
    )
    # Its own kanal is told by the address, so one index answers for each.
    channels = same("market news entrepreneur syariah tech lifestyle mymoney investment research "
                    "opini")  # fmt: skip
    article_url = article_url(r"www\.cnbcindonesia\.com")
    url_date = CREATED
    one_page = "{url}?page=all"
    selectors = {
        **DetikNetwork.selectors,
        # 2023-, 2018-22
        "title": ("h1.text-32", "article h1"),
        "published_at": (".text-cm.text-gray", ".jdl .date", ".date"),
        "authors": (".mb-1.text-base.font-semibold + .mb-1.text-base.font-semibold",),
        "body": (".detail-text", ".detail_text"),
        "images": ("figure.detail-image", ".detail-image", ".media_artikel"),
    }
    drop = (*DetikNetwork.drop, ".detail-text > table")
