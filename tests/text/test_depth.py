"""Pages that nest without end, and those that only look it."""

from __future__ import annotations

import pytest

from newsbot.text.markup import parse_html
from newsbot.text.nesting import flattened

MANY = 20_000


def deepest(body: bytes) -> int:
    root = parse_html(body)
    assert root is not None
    depth = most = 0
    around, node = [root], root.first_child
    while around:
        if node is None:
            node, depth = around.pop().next, depth - 1
        elif node.is_element_node:
            around.append(node)
            node, depth = node.first_child, depth + 1
            most = max(most, depth)
        else:
            node = node.next
    return most


@pytest.mark.parametrize("tag", ["div", "b", "a href=/x", "SECTION", "p><span", "div><b"])
@pytest.mark.parametrize("closed", ["", "</x>", "</p>"])
def test_endless_nesting_is_made_flat(tag: str, closed: str) -> None:
    body = f"<{tag}>kata{closed}".encode() * MANY

    assert deepest(body) < 600
    assert flattened(body).count(b"kata") == MANY


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 400 + b"teks",
        b"<p>satu<br>dua" * MANY,
        b"<div><p>satu</p></div>" * MANY,
        b"<ul>" + b"<li>satu" * MANY,
        b"<table>" + b"<tr><td>1<td>2" * MANY + b"</table>",
        b"a < b " * MANY,
    ],
    ids=["few tags", "paragraphs", "closed", "list", "table", "no tags"],
)
def test_other_pages_are_left_as_they_are(body: bytes) -> None:
    assert flattened(body) == body


def test_a_tag_that_is_torn_at_the_end() -> None:
    assert flattened(b"<div>" * MANY + b"<div class='x").count(b"<div") == 500
