"""What a portal has to declare for its fields: what nothing else gives, or gives wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from newsbot.drafting.draft import Draft
from newsbot.drafting.pagers import pager_links
from newsbot.drafting.samples import Sample, own_paragraphs, same_moment
from newsbot.drafting.selectors import (
    around,
    body_selectors,
    letters,
    own_names,
    time_selectors,
    title_selectors,
)
from newsbot.families.undeclared import DROP, SHARED
from newsbot.fields import CLEAN
from newsbot.loaders import ArticleLoader
from newsbot.rules import Rules
from newsbot.text import metadata
from newsbot.text.calendar import ZONES
from newsbot.text.markup import ancestors

#: Where many portals have what their metadata often lacks; taken if it is on every page, and not
#: the same on all.
_USUAL = {
    "authors": ("a[href*='/penulis/']", "a[href*='/author/']", "a[href*='/reporter/']",
                "[class*=author i] a", "[class*=reporter i]", "[class*=penulis i]"),
    "tags": ("a[href*='/tag/']", "a[href*='/tags/']", "a[href*='/topik/']"),
}  # fmt: skip
_MOST_TAGS = 15
# Boxes that are named as perhaps junk, and letters of a paragraph that tells text from junk.
_MOST_JUNK, _LINE = 6, 20
# A body that holds less of the words that any finds, or so many more, is the wrong one.
_LEAST, _MOST, _SLACK = 0.8, 1.5, 20
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
        self._usual()
        self._pager()
        draft = self._tried()
        draft = replace(draft, dated=self._is_dated(draft), drop=self._drop(draft))
        if junk := dict.fromkeys(name for sample in self.samples for name in _junk(draft, sample)):
            self.todo.append(
                "drop: newportal cannot tell whether these belong to the text; declare what does "
                f"not: {', '.join(islice(junk, _MOST_JUNK))}"
            )
        mixed = self._is_mixed(draft)
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
            return sample.page(rules)["fields"].get("title") == sample.title

        self._declare("title", right, lambda: title_selectors(self.samples))

    def _time(self) -> None:
        if other := next((each for each in self.samples if each.contradicts_itself), None):
            self.todo.append(
                f"{other.url} states {other.published_at}, and {other.shown_at} stands beside its "
                "headline: which time is right?"
            )

        def right(sample: Sample, rules: Rules) -> bool:
            read = sample.page(rules)["fields"].get("published_at", ("",))[0]
            stated = sample.published_at or read
            return bool(read) and same_moment(read, stated)

        zone = self.draft.zone
        self._declare("published_at", right, lambda: time_selectors(self.samples, zone))

    def _body(self) -> None:
        told = own_paragraphs(self.samples)

        def right(sample: Sample, rules: Rules) -> bool:
            return _is_whole(told[sample.url], sample.article(rules).text)

        self._declare("body", right, lambda: body_selectors(self.samples))

    def _usual(self) -> None:
        portal = self._tried().portal()
        for name, usual in _USUAL.items():
            if any(sample.page(portal.rules)["fields"].get(name) for sample in self.samples):
                continue
            for selector in usual:
                found = [self._found(name, selector, sample) for sample in self.samples]
                differ = len(found) == 1 or len(set(map(tuple, found))) > 1
                if all(found) and differ and max(map(len, found)) <= _MOST_TAGS:
                    self.selectors[name] = (selector,)
                    break

    def _found(self, name: str, selector: str, sample: Sample) -> list[str]:
        rules = replace(self.draft, selectors={name: (selector,)}).portal().rules
        loader = ArticleLoader(rules, sample.answer.url, sample.root)
        found = dict(loader.evidence.of(name)).get(selector, [])
        return list(CLEAN[name](loader.facts(), found))

    def _pager(self) -> None:
        rules = self._tried().portal().rules
        linked = [sample for sample in self.samples if pager_links(sample)]
        if not linked or all(sample.page(rules)["further"] for sample in linked):
            return
        chosen: dict[str, None] = {}
        for sample in linked:
            box = around(pager_links(sample))
            for selector in (*SHARED["pager"], *([f"{box} a::attr(href)"] if box else [])):
                tried = replace(self.draft, selectors={"pager": (selector,)}).portal().rules
                if sample.page(tried)["further"]:
                    chosen[selector] = None
                    break
            else:
                self.todo.append(f"pager: no selector finds the links to the pages of {sample.url}")
        if chosen:
            self.selectors["pager"] = tuple(chosen)

    def _is_dated(self, draft: Draft) -> bool:
        """Whether the date in every address is that of publication, within a day."""
        if not draft.addresses.dates:
            return False
        portal = replace(draft, dated=True).portal()
        for sample in self.samples:
            identity = portal.rules.urls.read(sample.url)
            window = portal.rules.urls.window(identity) if identity else None
            stated = sample.page(portal.rules)["fields"].get("published_at")
            moment = datetime.fromisoformat(stated[0]) if stated else None
            if window and moment and not window[0] <= moment <= window[1]:
                self.todo.append(f"the date in {sample.url} is not that of its publication")
                return False
        return True

    def _drop(self, draft: Draft) -> tuple[str, ...]:
        """Of what is junk on many sites, what lies in the bodies of these pages."""
        rules = draft.portal().rules
        within = []
        for sample in self.samples:
            loader = ArticleLoader(rules, sample.answer.url, sample.root)
            won = sample.page(rules)["won"].get("body")
            bodies = next((found for rule, found in loader.evidence.bodies() if rule == won), [])
            within += [(body, rules.dropped(body)) for body in bodies]
        return tuple(
            selector
            for selector in DROP
            if any(
                each.mem_id not in away and each.mem_id != body.mem_id
                for body, away in within
                for each in body.css(selector)
            )
        )

    def _is_mixed(self, draft: Draft) -> bool:
        """Whether a text opens with a place in small letters."""
        plain = draft.portal().rules
        mixed = replace(draft, mixed_dateline=True).portal().rules
        return any(
            sample.article(plain).dateline != sample.article(mixed).dateline
            for sample in self.samples
        )


def _junk(draft: Draft, sample: Sample) -> Iterator[str]:
    """Boxes in the body with a text that any leaves out."""
    loader = ArticleLoader(draft.portal().rules, sample.answer.url, sample.root)
    blocks = [letters(text) for _, text in sample.told["blocks"]]
    told, paragraphs = "".join(blocks), [block for block in blocks if len(block) > _LINE]
    won = loader.page()["won"].get("body")
    for rule, bodies in loader.evidence.bodies():
        for body in bodies if rule == won else ():
            away = loader.rules.dropped(body)
            for box in body.css("[class], [id]"):
                text = letters(box.text())
                around = {each.mem_id for each in (box, *ancestors(box))}
                is_text = text in told or any(each in text for each in paragraphs)
                if not is_text and box.mem_id != body.mem_id and not around & away:
                    yield from islice(own_names(box), 1)


def _is_whole(paragraphs: Sequence[str], text: str) -> bool:
    """Whether a text is as long as what any finds of it."""
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    return _LEAST * words <= len(text.split()) <= _MOST * words + _SLACK
