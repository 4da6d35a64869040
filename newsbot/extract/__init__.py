"""From the bytes of a page to an Article. Nothing here knows of Scrapy."""
