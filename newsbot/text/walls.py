"""Walls: pages that a server answers with instead of the one that was asked for, because it wants a
proof, an account or a consent first, or refuses altogether. Their status is often 200.

A wall has little text of its own. So a page is one when it bears a sign of the tables below and has
few words; an article that embeds a captcha, or is about one, has many, and says that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

CHALLENGE, LOGIN, CONSENT, BLOCK = "challenge page", "login page", "consent page", "block page"
WALLS = (CHALLENGE, LOGIN, CONSENT, BLOCK)


class _Sign(NamedTuple):
    """What gives a kind of wall away, in small letters, on a page of at most so many words."""

    wall: str
    most_words: int
    patterns: tuple[re.Pattern[bytes], ...]


def _sign(wall: str, most_words: int, *patterns: str) -> _Sign:
    # each for itself: a search for one that begins with letters is many times faster
    compiled = (re.compile(pattern.encode(), re.DOTALL) for pattern in patterns)
    return _Sign(wall, most_words, tuple(compiled))


# Headers that stand on walls only, with values that say so.
_HEADERS = {
    "cf-mitigated": (re.compile(rb"challenge"), CHALLENGE),
    "x-amzn-waf-action": (re.compile(rb"challenge|captcha"), CHALLENGE),
}

# Whole titles. Those that a journalist might write, too, with the name of the site perhaps, are
# believed on shorter pages only.
_TITLES = (
    _sign(
        CHALLENGE,
        250,
        r"just a moment(?:\.{3}|…|&hellip;|&#8230;)",  # Cloudflare, and below
        r"tunggu sebentar(?:\.{3}|…|&hellip;)|please wait\.{3} \| cloudflare",
        r"vercel security checkpoint|client challenge|ddos-guard|you are being redirected\.{3}",
        r"pardon our interruption(?:\.{3})?",  # Imperva
        r"checking your browser before accessing .{1,80}",
    ),
    _sign(
        CHALLENGE,
        120,
        r"(?:please wait|one moment)(?:,? please)?(?:\.{3}|…)?",
        r"(?:verifikasi|pastikan|buktikan) (?:bahwa )?anda (?:adalah )?(?:seorang )?manusia",
        r"(?:verify|confirm)(?:ing)? (?:that )?you(?:'re| are) (?:a )?(?:human|not a robot)",
        r"are you (?:a )?(?:human|robot|not a robot)\?",
        r"(?:human|bot|robot|browser|captcha|security) (?:verification|check|challenge)",
        r"attention required!?|robot or human\??|one more step",
        r"mohon tunggu(?: sebentar)?(?:\.{3}|…)?",
        r"captcha|verifikasi (?:keamanan|manusia|captcha|robot)|pemeriksaan keamanan|re?captcha",
        r"(?:checking|memeriksa|mengecek) (?:your browser|peramban(?: anda)?|browser(?: anda)?)",
    ),
    _sign(
        BLOCK,
        250,
        r"attention required! \| cloudflare|access denied \| .{1,80} used cloudflare to .{1,60}",
        r".{0,60}sucuri website firewall.{0,60}|imunify360.{0,40}|.{0,40}blocked by wordfence",
        r"sorry, you have been blocked|your access to this site has been limited.{0,40}",
    ),
    _sign(
        BLOCK,
        120,
        r"access (?:to this page has been )?(?:denied|blocked)(?: [|-] .{1,40})?|request rejected",
        r"akses (?:anda )?(?:ditolak|diblokir)|you have been blocked|(?:web)?site blocked",
        r"(?:internet ?(?:positif|sehat)|trust ?positif|laman labuh|situs (?:ini )?diblokir)"
        r"(?: [|-] .{1,40})?",
    ),
    _sign(
        CONSENT,
        500,
        r"before you continue(?: to (?:google|youtube).{0,40})?",
        r"sebelum (?:anda )?melanjutkan(?: ke (?:google|youtube).{0,40})?",
    ),
    _sign(
        CONSENT,
        250,
        r"(?:we value your privacy|kami menghargai privasi anda|persetujuan cookie)",
        r"your privacy choices|cookie (?:consent|wall)|privacy gate",
    ),
)

# What stands in the markup of walls only: scripts, forms and sentences of those who sell them. Not
# what such a seller puts into every page of a customer (challenge-platform/scripts/jsd,
# _Incapsula_Resource, js.datadome.co, a widget in a form).
_MARKS = (
    _sign(
        CHALLENGE,
        250,
        r"_cf_chl_opt",  # Cloudflare, and below
        r"cdn-cgi/challenge-platform/h/",
        r"__cf_chl_",
        r"[\"']challenge-(?:form|running|stage|error-text)[\"']",
        r"cf-browser-verification",
        r"captcha-delivery\.com",  # DataDome
        r"var dd=\{'rt':",
        r"[\"']px-captcha",  # PerimeterX, now HUMAN
        r"captcha\.px-c(?:dn|loud)\.net",
        r"sucuri_cloudproxy_js",
        r"sec-if-cpt-container",  # Akamai, and below
        r"/_sec/cp_challenge/",
        r"bm-verify=",
        r"window\.gokuprops",  # AWS, and below
        r"window\.awswafcookiedomainlist",
        r"ddos-guard/js-challenge",
        r"/\.lsrecap/recaptcha",  # LiteSpeed
        r"slowaes\.decrypt\(",
    ),
    # what an article about such pages may say
    _sign(
        CHALLENGE,
        100,
        r"checking if the site connection is secure",
        r"checking your browser before accessing",
        r"(?:verifikasi bahwa|pastikan) anda (?:adalah )?(?:seorang )?manusia",
        r"verify (?:that )?you are (?:a )?human",
        r"unusual traffic from your computer",
        r"(?:memeriksa|mengecek) (?:apakah koneksi situs|peramban anda|browser anda)",
        r"enable js and disable any ad ?blocker",
    ),
    # widgets, which do no harm beside a text or in a list
    _sign(
        CHALLENGE,
        60,
        r"class=[\"']?(?:g-recaptcha|h-captcha|cf-turnstile)\b",
        r"hcaptcha\.com/(?:1/)?(?:api|captcha)",
        r"(?:google\.com|recaptcha\.net)/recaptcha/",
        r"challenges\.cloudflare\.com/turnstile",
    ),
    _sign(
        BLOCK,
        250,
        r"incapsula incident id",
        r"request unsuccessful\. incapsula",
        r"errors\.edgesuite\.net",  # Akamai, and below
        r"you don't have permission to access .{0,300}reference(?: |&#32;)",
        r"sorry, you have been blocked",
        r"used cloudflare to restrict access",
        r"you are being rate limited",
        r"access to this page has been denied",
        r"sucuri website firewall",
        r"generated by wordfence",
        r"internet-?positif\.(?:org|id|info)",
        r"trustpositif\.(?:kominfo|komdigi)\.go\.id",
        r"aduankonten",
        r"mercusuar\.uzone\.id",
    ),
    _sign(
        CONSENT,
        500,
        r"action=[\"']?https://consent\.(?:google|youtube)\.",
        r"consent\.yahoo\.com/v2/collectconsent",
        r"guce\.(?:oath|yahoo|advertising)\.com/consent",
    ),
    _sign(LOGIN, 120, r"<input\b[^<>]{0,300}\btype\s{0,3}=\s{0,3}[\"']?password\b"),
)
# What a login page says besides; a form to subscribe may ask for a password, too.
_ASKS_LOGIN = re.compile(
    rb"\b(?:(?:silakan|silahkan|harap|mohon|anda harus) (?:masuk|login|log in|sign in)"
    rb"|masuk (?:dengan|untuk|ke akun)|login|log in|sign in|masukkan (?:email|kata sandi))\b"
)

# By this a page says of itself that it is an article or a list of such.
_ARTICLE = tuple(
    re.compile(pattern)
    for pattern in (
        rb'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"'
        rb'(?:\w{0,30}newsarticle|article|blogposting|liveblogposting|itemlist)"',
        rb"og:type.\s+content\s{0,3}=\s{0,3}.article",
        rb"content\s{0,3}=\s{0,3}.article.\s+(?:property|name)\s{0,3}=\s{0,3}.og:type",
        rb"schema\.org/(?:\w{0,30}newsarticle|article|blogposting)\b",
        rb"<article\b",
        rb"itemprop\s{0,3}=\s{0,3}.articlebody",
    )
)
# Links whose last part is a headline; a page with so many is a listing, whatever form it has too.
_HEADLINE = re.compile(rb"href\s{0,3}=\s{0,3}[\"']?[^\"'\s<>]{0,300}/[a-z0-9]+(?:-[a-z0-9]+){2,}")
_LISTING = 4
# Walls have few links; those of consents have most: imprint, privacy, languages.
_MOST_LINKS = 100
_IS_HTML = re.compile(rb"<(?:!doctype html|html|head|title|body|script|iframe)\b")
_TITLE = re.compile(rb"<title\b[^<>]{0,200}>(.{0,300}?)</title", re.DOTALL)
_SILENT = re.compile(
    rb"<(script|style|svg|template|noscript)\b.*?(?:</\1\s{0,9}>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>",
    re.DOTALL,
)
_WORD = re.compile(rb"[^\W\d_]{2,}|[\x80-\xff]{3,}")
# The title stands in so many bytes. A wall whose title does not say so is not larger than the
# second, none is larger than the third, and one in JSON is not larger than the last.
# Signs of forms and widgets count on pages of at most so many words.
_OF_FORMS = 120
_HEAD, _SMALL, _LARGE, _TINY = 60_000, 60_000, 2_000_000, 3000


def wall_of(body: bytes, header: Callable[[str], bytes | None]) -> str | None:
    """Which kind of wall an answer is, as a countable reason ("challenge page"); None of the page
    that was asked for, of a listing in XML, and of what is no page at all. header: gives the value
    of the answer's header of that name, None where there is none."""
    for name, (value, wall) in _HEADERS.items():
        if value.search((header(name) or b"").lower()):
            return wall
    if not 0 < len(body) <= _LARGE:
        return None
    head = body[:_HEAD].lower()
    if not _IS_HTML.search(head, 0, 2000) and not (len(body) < _TINY and head[:1] in b"{<"):
        return None
    title = _title(head)
    signs = [sign for sign in _TITLES if any(each.fullmatch(title) for each in sign.patterns)]
    if not signs and len(body) > _SMALL:
        return None
    page = body.lower()
    if page.count(b"href=") > _MOST_LINKS or any(each.search(page) for each in _ARTICLE):
        return None
    signs += [sign for sign in _MARKS if any(each.search(page) for each in sign.patterns)]
    if len(_HEADLINE.findall(page)) >= _LISTING:
        signs = [sign for sign in signs if sign.most_words > _OF_FORMS]
    return _judged(signs, _SILENT.sub(b" ", page)) if signs else None


def _judged(signs: list[_Sign], text: bytes) -> str | None:
    """The wall that a page is by the signs it bears. text: that of the page, without markup."""
    words = len(_WORD.findall(text))
    for sign in signs:
        if words <= sign.most_words and (sign.wall != LOGIN or _ASKS_LOGIN.search(text)):
            return sign.wall
    return None


def _title(head: bytes) -> bytes:
    """What stands in <title>, as one line."""
    found = _TITLE.search(head)
    return b" ".join(found[1].split()) if found else b""
