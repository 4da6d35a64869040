"""Listings in the form of a saved one: the same page with other articles in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from newsbot.replica.answer import HTML, XML
from newsbot.replica.saved import fill_html, fill_json
from newsbot.replica.saved.files import Case, Saved, kind_of
from newsbot.replica.saved.minimal import minimal
from newsbot.replica.saved.source_reading import Reading


@dataclass(frozen=True)
class Form:
    """A page to be filled in. Its own articles are left out, what else it lists stays."""

    saved: Saved
    reading: Reading
    content_type: str

    def fill(self, cases: Sequence[Case]) -> bytes:
        """The page with these articles, each in the place of one of its own."""
        if self.content_type == HTML:
            return fill_html.fill_html(self.saved, self.reading, cases)
        fill = fill_html.fill_xml if self.content_type == XML else fill_json.fill_json
        return fill(self.saved, self.reading, cases)


def form_of(reading: Reading, saved: Sequence[Saved], cases: Sequence[Case]) -> Form | None:
    """The saved listing that shows most, else one that is made of what the source looks for; None
    where the source would not read these cases in any."""
    cases = reading.listed(cases)
    for form in _candidates(reading, saved, cases[0].url) if cases else ():
        try:
            body = form.fill(cases)
        except ValueError:  # nothing in it can be filled in
            continue
        if reading.is_read(form.saved.url, body, form.content_type, cases):
            return form
    return None


def _candidates(reading: Reading, saved: Sequence[Saved], example: str) -> Iterator[Form]:
    for page in sorted(saved, key=partial(_articles, reading), reverse=True):
        yield Form(page, reading, kind_of(page.body))
    if made := minimal(reading.source, example):
        yield Form(made, reading, kind_of(made.body))


def _articles(reading: Reading, page: Saved) -> int:
    links = reading.found(page.url, page.body, page.content_type).links
    return len({reading.key(page.url, link.url) for link in links} - {None})
