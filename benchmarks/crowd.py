"""Readers and live visitors at once: who waits how long, and what the server holds.

``make bench-live`` lets 50 readers load a finished page with its scripts again and again, each time
as if for the first time, while 10 visitors open a live page (tests/harness/live_pages.py), keep its
line open and press a button once a second. Nobody waits for anybody to be ready: pages are opened
while others are read. Server and visitors share the machine's first two cores.

Plain Voila gets the same live visitors. Its readers each cost a kernel, so there are fewer of them,
with a visit only as often as ours make one: what compares is an answer's time, not the number.
"""

import asyncio
import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from json import loads
from pathlib import Path
from statistics import quantiles
from urllib.parse import urljoin

import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.servers import PATIENCE_S, Watch, plain_voila, sciatica
from tests.harness.live_pages import make_lessons
from tests.harness.live_visit import message

READERS = 50
VOILA_READERS = 5
ROUNDS = 10
VOILA_ROUNDS = 4
ROUND_S = 3
LIVE = 10
PRESSES = 25
PRESS_S = 1
CORES = [0, 1]
_SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')
_KERNEL = re.compile(r'"kernel(?:Id)?": "([\w-]{36})"')
"""How our live pages and Voila's tell their own script which kernel is theirs."""


@dataclass
class Tally:
    """The seconds that answers took, by kind, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    peak_mb: float = 0
    visitors: str = ""

    async def time(self, kind: str, work: Awaitable[object]) -> object:
        """Await `work` and note how long it took, or how it failed."""
        began = time.monotonic()
        try:
            done = await work
        except Exception as error:  # whatever it is, it is counted
            self.errors[f"{kind}: {type(error).__name__} {error}"[:90]] += 1
            return None
        self.seconds.setdefault(kind, []).append(time.monotonic() - began)
        return done


class Crowd:
    """Everybody who visits one server at once."""

    def __init__(self, url: str, reading: str, live: str) -> None:
        self.url, self.reading, self.live = url, urljoin(url, reading), urljoin(url, live)
        self.tally = Tally()
        self._client = AsyncHTTPClient(force_instance=True, max_clients=500)

    async def fetch(self, address: str) -> str:
        """Get one thing, compressed, like a browser that has nothing yet."""
        answer = await self._client.fetch(address, request_timeout=PATIENCE_S)
        return str(answer.body.decode(errors="replace"))

    async def load(self, address: str) -> None:
        """Get a page, then all its scripts at once."""
        html = await self.fetch(address)
        scripts = {urljoin(address, one) for one in _SCRIPT.findall(html)}
        await asyncio.gather(*(self.fetch(one) for one in scripts if one.startswith(self.url)))

    async def read(self, rounds: int) -> None:
        """Be one reader."""
        await asyncio.sleep(random.uniform(0, ROUND_S))
        for _ in range(rounds):
            next_round = time.monotonic() + ROUND_S
            await self.tally.time("page with scripts", self.load(self.reading))
            await asyncio.sleep(max(0.0, next_round - time.monotonic()))

    async def stay(self) -> None:
        """Be one live visitor."""
        html = await self.tally.time("live page opened", self.fetch(self.live))
        if html is None:
            return
        kernel = _KERNEL.search(html)[1]
        line = await Line.open(f"{self.url}api/kernels/{kernel}/channels".replace("http", "ws", 1))
        await self.tally.time("buttons found", line.find_button())
        for _ in range(PRESSES):
            next_press = time.monotonic() + PRESS_S
            await self.tally.time("press answered", line.press())
            await asyncio.sleep(max(0.0, next_press - time.monotonic()))
        line.close()

    async def visit(self, readers: int, rounds: int) -> Tally:
        """Let them all come; return how it went."""
        everybody = [self.read(rounds) for _ in range(readers)]
        everybody += [self.stay() for _ in range(LIVE)]
        ends = await asyncio.gather(*everybody, return_exceptions=True)
        for error in ends:
            if isinstance(error, Exception):
                self.tally.errors[f"visitor lost: {type(error).__name__} {error}"] += 1
                traceback.print_exception(error, file=sys.stderr)
        self.tally.visitors = f"{readers} readers x {rounds}, {LIVE} live visitors x {PRESSES}"
        return self.tally


class Line:
    """The line between a live page and its kernel, as the widgets' scripts use it."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self._socket = socket
        self._button = ""
        self._presses = 0

    @classmethod
    async def open(cls, address: str) -> "Line":
        return cls(await websocket_connect(HTTPRequest(address)))

    async def _until(self, wanted: Callable[[str, dict], bool]) -> dict:
        """Read on until a message is `wanted`; return its content."""
        async with asyncio.timeout(PATIENCE_S):
            while (said := await self._socket.read_message()) is not None:
                told = loads(said) if isinstance(said, str) else {}
                if wanted(told.get("header", {}).get("msg_type", ""), told.get("content", {})):
                    return dict(told["content"])
        raise ConnectionError("the line was cut")

    async def _say(self, widget: str, data: dict) -> None:
        await self._socket.write_message(message("comm_msg", {"comm_id": widget, "data": data}))

    async def find_button(self) -> None:
        """Ask every widget what it is, as a page does that has just opened."""
        await self._socket.write_message(message("comm_info_request"))
        widgets = (await self._until(lambda kind, _: kind == "comm_info_reply"))["comms"]
        for widget in widgets:
            await self._say(widget, {"method": "request_state"})
        found = await self._until(
            lambda _, content: (
                content.get("data", {}).get("state", {}).get("description") == "Count"
            )
        )
        self._button = found["comm_id"]

    async def press(self) -> None:
        """Press the button and wait until the page would show the new number."""
        self._presses += 1
        text = f"counted {self._presses}"
        await self._say(self._button, {"method": "custom", "content": {"event": "click"}})
        await self._until(
            lambda _, content: content.get("data", {}).get("state", {}).get("value") == text
        )

    def close(self) -> None:
        self._socket.close()


