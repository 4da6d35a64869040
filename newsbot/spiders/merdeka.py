"""Merdeka (KapanLagi Youniverse).

Facts: public code of 2026-07 (which read the site then), saved pages of 2015 to 2020. robots.txt
bars every address with a query, so listings are read to their first page only; the sitemaps of the
channels hold the newest articles with their times. Its author in JSON-LD is null. The times of its
old <meta name=pubdate> say GMT and are WIB. planet.merdeka.com (readers' texts) is no part of it.
"""

from newsbot.sources import Index, Rss, Sitemap, same
from newsbot.spiders.families.klimg import KlimgPortal


class MerdekaSpider(KlimgPortal):
    name = "merdeka"
    domains = ("merdeka.com",)
    floors = {"hours": 12}
    facts = "2026-07"
    channels = same("peristiwa politik uang dunia jakarta khas cek-fakta artis trending "
                    "teknologi otomotif olahraga sehat gaya travel sumut jabar jateng jatim "
                    "histori")  # fmt: skip
    sources = (
        Sitemap("https://www.merdeka.com/sitemap.xml", follow=r"/sitemap\.xml"),
        Rss("https://www.merdeka.com/feed/", required=False),
        Index("https://www.merdeka.com/{channel}", links=".article__item a.article__title"),
    )
    # 2025-, 2023-26, until 2023
    article_url = r"""
        (?:www|m)\.merdeka\.com/(?:amp/)?(?!foto|video|slideshow|tag/|reporter/|company/|search/)
        (?P<channel>[a-z][a-z0-9-]*)/(?:read/(?P<id>\d+)/(?P<slug>[\w-]+)/?
        |(?P<mvk>[\w-]+-(?P<number>\d+)-mvk)\.html|(?!index\.)(?P<old>[\w-]+)\.html)
    """
    keys = ("{id}", "mvk-{number}", "{old}")
    canonical = ("https://www.merdeka.com/{channel}/read/{id}/{slug}",
                 "https://www.merdeka.com/{channel}/{mvk}.html",
                 "https://www.merdeka.com/{channel}/{old}.html")  # fmt: skip
    brands = ("Merdeka.com", "mdk")
    selectors = {
        # 2023-, 2016-23 desktop and mobile, 2015
        "title": ("h1.articles-content__title", "h1"),
        "published_at": (*KlimgPortal.selectors["published_at"],
                         ".mdk-date-reporter > span:first-child", "#mdk-body-news-reporter"),
        "authors": (*KlimgPortal.selectors["authors"], ".mdk-date-reporter > span + span a",
                    "#mdk-body-news-reporter a[href*='/reporter/']"),
        "section": ("nav.breadcrumb-navigation li:last-child",),
        "tags": (".tags-articles__list a", ".mdk-list-terkait a", ".list-new-tag a"),
        "images": (".mdk-dt-img", "#mdk-news_img_det", "#mdk-body-news-detimg"),
        "body": (".articles-content__body", ".mdk-body-paragraph", "#mdk-body-newsarea"),
    }  # fmt: skip
    drop = (
        *KlimgPortal.drop, ".articles-content__body > .bg-primary-50", ".box_shortcut",
        # a caption below its picture, the last one with the editor's initials
        ".mdk-body-paragraph p[style*=center]:has(> em:only-child)",
        ".mdk-body-paragraph p[style*=center]:has(> em + strong:lexbor-contains('[end]'))",
    )  # fmt: skip
