"""What was found to be wrong, or other than usual, in a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import IntEnum
from typing import Any, Self


class Severity(IntEnum):
    """What a finding does to the run's exit code: it has this code at least. TOLD changes none."""

    TOLD = 0
    BLOCKED = 4
    DRIFT = 5


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    kind: what it is, in a few words that can be counted ("thin listing"). about: the field, the
    source or the state that it concerns; "" for the portal as a whole. usual, present: what is
    usual and what was found, in words with their unit ("20 links", "0.4 of 40 articles"). advice:
    what to do, in one sentence without a full stop. samples: up to three addresses, which the
    archive has. since: when the first run began that found it, of those in a row up to this one
    (UTC); "" until settle() has told. source: the number of the source whose listings cannot be
    trusted because of it.
    """

    kind: str
    severity: Severity
    about: str = ""
    usual: str = ""
    present: str = ""
    advice: str = ""
    samples: tuple[str, ...] = ()
    since: str = ""
    source: int | None = None

    def __str__(self) -> str:
        """The finding in one line, as the summary tells it."""
        named = f"{self.kind} ({self.about})" if self.about else self.kind
        text = f"{named}: {self.present}" if self.present else named
        text += f", usually {self.usual}" if self.usual else ""
        text += f"; since {self.since}" if self.since else ""
        return f"{text}; {self.advice}" if self.advice else text

    @classmethod
    def read_json(cls, kept: Mapping[str, Any]) -> Self:
        """A finding as the ledger keeps it; what is not known here is left out."""
        known = {name: kept[name] for name in cls.__dataclass_fields__ if name in kept}
        severity, samples = Severity(kept["severity"]), tuple(kept.get("samples", ()))
        return cls(**{**known, "severity": severity, "samples": samples})

    def as_json(self) -> dict[str, Any]:
        """What the ledger and the record keep: plain data; `severity` is the exit code."""
        return {**asdict(self), "severity": int(self.severity), "samples": list(self.samples)}


def settle(
    findings: Iterable[Finding],
    started: str,
    before: Iterable[tuple[str, Iterable[Mapping[str, Any]]]],
) -> list[Finding]:
    """The findings with their `since`. started: when this run began (UTC). before: the runs before
    it, newest first: when each began, and its findings as the ledger keeps them."""
    findings = list(findings)
    since = {(each.kind, each.about): started for each in findings}
    going_on = set(since)
    for began, found in before:
        going_on &= {(str(each["kind"]), str(each["about"])) for each in found}
        if not going_on:
            break
        since |= dict.fromkeys(going_on, began)
    return [replace(each, since=since[each.kind, each.about]) for each in findings]
