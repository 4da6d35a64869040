"""One address and one key for an article of SINDOnews, whatever the form of the link."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.spiders.sindonews import SindonewsSpider
from newsbot.text.urls import ArticleUrls, behind, strip_tracking

SINDO = SindonewsSpider.rules.urls
HOST = "https://international.sindonews.com"
SLUG = "kapal-riset-temukan-terumbu-baru-1753340400"
URL = f"{HOST}/read/1731775/40/{SLUG}"


@pytest.mark.parametrize(
    "variant",
    [
        URL,
        f"http://international.sindonews.com/read/1731775/40/{SLUG}",
        f"{HOST}/newsread/1731775/40/{SLUG}",
        f"{HOST}/berita/1731775/40/{SLUG}",
        f"{URL}/",
        f"{URL}/5",
        f"{URL}/10",
        f"{URL}/10/",
        f"{URL}?showpage=all",
        f"{URL}/5?showpage=all",
        f"{URL}?utm_source=feed&utm_medium=rss",
        f"{URL}#komentar",
        f"{URL}/5?fbclid=abc#atas",
        f"https://International.SINDOnews.com/read/1731775/40/{SLUG}",
        f"HTTPS://INTERNATIONAL.SINDONEWS.COM:443/read/1731775/40/{SLUG}",
        f"https://international.sindonews.com:8443/read/1731775/40/{SLUG}",
        f" \n{URL} \n",
    ],
)
def test_every_variant_is_one_article(variant: str) -> None:
    article = SINDO.read(variant)

    assert article is not None
    assert (article.key, article.url) == ("1731775-1753340400", URL)


@pytest.mark.parametrize(
    ("suffix", "page"), [("", 0), ("/", 0), ("/5", 5), ("/10", 10), ("?showpage=all", 0)]
)
def test_the_page_offset_is_no_id(suffix: str, page: int) -> None:
    article = SINDO.read(URL + suffix)

    assert article is not None
    assert (article.page, article.parts["id"]) == (page, "1731775")


def test_the_parts_of_an_address() -> None:
    article = SINDO.read(f"{URL}/5")

    assert article is not None
    assert article.parts == {
        "channel": "international",
        "id": "1731775",
        "section": "40",
        "slug": "kapal-riset-temukan-terumbu-baru",
        "epoch": "1753340400",
        "page": "5",
    }


@pytest.mark.parametrize(
    "other",
    [
        "https://nasional.sindonews.com/read/107816/12/sidang-dibuka-1595322000",
        "https://nasional.sindonews.com/read/107816/12/sidang-dibuka-1369800000",
        "https://nasional.sindonews.com/read/107818/12/sidang-dibuka-1595322000",
        "https://nasional.sindonews.com/read/107816/12/sidang-dibuka",
    ],
)
def test_the_id_series_began_anew_so_an_id_is_no_key(other: str) -> None:
    """The same id with another epoch is another article."""
    first = SINDO.read("https://nasional.sindonews.com/read/107816/12/sidang-dibuka-1384500000")
    second = SINDO.read(other)

    assert first is not None
    assert second is not None
    assert first.key != second.key


def test_a_new_slug_is_the_same_article() -> None:
    renamed = SINDO.read(f"{HOST}/read/1731775/40/terumbu-baru-ditemukan-1753340400")

    assert renamed is not None
    assert renamed.key == "1731775-1753340400"


@pytest.mark.parametrize("suffix", ["", "/", "/5", "?utm_source=x", "#a", "/10?showpage=all"])
def test_without_an_epoch_the_slug_is_in_the_key(suffix: str) -> None:
    article = SINDO.read(f"https://jatim.sindonews.com/read/3691/1/pasar-dibuka{suffix}")

    assert article is not None
    assert article.key == "3691-pasar-dibuka"


@pytest.mark.parametrize(
    "variant",
    [
        "https://jatim.sindonews.com/read/3691/1/pasar-dibuka/",
        "https://jatim.sindonews.com/newsread/3691/1/pasar-dibuka",
    ],
)
def test_without_an_epoch_the_url_is_still_one(variant: str) -> None:
    article = SINDO.read(variant)

    assert article is not None
    assert article.url == "https://jatim.sindonews.com/read/3691/1/pasar-dibuka"


@pytest.mark.parametrize(
    "host",
    ["metro", "autotekno", "sains", "jatim", "sumut", "makassar", "nasional", "kalam", "gen-sindo"],
)
def test_hosts_of_today_and_of_old_articles(host: str) -> None:
    article = SINDO.read(f"https://{host}.sindonews.com/read/11/12/a-1753340400")

    assert article is not None
    assert article.parts["channel"] == host


@pytest.mark.parametrize(
    "host",
    [
        f"{name}.sindonews.com"
        for name in "hi-lite www pict e cdn scope media mpi index search".split()
    ]
    + [
        "sindonews.com",
        "HI-LITE.sindonews.com",
        "a.b.sindonews.com",
        "international.sindonews.com.tiru.id",
        "international-sindonews.com",
        "internationalsindonews.com",
        "international.sindonews.net",
        "user@international.sindonews.com",
        "",
    ],
)
def test_hosts_without_articles(host: str) -> None:
    assert SINDO.read(f"https://{host}/read/1731775/40/{SLUG}") is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://kalam.sindonews.com/",
        "https://kalam.sindonews.com/surah/18/al-kahfi",
        "https://kalam.sindonews.com/jadwalsholat",
        "https://www.sindonews.com/topic/123/terumbu-karang",
        "https://international.sindonews.com/topic/123/terumbu-karang",
        "https://international.sindonews.com/more/40",
        "https://www.sindonews.com/indeks/9/20?t=2026-05-15",
        f"{HOST}/read/1731775/40/",
        f"{HOST}/read/1731775/{SLUG}",
        f"{HOST}/read/abc/40/{SLUG}",
        f"{HOST}/foto/1731775/40/{SLUG}",
        f"{URL}/5/5",
        f"{URL}/lima",
        f"//international.sindonews.com/read/1731775/40/{SLUG}",
        f"/read/1731775/40/{SLUG}",
        f"ftp://international.sindonews.com/read/1731775/40/{SLUG}",
        f"javascript:location='{URL}'",
        f"mailto:?body={URL}",
        f"https://jejaring.id/sharer?u={URL}",
        "http://[bad",
        f"https://[{URL}",
        "https://internat℀ional.sindonews.com/read/1/2/a",
        "\x00\ud800",
    ],
)
def test_addresses_of_no_article(address: str) -> None:
    assert SINDO.read(address) is None


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    assert SINDO.read(text) is None
    assert SINDO.read(f"{HOST}/read/{text}") is None


def test_without_templates_the_url_is_the_link_without_query_and_page() -> None:
    urls = ArticleUrls(re.compile(r"p\.id/(?P<id>\d+)(?:/(?P<page>\d+))?"), ("{id}",))

    article = urls.read("http://P.id/77/2?x=1#y")

    assert article is not None
    assert (article.key, article.url, article.page) == ("77", "https://p.id/77", 2)


def test_a_link_without_any_key_is_no_article() -> None:
    urls = ArticleUrls(re.compile(r"p\.id/(?P<id>\d+)?(?P<slug>\D*)"), ("{id}",))

    assert urls.read("https://p.id/tentang") is None


@pytest.mark.parametrize(
    ("url", "stripped"),
    [
        (URL, URL),
        (f"{URL}?utm_source=a&UTM_Medium=b&fbclid=c", URL),
        (f"{URL}?page=2&utm_source=a", f"{URL}?page=2"),
        (f"{URL}?page=2&gclid", f"{URL}?page=2"),
        (f"{URL}?page=2#isi", f"{URL}?page=2"),
        (f"{URL}#utm_source=a", URL),
        (f"{URL}?q=a%20b+c&x=", f"{URL}?q=a%20b+c&x="),
        (f"{URL}?referensi=1&sources=2", f"{URL}?referensi=1&sources=2"),
        (f"{URL}/utm_source", f"{URL}/utm_source"),
        ("mailto:a@p.id", "mailto:a@p.id"),
        ("", ""),
    ],
)
def test_strip_tracking(url: str, stripped: str) -> None:
    assert strip_tracking(url) == stripped


QUERY = st.lists(
    st.tuples(
        st.sampled_from(["utm_source", "fbclid", "ref", "page", "q", "UTM_x", "", "a%20b"]),
        st.text(alphabet="ab=&+%20#é ", max_size=6),
    ),
    max_size=5,
)


@given(QUERY, st.text(max_size=5))
def test_stripping_twice_is_stripping_once(query: list[tuple[str, str]], fragment: str) -> None:
    url = f"{URL}?{'&'.join(f'{name}={value}' for name, value in query)}#{fragment}"

    stripped = strip_tracking(url)

    assert strip_tracking(stripped) == stripped
    assert not re.search(r"[?&](?:utm_\w+|fbclid|ref)=", stripped, re.IGNORECASE)


@pytest.mark.parametrize("url", ["http://[bad", "https://a℀b.id/?utm_source=x"])
def test_a_link_that_is_no_address_is_left_as_it_is(url: str) -> None:
    assert strip_tracking(url) == url


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://c.p.id/link?url=https%3A%2F%2Fa.p.id%2Fread%2F1%2Fb", "https://a.p.id/read/1/b"),
        ("https://c.p.id/link?url=https://a.p.id/b%3Fpage%3D2&q=air", "https://a.p.id/b?page=2"),
        ("https://c.p.id/link?url=javascript:alert(1)", None),
        ("https://c.p.id/link?url=", None),
        ("https://c.p.id/link?q=air", None),
        ("https://a.p.id/read/1/b?url=https://c.p.id/", None),
    ],
)
def test_behind_a_counter(link: str, target: str | None) -> None:
    assert behind(link) == (target or link)
