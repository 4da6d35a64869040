"""From the bytes of a page to an Article, without Scrapy.

A portal's declaration (declaration.py) is compiled once (rules.py). evidence.py offers what a page
says of each field, the most trusted rule first; fields.py cleans it; loader.py keeps the first that
survives, and the blocks of the text; pager.py reads which further pages there are. All this makes a
Page. progress.py says which page to ask for next, and assemble.py makes one Article of the pages.
"""
