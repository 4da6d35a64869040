"""Archived articles read again: what differs, what is delivered, and a case made of one."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import pytest
from scrapy.utils.project import get_project_settings

from newsbot.commands.reparse import Command
from newsbot.items import Article
from newsbot.ledger import LedgerError
from newsbot.replica.saved.files import UNREAD
from newsbot.workbench.reparse.comparing import Comparison, Delivered
from newsbot.workbench.reparse.finding import find
from newsbot.workbench.reparse.harvest import ReparseResult
from newsbot.workbench.reparse.rereading import Job, reread_all
from tests.conftest import Project

ROOT = Path(__file__).parents[1]
DAY = "day=2026-05-15,days=1"
ARTICLE = "https://nasional.sindonews.com/read/1234567/12/judul-1715000000"
DEMO = ("--archive", "demo")
RANGE = ("-a", "since=2026-05-15", "-a", "until=2026-05-15")


@pytest.fixture
def used(crawled: Path, project: Project) -> Project:
    """A copy of that folder, to be changed; the feeds' places in the ledger are the copy's."""
    shutil.copytree(crawled, project.data)
    return project


def feed_of(data: Path) -> Path:
    return next((data / "feeds" / "sindonews").glob("*.jsonl"))


def articles_of(feed: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in feed.read_text(encoding="utf-8").splitlines()]


def write(feed: Path, articles: list[dict[str, Any]]) -> None:
    feed.write_text("".join(json.dumps(each) + "\n" for each in articles), encoding="utf-8")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_was_delivered_is_read_again_the_same(used: Project, workers: str) -> None:
    feed, output = feed_of(used.data), used.data / "again.jsonl"
    asked = ("--workers", workers, "--against", str(feed), "-o", str(output))
    ran = used.scrapy("reparse", "sindonews", *asked)
    assert ran.code == 0, ran.output
    delivered = articles_of(feed)
    assert f"{len(delivered)} the same, 0 differ" in ran.output
    again = {each["id"]: each for each in articles_of(output)}
    assert {key: again[key] for key in sorted(again) if key in {e["id"] for e in delivered}} == {
        each["id"]: {**each, "crawled_at": again[each["id"]]["crawled_at"]} for each in delivered
    }
    assert not list(used.data.glob("*.part"))


def test_a_reparse_tells_exactly_what_differs(used: Project) -> None:
    feed = feed_of(used.data)
    articles = articles_of(feed)
    articles[0]["title"] = "Judul lama"
    articles[1]["tags"] = []
    articles[2]["authors"], articles[2]["title"] = ["Orang Lain"], "Judul lama"
    write(feed, articles)
    ran = used.scrapy("reparse", "sindonews", "--against", str(feed))
    assert f"{len(articles) - 3} the same, 3 differ" in ran.output
    rows = [line.split() for line in ran.output.splitlines()]
    assert ["title", "2", "0", "0"] in rows
    assert ["authors", "1", "0", "0"] in rows
    assert ["tags", "0", "1", "0"] in rows
    assert f"title of {articles[0]['id']}" in ran.output
    assert "  - Judul lama" in ran.output


def test_since_and_until_are_of_publication(crawled: Path, project: Project) -> None:
    noon = "2026-05-15T12:00:00+07:00"
    morning, evening = project.data / "morning.jsonl", project.data / "evening.jsonl"
    place = ("--archive", str(crawled / "archive"))
    project.scrapy("reparse", "sindonews", *place, "--until", noon, "-o", str(morning))
    project.scrapy("reparse", "sindonews", *place, "--since", noon, "-o", str(evening))
    assert all(each["published_at"] <= noon for each in articles_of(morning))
    assert all(each["published_at"] >= noon for each in articles_of(evening))
    assert articles_of(morning)
    assert articles_of(evening)
    assert len(articles_of(morning)) + len(articles_of(evening)) == 30


CHANGED = """
from newsbot.spiders.sindonews import SindonewsSpider
class Changed(SindonewsSpider):
    name = "sindonews"
    selectors = {**SindonewsSpider.selectors, "tags": (".article-tags a:first-child",)}
