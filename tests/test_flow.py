"""The whole crawl against the replica: what it generated is what the feed holds."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from newsbot.clock import now
from newsbot.items import Article
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from tests.conftest import Project, Serving

Truth = dict[str, dict[str, Any]]

# A day that has passed, so that no test meets midnight.
DAY = "day=2026-05-15,days=2"
RANGE = ("-a", "since=2026-05-14", "-a", "until=2026-05-15")
FIELDS = (
    "url title published_at published_raw modified_at authors editors channel section tags "
    "dateline summary text headings images pages_expected"
).split()


def truth_of(site: str) -> Truth:
    return {each["id"]: each for each in Site(Options.parse(site)).truth()}


def deliverable(truth: Truth) -> set[str]:
    """What a run can deliver: of two articles with one content, one."""
    return {key for key, each in truth.items() if not each["duplicate_of"]}


def assert_true(articles: Iterable[dict[str, Any]], truth: Truth) -> None:
    for article in articles:
        expected = truth[article["id"]]
        for name in FIELDS:
            assert article[name] == expected[name], (article["id"], name)
        assert article["complete"] is True


def assert_delivered(articles: list[dict[str, Any]], truth: Truth, wanted: set[str]) -> None:
    """Each wanted article once; of a pair with the same content, either one."""
    ids = [article["id"] for article in articles]
    assert len(ids) == len(set(ids))
    twins = {key: each["duplicate_of"] for key, each in truth.items() if each["duplicate_of"]}
    assert {twins.get(key, key) for key in ids} == wanted
    assert_true(articles, truth)


def test_500_articles_are_delivered_as_they_are(project: Project) -> None:
    site = f"articles=500,{DAY}"
    ran = project.crawl(*RANGE, site=site)
    truth = truth_of(site)
    assert ran.code == 0
    assert_delivered(project.articles(), truth, deliverable(truth))
    assert len(project.feeds) == 1
    assert project.leftovers() == []


@pytest.mark.parametrize(
    "faults",
    [
        "http_500=0.1,truncated=0.1,gzip_damage=0.1,wrong_charset=0.1,repeat_listing=1",
        "no_showpage=0.4,showpage_ignored=0.4",
        "http_429=0.004,retry_after=1,latency=0.005",
    ],
)
def test_faults_that_leave_the_truth_reachable_cost_nothing(project: Project, faults: str) -> None:
    site = f"articles=500,{DAY},{faults}"
    truth = truth_of(site)
    ran = project.crawl(*RANGE, site=site)
    assert ran.code == 0
    assert_delivered(project.articles(), truth, deliverable(truth))
    assert set(Counter(each["fault"] for each in truth.values())) - {None}, "no fault was drawn"


def test_a_portal_that_hangs_is_asked_again(project: Project) -> None:
    site = f"articles=20,{DAY},hang=0.2"
    truth = truth_of(site)
    ran = project.crawl(*RANGE, "-s", "DOWNLOAD_TIMEOUT=1", site=site)
    assert ran.code == 0
    assert_delivered(project.articles(), truth, deliverable(truth))


def test_what_cannot_be_had_is_counted_and_nothing_false_is_delivered(project: Project) -> None:
    faults = "http_404=0.1,redirect_offsite=0.1,changed_layout=0.1,missing_page2=0.3"
    site = f"articles=100,{DAY},{faults}"
    truth = truth_of(site)
    faulty = Counter(each["fault"] for each in truth.values())
    ran = project.crawl(*RANGE, site=site)
    assert ran.code == 3
    assert_true(project.articles(), truth)
    assert all(truth[each["id"]]["fault"] is None for each in project.articles())
    assert f"{faulty['http_404']} http_404" in ran.output
    assert f"{faulty['missing_page2']} incomplete" in ran.output
    assert (
        f"failed: {sum(faulty.values()) - faulty[None] - faulty['redirect_offsite']}" in ran.output
    )
    led = faulty["redirect_offsite"]
    assert f"excluded: {led} ({led} redirected to www.example.com)" in ran.output


def test_an_incomplete_article_is_held_back_then_delivered_as_incomplete(project: Project) -> None:
    site = f"articles=30,{DAY},missing_page2=1"
    broken = {key for key, each in truth_of(site).items() if each["fault"] == "missing_page2"}
    twice = ("-s", "NEWSBOT_RETRY_HOURS=0,0")
    for run in (1, 2):
        ran = project.crawl(*RANGE, *twice, site=site)
        assert ran.code == 3, run
        assert not broken & {each["id"] for each in project.articles()}
    ran = project.crawl(*RANGE, *twice, site=site)
    assert ran.code == 0
    late = [each for each in project.articles() if each["id"] in broken]
    assert {each["id"] for each in late} == broken
    assert {each["complete"] for each in late} == {False}
    assert all(len(each["pages"]) < each["pages_expected"] for each in late)
    assert project.crawl(*RANGE, site=site).code == 0
    assert len(project.articles()) == len({each["id"] for each in project.articles()})


def test_a_second_run_fetches_no_article_and_delivers_nothing(
    project: Project, serving: Serving
) -> None:
    site = Site(Options(articles=60, now=now()))  # no article comes out in between
    wire = f"replica:{serving(site)}"
    first = project.crawl(wire=wire)
    fetched = site.kinds["article"]
    listed = site.kinds["listing"]
    second = project.crawl(wire=wire)
    assert (first.code, second.code) == (0, 0)
    assert fetched > 0
    assert site.kinds["article"] == fetched
    assert site.kinds["listing"] - listed <= 3  # a page for each day it looks back
    assert len(project.feeds) == 1
    assert "no new articles, no feed written" in second.output


def test_an_article_costs_no_more_requests_than_it_needs(
    project: Project, serving: Serving
) -> None:
    site = Site(Options(articles=60, now=now()))  # no article comes out in between
    project.crawl(wire=f"replica:{serving(site)}")
    pagers = sum(each["pages_expected"] not in (None, 1) for each in site.truth())
    assert site.kinds["article"] == 60 + pagers


def test_a_new_layout_has_an_exit_code_of_its_own(project: Project) -> None:
    ran = project.crawl(*RANGE, site=f"articles=40,{DAY},changed_layout=0.5")
    assert ran.code == 5
    assert_true(project.articles(), truth_of(f"articles=40,{DAY}"))


def test_a_portal_that_keeps_refusing_is_left_alone(project: Project, serving: Serving) -> None:
    site = Site(Options.parse(f"articles=200,{DAY},http_429=1,transient=99,retry_after=0"))
    ran = project.crawl(*RANGE, wire=f"replica:{serving(site)}")
    assert ran.code == 4
    assert "Refused 10 times in a row, leaving the portal alone" in ran.output
    assert site.kinds["article"] < 100, "of 200, three times each"


def test_every_run_leaves_a_record(project: Project) -> None:
    ran = project.crawl(*RANGE, site=f"articles=40,{DAY},http_404=0.1")
    (record,) = [json.loads(path.read_text()) for path in (project.data / "runs").iterdir()]
    assert record["exit_code"] == ran.code == 3
    assert record["arguments"] == {"since": "2026-05-14", "until": "2026-05-15"}
    assert sum(state["count"] for state in record["states"].values()) == 40
    delivered = record["states"]["delivered"]["count"]
    assert record["states"]["failed"]["reasons"] == {"http_404": 40 - delivered}
    assert sum(record["fields"]["title"].values()) == delivered
    assert sum(record["statuses"].values()) == record["requests"]
    (feed,) = record["feeds"]
    body = project.feeds[0].read_bytes()
    assert (feed["path"], feed["lines"]) == (str(project.feeds[0]), delivered)
    assert feed["sha256"] == hashlib.sha256(body).hexdigest()


def test_what_fails_for_good_is_named(project: Project) -> None:
    site = f"articles=20,{DAY},http_404=0.2"
    gone = {each["url"] for each in truth_of(site).values() if each["fault"]}
    project.crawl(*RANGE, "-s", "NEWSBOT_RETRY_HOURS=", site=site)
    (record,) = [json.loads(path.read_text()) for path in (project.data / "runs").iterdir()]
    assert set(record["failed_for_good"]) == gone
    assert project.crawl(*RANGE, site=site).code == 0


def test_a_failure_is_not_tried_again_before_its_time(project: Project, serving: Serving) -> None:
    site = Site(Options.parse(f"articles=20,{DAY},http_404=0.5"))
    wire = f"replica:{serving(site)}"
    assert project.crawl(*RANGE, wire=wire).code == 3
    fetched = site.kinds["article"]
    again = project.crawl(*RANGE, wire=wire)
    assert again.code == 0
    assert site.kinds["article"] == fetched
    assert "waiting: " in again.output


@pytest.mark.parametrize("fault", ["listing_500=1", "listing_empty=1", "robots_disallow=1"])
def test_a_portal_that_shows_nothing_is_blocked(project: Project, fault: str) -> None:
    ran = project.crawl(*RANGE, site=f"articles=20,{DAY},{fault}")
    assert ran.code == 4
    assert project.articles() == []


def test_a_run_after_a_blocked_one_misses_nothing(project: Project) -> None:
    assert project.crawl(site="articles=30,listing_500=1").code == 4
    assert project.crawl(site="articles=30").code == 0
    assert len(project.articles()) >= 29


def test_a_range_is_kept_to(project: Project) -> None:
    site = "articles=90,days=3,day=2026-05-15"
    ran = project.crawl("-a", "since=2026-05-14T06:00", "-a", "until=2026-05-14", site=site)
    truth = truth_of(site)
    wanted = {
        key
        for key, each in truth.items()
        if "2026-05-14T06:00" <= each["published_at"] <= "2026-05-14T23:59:59+07:00"
        and not each["duplicate_of"]
    }
    assert ran.code == 0
    assert_delivered(project.articles(), truth, wanted)
    wider = project.crawl("-a", "since=2026-05-13", "-a", "until=2026-05-15", site=site)
    assert wider.code == 0
    assert_delivered(project.articles(), truth, deliverable(truth))


def test_of_thirty_days_only_the_one_asked_for_is_fetched(
    project: Project, serving: Serving
) -> None:
    site = Site(Options.parse("articles=600,days=30,day=2026-05-30"))
    day = ("-a", "since=2026-05-15", "-a", "until=2026-05-15")
    assert project.crawl(*day, wire=f"replica:{serving(site)}").code == 0
    fetched = {url.partition("?")[0] for url in site.hits if "/read/" in url}
    dates = {
        each["published_at"][:10]
        for each in site.truth()
        if any(page.removeprefix("https://") in fetched for page in each["page_urls"])
    }
    assert dates == {"2026-05-15"}
    wanted = {
        key
        for key, each in {each["id"]: each for each in site.truth()}.items()
        if each["published_at"].startswith("2026-05-15") and not each["duplicate_of"]
    }
    assert {each["id"] for each in project.articles()} == wanted


def test_a_search_in_a_range_fetches_nothing_beyond_its_margin(
    project: Project, serving: Serving
) -> None:
    site = Site(Options.parse("articles=300,days=30,day=2026-05-30"))
    asked = ("-a", "query=warga", "-a", "since=2026-05-15", "-a", "until=2026-05-15")
    assert project.crawl(*asked, wire=f"replica:{serving(site)}").code == 0
    fetched = {url.partition("?")[0] for url in site.hits if "/read/" in url}
    dates = {
        each["published_at"][:10]
        for each in site.truth()
        if any(page.removeprefix("https://") in fetched for page in each["page_urls"])
    }
    assert dates == {"2026-05-15"}


def test_channels_by_name_and_by_id(project: Project) -> None:
    site = f"articles=80,{DAY}"
    ran = project.crawl(*RANGE, "-a", "channels=nasional,8", site=site)
    assert ran.code == 0
    assert {each["channel"] for each in project.articles()} == {"Nasional", "Ekbis"}
    rest = project.crawl(*RANGE, site=site)
    assert rest.code == 0
    assert_delivered(project.articles(), truth_of(site), deliverable(truth_of(site)))


def test_urls_are_read_and_nothing_else(project: Project, tmp_path: Path, serving: Serving) -> None:
    site = Site(Options.parse(f"articles=40,{DAY}"))
    chosen = [each for each in site.truth() if each["pages_expected"] == 2][:3]
    lines = [chosen[0]["url"] + "/5?utm_source=x", "# one a line", "", chosen[1]["url"]]
    (tmp_path / "urls.txt").write_text("\n".join(lines), encoding="utf-8")
    wire = f"replica:{serving(site)}"
    assert project.crawl("-a", f"urls=@{tmp_path / 'urls.txt'}", wire=wire).code == 0
    assert {each["id"] for each in project.articles()} == {each["id"] for each in chosen[:2]}
    assert site.kinds["listing"] + site.kinds["rss"] + site.kinds["sitemap"] == 0
    again = project.crawl("-a", f"urls={chosen[0]['url']},{chosen[2]['url']}", wire=wire)
    assert again.code == 0
    assert sorted(each["id"] for each in project.articles()) == sorted(e["id"] for e in chosen)


def test_a_query_is_answered_by_the_portals_search(project: Project) -> None:
    site = f"articles=60,{DAY}"
    truth = truth_of(site)
    ran = project.crawl("-a", "query=pyongyang", site=site)
    assert ran.code == 0
    found = project.articles()
    assert found
    assert all("pyongyang" in json.dumps(truth[each["id"]]).lower() for each in found)
    assert project.crawl("-a", "query=tidakadakataini", site=site).code == 0


def test_a_changed_article_is_its_next_revision(project: Project) -> None:
    old, new = f"articles=20,{DAY},seed=1", f"articles=20,{DAY},seed=1,changed_layout=1"
    project.crawl(*RANGE, site=old)
    url = project.articles()[0]["url"]
    refused = project.crawl("-a", f"urls={url}", site=new)
    assert refused.code == 3  # a layout that cannot be read is no change
    assert project.crawl("-a", f"urls={url}", site=old).code == 0
    assert [each["revision"] for each in project.articles() if each["url"] == url] == [1]


def test_the_feed_is_plain_json_lines_in_the_contracts_order(project: Project) -> None:
    project.crawl(*RANGE, site=f"articles=30,{DAY}")
    text = project.feeds[0].read_text(encoding="utf-8")
    assert re.search(r"[“”–—]", text), "characters are escaped"
    fields = list(Article.__dataclass_fields__)
    assert all(list(json.loads(line)) == fields for line in text.splitlines())


def test_output_options_behave_as_in_any_scrapy_project(project: Project, tmp_path: Path) -> None:
    site = f"articles=40,{DAY}"
    table, array = tmp_path / "a.csv", tmp_path / "a.json"
    nasional, rest = ("-a", "channels=nasional"), ()
    project.crawl(*RANGE, *nasional, "-O", str(table), "-O", str(array), site=site)
    few = json.loads(array.read_text(encoding="utf-8"))
    project.crawl(*RANGE, *rest, "-o", str(table), site=site)
    rows = list(csv.DictReader(table.open(encoding="utf-8", newline="")))
    assert 0 < len(few) < len(rows)
    assert {each["channel"] for each in few} == {"Nasional"}
    assert len({row["id"] for row in rows}) == len(rows) >= 39
    assert json.loads(rows[0]["images"])[0]["url"].startswith("https://")
    assert project.feeds == []  # the default feed is replaced
    refused = project.crawl(*RANGE, "-o", str(array), site=site)
    assert refused.code == 2
    assert json.loads(array.read_text(encoding="utf-8")) == few


def test_compressed_feeds_are_whole(project: Project, tmp_path: Path) -> None:
    feeds = {
        str(tmp_path / "a.jsonl.gz"): {
            "format": "jsonlines",
            "postprocessing": ["scrapy.extensions.postprocessing.GzipPlugin"],
        }
    }
    project.crawl(*RANGE, "-s", f"FEEDS={json.dumps(feeds)}", site=f"articles=20,{DAY}")
    with gzip.open(tmp_path / "a.jsonl.gz", "rt", encoding="utf-8") as lines:
        assert len([json.loads(line) for line in lines]) == 20


def test_requests_survive_a_disk_queue(project: Project, tmp_path: Path) -> None:
    site = f"articles=60,{DAY},no_showpage=0.5"
    ran = project.crawl(
        *RANGE, "-s", f"JOBDIR={tmp_path / 'job'}", "-s", "SCHEDULER_DEBUG=True", site=site
    )
    assert ran.code == 0
    assert "Unable to serialize" not in ran.output
    assert_delivered(project.articles(), truth_of(site), deliverable(truth_of(site)))


def test_robots_crawl_delay_is_obeyed(project: Project) -> None:
    ran = project.crawl("-a", "query=pyongyang", site=f"articles=10,{DAY},crawl_delay=0.2")
    assert ran.code == 0
    assert "robots.txt asks for 0.2 s between requests" in ran.output


def test_progress_is_logged_where_there_is_no_terminal(project: Project) -> None:
    site = f"articles=40,{DAY},latency=0.1"
    ran = project.crawl(*RANGE, "-s", "NEWSBOT_PROGRESS_SECONDS=0.2", site=site)
    assert re.search(r"sindonews: \d+ delivered, \d+ known, \d+ failed, \d+ requests", ran.output)
    assert re.search(r"sindonews: 40 listed, 0 known, 40 new; \d+ requests in", ran.output)
