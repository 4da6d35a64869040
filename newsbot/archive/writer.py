"""Writes the answers of a run into WARC files. A file under its final name is whole."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from newsbot.archive.compose import (
    Headers,
    clean_address,
    digest,
    info_block,
    member,
    moment,
    new_id,
    request_block,
    response_head,
    revisit_fields,
)
from newsbot.archive.posts import FIELD, posted
from newsbot.archive.upkeep import PART, STAMP, sync_folder
from newsbot.clock import now

# So many payloads of a file are remembered, in about 4 MB. Most that repeat do so soon.
_MOST_PAYLOADS = 10_000


class ArchiveWriter:
    """Writes `<folder>/<portal>-<YYYYMMDDTHHMMSSZ>-<serial>.warc.gz`, WARC/1.1.

    A file is made with its first record. It is called `….part` until it is finished, which it is
    when it has `max_bytes` or more. A payload that is in the file already is not written again,
    unless ten thousand others are between. No file needs another one. A kill tears at most the
    last exchange, which repair() cuts off.

    info: the fields of the first record of each file (`software`, `robots`…). The caller makes sure
    that no other process writes for the portal.
    """

    def __init__(self, folder: Path, portal: str, info: Mapping[str, str], max_bytes: int):
        self._folder, self._portal, self._max_bytes = folder, portal, max_bytes
        self._info = {"format": "WARC File Format 1.1", **info}
        self._file: int | None = None
        #: The finished files.
        self.files: list[Path] = []

    def write(
        self,
        *,
        method: str,
        url: str,
        request_headers: Headers,
        request_body: bytes,
        status: int,
        headers: Headers,
        body: bytes,
        at: datetime,
        ip: str | None,
    ) -> None:
        """Add a request and the answer to it.

        body: as it was received: content-encoded, without chunks. at: aware. Raises OSError when
        they cannot be written. Nothing of them is in the file then, and the next may be tried.
        """
        if self._file is None:
            self._begin()
        elif self._size >= self._max_bytes:  # an error kept the file from being finished
            self._finish()
            self._begin()
        url, record = clean_address(url), new_id()
        common = {"WARC-Target-URI": url, "WARC-Date": moment(at), "WARC-IP-Address": ip}
        payload = digest(body)
        asked = request_block(method, url, request_headers, request_body)
        request = self._record("request", asked, common | {"WARC-Concurrent-To": record})
        sent = posted(method, request_body)
        # a revisit names the earlier page by its address, which a POST shares with others
        first = self._payloads.get(payload) if body and not sent else None
        head = response_head(status, headers, len(body))
        fields = common | {"WARC-Payload-Digest": payload, FIELD: sent or None}
        if first is None:
            packed = any(name.lower() == b"content-encoding" for name, _ in headers)
            answer = self._record("response", head + body, fields, record, packed=packed)
        else:
            answer = self._record("revisit", head, fields | revisit_fields(first), record)
        self._append(request + answer)
        if not sent:
            self._payloads.setdefault(payload, (record, url, moment(at)))
        if len(self._payloads) > _MOST_PAYLOADS:
            del self._payloads[next(iter(self._payloads))]
        if self._size >= self._max_bytes:
            self._finish()

    def close(self) -> None:
        """Finish the file. Raises OSError when it cannot be made durable; it is left a `.part`."""
        if self._file is None:
            return
        if self._size:
            self._finish()
        else:
            os.close(self._file)
            self._file = None
            self._part.unlink(missing_ok=True)

    def _begin(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        started = f"{self._portal}-{now():{STAMP}}"
        for serial in count(len(self.files)):
            self._final = self._folder / f"{started}-{serial:05d}.warc.gz"
            self._part = self._final.with_name(self._final.name + PART)
            if not self._final.exists():
                with suppress(FileExistsError):
                    self._file = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
                    break
        self._size, self._torn, self._warcinfo = 0, False, new_id()
        #: The last payloads in the file, by digest: id, address and WARC-Date of the record.
        self._payloads: dict[str, tuple[str, str, str]] = {}

    def _introduction(self) -> bytes:
        fields = {
            "WARC-Type": "warcinfo",
            "WARC-Record-ID": self._warcinfo,
            "WARC-Date": moment(now()),
            "WARC-Filename": self._final.name,
            "Content-Type": "application/warc-fields",
        }
        return member(fields, info_block(self._info))

    def _record(
        self,
        kind: str,
        block: bytes,
        fields: Mapping[str, str | None],
        record: str | None = None,
        *,
        packed: bool = False,
    ) -> bytes:
        message = "request" if kind == "request" else "response"
        own = {
            "WARC-Type": kind,
            "WARC-Record-ID": record or new_id(),
            **fields,
            "WARC-Warcinfo-ID": self._warcinfo,
            "WARC-Block-Digest": digest(block),
            "Content-Type": f"application/http; msgtype={message}",
        }
        return member(own, block, packed=packed)

    def _append(self, records: bytes) -> None:
        """Write the records, all of them or none."""
        assert self._file is not None
        self._cut()
        whole = records if self._size else self._introduction() + records
        left = memoryview(whole)
        try:
            while left:
                left = left[os.write(self._file, left) :]
        except OSError:
            self._torn = True
            with suppress(OSError):
                self._cut()
            raise
        self._size += len(whole)

    def _cut(self) -> None:
        """Cut off what a failed write has left in the file."""
        assert self._file is not None
        if self._torn:
            os.ftruncate(self._file, self._size)
            os.lseek(self._file, self._size, os.SEEK_SET)
            self._torn = False

    def _finish(self) -> None:
        assert self._file is not None
        self._cut()
        os.fsync(self._file)
        self._part.rename(self._final)
        os.close(self._file)
        self._file = None
        self.files.append(self._final)
        sync_folder(self._folder)
