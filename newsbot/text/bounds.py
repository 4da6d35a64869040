"""How much of anything one page may hold. The bounds lie far above what any portal has been seen to
print, and low enough that a hostile page costs a second. What is beyond is left out and counted."""

from __future__ import annotations

# Bytes of an HTML page, unpacked: long live blogs have 1.5 MB.
PAGE_BYTES = 4 * 1024 * 1024
# Bytes of an XML listing, unpacked: 50,000 links with titles and dates have some 15 MB.
XML_BYTES = 20 * 1024 * 1024
# Links of one listing: what sitemaps.org allows a sitemap.
LINKS = 50_000
# How many times of one page dateparser is asked to read; it takes up to 80 ms for each.
ASKED_DATES = 20
# Boxes around a listed link that are searched for its time: portals need up to six.
BOXES = 12
# Elements of one record of a feed or sitemap: an article with 100 pictures has some 300.
RECORD_ELEMENTS = 500

# Characters of an address: what browsers and search engines take at least.
URL = 2000
# Characters of a JSON-LD script: some carry the whole article, none more than 200,000.
JSON_LD = 1_000_000
# JSON-LD objects of a page: some portals describe each of a hundred related articles.
JSON_LD_OBJECTS = 2_000

# Characters of a field of one line; a longer one is something else, and no evidence.
LINE = 1_000
# Characters of a summary or caption; some portals put a whole first paragraph there.
SUMMARY = 5_000
# Characters of one name or tag.
NAME = 200
# Raw values of one rule that are cleaned for a field, and cleaned values of a list.
VALUES = 200

# Elements that may match a body's selector: portals split a body into a section a page, or more.
BODIES = 100
# Pages that a pager may count; a larger number is a year, or a mistake.
PAGES = 100
# Characters and lines of a page of which trafilatura is asked for the text: it takes a second for a
# megabyte, and longer for very many lines. The running text is found without it.
EXTRACTED, LINES = 1_000_000, 5_000
# Nodes of a page that are searched for its running text.
NODES = 50_000
# Blocks of a page's body, and characters of an article's text over all its pages.
BLOCKS = 10_000
TEXT = 2_000_000
