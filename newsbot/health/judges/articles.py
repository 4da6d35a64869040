"""Articles that are other than usual: shorter, without their further pages, without a field, or
read by another rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from newsbot.health.counting import OPTIONAL
from newsbot.health.distribution import below, quantile
from newsbot.health.finding import Finding, Severity
from newsbot.health.memory import Memory
from newsbot.health.run import Run
from newsbot.health.usual import LEAST_ARTICLES, SHORT, chance_of

# So many articles tell of their texts; no more are looked for in the runs before.
_LEAST_TEXTS, _MOST_TEXTS = 5, 50
# By chance, what is judged here comes about in one healthy run of so many.
_CHANCE = 1e-7
# So many texts that may be cut show that it is no chance.
_LEAST_LONGER = 3
# So large a share of a run's texts is short when something cuts them.
_MANY = 0.4
# A row of articles without what others have counts from this share of others on.
_RARE, _MAIN = 0.05, 0.5


def short_texts(run: Run) -> Iterator[Finding]:
    """Many of the texts are shorter than nearly all usually are, or than the portal declares."""
    floor, usual = run.floors.get("words", 0), run.usual.total(lambda memory: memory.words)
    short = quantile(usual, SHORT)
    texts = _short_row(run, short)
    number, many = sum(texts.values()), below(texts, short)
    middle = quantile(texts, 0.5)
    worst = max(
        (
            below(past.memory.words, short) / past.memory.articles
            for past in run.usual.runs
            if past.memory.articles >= _LEAST_TEXTS
        ),
        default=0.0,
    )
    told = ""
    enough = usual.total() >= LEAST_ARTICLES and many > max(_MANY, 1.5 * worst) * number
    # the length of the shortest is not known exactly: so let twice their share be short
    if enough and chance_of(many, number, 2 * SHORT) < _CHANCE:
        told = f"{quantile(usual, 0.5):.0f} words in the middle"
    elif middle < floor and number >= _LEAST_TEXTS:
        told = f"at least {floor:.0f} words in the middle"
    if told:
        yield Finding(
            kind="short texts",
            severity=Severity.DRIFT,
            about="text",
            usual=told,
            present=f"{middle:.0f} words in the middle of {number} articles",
            advice="look at these articles: the text's box may end too early",
            samples=run.samples("shortest"),
        )


def _short_row(run: Run, short: float) -> Counter[int]:
    """The texts of this run and of those just before it in which many were short, by size. Runs
    without articles say nothing."""
    texts = Counter(run.memory.words)
    for past in reversed(run.usual.runs):
        words, number = past.memory.words, sum(past.memory.words.values())
        if number and below(words, short) <= _MANY * number:
            break
        if texts.total() >= _MOST_TEXTS:
            break
        texts.update(words)
    return texts


def cut_texts(run: Run) -> Iterator[Finding]:
    """General rules found far more of the text than the portal's own, where they were asked for a
    second opinion."""
    opinions = run.memory.opinions
    longer = {name: opinions.get(name, 0) for name in ("longer", "unsound")}
    asked, number = opinions.get("asked", 0), sum(longer.values())
    if number:
        yield Finding(
            kind="cut texts",
            severity=_severity(run, number, asked),
            about="text",
            present=f"general rules found far more in {number} of {asked} articles, "
            f"{longer['longer']} of them are delivered with it",
            advice="look at these articles: the text's box may end too early",
            samples=run.samples("opinion longer") or run.samples("opinion unsound"),
        )


def _severity(run: Run, number: int, of_all: int) -> Severity:
    """That of so many texts which may be cut: a few may be so by chance."""
    many = number >= _LEAST_LONGER and number > run.drift_share * of_all
    return Severity.DRIFT if many else Severity.TOLD


def shrunk_texts(run: Run) -> Iterator[Finding]:
    """Revisions have far shorter texts than what was delivered before."""
    revisions = run.memory.revisions
    number, of_all = revisions.get("shrunk", 0), revisions.get("all", 0)
    if number:
        yield Finding(
            kind="shrunk texts",
            severity=_severity(run, number, of_all),
            about="text",
            present=f"{number} of {of_all} revisions have less than half of the words",
            advice="look at these articles: the text's box may end too early; mend it, then run "
            f"scrapy reparse {run.portal} --deliver",
            samples=run.samples("shrunk"),
        )


def lost_pager(run: Run) -> Iterator[Finding]:
    """No article has further pages any more."""
    row = _drought(run, Memory.with_pages, Memory.accepted, _RARE)
    if row:
        number, share = row
        yield Finding(
            kind="vanished pager",
            severity=Severity.DRIFT,
            about="pages",
            usual=f"{share:.0%} of the articles have several pages",
            present=f"none of {number} articles",
            advice="look at a long article, and mend the portal's `next_page`",
            samples=run.samples("last"),
        )


def other_rules(run: Run) -> Iterator[Finding]:
    """The rule that usually gives a field gives it no more, though another does."""
    for name, rules in run.usual.total_of_rules().items():
        if not run.memory.rules.get(name) or not rules:
            continue
        rule, count = rules.most_common(1)[0]
        if count < _MAIN * rules.total():
            continue
        won = partial(Memory.won, name=name, rule=rule)
        row = _drought(run, won, partial(Memory.won, name=name), _MAIN)
        if row:
            number, share = row
            now = max(run.memory.rules[name], key=lambda other: run.memory.rules[name][other])
            yield Finding(
                kind="another rule",
                severity=Severity.TOLD,
                about=name,
                usual=f"{share:.0%} by {rule}",
                present=f"none of {number} articles; now by {now}",
                advice="look at an article: the layout may have changed",
                samples=run.samples("last"),
            )


def emptied_fields(run: Run) -> Iterator[Finding]:
    """No article has an optional field that many usually have."""
    for name in OPTIONAL:
        row = _drought(run, partial(Memory.having, name=name), Memory.accepted, _RARE)
        if row:
            number, share = row
            yield Finding(
                kind="empty field",
                severity=Severity.TOLD,
                about=name,
                usual=f"{share:.0%} of the articles have it",
                present=f"none of {number} articles",
                advice=f"look at an article, and mend the portal's `{name}`",
                samples=run.samples(f"without {name}"),
            )


def _drought(
    run: Run, hits: Callable[[Memory], int], of: Callable[[Memory], int], least: float
) -> tuple[int, float] | None:
    """How many articles up to this run's last are no hit, and the share that usually is one; None
    where that is nothing unusual. of: how many articles of a run can be a hit. least: the share
    below which nothing is usual."""
    number = of(run.memory)
    if hits(run.memory) or not number:
        return None
    of_all = sum(of(past.memory) for past in run.usual.runs)
    if of_all < LEAST_ARTICLES or not run.usual.enough:
        return None
    longest, row = run.usual.droughts(hits, of)
    before = of_all - row  # without those of the row that is to be judged
    share = sum(hits(past.memory) for past in run.usual.runs) / max(before, 1)
    number += row
    wanted = max(1.5 * longest, _fullest(run, hits, of, share))
    if share < least or number <= wanted or (1 - min(share, 0.99)) ** number > _CHANCE:
        return None
    return number, share


def _fullest(
    run: Run, hits: Callable[[Memory], int], of: Callable[[Memory], int], share: float
) -> int:
    """Of what comes and goes by whole runs, three times the articles of the fullest run; else 0."""
    sizes = [(of(past.memory), hits(past.memory)) for past in run.usual.runs]
    large = [(size, hit) for size, hit in sizes if size >= _LEAST_TEXTS and hit]
    goes = any(hit < _MANY / 2 * share * size for size, hit in large)
    return 3 * max(size for size, _ in large) if goes else 0


JUDGES = (short_texts, cut_texts, shrunk_texts, lost_pager, other_rules, emptied_fields)