"""


def test_a_changed_selector_changes_its_field_and_no_other(
    used: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "changed_portal.py").write_text(CHANGED)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    feed = feed_of(used.data)
    changed = sum(len(each["tags"]) > 1 for each in articles_of(feed))
    modules = ("-s", "SPIDER_MODULES=changed_portal")
    ran = used.scrapy("reparse", "sindonews", "--against", str(feed), *modules)
    assert ran.code == 0, ran.output
    rows = [line.split() for line in ran.output.splitlines()]
    assert rows[1:3] == [["field", "changed", "new", "lost"], ["tags", str(changed), "0", "0"]]
    assert {row[0] for row in rows[3:]} == {"tags", "-", "+"}


def test_without_deliver_nothing_changes(used: Project) -> None:
    def state() -> dict[str, bytes]:
        kept = ("feeds", "runs")
        return {
            str(path): path.read_bytes()
            for folder in kept
            for path in (used.data / folder).rglob("*")
            if path.is_file()
        }

    before, runs = state(), used.scrapy("status").output
    used.scrapy("reparse", "sindonews")
    assert state() == before
    assert used.scrapy("status").output == runs


def test_deliver_makes_new_revisions_of_what_differs_and_delivers_what_had_failed(
    project: Project,
) -> None:
    project.crawl(*RANGE, site=f"articles=30,{DAY}")
    feed = feed_of(project.data)
    articles = articles_of(feed)
    articles[3]["section"] = "Rubrik lama"
    write(feed, articles)
    ran = project.scrapy("reparse", "sindonews", "--deliver")
    assert ran.code == 0, ran.output
    first, second = project.feeds
    assert first == feed
    (changed,) = articles_of(second)
    assert (changed["id"], changed["revision"]) == (articles[3]["id"], 2)
    assert changed["section"] != "Rubrik lama"
    ran = project.scrapy("reparse", "sindonews", "--deliver")
    assert "0 differ" in ran.output
    assert project.feeds == [first, second]
    record = json.loads(sorted((project.data / "runs").iterdir())[-1].read_text())
    assert record["exit_code"] == 0
    ran = project.crawl(*RANGE, site=f"articles=30,{DAY}")
    assert "no new articles" in ran.output


def test_deliver_repeats_nothing_when_the_feeds_are_gone(project: Project) -> None:
    project.crawl(*RANGE, site=f"articles=30,{DAY}")
    feed_of(project.data).unlink()
    ran = project.scrapy("reparse", "sindonews", "--deliver")
    assert ran.code == 0, ran.output
    assert "30 in no feed that was compared" in ran.output
    assert project.feeds == []


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_it_in_one_line(crawled: Path, project: Project, workers: str) -> None:
    place = ("--archive", str(crawled / "archive"), "--workers", workers)
    output = project.data / "all.jsonl"
    process = project.start("reparse", "sindonews", *place, "-O", str(output))
    while not list(project.data.glob("*.part")) and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert said == "scrapy reparse: stopped; nothing was changed\n"
    assert list(project.data.iterdir()) == []


def test_an_output_is_written_behind_its_link(
    crawled: Path, project: Project, tmp_path: Path
) -> None:
    link, target = tmp_path / "link.jsonl", tmp_path / "target.jsonl"
    target.write_text("old\n")
    link.symlink_to(target)
    ran = project.scrapy(
        "reparse", "sindonews", "--archive", str(crawled / "archive"), "-O", str(link)
    )
    assert ran.code == 0, ran.output
    assert link.is_symlink()
    written = {article["id"] for article in articles_of(target)}
    assert written >= {article["id"] for article in articles_of(feed_of(crawled))}


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to a pipe"])
def test_only_a_file_is_replaced_by_an_output(
    crawled: Path, project: Project, tmp_path: Path, kind: str
) -> None:
    place = tmp_path / "place"
    if kind == "folder":
        place.mkdir()
    else:
        os.mkfifo(tmp_path / "pipe")
        place.symlink_to(tmp_path / "pipe") if kind != "pipe" else os.mkfifo(place)
    before = {path: path.lstat().st_mode for path in tmp_path.rglob("*")}
    ran = project.scrapy(
        "reparse", "sindonews", "--archive", str(crawled / "archive"), "-O", str(place)
    )
    assert ran.code == 2
    assert ran.output == f"scrapy reparse: {place} is no regular file\n"
    assert {path: path.lstat().st_mode for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope"], "'nope' is not a portal; `scrapy list` names them"),
        ([], "name a portal"),
        (["any"], "name a WARC file, folder or glob with --archive"),
        (["sindonews", "--archive", "nowhere"], "there is no archive nowhere"),
        (["sindonews", "--archive", "README.md"], "README.md"),
        (["sindonews", *DEMO, "--since", "kemarin"], "since=kemarin is no date"),
        (["sindonews", *DEMO, "--workers", "0"], "--workers 0 must be a whole number"),
        (["sindonews", *DEMO, "-o", "README.md"], "README.md is there already"),
        (["any", *DEMO, "--deliver"], "--deliver needs a portal"),
    ],
)
def test_wrong_usage_is_one_line(project: Project, arguments: list[str], said: str) -> None:
    ran = project.scrapy("reparse", *arguments)
    assert ran.code == 2
    assert said in ran.output
    assert ran.output.count("\n") == 1, ran.output


def test_any_reads_the_archive_of_every_domain(crawled: Path, project: Project) -> None:
    output = project.data / "all.jsonl"
    ran = project.scrapy("reparse", "any", "--archive", str(crawled / "archive"), "-o", str(output))
    assert ran.code == 0, ran.output
    assert {each["portal"] for each in articles_of(output)} == {"sindonews"}
    assert len(articles_of(output)) >= 29


def test_an_output_that_cannot_be_written_is_one_line(crawled: Path, project: Project) -> None:
    place = ("--archive", str(crawled / "archive"))
    ran = project.scrapy("reparse", "sindonews", *place, "-o", "/proc/nowhere/x.jsonl")
    assert ran.code == 1
    assert "Traceback" not in ran.output
    assert "/proc/nowhere" in ran.output


# Parts --------------------------------------------------------------------------------------------


@pytest.fixture
def job(crawled: Path) -> Job:
    place = str(crawled / "archive" / "sindonews")
    return Job(place, crawled, None, ("sindonews",), ("newsbot.spiders",))


def test_each_article_is_found_once(job: Job) -> None:
    archive = job.open()
    found = [each.key for each in find(archive, job.rules())]
    archive.close()
    assert len(found) == len(set(found)) == 30


def test_reading_is_in_order_and_the_same_in_any_number_of_processes(job: Job) -> None:
    archive = job.open()
    found = list(find(archive, job.rules()))
    archive.close()
    alone, many = (list(reread_all(job, found, workers)) for workers in (1, 3))
    assert alone == many
    assert [each.found for each in alone] == found


def article(**values: Any) -> Article:
    facts = {"id": "p:1", "portal": "p", "url": "https://p.id/1", "title": "Judul", "text": "Isi."}
    return Article(**{**facts, "published_at": "2026-05-15T10:00:00+07:00", **values})


def test_delivered_keeps_the_newest_revision_and_names_what_it_cannot_read(tmp_path: Path) -> None:
    old, new, torn = (tmp_path / name for name in ("old.jsonl", "new.jsonl", "torn.jsonl"))
    write(old, [{"id": "p:1", "revision": 2, "title": "b"}])
    write(new, [{"id": "p:1", "revision": 1, "title": "a"}, {"id": "p:2", "revision": 1}])
    torn.write_text('{"id": "p:3", "revision": 1}\n{"id": ')
    delivered = Delivered([old, new, torn, tmp_path / "gone.jsonl"])
    assert delivered.get("p:1") == {"id": "p:1", "revision": 2, "title": "b"}
    assert delivered.get("p:2") is not None
    assert delivered.get("p:9") is None
    assert list(delivered.unread) == [torn, tmp_path / "gone.jsonl"]


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ({"modified_at": "2026-05-15T10:00:00+07:00"}, {"modified_at": "2026-05-15T10:00:00+00:00"},
         "changed"),
        ({"section": "Eropa"}, {"section": "Asia"}, "changed"),
        ({"section": None}, {"section": "Asia"}, "new"),
        ({"tags": []}, {"tags": ["a"]}, "new"),
        ({"tags": ["a"]}, {"tags": []}, "lost"),
        ({"text": "a" * 500 + "b" + "c" * 500}, {"text": "a" * 500 + "x" + "c" * 500}, "changed"),
    ],
)  # fmt: skip
def test_comparison(before: dict[str, Any], now: dict[str, Any], kind: str) -> None:
    comparison = Comparison()
    same = {**vars(article()), "crawled_at": "then", "revision": 3}
    assert not comparison.add(same, article(crawled_at="now"))
    assert comparison.add({**same, **before}, article(**now))
    (name,) = now
    assert comparison.counts == {name: {kind: 1}}
    ((_, old, new),) = comparison.samples[name]
    assert old != new
    assert max(len(old), len(new)) < 110


def test_the_same_moment_in_another_zone_is_no_difference() -> None:
    before = {**vars(article()), "published_at": "2026-05-15T03:00:00+00:00"}
    assert not Comparison().add(before, article())


def test_a_harvest_that_fails_leaves_no_file(tmp_path: Path) -> None:
    output = tmp_path / "all.jsonl"
    with pytest.raises(KeyError), ReparseResult(Delivered([]), output):
        raise KeyError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "raised"), [(ValueError("x"), ValueError), (LedgerError("x"), SystemExit)]
)
def test_a_fault_of_the_program_is_no_wrong_argument(
    error: Exception, raised: type[BaseException]
) -> None:
    with pytest.raises(raised), Command().failing():
        raise error


@pytest.mark.parametrize(
    ("name", "arguments", "broken"),
    [
        ("case", [ARTICLE], "newsbot.workbench.reparse.obtaining.ask_portal"),
        ("gaps", ["kompas"], "newsbot.workbench.command.reading"),
        ("look", [ARTICLE], "newsbot.commands.look.ask_portal"),
        ("newportal", ["radar", "https://radarcontoh.id/berita/812345/judul"],
         "newsbot.workbench.reparse.obtaining.ask_portal"),
        ("portals", [], "newsbot.commands.portals.facts_of"),
        ("status", [], "newsbot.workbench.command.reading"),
        ("why", [ARTICLE], "newsbot.workbench.command.reading"),
    ],
)  # fmt: skip
def test_a_fault_in_the_work_of_a_command_is_no_wrong_argument(
    name: str, arguments: list[str], broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **options: Any) -> NoReturn:
        raise ValueError("a fault of the program")

    monkeypatch.setattr(broken, fail)
    command = import_module(f"newsbot.commands.{name}").Command()
    command.settings = get_project_settings()
    parser = ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    with pytest.raises(ValueError, match="a fault of the program"):
        command.run(arguments, parser.parse_args([]))


# From bug to case ---------------------------------------------------------------------------------


def test_a_case_is_whole_when_nobody_reads_what_is_printed(
    crawled: Path, project: Project, tmp_path: Path
) -> None:
    url = articles_of(feed_of(crawled))[0]["url"]
    asked = ("--archive", str(crawled / "archive"), "--into", str(tmp_path / "into"))
    process = project.start("case", url, *asked, "--name", "made")
    assert process.stdout
    process.stdout.close()
    assert process.wait(timeout=60) == 141
    assert {path.suffix for path in (tmp_path / "into").iterdir()} == {".html", ".json"}


def test_a_case_is_made_of_an_archived_article(
    crawled: Path, project: Project, tmp_path: Path
) -> None:
    wanted = next(each for each in articles_of(feed_of(crawled)) if each["pages_expected"] == 2)
    asked = ("--archive", str(crawled / "archive"), "--into", str(tmp_path), "--name", "made")
    ran = project.scrapy("case", wanted["url"] + "?utm_source=x", *asked)
    assert ran.code == 0, ran.output
    made = json.loads((tmp_path / "made.json").read_text(encoding="utf-8"))
    assert made.pop(UNREAD)
    assert made == {key: wanted[key] for key in made}
    assert len(list(tmp_path.glob("made*.html"))) == 2
    first = (tmp_path / "made.html").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(f"<!-- url: {wanted['url']} answered: ")
    again = project.scrapy("case", wanted["url"], *asked)
    assert (again.code, again.output.count("\n")) == (2, 1)


def test_a_case_is_made_of_the_portal_itself(
    crawled: Path, project: Project, tmp_path: Path
) -> None:
    wanted = articles_of(feed_of(crawled))[0]
    replica = ("-s", "NEWSBOT_WIRE=replica", "-s", f"NEWSBOT_REPLICA=articles=30,{DAY}")
    ran = project.scrapy("case", wanted["url"], *replica, "--into", str(tmp_path / "cases"))
    assert ran.code == 0, ran.output
    (made,) = (tmp_path / "cases").glob("*.json")
    assert json.loads(made.read_bytes())["text"] == wanted["text"]
    assert not project.data.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "give the address of one article"),
        (["https://example.org/"], "is not the address of an article of any portal here"),
        ([ARTICLE, "--archive", "nowhere"], "there is no archive nowhere"),
        ([ARTICLE, "--name", "../x"], "--name ../x must be of"),
    ],
)
def test_a_case_of_nothing_is_one_line(project: Project, arguments: list[str], said: str) -> None:
    ran = project.scrapy("case", *arguments)
    assert ran.code == 2
    assert said in ran.output
    assert ran.output.count("\n") == 1, ran.output
