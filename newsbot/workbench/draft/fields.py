"""What a portal has to declare for its fields: what nothing else gives, or gives wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from newsbot.extract.rules import Rules
from newsbot.text import metadata
from newsbot.text.calendar import ZONES
from newsbot.workbench.draft.bodies import dropped, has_mixed_datelines, is_whole, perhaps_junk
from newsbot.workbench.draft.draft import Draft
from newsbot.workbench.draft.samples import Sample, own_paragraphs, same_moment
from newsbot.workbench.draft.selectors import body_selectors, time_selectors, title_selectors
from newsbot.workbench.draft.usual import pager_selectors, usual_selectors

_NAME = re.compile(r"[\w .,:&'()-]{2,40}")


@dataclass
class Needs:
    """What is declared for the fields of a draft, and what a person has to decide."""

    draft: Draft
    samples: Sequence[Sample]
    selectors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    todo: list[str] = field(default_factory=list)

    def declared(self) -> Draft:
        """The draft with all of it."""
        self.draft = replace(self.draft, zone=self._zone(), brands=self._brands())
        self._title()
        self._time()
        self._body()
        self.selectors |= usual_selectors(self._tried(), self.samples)
        self._pager()
        draft = self._tried()
        draft = replace(draft, dated=self._is_dated(draft), drop=dropped(draft, self.samples))
        if junk := perhaps_junk(draft, self.samples):
            self.todo.append(
                "drop: newportal cannot tell whether these belong to the text; declare what does "
                f"not: {', '.join(junk)}"
            )
        mixed = has_mixed_datelines(draft, self.samples)
        return replace(draft, mixed_dateline=mixed, todo=(*draft.todo, *self.todo))

    def _tried(self) -> Draft:
        self.draft = replace(self.draft, selectors=dict(self.selectors))
        return self.draft

    def _declare(
        self, name: str, right: Callable[[Sample, Rules], bool], found: Callable[[], Sequence[str]]
    ) -> None:
        """Declare what is found for a field, unless it is right on every page without."""
        rules = self._tried().portal().rules
        if all(right(sample, rules) for sample in self.samples):
            return
        if selectors := tuple(found()):
            self.selectors[name] = selectors
            rules = self._tried().portal().rules
        lacking = [sample.url for sample in self.samples if not right(sample, rules)]
        if lacking:
            self.todo.append(f"{name}: no selector is known that finds it on {', '.join(lacking)}")

    def _zone(self) -> str:
        """The zone in which every page states its time; WIB where they do not agree."""
        stated = [sample.published_at for sample in self.samples]
        offsets = {datetime.fromisoformat(each).utcoffset() for each in stated if each}
        zones = [name for name, zone in ZONES.items() if {zone.utcoffset(None)} == offsets]
        return zones[0] if zones else "WIB"

    def _brands(self) -> tuple[str, ...]:
        """What the pages call the site."""
        named: dict[str, None] = {}
        for sample in self.samples:
            metas = metadata.metas(sample.root)
            named.update(dict.fromkeys(metas.get("og:site_name", [])))
        named[self.draft.addresses.domain] = None
        return tuple(name for name in named if _NAME.fullmatch(name))

    def _title(self) -> None:
        def right(sample: Sample, rules: Rules) -> bool:
            return sample.page(rules).fields.get("title") == sample.title

        self._declare("title", right, lambda: title_selectors(self.samples))

    def _time(self) -> None:
        zone = self.draft.zone
        if other := next((each for each in self.samples if each.contradicts_itself(zone)), None):
            self.todo.append(
                f"{other.url} states {other.published_at}, and {other.shown_at(zone)} stands "
                "beside its headline: which time is right?"
            )

        def right(sample: Sample, rules: Rules) -> bool:
            read = sample.page(rules).fields.get("published_at", ("",))[0]
            stated = sample.published_at or read
            return bool(read) and same_moment(read, stated)

        self._declare("published_at", right, lambda: time_selectors(self.samples, zone))

    def _body(self) -> None:
        told = own_paragraphs(self.samples)

        def right(sample: Sample, rules: Rules) -> bool:
            return is_whole(told[sample.url], sample.article(rules).text)

        self._declare("body", right, lambda: body_selectors(self.samples))

    def _pager(self) -> None:
        selectors, unread = pager_selectors(self._tried(), self.samples)
        if selectors:
            self.selectors["pager"] = selectors
        for sample in unread:
            self.todo.append(f"pager: no selector finds the links to the pages of {sample.url}")

    def _is_dated(self, draft: Draft) -> bool:
        """Whether the date in every address is that of publication, within a day."""
        if not draft.addresses.dates:
            return False
        portal = replace(draft, dated=True).portal()
        for sample in self.samples:
            identity = portal.rules.urls.read(sample.url)
            window = portal.rules.urls.window(identity) if identity else None
            stated = sample.page(portal.rules).fields.get("published_at")
            moment = datetime.fromisoformat(stated[0]) if stated else None
            if window and moment and not window[0] <= moment <= window[1]:
                self.todo.append(f"the date in {sample.url} is not that of its publication")
                return False
        return True
