"""Records of XML that may be broken, or hostile."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

import lxml.etree

from newsbot.text import bounds
from newsbot.text.markup import one_line


def records(body: bytes, tags: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Elements named in `tags`, each as {"tag": its name, descendant's local name: its text}; a
    child's text counts before that of what lies deeper.

    Entities are not resolved and nothing is loaded; broken XML is read as far as it goes.
    """
    root = _parse(body)
    if root is None:
        return
    for element in root.iter("{*}" + tags[0], "{*}" + tags[1]):
        record = {"tag": _name(element)}
        below = list(islice(element.iterdescendants("*"), bounds.RECORD_ELEMENTS))
        deeper = (child for child in below if child.getparent() is not element)
        for child in chain(islice(element, bounds.RECORD_ELEMENTS), deeper):
            if not isinstance(child.tag, str):  # a comment
                continue
            if child.get("rel") in (None, "alternate"):  # Atom's other links are not the article
                text = one_line(child.text or child.get("href") or "")
                record.setdefault(_name(child), text)
        yield record


def _parse(body: bytes) -> lxml.etree._Element | None:
    """The root, read with the declared encoding, else as UTF-8: some declarations are wrong."""
    for encoding in (None, "utf-8"):
        parser = lxml.etree.XMLParser(
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            encoding=encoding,
        )
        try:
            root = lxml.etree.fromstring(body.strip(), parser)
        except (lxml.etree.XMLSyntaxError, ValueError):
            continue
        if root is not None and len(root):
            return root
    return None


def _name(element: lxml.etree._Element) -> str:
    """The local name; lxml's QName refuses names that its own parser lets through."""
    return str(element.tag).rpartition("}")[2]
