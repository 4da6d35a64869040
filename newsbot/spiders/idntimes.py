"""IDN Times (IDN Media), www only.

Facts: public code of 2026-07, a saved page of 2019 from an advertiser's copy. /indeks is none. Its
pages of towns (bali.idntimes.com …) are of another template and not read. One page each. robots.txt
forbids query strings, /search and /ajax/."""

from newsbot.sources import same
from newsbot.spiders.families.idnmedia import IdnMedia, article_url, hub, sitemaps

SITE = "https://www.idntimes.com"


class IdnTimesSpider(IdnMedia):
    name = "idntimes"
    domains = ("idntimes.com",)
    unseen = "article pages of today, sitemaps"
    channels = same("news business sport tech life health food travel science")
    sources = (hub(SITE), sitemaps(SITE))
    article_url = article_url(r"www\.idntimes\.com")
