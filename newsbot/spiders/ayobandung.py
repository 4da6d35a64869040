"""Ayobandung (Ayo Media Network), on Promedia's software since about 2022.

Facts: addresses of 2018 ("/read/2018/02/04/28263/…") and 2024 ("/pr-7911964132/"; its sister
ayojakarta.com has "/7612631578/"); the template is the family's."""

from newsbot.spiders.families.promedia import Promedia, sources
from newsbot.text.urls import UrlDate


class AyobandungSpider(Promedia):
    name = "ayobandung"
    domains = ("ayobandung.com",)
    facts = "2024"
    unseen = "whole pages, listings, robots.txt"
    sources = sources("www.ayobandung.com")
    article_url = r"""
        (?:www\.)?ayobandung\.com/(?:read/(?P<date>20\d\d/\d\d/\d\d)/(?P<old>\d+)
        |(?P<channel>[a-z-]+)/(?:pr-)?(?P<id>\d{8,}))/[\w-]+/?
    """
    keys = ("{id}", "read-{old}")
    url_date = UrlDate("{date}", "%Y/%m/%d", "published")
    brands = (*Promedia.brands, "Ayobandung", "Ayobandung.com", "Ayo Media Network")
