"""All settings, in the order of the flow. Where one differs from Scrapy's default, a comment gives
that default and says why.

Settings of ours are named NEWSBOT_*: given with `-s`, or as environment variables of the same name,
which are read here and nowhere else.
"""

import os

# First of all: it inspects the stack and every module that there is by then, which takes a tenth of
# a second when the downloader imports it at last.
import scrapy.core.downloader.contextfactory  # noqa: F401

from newsbot import __version__

BOT_NAME = "newsbot"
SPIDER_MODULES = ["newsbot.spiders"]
NEWSPIDER_MODULE = "newsbot.spiders"
# default: Scrapy's imports every spider at every start
SPIDER_LOADER_CLASS = "newsbot.crawl.spiderloader.PortalLoader"
COMMANDS_MODULE = "newsbot.commands"
ADDONS = {"newsbot.download.addon.Wire": 0}

# default asyncio's own: a tenth of a run's time
ASYNCIO_EVENT_LOOP = "uvloop.Loop"

# --- ours -----------------------------------------------------------------------------------------
# Root of feeds, ledger, archive and run records.
NEWSBOT_DATA = os.environ.get("NEWSBOT_DATA", "data")
# What answers requests: network, replica (started by itself), replica:PORT (of `scrapy replica`),
# demo (a small archive that comes with newsbot), or an archive: a WARC file, a folder or a glob.
NEWSBOT_WIRE = os.environ.get("NEWSBOT_WIRE", "network")
# The replica's size, time, habits and faults, "articles=500,days=3,http_500=0.1", or the folder of
# saved pages that it is made of, "cases=tests/portals/sindonews"; see `scrapy replica --help`.
NEWSBOT_REPLICA = os.environ.get("NEWSBOT_REPLICA", "")
# Days that the archive of answers, NEWSBOT_DATA/archive, is kept; 0: none is, -1: for ever.
NEWSBOT_ARCHIVE_DAYS = os.environ.get("NEWSBOT_ARCHIVE_DAYS", "7")
# Bytes of an archive's file before the next is begun; the usual size of WARC files.
NEWSBOT_ARCHIVE_BYTES = os.environ.get("NEWSBOT_ARCHIVE_BYTES", "1000000000")
# A replay sees nothing later, and takes this for today (ISO 8601, WIB where it names no zone);
# empty: the archive's newest answer. (A replica of saved pages sets it to its own day.)
NEWSBOT_ASOF = os.environ.get("NEWSBOT_ASOF", "")
# For tests and simulations: the moment it is when a command begins (ISO 8601, WIB where it names no
# zone); empty: the system's.
NEWSBOT_NOW = os.environ.get("NEWSBOT_NOW", "")
# The ledger's database URL; empty: SQLite, ledger.sqlite3 under NEWSBOT_DATA.
NEWSBOT_LEDGER = os.environ.get("NEWSBOT_LEDGER", "")
# Hours after which a failed article is tried again, by number of failures; when they are used up it
# is given up, or delivered incomplete.
NEWSBOT_RETRY_HOURS = os.environ.get("NEWSBOT_RETRY_HOURS", "1,6,24,72")
# Seconds that a portal may ask us to wait (Retry-After); longer waits are left to the next run.
NEWSBOT_RETRY_AFTER_MAX = os.environ.get("NEWSBOT_RETRY_AFTER_MAX", "120")
# Answers in a row that refuse us (401, 403, 429, 451, 503; challenge, login and consent pages)
# before the portal is left alone.
NEWSBOT_REFUSALS_MAX = os.environ.get("NEWSBOT_REFUSALS_MAX", "10")
# Seconds by which this machine's clock may differ from the Date of the portal's answers, or jump
# during a run, before the run ends; -1: it is never checked.
NEWSBOT_CLOCK_MAX = os.environ.get("NEWSBOT_CLOCK_MAX", "3600")
# Share of a run's articles that may lack a required field or have a guessed text, and of its
# listing pages whose links may be guessed, before it counts as a new layout; and of ten articles or
# more that may be redirected, forbidden, … before it counts as a change of the whole portal.
NEWSBOT_DRIFT_SHARE = os.environ.get("NEWSBOT_DRIFT_SHARE", "0.2")
# Seconds between progress lines where there is no terminal.
NEWSBOT_PROGRESS_SECONDS = os.environ.get("NEWSBOT_PROGRESS_SECONDS", "60")

# A page or mail address where a portal reaches you; it stands in the User-Agent.
NEWSBOT_CONTACT = os.environ.get("NEWSBOT_CONTACT", "https://newsbot.example/about")

