"""What a run recorded answers like the portal did, and nothing else is asked."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings
from warcio.archiveiterator import ArchiveIterator

from newsbot.clock import today
from newsbot.download.addon import Wire
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from tests.conftest import Project, Serving

ONE_BY_ONE = ("-s", "CONCURRENT_REQUESTS=1")
DAY = "day=2026-05-15,days=1"
RANGE = ("-a", "since=2026-05-15", "-a", "until=2026-05-15")


def archive_of(project: Project) -> list[Path]:
    return sorted((project.data / "archive" / "sindonews").glob("*.warc.gz"))


def without_clock(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**each, "crawled_at": ""} for each in articles]


def by_id(articles: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in without_clock(articles)}


@pytest.fixture
def other(project: Project, tmp_path: Path) -> Project:
    """A second data folder."""
    return Project(tmp_path / "other")


@pytest.mark.parametrize("odd", ["", ",repeat_listing=1,redirect_offsite=0.1"])
def test_a_replay_makes_the_same_feed_line_by_line(
    project: Project, other: Project, odd: str
) -> None:
    """Of gzip answers; odd: of revisit records and redirects, too."""
    assert project.crawl(*RANGE, *ONE_BY_ONE, site=f"articles=40,{DAY}{odd}").code == 0
    kinds = kinds_in(*archive_of(project))
    assert kinds["gzip"] > 40
    assert bool(kinds["revisit"] and kinds["302"]) == bool(odd)
    ran = other.crawl(*RANGE, wire=str(project.data / "archive" / "sindonews"))
    assert ran.code == 0, ran.output
    assert without_clock(other.articles()) == without_clock(project.articles())
    again = Project(other.data.with_name("again"))
    again.crawl(*RANGE, wire=str(project.data / "archive" / "sindonews"))
    assert again.feeds[0].read_bytes() == other.feeds[0].read_bytes(), "the clock is the archive's"


def kinds_in(file: Path) -> Counter[str]:
    """Records by type, answers by status and by content encoding, as another program reads them;
    it also checks all digests."""
    kinds = Counter[str]()
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            kinds[record.rec_type] += 1
            if record.rec_type in ("response", "revisit"):
                kinds[record.http_headers.get_statuscode()] += 1
                kinds[record.http_headers.get_header("Content-Encoding", "none")] += 1
    return kinds


def test_a_replay_of_a_run_with_faults(project: Project, other: Project) -> None:
    faults = "http_500=0.1,truncated=0.1,gzip_damage=0.1,http_404=0.1,missing_page2=0.1"
    project.crawl(*RANGE, site=f"articles=60,{DAY},{faults}")
    other.crawl(*RANGE, wire=str(project.data / "archive" / "sindonews" / "*.warc.gz"))
    assert by_id(other.articles()) == by_id(project.articles())
    assert len(other.articles()) > 40


@pytest.mark.parametrize("moment", ["2026-08-11T17:30Z", "2026-12-31T23:58Z"], indirect=True)
def test_today_is_that_of_the_archive(project: Project, other: Project, moment: datetime) -> None:
    """Without arguments, a replay asks for the archive's day and the one before."""
    first, last = today() - timedelta(days=1), today()
    project.crawl("-a", f"since={first}", site="articles=20,days=2")
    later = ("-s", f"NEWSBOT_NOW={(moment + timedelta(days=10)).isoformat()}")
    ran = other.crawl(*later, wire=str(project.data / "archive"))
    assert ran.code == 0, ran.output
    assert by_id(other.articles()) == by_id(project.articles())
    assert len(other.articles()) > 10
    assert {each["crawled_at"][:10] for each in other.articles()} <= {str(last), str(first)}


def test_what_is_not_archived_is_a_counted_miss(project: Project, other: Project) -> None:
    project.crawl(*RANGE, site=f"articles=20,{DAY}")
    place = str(project.data / "archive" / "sindonews")
    ran = other.crawl("-a", "since=2026-05-13", "-a", "until=2026-05-15", wire=place)
    assert ran.code == 3
    assert "requests that the archive has no answer to: 2" in ran.output
    assert len(other.articles()) == len(project.articles())


def test_asof_hides_what_was_archived_later(project: Project, other: Project) -> None:
    project.crawl(*RANGE, site=f"articles=20,{DAY}")
    place = str(project.data / "archive" / "sindonews")
    past = ("-s", "NEWSBOT_ASOF=2026-05-15T12:00")
    ran = other.crawl(*past, *RANGE, wire=place)
    assert ran.code == 4
    assert other.feeds == []


def test_a_killed_recording_is_readable_up_to_its_end(
    project: Project, other: Project, serving: Serving
) -> None:
    site = Site(Options.parse(f"articles=60,{DAY},latency=0.01"))
    wire = f"replica:{serving(site)}"
    process = project.start("crawl", "sindonews", "-s", f"NEWSBOT_WIRE={wire}", *RANGE)
    while site.kinds["article"] < 20 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert archive_of(project) == []
    project.crawl(*RANGE, wire=wire)
    first, second = archive_of(project)
    with first.open("rb") as file:
        assert sum(each.rec_type == "response" for each in ArchiveIterator(file)) > 15
    assert not list(first.parent.glob("*.part"))
    other.crawl(*RANGE, wire=str(first.parent))
    assert by_id(other.articles()) == by_id(project.articles())
    assert second.exists()


