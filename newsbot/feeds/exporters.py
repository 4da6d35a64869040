"""What Scrapy's exporters lack."""

from __future__ import annotations

import codecs
import json
from io import BytesIO
from typing import Any

from scrapy.exporters import CsvItemExporter, JsonLinesItemExporter
from scrapy.utils.python import to_bytes

from newsbot.items import Article

# What makes a spreadsheet take a cell for a formula: owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class ArticleLines(JsonLinesItemExporter):
    """JSON Lines as Scrapy writes them, in half the time: an article is JSON as it is."""

    def export_item(self, item: Any) -> None:
        if isinstance(item, Article) and self.fields_to_export is None:
            line = self.encoder.encode(item.values()) + "\n"
            self.file.write(to_bytes(line, self.encoding))
        else:
            super().export_item(item)


class CsvArticles(CsvItemExporter):
    """CSV with nested values as JSON. (Appending leaves the header out, see storage.py.)"""

    def serialize_field(self, field: Any, name: str, value: Any) -> Any:
        if isinstance(value, list) and any(not isinstance(each, str) for each in value):
            return json.dumps(value, ensure_ascii=False)
        return super().serialize_field(field, name, value)


class SpreadsheetArticles(CsvArticles):
    """CSV to be opened in a spreadsheet: it says that it is UTF-8, and no cell is a formula (an
    apostrophe stands before what could be one; programs want plain csv)."""

    def __init__(self, file: BytesIO, **kwargs: Any):
        if kwargs.get("include_headers_line", True):
            file.write(codecs.BOM_UTF8)
        super().__init__(file, **kwargs)

    def serialize_field(self, field: Any, name: str, value: Any) -> Any:
        cell = super().serialize_field(field, name, value)
        return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
