"""When two texts count as the same text."""

from __future__ import annotations

import hashlib
import unicodedata


def folded(text: str) -> str:
    """`text` in the form in which texts are compared: without differences of case, white space and
    Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def letters(text: str) -> str:
    """The letters and digits of a text, folded: two spellings of a title have the same."""
    return "".join(filter(str.isalnum, folded(text)))


def content_hash(title: str, text: str) -> str:
    """SHA-256 (hex) of title and text, folded."""
    return hashlib.sha256(folded(f"{title}\n{text}").encode("utf-8", "surrogatepass")).hexdigest()
