"""JSON of strangers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.text.json_data import devalue, dig, objects, read_json

ARTICLES = {"data": {"items": [{"url": "/a", "n": 1}, {"url": "/b", "n": 2}]}, "0": "nol"}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("", ARTICLES),
        ("0", "nol"),
        ("data.items.1.url", "/b"),
        ("data.items.2.url", None),
        ("data.items.-1", None),
        ("data.items.url", None),
        ("data.none.url", None),
        ("data.items.*.url", ["/a", "/b"]),
        ("data.*.0.n", [1]),
        ("data.items.0.url.x", None),
        ("*.none", []),
    ],
)
def test_dig(path: str, found: object) -> None:
    assert dig(ARTICLES, path) == found


@pytest.mark.parametrize("text", ["", "<html>", "[1", b"\xff\xfe", "[" * 200_000, '{"a":}'])
def test_what_is_no_json_is_nothing(text: str | bytes) -> None:
    assert read_json(text) is None
    assert devalue(text) is None


@pytest.mark.parametrize(
    ("flat", "value"),
    [
        ([{"a": 1, "b": 2}, "x", [3, -1], 5], {"a": "x", "b": [5, None]}),
        ([["ShallowReactive", 1], {"data": 2}, ["Reactive", 3], [4], "isi"], {"data": ["isi"]}),
        ([{"t": 1}, ["Date", "2026-05-15T03:00:00.000Z"]], {"t": "2026-05-15T03:00:00.000Z"}),
        ([{"t": 1}, ["BigInt", "12345678901234567890"]], {"t": "12345678901234567890"}),
        ([["Set", 1, 2], "a", "b"], ["a", "b"]),
        ([["Map", 1, 2, 3, 4], "a", 1, "b", 2], {"a": 1, "b": 2}),
        ([["null", "k", 1], "v"], {"k": "v"}),
        ([{"a": 1}, ["EmptyRef", 2], "null"], {"a": "null"}),
        ([[-1, -2, -3, -4, -5, -6]], [None, None, None, None, None, 0]),
        ([[1, True, "1", 99, None, -7, 1.5], 7], [7, None, None, None, None, None, None]),
        (["teks"], "teks"),
        ([7], 7),
        ([], None),
        ({"a": 1}, None),
        (7, None),
    ],
)
def test_devalue(flat: object, value: object) -> None:
    assert devalue(json.dumps(flat)) == value
    assert devalue(flat) == value


def test_what_names_itself_holds_itself() -> None:
    value = devalue([{"me": 0, "all": 1}, [0, 1]])

    assert value["me"] is value
    assert value["all"][1] is value["all"]
    assert list(objects(value)) == [value]
    assert devalue([["Ref", 1], ["Ref", 0]]) is None


def test_a_bomb_does_not_go_off() -> None:
    flat = [*([n + 1] * 50 for n in range(2_000)), {"url": 2_001}, "https://p.id/1"]

    assert [each["url"] for each in objects(devalue(flat))] == ["https://p.id/1"]


def test_depth_costs_nothing() -> None:
    flat: list[Any] = [[n + 1] for n in range(100_000)]

    assert list(objects(devalue([*flat, {"a": 0}]))) != []


def test_objects_in_their_order_and_once() -> None:
    shared = {"n": 3}
    value = [{"n": 1, "in": {"n": 2}}, [shared], shared, "x", None]

    assert [each["n"] for each in objects(value)] == [1, 2, 3]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-8, 12) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner),
)


@given(st.lists(JSON, max_size=8))
def test_devalue_takes_whatever_comes(flat: list[Any]) -> None:
    for found in objects(devalue(flat)):
        assert isinstance(found, dict)