def test_another_program_reads_what_we_write(project: Project) -> None:
    project.crawl(*RANGE, site=f"articles=20,{DAY},redirect_offsite=0.1")
    (file,) = archive_of(project)
    kinds = kinds_in(file)
    assert kinds["warcinfo"] == 1
    assert kinds["request"] == kinds["response"] + kinds["revisit"] > 20
    record = json.loads(next((project.data / "runs").iterdir()).read_text())
    assert record["archive"] == [str(file)]


def test_old_files_go_and_others_stay(project: Project) -> None:
    folder = project.data / "archive" / "sindonews"
    folder.mkdir(parents=True)
    days = ("20260101", "20260105", "20260109")  # the last before a year of rest
    old, *newest = (folder / f"sindonews-{day}T000000Z-00000.warc.gz" for day in days)
    others = (*newest, folder / "cc.warc.gz")
    for path in (old, *others):
        path.write_bytes(b"")
    project.crawl(site="articles=5")
    assert not old.exists()
    assert all(path.exists() for path in others)


def test_no_archive_is_kept_when_none_is_wanted(project: Project) -> None:
    project.crawl("-s", "NEWSBOT_ARCHIVE_DAYS=0", site="articles=5")
    assert not (project.data / "archive").exists()


def test_an_archive_that_cannot_be_written_costs_no_article(project: Project) -> None:
    project.data.mkdir()
    (project.data / "archive").write_text("a file where the folder should be")
    ran = project.crawl(*RANGE, site=f"articles=10,{DAY}")
    assert ran.code == 3
    assert ran.output.count("Cannot archive") == 1
    assert "answers that could not be archived" in ran.output
    assert len(project.articles()) == 10


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("NEWSBOT_ARCHIVE_DAYS=seven", "must be a whole number of at least -1"),
        ("NEWSBOT_ARCHIVE_BYTES=1", "must be a whole number of at least 1e+06"),
        ("NEWSBOT_ASOF=2026-05-15", "is for archives, and NEWSBOT_WIRE names none"),
        ("NEWSBOT_WIRE=requirements.txt", "requirements.txt"),
        ("NEWSBOT_WIRE=tests", "tests"),
    ],
)
def test_a_wrong_setting_is_one_line(project: Project, setting: str, said: str) -> None:
    ran = project.scrapy("crawl", "sindonews", "-s", "NEWSBOT_WIRE=replica", "-s", setting)
    assert ran.code == 2
    assert said in ran.output
    assert ran.output.count("\n") == 1, ran.output


@pytest.mark.parametrize(
    ("wire", "site", "live"),
    [
        ("network", "cases=tests/portals/sindonews", True),
        ("replica", "", True),
        ("replica:8000", "articles=24", True),
        ("replica", "items=5, cases=tests/portals/sindonews", False),
        ("demo", "", False),
        ("old.warc.gz", "", False),
    ],
)
def test_what_answers_says_whether_it_is_live(wire: str, site: str, live: bool) -> None:
    settings = Settings({"NEWSBOT_WIRE": wire, "NEWSBOT_REPLICA": site})
    Wire.update_pre_crawler_settings(settings)
    assert settings.getbool("NEWSBOT_LIVE") is live


def test_the_demo_needs_no_server(project: Project) -> None:
    ran = project.crawl(wire="demo")
    assert ran.code == 0, ran.output
    assert len(project.articles()) > 20


# No network ---------------------------------------------------------------------------------------

_NO_SOCKETS = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
        address = arguments[0] if event == "socket.getaddrinfo" else arguments[1][0]
        if address not in ("127.0.0.1", "::1"):
            print("SOCKET", event, address, flush=True)
sys.addaudithook(refuse)
from scrapy.cmdline import execute
sys.argv[0] = "scrapy"
execute()
"""


def test_a_replay_opens_no_socket(project: Project) -> None:
    command = [sys.executable, "-c", _NO_SOCKETS, "crawl", "sindonews", "-s", "NEWSBOT_WIRE=demo"]
    ran = run_alone(command, project)
    assert "exit code 0" in ran.stderr, ran.stderr
    assert "SOCKET" not in ran.stdout


@pytest.mark.skipif(
    not shutil.which("unshare")
    or subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode != 0,
    reason="this machine cannot close a network namespace",
)
def test_a_replay_works_where_there_is_no_network(project: Project) -> None:
    code = _NO_SOCKETS.partition("sys.addaudithook")[0] + _NO_SOCKETS.partition("(refuse)")[2]
    command = [sys.executable, "-c", code, "crawl", "sindonews", "-s", "NEWSBOT_WIRE=demo"]
    ran = run_alone(["unshare", "-rn", *command], project)
    assert "exit code 0" in ran.stderr, ran.stderr


def run_alone(command: list[str], project: Project) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NEWSBOT_DATA": str(project.data)}
    root = Path(__file__).parents[1]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
