"""When two texts count as the same text."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Words by which headlines are compared: not the small ones that many share.
_WORD = re.compile(r"\w{4,}")
# A listed headline of fewer such words says nothing.
_FEWEST = 3


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


def are_alike(listed: str, title: str) -> bool:
    """Whether a listed headline and a title may be one article's: half of the words of the shorter
    one stand in the other. They may be where the listing has hardly a word ("Baca di sini")."""
    words, others = (set(_WORD.findall(folded(text))) for text in (listed, title))
    least = max(1, min(len(words), len(others)))
    return len(words) < _FEWEST or 2 * len(words & others) >= least
