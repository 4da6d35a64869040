"""Pure functions on text and markup. They know nothing of portals, of Scrapy, or of the time."""
