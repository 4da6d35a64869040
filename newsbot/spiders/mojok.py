"""Mojok, essays and reports from Yogyakarta; Terminal, readers' essays, is a WordPress of its own.

Facts: public code of 2026-05 (addresses, search, /page/N/), undated public code (the theme JNews
with its multi-page articles; a later theme, of which the title and the box of the text are known;
the REST endpoint). Older addresses name an author before the kanal; the slug names an essay."""

from newsbot.sources import same
from newsbot.spiders.families.wordpress import WordPress, newest, posts, search

SITE = "https://mojok.co"
KANAL = "esai pojokan tajuk liputan kilas cuan konter otomojok maljum"
LINKS = "h2 a, h3 a, article a, .jeg_post_title a"


class MojokSpider(WordPress):
    name = "mojok"
    domains = ("mojok.co",)
    facts = "2026-05"
    unseen = "article pages of today's theme, robots.txt"
    channels = same(f"terminal {KANAL}")
    sources = (
        posts(SITE),
        posts(f"{SITE}/terminal"),
        newest(SITE, LINKS),
        newest(f"{SITE}/terminal", LINKS, required=False),
        search(SITE, LINKS),
    )
    # A slug has three words or more: two are a rubric (/kilas/gaya-hidup/).
    article_url = rf"""
        (?:www\.)?mojok\.co/(?P<parents>(?!(?:video|tag|topik|author|penulis|page|wp-[a-z]+)/)
        (?:(?P<channel>(?P<terminal>terminal)|{KANAL.replace(" ", "|")})/|[a-z0-9-]+/)
        (?:(?!topik/|page/|author/)[a-z0-9-]+/)*)
        (?P<slug>[a-z0-9]+(?:-[a-z0-9]+){{2,}})(?:/(?P<page>\d{{1,2}}))?/?
    """
    keys = ("{terminal}/{slug}", "{slug}")
    canonical = ("https://mojok.co/{parents}{slug}/",)
    brands = ("Mojok.co", "Terminal Mojok")
    selectors = {
        **WordPress.selectors,
        "title": ("h1.mj-hero-slide-title", *WordPress.selectors["title"]),
        "body": (*WordPress.selectors["body"], ".archive-main-content", "article"),
    }
