"""The address under which an archive finds the answer to a POST.

WARC names a record by the address that was asked, and an index has nothing else: two searches that
are posted to one address would look the same. So the index has the address with the posted data
appended, as that of pywb does. In the file, the record keeps the true address, and has the data in
FIELD.
"""

from __future__ import annotations

import hashlib
import re

#: A field of our response records: what is appended to the address in the index.
FIELD = "X-Newsbot-Posted"
_METHOD = "__wb_method"
# The index has the data of a form as they are, and of other data the digest.
_FORM, _LONGEST_FORM = re.compile(rb"[\w.~%*+&=-]+=[\w.~%*+&=-]*"), 2000


def posted(method: str, body: bytes) -> str:
    """The data that a request posts, as parameters of an address; "" for GET and HEAD."""
    if method.upper() in ("GET", "HEAD"):
        return ""
    if len(body) <= _LONGEST_FORM and _FORM.fullmatch(body):
        return f"{_METHOD}={method}&{body.decode()}"
    return f"{_METHOD}={method}&__wb_post_data={hashlib.sha256(body).hexdigest()}"


def posted_to(url: str, parameters: str) -> str:
    """The address with these parameters appended; the address as it is where there are none."""
    if not parameters:
        return url
    bare = url.partition("#")[0]
    return f"{bare}{'&' if '?' in bare else '?'}{parameters}"
