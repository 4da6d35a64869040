"""`-a again=yes`: a range is read again, closed days and known articles too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from newsbot.replica.answer import Answer
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from tests.conftest import Project, Serving

SITE = "articles=40,days=2,day=2026-05-15"
RANGE = ("-a", "since=2026-05-14", "-a", "until=2026-05-15")
AGAIN = ("-a", "again=yes")


class Mended(Site):
    """A portal with faults, until they are mended; then one article has another headline."""

    edited: dict[str, Any] | None = None

    def __init__(self, faults: str):
        super().__init__(Options.parse(f"{SITE},{faults}" if faults else SITE))
        self.whole = Site(Options.parse(SITE))
        self.mended = False

    def answer(
        self, host: str, target: str, headers: Mapping[str, str], posted: str | None = None
    ) -> Answer:
        if not self.mended:
            return super().answer(host, target, headers, posted)
        answer = self.whole.answer(host, target, headers, posted)
        if self.edited and self.edited["url"].partition(host)[2].partition("?")[0] in target:
            title = self.edited["title"].encode()
            return replace(answer, body=answer.body.replace(title, b"Ralat: " + title))
        return answer


def test_a_closed_range_is_read_again_and_what_changed_is_delivered(
    project: Project, serving: Serving
) -> None:
    site = Mended("")
    wire = f"replica:{serving(site)}"
    assert project.crawl(*RANGE, wire=wire).code == 0
    before = project.articles()
    site.mended, site.edited = True, before[3]
    again = project.crawl(*RANGE, *AGAIN, wire=wire)
    assert again.code == 0, again.output
    asked = {url.partition("?")[0].partition("/read/")[2] for url in site.whole.hits}
    assert {article["url"].partition("/read/")[2] for article in before} <= asked
    (revised,) = project.articles()[len(before):]  # fmt: skip
    assert (revised["id"], revised["revision"]) == (before[3]["id"], 2)
    assert revised["title"] == f"Ralat: {before[3]['title']}"
    story = project.scrapy("why", before[0]["url"]).output
    assert "unchanged" in story
    assert project.crawl(*RANGE, wire=wire).code == 0
    assert project.scrapy("gaps", "sindonews").code == 0


# As many as are no matter of the whole portal.
@pytest.mark.parametrize("faults", ["redirect_offsite=0.1", "http_404=0.1"])
def test_what_was_settled_otherwise_is_read_again(
    project: Project, serving: Serving, faults: str
) -> None:
    site = Mended(faults)
    wire = f"replica:{serving(site)}"
    for_good = ("-s", "NEWSBOT_RETRY_HOURS=", *RANGE)
    project.crawl(*for_good, wire=wire)
    lost = [each["id"] for each in site.truth() if each["fault"]]
    assert lost
    site.mended = True
    project.crawl(*for_good, wire=wire)
    assert len(project.articles()) + len(lost) <= 40  # none of them came
    assert project.crawl(*for_good, *AGAIN, wire=wire).code == 0
    delivered = {article["id"] for article in project.articles()}
    truth = site.whole.truth()
    assert len(delivered) == len(project.articles())
    assert len(delivered) == len({each["duplicate_of"] or each["id"] for each in truth})


def test_articles_of_another_range_stay_as_they_are(project: Project, serving: Serving) -> None:
    site = Mended("")
    wire = f"replica:{serving(site)}"
    assert project.crawl(*RANGE, wire=wire).code == 0
    before = project.articles()
    noon = ("-a", "since=2026-05-15T12:00", "-a", "until=2026-05-15T18:00")
    assert project.crawl(*noon, *AGAIN, wire=wire).code == 0
    assert project.articles() == before
    for article in before:
        assert f"\n{article['url']}\ndelivered" in project.scrapy("why", article["url"]).output


class Cut(Mended):
    """A portal whose pages have lost all of their texts but the beginning, once it is mended."""

    def answer(
        self, host: str, target: str, headers: Mapping[str, str], posted: str | None = None
    ) -> Answer:
        answer = super().answer(host, target, headers, posted)
        head, opened, body = answer.body.partition(b'class="detail-desc">')
        if not self.mended or not opened:
            return answer
        text = b" ".join(body.split()[:30]).rpartition(b"<")[0]
        return replace(answer, body=head + opened + text + b"</div></body></html>")


def test_texts_that_have_shrunk_are_told(project: Project, serving: Serving) -> None:
    site = Cut("")
    wire = f"replica:{serving(site)}"
    assert project.crawl(*RANGE, wire=wire).code == 0
    site.mended = True
    again = project.crawl(*RANGE, *AGAIN, wire=wire)
    assert again.code == 5, again.output
    assert "shrunk texts (text): " in again.output


@pytest.mark.parametrize(
    ("gone", "code", "found"), [(0.1, 0, ""), (0.5, 0, ""), (1, 4, "all 40 articles: http_404")]
)
def test_what_was_delivered_and_is_gone_stays_delivered(
    project: Project, serving: Serving, gone: float, code: int, found: str
) -> None:
    """An article may be withdrawn after it was delivered; not all of them at once."""
    site = Mended("")
    wire = f"replica:{serving(site)}"
    assert project.crawl(*RANGE, wire=wire).code == 0
    site.whole = Site(Options.parse(f"{SITE},http_404={gone}"))
    site.mended = True
    address = next(each["url"] for each in site.whole.truth() if each["fault"])
    again = project.crawl(*RANGE, *AGAIN, wire=wire)
    assert again.code == code, again.output
    assert found in again.output
    assert ("found: articles" in again.output) == bool(found)
    story = project.scrapy("why", address).output
    assert "delivered; revision 1" in story
    assert "kept (http_404)" in story
    assert project.crawl(*RANGE, wire=wire).code == 0
