"""The regional sites of Tribun Network: a channel is a site, jateng.tribunnews.com.

Facts: the list of sites is that of public code of 2026-04. They print their own zone, WIB, WITA or
WIT, and JSON-LD says +07:00. Sites with domains of their own (tribun-papua.com) are not read."""

from newsbot.sources import DatedIndex, Rss, same
from newsbot.spiders.families.tribun import LISTED, TribunSpider

SITES = (
    "aceh ambon bali bangka banjarmasin banten banyumas batam bekasi belitung bengkulu bogor "
    "cirebon depok flores gorontalo jabar jakarta jambi jateng jatim jogja kaltara kalteng kaltim "
    "kupang lampung lombok madura makassar manado mataraman medan padang palembang palu pantura "
    "papua papuabarat pekanbaru pontianak prohaba solo sorong sulbar sultra sumsel surabaya "
    "suryamalang tangerang ternate wartakota"
)


class TribundaerahSpider(TribunSpider):
    name = "tribundaerah"
    unseen = "all pages"
    channels = same(SITES)
    sources = (
        DatedIndex(
            "https://{channel}.tribunnews.com/index-news?date={date:%Y-%m-%d}&page={page}", **LISTED
        ),
        Rss("https://{channel}.tribunnews.com/rss", required=False),
    )
    # Other subdomains hold videos, shops and magazines.
    article_url = rf"""
        (?P<channel>{"|".join(SITES.split())})\.tribunnews\.com/(?:(?:amp/)?(?P<date>\d{{4}}/\d\d/\d\d)
        |(?P<section>[a-z][\w-]*)/(?P<id>\d{{5,}}))/(?P<slug>[\w-]+)/?
    """
    keys = ("{channel}-{id}", "{channel}/{date}/{slug}")
    canonical = ("https://{channel}.tribunnews.com/{section}/{id}/{slug}",
                 "https://{channel}.tribunnews.com/{date}/{slug}")  # fmt: skip
    brands = ("Tribun", "Tribunnews", "Bangka Pos", "Pos Belitung", "Pos Kupang", "Prohaba",
              "Serambinews", "Sripoku", "Surya", "Surya Malang", "Warta Kota", "Wartakotalive",
              "Banjarmasinpost", *(f"Tribun{site}" for site in SITES.split()),
              "Tribun-Timur")  # fmt: skip
