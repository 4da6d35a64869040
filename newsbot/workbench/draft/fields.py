"""What a portal has to declare for its fields: what nothing else gives, or gives wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from newsbot.extract.rules import Rules
from newsbot.spiders.families.undeclared import DROP, SHARED
from newsbot.text import metadata
from newsbot.text.calendar import ZONES
from newsbot.workbench.draft.draft import Draft
from newsbot.workbench.draft.layout import listed, quoted
from newsbot.workbench.draft.samples import Sample, own_paragraphs, page_links, same_moment
from newsbot.workbench.draft.selectors import body_selectors, time_selectors, title_selectors

_NAME = re.compile(r"[\w .,:&'()-]{2,40}")
# A body that holds less of the words that any finds, or so many more, is the wrong one.
_LEAST, _MOST, _SLACK = 0.8, 1.5, 20


@dataclass
class FieldDraft:
    """What is declared for the fields of a draft, and what a person has to decide."""

    draft: Draft
    samples: Sequence[Sample]
    todo: list[str] = field(default_factory=list)

    def declared(self) -> Draft:
        """The draft with all of it."""
        zone, told = self._zone(), own_paragraphs(self.samples)
        if zone != "WIB":
            self.draft = self.draft.having(zone=quoted(zone))
        self._add("brands", self._names())
        self._declare("title", _has_title, lambda: title_selectors(self.samples))
        shown = ((each, each.contradiction(zone)) for each in self.samples)
        for sample, moment in [each for each in shown if each[1]][:1]:
            self.todo.append(f"{sample.url} states {sample.published_at}, and {moment} stands "
                             "beside its headline: which time is right?")  # fmt: skip
        self._declare("published_at", _has_time, lambda: time_selectors(self.samples, zone))
        self._declare(
            "body",
            lambda sample, rules: _is_whole(told[sample.url], sample.article(rules).text),
            lambda: body_selectors(self.samples),
        )
        self._declare("pager", _has_pager, self._pagers)
        self._date()
        self._add(
            "drop", [each for each in DROP if self._changes(drop=self._after("drop", [each]))]
        )
        if self._changes(mixed_dateline="True"):
            self.draft = self.draft.having(mixed_dateline="True")
        return replace(self.draft, todo=tuple(self.todo))

    def _declare(
        self, name: str, right: Callable[[Sample, Rules], bool], found: Callable[[], Sequence[str]]
    ) -> None:
        """Declare what is found for a field, unless it is right on every page without."""
        rules = self.draft.portal().rules
        if all(right(sample, rules) for sample in self.samples):
            return
        if selectors := found():
            self.draft = self._with(name, selectors)
            rules = self.draft.portal().rules
        lacking = [sample.url for sample in self.samples if not right(sample, rules)]
        if lacking:
            self.todo.append(f"{name}: no selector is known that finds it on {', '.join(lacking)}")

    def _with(self, name: str, selectors: Sequence[str]) -> Draft:
        return replace(self.draft, selectors={**self.draft.selectors, name: selectors})

    def _add(self, name: str, values: Sequence[str]) -> None:
        if values:
            self.draft = self.draft.having(**{name: self._after(name, values)})

    def _after(self, name: str, values: Sequence[str]) -> str:
        """A tuple of these after what the family has."""
        base = self.draft.base
        return listed(values, f"{base.__name__}.{name}" if getattr(base, name) else "")

    def _zone(self) -> str:
        """The zone in which every page states its time; WIB where they do not agree."""
        stated = [sample.published_at for sample in self.samples]
        offsets = {datetime.fromisoformat(each).utcoffset() for each in stated if each}
        zones = (name for name, zone in ZONES.items() if {zone.utcoffset(None)} == offsets)
        return next(zones, "WIB")

    def _names(self) -> list[str]:
        """What the pages call the site."""
        metas = (metadata.metas(sample.root) for sample in self.samples)
        named = [name for each in metas for name in each.get("og:site_name", [])]
        names = dict.fromkeys([*named, self.draft.addresses.domain])
        return [name for name in names if _NAME.fullmatch(name)]

    def _pagers(self) -> list[str]:
        """For each page with links to further pages a selector that finds them, if there is one."""
        tried = {each: self._with("pager", [each]).portal().rules for each in SHARED["pager"]}
        linked = [sample for sample in self.samples if page_links(sample)]
        found = (next((each for each, rules in tried.items() if _has_pager(sample, rules)), None)
                 for sample in linked)  # fmt: skip
        return list(dict.fromkeys(filter(None, found)))

    def _date(self) -> None:
        """Declare the date in the addresses, if it is that of publication within a day."""
        if not (dates := self.draft.addresses.dates):
            return
        date = f'UrlDate("{{date}}", {quoted(dates)}, "published", early=DAY, late=DAY)'
        draft = self.draft.having(url_date=date)
        rules = draft.portal().rules
        for sample in self.samples:
            identity = rules.urls.read(sample.url)
            window = rules.urls.window(identity) if identity else None
            stated = sample.page(rules).fields.get("published_at")
            moment = datetime.fromisoformat(stated[0]) if stated else None
            if window and moment and not window[0] <= moment <= window[1]:
                self.todo.append(f"the date in {sample.url} is not that of its publication")
                return
        self.draft = draft

    def _changes(self, **declared: str) -> bool:
        """Whether these attributes make another text of any page, or another dateline."""
        both = [draft.portal().rules for draft in (self.draft, self.draft.having(**declared))]
        read = ([sample.article(rules) for rules in both] for sample in self.samples)
        return any((one.text, one.dateline) != (other.text, other.dateline) for one, other in read)


def _has_title(sample: Sample, rules: Rules) -> bool:
    return sample.page(rules).fields.get("title") == sample.title


def _has_time(sample: Sample, rules: Rules) -> bool:
    read = sample.page(rules).fields.get("published_at", ("",))[0]
    return bool(read) and same_moment(read, sample.published_at or read)


def _has_pager(sample: Sample, rules: Rules) -> bool:
    return not page_links(sample) or bool(sample.page(rules).further)


def _is_whole(paragraphs: Sequence[str], text: str) -> bool:
    """Whether a text is as long as what any finds of it."""
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    return _LEAST * words <= len(text.split()) <= _MOST * words + _SLACK
