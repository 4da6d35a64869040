"""The sets of pages, each with what is right: from the saved cases, from the real pages beside the
checkout, and from the benchmark WCXB."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from bench.net.filling import filled, story
from bench.net.reading import Sample, ours
from bench.net.renaming import renamed
from bench.net.scores import Expected, Read
from bench.pages import stated_url
from newsbot.replica.answer import HTML
from newsbot.replica.saved.files import case_pages, expected_of, read_saved
from newsbot.spiders.families.undeclared import domain_of, portal_of
from newsbot.text.urls import split_url
from tests.real_pages import CORPUS, place, rows
from tests.saved_portals import PORTALS, article_cases


def saved() -> Iterator[Sample]:
    """Page 1 of each saved case. What is right stands in the case's file; the text of page 1, of an
    article of several, is what its portal's rules read."""
    for case in article_cases():
        page = read_saved(case.first)
        sample = Sample(
            str(case),
            page.url,
            page.body,
            PORTALS[case.portal].rules,
            page.content_type,
            page.answered,
        )
        values = expected_of(case.first)
        several = len(case_pages(case.first)) > 1
        text = "\n\n".join(ours(sample).paragraphs) if several else values["text"]
        right = Expected(values["title"], values["published_at"], values["authors"], text)
        yield sample.changed(expected=right)


def filled_cases(left_out: list[str]) -> Iterator[Sample]:
    """Those pages with a story of a real one's length. What is right is what their portals' rules
    read. left_out: takes the names of those that cannot be filled."""
    for sample in saved():
        added = story(sample.name)
        body = filled(sample.rules, sample.url, sample.body, added)
        full = sample.changed(body=body or b"", content_type=HTML)
        read = ours(full)
        if body is None or read.fault or not set(added) <= set(read.paragraphs):
            left_out.append(sample.name)
        else:
            yield full.changed(expected=_as_read(read))


def corpus(left_out: list[str]) -> Iterator[Sample]:
    """The real pages. What is right is what their portals' rules read. left_out: takes the names of
    those that are no portal's articles, or not delivered as they are."""
    for file in sorted(rows()):
        known = place(file)
        if known is None:
            left_out.append(file)
            continue
        rules, url = known
        sample = Sample(
            f"{rules.portal}/{Path(file).name}", url, (CORPUS / file).read_bytes(), rules
        )
        read = ours(sample)
        if read.fault:
            left_out.append(file)
        else:
            yield sample.changed(expected=_as_read(read))


def wcxb(folder: Path, left_out: list[str]) -> Iterator[Sample]:
    """The articles of the benchmark's development split, by the rules for any site. folder: the
    benchmark's. left_out: takes the numbers of those that say no address or no text. Raises
    OSError, and KeyError or ValueError where a file has another form."""
    for about in sorted((folder / "dev" / "ground-truth").glob("*.json")):
        stated = json.loads(about.read_bytes())
        if stated["_internal"]["page_type"]["primary"] != "article":
            continue
        body = gzip.decompress((folder / "dev" / "html" / f"{about.stem}.html.gz").read_bytes())
        right, url = stated["ground_truth"], stated.get("url") or stated_url(body)
        if not url or not right.get("main_content"):
            left_out.append(about.stem)
            continue
        text = "\n\n".join(filter(None, map(str.strip, right["main_content"].splitlines())))
        yield Sample(
            f"{split_url(url).hostname}/{about.stem}",
            url,
            body,
            portal_of(domain_of(url)).rules,
            guessed=True,
            expected=Expected(None, _whole_day(right["publish_date"]), None, text),
        )


def redesigned(sample: Sample) -> Sample:
    """The page with other classes and ids."""
    return sample.changed(body=renamed(sample.body, sample.content_type), content_type=HTML)


def _as_read(read: Read) -> Expected:
    return Expected(read.title, read.published, [*read.authors], "\n\n".join(read.paragraphs))


def _whole_day(stated: str | None) -> str | None:
    """A day that is stated to the day."""
    return stated if stated and len(stated) == len("2026-07-24") else None
