"""Archives that others made lack pages: what will never come is not waited for."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsbot.replica.saved.files import case_pages, read_saved
from tests.conftest import Project
from tests.saved_portals import SAVED

PAGES = [read_saved(path) for path in case_pages(SAVED / "sindonews" / "three-pages.html")]
FIRST = PAGES[0].url


def archive_of(folder: Path, statuses: Iterable[str | None]) -> Path:
    """A WARC file with the pages of an article. statuses: of each page in order; None of a page
    that is not in it."""
    path = folder / "others.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for page, status in zip(PAGES, statuses, strict=True):
            if status is None:
                continue
            head = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = page.body if status == "200 OK" else page.body[:2000]
            record = writer.create_warc_record(
                page.url, "response", payload=BytesIO(body), http_headers=head
            )
            writer.write_record(record)
    return path


NEVER = ["200 OK", "200 OK", None]
NOT_WHOLE = [
    ["200 OK", "206 Partial Content", "200 OK"],
    ["200 OK", "503 Service Unavailable", "200 OK"],
    ["200 OK", "404 Not Found", "200 OK"],
    ["200 OK", None, "503 Service Unavailable"],
]


@pytest.mark.parametrize("statuses", [NEVER, ["200 OK", None, "200 OK"], ["200 OK", None, None]])
def test_a_page_that_no_archive_has_is_not_waited_for(
    project: Project, tmp_path: Path, statuses: list[str | None]
) -> None:
    ran = project.crawl("-a", f"urls={FIRST}", wire=str(archive_of(tmp_path, statuses)))
    assert ran.code == 0, ran.output
    (article,) = project.articles()
    assert (article["complete"], article["pages_expected"]) == (False, 3)
    assert len(article["pages"]) == sum(status is not None for status in statuses)
    assert "without pages" in ran.output or "incomplete" in ran.output


@pytest.mark.parametrize("statuses", NOT_WHOLE)
def test_a_page_that_an_archive_has_in_part_is(
    project: Project, tmp_path: Path, statuses: list[str | None]
) -> None:
    ran = project.crawl("-a", f"urls={FIRST}", wire=str(archive_of(tmp_path, statuses)))
    assert ran.code == 3, ran.output
    assert project.articles() == []
    assert "without pages" in ran.output or "incomplete" in ran.output


@pytest.mark.parametrize(("statuses", "delivered"), [(NEVER, 1), (NOT_WHOLE[0], 0)])
def test_a_reparse_delivers_it_too(
    project: Project, tmp_path: Path, statuses: list[str | None], delivered: int
) -> None:
    archive = str(archive_of(tmp_path, statuses))
    ran = project.scrapy("reparse", "sindonews", "--archive", archive, "--deliver")
    assert ran.code == 0, ran.output
    assert len(project.articles()) == delivered
    assert all(not article["complete"] for article in project.articles())
