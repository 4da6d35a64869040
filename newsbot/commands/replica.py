"""scrapy replica: run the embedded portal alone, for a browser or for another process."""

from __future__ import annotations

import argparse
import asyncio
import ipaddress
from contextlib import suppress
from typing import TYPE_CHECKING

from scrapy.spiderloader import get_spider_loader

from newsbot.crawl.portal import PortalSpider
from newsbot.replica.generated.options import Options
from newsbot.replica.saved.options import CaseOptions
from newsbot.workbench.command import NOT_FOUND, NewsbotCommand

# What makes and serves a site is imported when one is served: Scrapy imports all commands at the
# start of each.
if TYPE_CHECKING:
    from newsbot.replica.server import Site as Served


class Command(NewsbotCommand):
    """Exit codes: 0 stopped with Ctrl-C, 1 the port cannot be opened, 2 wrong usage."""

    summary = "Serve the embedded portal, a SINDOnews of generated pages, on this machine"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
        parser.add_argument("--port", default="8000", help="0 takes a free one (default: 8000)")
        parser.add_argument(
            "--site",
            metavar="OPTIONS",
            help='size, time, habits and faults, as "articles=500,now=2026-11-27T10:00,late=0.1,'
            "http_500=0.1\" (docs/settings.md has all), or a portal's saved pages, "
            '"cases=tests/portals/sindonews,day=2026-07-24,items=3,end=empty|missing|repeat"'
            " (default: the setting NEWSBOT_REPLICA)",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        text = opts.site if opts.site is not None else self.settings.get("NEWSBOT_REPLICA") or ""
        with self.refusing():
            if args:
                raise ValueError(f"unknown argument {args[0]!r}")
            host, port = _loopback(opts.host), _port(opts.port)
            site = self._site(text)
        try:
            # Ctrl-C is how a person ends this command: not an error.
            with suppress(KeyboardInterrupt):
                asyncio.run(_serve(site, host, port))
        except OSError as error:
            self.refuse(f"cannot open port {port} on {host}: {error.strerror}", NOT_FOUND)

    def _site(self, text: str) -> Served:
        """Raises ValueError."""
        from newsbot.replica.generated.site import Site
        from newsbot.replica.saved.site import CaseSite

        if not CaseOptions.wanted(text):
            return Site(Options.parse(text))
        options = CaseOptions.parse(text)
        loader, name = get_spider_loader(self.settings), options.cases.resolve().name
        portal = loader.load(name) if name in loader.list() else None
        if portal is None or not issubclass(portal, PortalSpider):
            raise ValueError(f"cases={options.cases}: the folder must have the name of a portal")
        return CaseSite(portal, options)


async def _serve(site: Served, host: str, port: int) -> None:
    from newsbot.replica import server

    serving = await server.serve(site, host, port)
    bound = serving.sockets[0].getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    print(f"http://{shown}:{bound}/ : {site}; Ctrl-C ends it", flush=True)
    try:
        # serve_forever() would not end before every idle connection has, from Python 3.12 on
        await asyncio.Event().wait()
    finally:
        # A connection that was just accepted joins the server in its next turn, and fails on some
        # Pythons when that is closed before (CPython's gh-109564): accept no more, and let it join.
        for socket in serving.sockets:
            asyncio.get_running_loop().remove_reader(socket)
        await asyncio.sleep(0)
        serving.close()


def _loopback(host: str) -> str:
    try:
        good = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        good = False
    if not good:
        raise ValueError(f"--host {host}: only a loopback address is allowed, as 127.0.0.1")
    return host


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise ValueError(f"--port {text}: a number from 0 to 65535 is wanted")
    return int(text)