# --- asking: polite, and as ourselves -------------------------------------------------------------
USER_AGENT = f"newsbot/{__version__}"  # default Scrapy's; download/addon.py adds NEWSBOT_CONTACT
ROBOTSTXT_OBEY = True  # default False
ROBOTSTXT_USER_AGENT = "newsbot"
DOWNLOAD_DELAY = 1  # default 0; seconds between requests to one portal, all its hosts together
AUTOTHROTTLE_ENABLED = True  # default False; slower where the portal is slow
AUTOTHROTTLE_START_DELAY = 1  # default 5
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "id",  # default en
}
# default: fourteen. Scrapy imports what is merely switched off, too, and cookies come with an HTTP
# client of their own; so its list is left aside, and this one is whole.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    "newsbot.download.middlewares.OutspokenOffsiteMiddleware": 50,
    "newsbot.download.middlewares.QuietRobotsTxtMiddleware": 100,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "newsbot.download.politeness.LeaveAlone": 555,
    "newsbot.download.middlewares.RetryAfterMiddleware": 560,
    "newsbot.download.reach.Reach": 570,
    "newsbot.download.middlewares.WholeBodyMiddleware": 590,  # instead of HttpCompressionMiddleware
    "newsbot.download.middlewares.UnreferredRedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "newsbot.download.clock_check.ClockCheck": 840,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
}
# default: six. Each costs every request and every article: Referer tells portals what none of them
# asks, the others watch what crawl/ and text/bounds.py bound.
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": 50,
}
# default: eleven. Scrapy imports what is merely switched off, too, a web server and all; so its
# list is left aside, and this one is whole.
EXTENSIONS_BASE: dict[str, int] = {}
EXTENSIONS = {
    "newsbot.health.gathering.Gathering": 0,
    "newsbot.report.report.Report": 0,
    "newsbot.download.politeness.CrawlDelay": 0,
    "newsbot.feeds.ArticleFeeds": 0,  # instead of FeedExporter
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}

# --- answers --------------------------------------------------------------------------------------
DOWNLOAD_TIMEOUT = 30  # default 180; seconds, a page takes one or two
# default 1 GiB; bytes, packed and unpacked: the largest sitemaps have a few million. Pages and
# robots.txt may be smaller still: see text/bounds.py, which says how much a page may hold.
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
REDIRECT_MAX_TIMES = 5  # default 20; portals need two (http to https, an old host to a new one)
# default: these schemes are read, too. Links are hostile input, and http(s) is all a portal needs.
DOWNLOAD_HANDLERS = dict.fromkeys(("data", "file", "ftp", "s3"))
# default: Scrapy's own, which forgets why a name was not found
TWISTED_DNS_RESOLVER = "newsbot.download.reach.OutspokenResolver"
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False
WARN_ON_GENERATOR_RETURN_VALUE = False  # default True; parses a callback's source for each answer
# The ledger filters, and knows what it has filtered. (Not dont_filter: it would lift the filter of
# off-site requests too.)
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# --- articles -------------------------------------------------------------------------------------
CONCURRENT_ITEMS = 8  # default 100; that many tasks start per answer, a third of Scrapy's cost
ITEM_PIPELINES = {
    "newsbot.pipelines.validate.ValidatePipeline": 100,
    "newsbot.pipelines.repeated.RepeatedTextPipeline": 150,
    "newsbot.pipelines.dedupe.DedupePipeline": 200,
    "newsbot.pipelines.accept.AcceptPipeline": 300,
}

# --- feeds ----------------------------------------------------------------------------------------
FEEDS = {"%(data)s/feeds/%(name)s/%(name)s-%(started)s.jsonl": {"format": "jsonlines"}}
FEED_URI_PARAMS = "newsbot.feeds.uri_params"
FEED_EXPORT_ENCODING = "utf-8"  # default: JSON escapes everything that is not ASCII
FEED_STORE_EMPTY = False  # default True
FEED_STORAGES = {
    "": "newsbot.feeds.storage.AtomicFileStorage",
    "file": "newsbot.feeds.storage.AtomicFileStorage",
}
FEED_EXPORTERS = {
    **dict.fromkeys(("jsonlines", "jsonl", "jl"), "newsbot.feeds.exporters.ArticleLines"),
    "csv": "newsbot.feeds.exporters.CsvArticles",
    "spreadsheet": "newsbot.feeds.exporters.SpreadsheetArticles",
}

# --- what one sees --------------------------------------------------------------------------------
LOG_FORMATTER = (
    "newsbot.report.progress.ShortLogFormatter"  # default: dropped items with all their text
)
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # default ERROR; the ledger knows and the summary says so
LOG_LEVEL = "INFO"  # default DEBUG
LOG_VERSIONS: list[str] = []  # default: nine libraries at each start
STATS_DUMP = False  # default True; report/report.py logs the stats at debug level
