"""The address under which an archive finds the answer to a POST.

WARC names a record by the address that was asked, and an index knows nothing else: two searches
that are posted to one address would be one. What was posted is therefore appended to the address
in the index, in the manner of pywb. In the file the record keeps the true address, and FIELD.
"""

from __future__ import annotations

import hashlib
import re

#: A field of ours in a response record: what is appended to its address.
FIELD = "X-Newsbot-Posted"
_METHOD = "__wb_method"
# What a form sends is readable in an index; of anything else, the digest will do.
_FORM, _LONGEST_FORM = re.compile(rb"[\w.~%*+&=-]+=[\w.~%*+&=-]*"), 2000


def posted(method: str, body: bytes) -> str:
    """What a request sends beside its address, as parameters of one; "" for a plain GET."""
    if method.upper() in ("GET", "HEAD"):
        return ""
    if len(body) <= _LONGEST_FORM and _FORM.fullmatch(body):
        return f"{_METHOD}={method}&{body.decode()}"
    return f"{_METHOD}={method}&__wb_post_data={hashlib.sha256(body).hexdigest()}"


def posted_to(url: str, parameters: str) -> str:
    """The address with these parameters appended; as it is where there are none."""
    if not parameters:
        return url
    bare = url.partition("#")[0]
    return f"{bare}{'&' if '?' in bare else '?'}{parameters}"
