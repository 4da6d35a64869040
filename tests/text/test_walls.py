"""Pages that stand instead of the one that was asked for, and pages that only look so."""

from __future__ import annotations

import pytest

from newsbot.text.walls import BLOCK, CHALLENGE, CONSENT, LOGIN, wall_of
from tests.saved_portals import PORTALS, SAVED

SENTENCE = "Pemerintah daerah membuka kembali pasar lama setelah perbaikan selama tiga bulan. "


def page(title: str, body: str = "", head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="id"><head><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    ).encode()


def wall(body: bytes, headers: dict[str, bytes] | None = None) -> str | None:
    return wall_of(body, (headers or {}).get)


CLOUDFLARE = page(
    "Just a moment...",
    '<div class="main-wrapper"><noscript>Enable JavaScript and cookies to continue</noscript>'
    "</div><script>(function(){window._cf_chl_opt={cvId:'3',cType:'managed'};var a=document."
    "createElement('script');a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1';"
    "})();</script>",
)
LOGIN_FORM = (
    '<form action="/login" method="post"><input name="email"><input name="kunci" type="password">'
    "<button>Masuk</button></form>"
)
WALLS = {
    "Cloudflare": (CLOUDFLARE, CHALLENGE),
    "Cloudflare, in Indonesian": (page("Tunggu sebentar...", "<p>Verifikasi bahwa Anda manusia"
        " dengan menyelesaikan tindakan di bawah.</p>"), CHALLENGE),
    "Cloudflare's own words under the name of the site": (page("kabar.id", "<h1>kabar.id</h1>"
        "<p>Memeriksa apakah koneksi situs aman</p>"), CHALLENGE),
    "Cloudflare, older": (page("Please Wait... | Cloudflare", '<div id="cf-wrapper"></div>'),
        CHALLENGE),
    "Cloudflare, blocked": (page("Attention Required! | Cloudflare", "<h1>Sorry, you have been "
        "blocked</h1><p>You are unable to access kabar.id</p>"), BLOCK),
    "Cloudflare, too many requests": (page("Access denied | kabar.id used Cloudflare to restrict "
        "access", "<h1>Error 1015</h1><p>You are being rate limited</p>"), BLOCK),
    "Turnstile alone": (page("kabar.id", '<form><div class="cf-turnstile" data-sitekey="0x4">'
        "</div></form>"), CHALLENGE),
    "reCAPTCHA alone": (page("kabar.id", "<p>Selesaikan ini untuk melanjutkan</p>"
        '<div class="g-recaptcha" data-sitekey="6L"></div>'), CHALLENGE),
    "hCaptcha alone": (page("", '<div class="h-captcha"></div><script src="https://js.hcaptcha.com'
        '/1/api.js"></script>'), CHALLENGE),
    "Akamai": (b"<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>"
        b"\n\nYou don't have permission to access \"http&#58;&#47;&#47;kabar&#46;id\" on this "
        b"server.<P>\nReference&#32;&#35;18&#46;4d2c17\n</BODY>\n</HTML>", BLOCK),
    "Akamai, a challenge": (page("", '<div id="sec-if-cpt-container"></div>'), CHALLENGE),
    "Imperva": (b'<html style="height:100%"><head><META NAME="ROBOTS" CONTENT="NOINDEX"></head>'
        b'<body><iframe src="/_Incapsula_Resource?CWUDNSAI=5">Request unsuccessful. Incapsula '
        b"incident ID: 115-22</iframe></body></html>", BLOCK),
    "Imperva, a captcha": (page("Pardon Our Interruption", "<p>As you were browsing something about"
        " your browser made us think you were a bot.</p>"), CHALLENGE),
    "DataDome": (page("kabar.id", "<p>Please enable JS and disable any ad blocker</p><script>var "
        "dd={'rt':'c','cid':'AHr','host':'geo.captcha-delivery.com'}</script>"), CHALLENGE),
    "DataDome, in JSON": (b'{"url":"https://geo.captcha-delivery.com/captcha/?initialCid=A"}',
        CHALLENGE),
    "HUMAN": (page("Access to this page has been denied", '<div id="px-captcha"></div>'), BLOCK),
    "Sucuri": (page("Sucuri WebSite Firewall - Access Denied", "<p>Block reason: access from your "
        "country was disabled.</p>"), BLOCK),
    "Sucuri, a script": (page("You are being redirected...", "<script>sucuri_cloudproxy_js='';"
        "</script>"), CHALLENGE),
    "AWS": (page("", "<script>window.gokuProps = {key: 'A'};</script>"), CHALLENGE),
    "DDoS-Guard": (page("DDoS-Guard", "<p>Checking your browser before accessing kabar.id</p>"),
        CHALLENGE),
    "a host's own": (page("Bot Verification", "<p>Verifying that you are not a robot...</p>"),
        CHALLENGE),
    "in so many words": (page("Verifikasi bahwa Anda manusia"), CHALLENGE),
    "Google's consent": (page("Before you continue to Google Search", "<p>We use cookies and data "
        f"to</p>{'<li>Deliver and maintain services</li>' * 60}"), CONSENT),
    "YouTube's consent": (page("YouTube", '<form action="https://consent.youtube.com/save">'
        "</form>"), CONSENT),
    "a login": (page("Masuk - Kabar", f"<h1>Silakan masuk untuk melanjutkan</h1>{LOGIN_FORM}"),
        LOGIN),
    "WordPress's login": (page("Log In &lsaquo; Kabar &#8212; WordPress", LOGIN_FORM), LOGIN),
    "a provider's block": (page("Internet Positif", "<p>Mohon maaf, situs ini tidak dapat dibuka."
        "</p>"), BLOCK),
    "a frame of a provider": (page("", '<iframe src="https://internet-positif.info/?dom=kabar">'
        "</iframe>"), BLOCK),
}  # fmt: skip


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_recognised(name: str) -> None:
    body, kind = WALLS[name]
    assert wall(body) == kind
    assert wall(body.upper() if name == "Akamai" else body + b"\n" * 500) == kind


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"cf-mitigated": b"challenge"}, CHALLENGE),
        ({"x-amzn-waf-action": b"captcha"}, CHALLENGE),
        ({"x-amzn-waf-action": b""}, None),
        ({"server": b"cloudflare"}, None),
    ],
)
def test_a_header_says_so(headers: dict[str, bytes], kind: str | None) -> None:
    assert wall(b"", headers) == kind


