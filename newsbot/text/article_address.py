"""Which addresses look like an article's, on a site that nobody has described; and the form of an
address, by which those that are passed over are counted."""

from __future__ import annotations

import re

from newsbot.text.urls import split_url

# Parts of a path that articles are not under.
_NO_ARTICLES = frozenset(
    "about account author authors cari categories category comments disclaimer feed foto galeri "
    "gallery index indeks infografis kanal kategori label live login page penulis photo photos "
    "profil redaksi search tag tags tentang topic topik user users video videos wp-admin "
    "wp-content wp-includes wp-json".split()
)
# Pages about the site itself, of which the slug may be as long as a headline.
_OF_THE_SITE = re.compile(
    r"/(?:tentang-(?:kami|situs)|about(?:-us)?|hubungi-kami|kontak(?:-kami)?|contact(?:-us)?|faq"
    r"|pedoman-(?:media|pemberitaan)|kebijakan-privasi|privacy-policy|kode-etik|susunan-redaksi"
    r"|info-iklan|pasang-iklan|syarat-(?:dan-)?ketentuan|terms-(?:of|and)|disclaimer|karir|career)"
    r"(?=[-/.]|$)"
)
# A folder of articles, and the slug of one in it.
_FOLDER = re.compile(
    r"/(?:artikel|articles?|berita|blogs?|b|kolom|news|opini|posts?|read|stor(?:y|ies))"
    r"/(?:[^/]+/)?[a-z0-9]+[^/]*/?$"
)
_ENDING = re.compile(r"\.(?:html?|php|aspx?|amp)$")
_NO_PAGE = re.compile(r"\.(?:xml|rss|jpe?g|png|gif|webp|svg|pdf|zip|mp[34]|css|js|json|txt)$")
_PAGE = re.compile(r"\d{1,2}|amp")
_DATE = re.compile(r"/20\d\d/?(?:0[1-9]|1[0-2])(?:/|\d\d)|/20\d\d-\d\d-\d\d")
_ID = re.compile(r"(?<!\d)\d{5,}(?!\d)")
# Hyphens that make a slug a headline, alone and beside an id.
_MANY, _SOME = 3, 2

# Parts of a path that a form shows; and what of it names no single article: short, in letters.
_SHOWN = 4
_PLAIN = re.compile(r"[a-z]+(?:[-_][a-z]+)?")
_LONGEST = 20


def looks_like_article(url: str) -> bool:
    """Whether the path has a slug of four words or more, or a long number with a date or a slug of
    three words; and no part that names a tag, a category, an author or a gallery."""
    path = split_url(url).path.lower()
    if _NO_PAGE.search(path):
        return False
    parts = [part for part in path.split("/") if part]
    while parts and _PAGE.fullmatch(parts[-1]):
        parts.pop()
    if parts and parts[-1] in ("page", "halaman"):  # "/page/2", of which the number went already
        parts.pop()
    if not parts or not _NO_ARTICLES.isdisjoint(parts):
        return False
    hyphens = max(_ENDING.sub("", part).count("-") for part in parts)
    if hyphens >= _MANY:
        return True
    return bool(_ID.search(path)) and (hyphens >= _SOME or bool(_DATE.search(path)))


def may_be_article(url: str) -> bool:
    """Whether a page that somebody asks for, or that a listing names, may be an article by its
    address, though its slug is short: it looks like one, has a date, or lies in a folder of
    articles ("/blog/judul")."""
    path = split_url(url).path.lower()
    if looks_like_article(url):
        return True
    parts = {part for part in path.split("/") if part}
    named = _DATE.search(path) or _FOLDER.search(path)
    return bool(named) and not _NO_PAGE.search(path) and _NO_ARTICLES.isdisjoint(parts)


def is_of_the_site(url: str) -> bool:
    """Whether the path names a page about the site itself: whom to write to, its terms."""
    return bool(_OF_THE_SITE.search(split_url(url).path.lower()))


def slug_of(url: str) -> str:
    """The headline in an address, as words; "" where no part of the path is one."""
    parts = (_ENDING.sub("", part) for part in split_url(url).path.split("/"))
    slug = max(parts, key=lambda part: part.count("-"))
    return slug.replace("-", " ") if slug.count("-") >= _MANY else ""


def address_form(url: str) -> str:
    """What addresses of a kind have in common: host, the first parts of the path, and {n} and
    {slug} for what differs: "foto.kompas.com/photo/read/{n}/{slug}"."""
    parts = split_url(url.lower())
    path = [part for part in parts.path.split("/") if part]
    shown = [_part_form(part) for part in path[:_SHOWN]]
    if len(path) > 1 and len(path) <= _SHOWN and "{" not in shown[-1]:
        shown[-1] = "{slug}"  # the last names one of a kind: a tag, a person
    return "/".join(((parts.hostname or "")[:100], *shown, *(["…"] if len(path) > _SHOWN else [])))


def _part_form(part: str) -> str:
    ending = found[0] if (found := _ENDING.search(part)) else ""
    bare = part.removesuffix(ending)
    if len(bare) <= _LONGEST and _PLAIN.fullmatch(bare):
        return part
    return ("{n}" if bare.isdecimal() else "{slug}") + ending
