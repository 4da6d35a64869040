"""Portals by their names: only the module of the portal that is wanted is imported."""

from __future__ import annotations

import logging
import traceback
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from scrapy import Request, Spider
from scrapy.exceptions import UsageError
from scrapy.spiderloader import SpiderLoader

logger = logging.getLogger(__name__)


class PortalBrokenError(UsageError):
    """A portal's file cannot be imported; the message says where and why, in one line. (Scrapy's
    own commands show a UsageError without a traceback.)"""


class PortalLoader(SpiderLoader):
    """Scrapy's loader imports every spider at every start, which with forty portals takes longer
    than all else. A portal's file has the portal's name here, so the names tell which to import.
    """

    def _load_all_spiders(self) -> None:
        self._files: dict[str, str] = {}
        for name in self.spider_modules:
            module = import_module(name)
            if hasattr(module, "__path__"):  # a package
                files = iter_modules(module.__path__)
                self._files.update(
                    {file.name: f"{name}.{file.name}" for file in files if not file.ispkg}
                )
            else:
                self._load_spiders(module)

    def load(self, spider_name: str) -> type[Spider]:
        """Raises KeyError when there is no such portal, PortalBrokenError."""
        if spider_name in self._files and spider_name not in self._spiders:
            module = _import(self._files[spider_name])
            self._load_spiders(module)
            if spider_name not in self._spiders:
                why = f"no portal named {spider_name!r} is declared"
                raise PortalBrokenError(f"{_shown(str(module.__file__))}, line 1: {why}")
        return super().load(spider_name)

    def load_whole(self) -> dict[str, type[Spider]]:
        """All portals by name, without those whose files are broken: a warning tells of each."""
        spiders = {}
        for name in self.list():
            try:
                spiders[name] = self.load(name)
            except PortalBrokenError as error:
                logger.warning("%s", error)
        return spiders

    def list(self) -> list[str]:
        return sorted({*self._files, *self._spiders})

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]
        spiders = self.load_whole().items()
        return [name for name, spider in spiders if spider.handles_request(request)]


def _import(name: str) -> ModuleType:
    """Raises PortalBrokenError."""
    try:
        return import_module(name)
    except (Exception, SystemExit) as error:  # a file that is imported may raise anything
        raise PortalBrokenError(_where_and_why(name, error)) from error


def _where_and_why(name: str, error: BaseException) -> str:
    """In one line: the file with the error (of a portal, or one that it imports), its line, and
    the error."""
    why = " ".join(f"{type(error).__name__}: {getattr(error, 'msg', None) or error}".split())
    frames = traceback.extract_tb(error.__traceback__)
    places = [(frame.filename, frame.lineno) for frame in frames]
    files = [frame.filename for frame in frames if frame.name == "<module>"]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
        files.append(error.filename)
    if not files:
        return f"{name}: {why}"
    file, line = next(place for place in reversed(places) if place[0] == files[-1])
    return f"{_shown(file)}, line {line}: {why}"


def _shown(file: str) -> str:
    """A file as a person names it: from the folder where the command runs, if it lies there."""
    here = Path.cwd()
    return str(Path(file).relative_to(here)) if Path(file).is_relative_to(here) else file