def measure(
    server: AbstractContextManager[tuple[str, int]], *, reading: str, live: str, **load: int
) -> Tally:
    with server as (url, pid), Watch(pid) as watch:

        async def come() -> Tally:
            return await Crowd(url, reading, live).visit(**load)

        tally = asyncio.run(come())
    tally.peak_mb = watch.peak_mb
    return tally


def spread(seconds: list[float]) -> tuple[float, float, float]:
    """Return median, 95 % and slowest in milliseconds."""
    cuts = quantiles(seconds, n=20, method="inclusive") if len(seconds) > 1 else seconds * 19
    return cuts[9] * 1000, cuts[18] * 1000, max(seconds) * 1000


def table(name: str, tally: Tally) -> str:
    lines = [f"{name}: {tally.visitors}"]
    lines.append(f"  {'ms':<22}{'answers':>9}{'median':>10}{'95 %':>10}{'slowest':>10}")
    for kind, seconds in sorted(tally.seconds.items()):
        cells = "".join(f"{value:>10,.0f}" for value in spread(seconds))
        lines.append(f"  {kind:<22}{len(seconds):>9}{cells}")
    lines.append(f"  errors {tally.errors.total()}; at most {tally.peak_mb:,.0f} MB")
    lines += [f"    {count} x {error}" for error, count in tally.errors.most_common(5)]
    return "\n".join(lines)


def ratios(ours: Tally, voila: Tally) -> str:
    lines = [f"{'voila / ours':<24}{'median':>10}{'95 %':>10}{'slowest':>10}"]
    for kind in sorted(set(ours.seconds) & set(voila.seconds)):
        pairs = zip(spread(voila.seconds[kind]), spread(ours.seconds[kind]), strict=True)
        cells = "".join(f"{f'{theirs / mine:,.1f}x':>10}" for theirs, mine in pairs)
        lines.append(f"  {kind:<22}{cells}")
    return "\n".join(lines)


def main() -> None:
    if hasattr(psutil.Process, "cpu_affinity"):  # not on macOS; the servers inherit it
        psutil.Process().cpu_affinity(CORES[: os.cpu_count()])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lessons = make_lessons(folder)
        for server in ("ours", "voila"):
            (folder / server).mkdir()
        print("ours ...", flush=True)
        ours = measure(
            sciatica(folder / "ours", f"--notebooks={lessons}"),
            reading="en/nerve-roots",
            live="en/staff/count",
            readers=READERS,
            rounds=ROUNDS,
        )
        print("plain Voila ...", flush=True)
        voila = measure(
            plain_voila(folder / "voila", lessons / "en"),
            reading="voila/render/02-nerve-roots.ipynb",
            live="voila/render/staff/count.ipynb",
            readers=VOILA_READERS,
            rounds=VOILA_ROUNDS,
        )
    print(f"\nReaders and live visitors at once; {min(os.cpu_count() or 1, 2)} cores\n")
    print(table("ours", ours), table("voila", voila), ratios(ours, voila), sep="\n\n")


if __name__ == "__main__":
    main()