LONG = "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(12))
SHORT = f"<p>{SENTENCE * 2}</p>"
STATED = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pasar"}</script>'
WIDGETS = (
    '<script src="https://www.google.com/recaptcha/api.js"></script>'
    '<div class="g-recaptcha" data-sitekey="6L"></div><div class="cf-turnstile"></div>'
)
PAGES = {
    "a captcha beside the comments": page("Pasar lama dibuka", LONG + WIDGETS),
    "the same, and a short text that says what it is": page("Pasar", SHORT + WIDGETS, STATED),
    "Cloudflare's script of every page": page("Pasar lama dibuka", f"{SHORT}<script>window.__CF$cv"
        "$params={r:'8'};a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js';</script>"),
    "Imperva's script of every page": page("Pasar", '<script src="/_Incapsula_Resource?SWJIYLWA=5">'
        f"</script>{SHORT}"),
    "DataDome's script of every page": page("Pasar", '<script src="https://js.datadome.co/tags.js">'
        f"</script>{SHORT}"),
    "a title that begins so": page("Just a Moment: Kisah di Balik Lagu", SHORT),
    "a title that begins so, with the dots": page("Just a moment... kata Menteri - Kabar", SHORT),
    "an article of that title": page("Access Denied", LONG),
    "an article of that title that says what it is": page("Access Denied", SHORT, STATED),
    "an article about access": page("Akses Ditolak Petugas, Warga Mengadu", SHORT),
    "an article about a block": page("Internet Positif Diperluas Kementerian", SHORT),
    "an article about captchas": page("Cara Mengatasi Captcha", f"{LONG}<p>Pilih \"Verifikasi "
        "bahwa Anda manusia\", atau tunggu: checking your browser before accessing.</p>"),
    "an article on a block of Cloudflare": page("Banyak Situs Tumbang", f"{LONG}<p>Pesannya: Sorry,"
        " you have been blocked.</p>"),
    "a login in the header": page("Pasar", f"<header>{LOGIN_FORM} Login</header>{LONG}"),
    "a login in the header, and a teaser that says what it is": page("Pasar", f"{LOGIN_FORM} "
        f"Silakan masuk untuk membaca{SHORT}", STATED),
    "a password without a login": page("Kuis", '<input type="password"><p>Tebak kuncinya.</p>'),
    "a listing with a login": page("Indeks", "Login" + LOGIN_FORM + "".join(
        f'<a href="/read/{number}">Judul berita nomor</a>' for number in range(101))),
    "an article on consent": page("We Value Your Privacy, Kata Menteri", SHORT),
    "an empty listing": page("Indeks", "<p>Tidak ada berita.</p>"),
    "an error": page("404 Not Found", "<h1>Not Found</h1>"),
    "an overload": page("503 Service Unavailable", "<h1>Service Unavailable</h1>"),
    "a feed": b'<?xml version="1.0"?><rss><channel><title>Kabar</title><item><title>Cara Mengatasi '
        b"Captcha</title><link>https://kabar.id/1</link></item></channel></rss>",
    "JSON": b'{"posts": [{"title": "Access Denied", "link": "https://kabar.id/1"}]}',
    "nothing": b"",
    "robots.txt": b"User-agent: *\nDisallow: /cdn-cgi/challenge-platform/h/\n",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_no_wall(name: str) -> None:
    assert wall(PAGES[name]) is None


@pytest.mark.parametrize("portal", PORTALS)
def test_no_saved_page_is_a_wall(portal: str) -> None:
    saved = [path for kind in ("html", "xml") for path in (SAVED / portal).glob(f"*.{kind}")]
    assert [path.name for path in saved if wall(path.read_bytes())] == []


@pytest.mark.parametrize(
    "piece", ["<a ", "<title", "<", "<!--", "<script>", '"@type":', " ", "<input ", "\xff"]
)
def test_a_hostile_page_is_read_to_its_end(piece: str) -> None:
    """In steps that grow with its length; with the square of it this would take hours."""
    hostile = page("Just a moment...", piece * (1_900_000 // len(piece.encode())))
    many_words = piece in ("<title", "<input ", '"@type":')
    assert wall(hostile) == (None if many_words else CHALLENGE)
    assert wall(page("Pasar", piece * (59_000 // len(piece.encode())))) is None
