"""Portals of any software that number an article's further pages in the query."""

from newsbot.crawl.portal import PortalSpider


class PagedPortal(PortalSpider):
    """Multi-page: ?page=2 …, and ?page=all has the whole text."""

    one_page = "{url}?page=all"
    page_parameter = "page"
