"""One text that comes back under several headlines is no article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from newsbot.text.fingerprint import are_alike
from tests.conftest import Project, read_lines
from tests.example_portal import ExampleSite, serve_example
from tests.forked import Ran

HEADLINES = (
    "Pasar Lama Dibuka Lagi", "Nelayan Menanam Bakau Bersama", "Jembatan Tua Selesai Diperbaiki",
    "Petani Memanen Kopi Lebih Awal", "Perpustakaan Desa Buka Sampai Malam",
    "Kereta Barang Melintas Kembali",
)  # fmt: skip
APOLOGY = (
    "<h1>Terima kasih telah berkunjung kembali</h1><time datetime=2026-05-15T10:00:00+07:00></time>"
    "<div itemprop=articleBody><p>Mohon maaf, kami sedang menata ruang berita bagi pembaca.</p>"
    "<p>Silakan kembali beberapa saat lagi untuk membaca berita terbaru.</p></div>"
)


class Apologising(ExampleSite):
    """Lists its articles by different headlines, and answers some with one and the same apology."""

    apologies: tuple[int, ...] = ()

    def _list(self, numbers: list[int], page: int) -> str:
        html = super()._list(numbers, page)
        for headline in HEADLINES:
            html = html.replace(">Judul<", f">{headline}<", 1)
        return html

    def _article(self, number: int) -> str:
        return APOLOGY if number in self.apologies else super()._article(number)


@pytest.fixture
def site() -> Apologising:
    return Apologising(len(HEADLINES))


@pytest.fixture
def crawl(project: Project, site: Apologising) -> Iterator[Callable[..., Ran]]:
    with serve_example(site) as port:

        def run(*arguments: str) -> Ran:
            portal = ("-s", "SPIDER_MODULES=tests.example_portal")
            wire = ("-s", f"NEWSBOT_WIRE=replica:{port}", "-s", "NEWSBOT_RETRY_HOURS=0,0")
            since = ("-a", "since=2026-05-15", "-a", "until=2026-05-15")
            return project.scrapy("crawl", "example", *since, *portal, *wire, *arguments)

        yield run


def delivered(project: Project) -> list[dict[str, Any]]:
    feeds = sorted((project.data / "feeds" / "example").glob("*.jsonl"))
    return [line for feed in feeds for line in read_lines(feed)]


@pytest.mark.parametrize("apologies", [(0, 2, 4), (0, 1, 2, 3)])
def test_it_is_never_delivered_and_tried_again(
    project: Project, site: Apologising, crawl: Callable[..., Ran], apologies: tuple[int, ...]
) -> None:
    site.apologies = apologies
    ran = crawl()
    assert ran.code == 3, ran.output
    assert f"failed: {len(apologies)} ({len(apologies)} one text under several" in ran.output
    assert len(delivered(project)) == len(HEADLINES) - len(apologies)
    site.apologies = ()
    assert crawl().code == 0
    ids = [article["id"] for article in delivered(project)]
    assert len(set(ids)) == len(ids) == len(HEADLINES)


@pytest.mark.parametrize("apologies", [(2,), (1, 3)])
def test_two_addresses_of_one_text_are_the_same_content(
    project: Project, site: Apologising, crawl: Callable[..., Ran], apologies: tuple[int, ...]
) -> None:
    site.apologies = apologies
    ran = crawl()
    assert ran.code == 0, ran.output
    assert len(delivered(project)) == len(HEADLINES) - len(apologies) + 1
    assert ("same content" in ran.output) is (len(apologies) > 1)


def test_a_portal_that_only_apologises_is_left_alone(
    project: Project, site: Apologising, crawl: Callable[..., Ran]
) -> None:
    site.apologies = tuple(range(len(HEADLINES)))
    slowly = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-s", "NEWSBOT_REFUSALS_MAX=3")
    ran = crawl(*slowly)
    assert ran.code == 4, ran.output
    assert delivered(project) == []


def test_what_is_held_by_a_run_that_is_stopped_comes_with_the_next(
    project: Project, site: Apologising, crawl: Callable[..., Ran]
) -> None:
    site.apologies = (2,)
    crawl("-s", "CLOSESPIDER_ITEMCOUNT=1")
    assert crawl().code == 0
    ids = [article["id"] for article in delivered(project)]
    assert len(set(ids)) == len(ids) == len(HEADLINES)


@pytest.mark.parametrize(
    ("listed", "title", "alike"),
    [
        ("Pasar Lama Dibuka Lagi", "Pasar Lama Dibuka Lagi", True),
        ("Pasar Lama Dibuka Lagi", "PASAR LAMA dibuka lagi setelah tiga bulan", True),
        ("Pasar lama dibuka, ini harganya", "Harga di Pasar Lama Setelah Dibuka", True),
        ("Baca selengkapnya", "Pasar Lama Dibuka Lagi", True),  # says nothing
        ("", "Pasar Lama Dibuka Lagi", True),
        ("Pasar Lama Dibuka Lagi", "Halaman sedang dalam pemeliharaan", False),
        ("Pasar Lama Dibuka Lagi", "Mohon tunggu", False),
        ("Pasar Lama Dibuka Lagi", "Galat", False),
    ],
)
def test_headlines_that_may_be_one_articles(listed: str, title: str, alike: bool) -> None:
    assert are_alike(listed, title) is alike
