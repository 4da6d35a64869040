"""Pure functions on text and markup: nothing of newsbot, no Scrapy, no clock."""
