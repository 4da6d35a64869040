"""Listings in the form of a saved one: the same page with other articles in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from newsbot.replica.answer import HTML, XML
from newsbot.replica.saved import fill_html, fill_json
from newsbot.replica.saved.files import Case, Saved, kind_of
from newsbot.replica.saved.minimal import minimal
from newsbot.replica.saved.source_reading import Reading


@dataclass(frozen=True)
class Form:
    """A listing to be filled in. Its own articles are left out; what else it lists stays."""

    saved: Saved
    reading: Reading

    @cached_property
    def content_type(self) -> str:
        return kind_of(self.saved.body)

    def fill(self, cases: Sequence[Case]) -> bytes:
        """The page with these articles, each in the place of one of its own. Raises ValueError
        when the page lists no article."""
        if self.content_type == HTML:
            return fill_html.fill_html(self.saved, self.reading, cases)
        fill = fill_html.fill_xml if self.content_type == XML else fill_json.fill_json
        return fill(self.saved, self.reading, cases)


def form_of(reading: Reading, saved: Sequence[Saved], cases: Sequence[Case]) -> Form | None:
    """The form for the listings of a source: the saved listing with most articles that works, else
    a minimal page made for the source. None where the source could not read these cases in any."""
    cases = reading.listed(cases)
    if not cases:
        return None
    fullest_first = sorted(saved, key=partial(_article_count, reading), reverse=True)
    made = minimal(reading.source, cases[0].url)
    for page in [*fullest_first, made] if made else fullest_first:
        form = Form(page, reading)
        try:
            body = form.fill(cases)
        except ValueError:  # the page lists no article that could be replaced
            continue
        if reading.is_read(page.url, body, form.content_type, cases):
            return form
    return None


def _article_count(reading: Reading, page: Saved) -> int:
    links = reading.found(page.url, page.body, page.content_type).links
    return len({reading.key(page.url, link.url) for link in links} - {None})
