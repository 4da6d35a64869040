"""Portals by their names: the one that is asked for is imported, and no other."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from scrapy import Request, Spider
from scrapy.spiderloader import SpiderLoader


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
        """Raises KeyError when there is no such portal."""
        if spider_name in self._files and spider_name not in self._spiders:
            self._load_spiders(import_module(self._files[spider_name]))
        return super().load(spider_name)

    def list(self) -> list[str]:
        return sorted({*self._files, *self._spiders})

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]
        return [name for name in self.list() if self.load(name).handles_request(request)]
