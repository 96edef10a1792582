"""A room full of learners: how soon the one who leads sees an answer, and what a learner costs.

``make bench-room`` lets twelve learners enter one room and answer at once, ten questions long, then
lets thirty, then one more. Every learner is a web socket as the page has it; server and learners
share the machine's first two cores. Memory is the server's own: before, with everybody in, and
after.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.servers import PATIENCE_S, megabytes, sciatica
from sciatica.training.items import items

LEARNERS = (12, 30)
ROUNDS = 10
CORES = [0, 1]


@dataclass
class Tally:
    """Milliseconds by kind, and what went wrong."""

    milliseconds: dict[str, list[float]] = field(default_factory=dict)
    errors: int = 0

    def add(self, kind: str, began: float) -> None:
        self.milliseconds.setdefault(kind, []).append((time.monotonic() - began) * 1000)


class Line:
    """A line as a page has it."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self._socket = socket

    @classmethod
    async def open(cls, address: str) -> "Line":
        return cls(await websocket_connect(HTTPRequest(address.replace("http", "ws", 1))))

    async def say(self, **message: object) -> None:
        await self._socket.write_message(json.dumps(message))

    async def hear(self, *names: str) -> dict:
        """Return the next message that has one of `names`."""
        async with asyncio.timeout(PATIENCE_S):
            while (said := await self._socket.read_message()) is not None:
                told = json.loads(said)
                if any(name in told for name in names):
                    return dict(told)
        raise ConnectionError("the line was cut")

    def close(self) -> None:
        self._socket.close()


async def enter(url: str, code: str, client: AsyncHTTPClient, tally: Tally) -> Line:
    """Open the page with its script, then the room, as a phone does."""
    began = time.monotonic()
    page = (await client.fetch(f"{url}en/room", request_timeout=PATIENCE_S)).body.decode()
    script = page.rpartition('<script type="module" src="')[2].partition('"')[0]
    await client.fetch(f"{url.rstrip('/')}{script}", request_timeout=PATIENCE_S)
    line = await Line.open(f"{url}en/room/line")
    await line.say(join=code)
    await line.hear("seat")
    tally.add("page opened and room entered", began)
    return line


async def answer(line: Line, option: str, tally: Tally) -> None:
    """Wait for the question, answer it, wait until the answer counts."""
    asked = await line.hear("question")
    began = time.monotonic()
    await line.say(answer=option, round=asked["round"])
    while (await line.hear("chosen", "refused")).get("chosen") != option:
        pass
    tally.add("answer counted", began)


async def watch(lead: Line, everybody: int, began: float, tally: Tally) -> None:
    """Note when the one who leads sees each answer, counted from the question."""
    seen = 0
    while seen < everybody:
        told = await lead.hear("spread")
        now = sum(told["spread"].values())
        for _ in range(now - seen):
            tally.add("answer seen by the one who leads, from the question", began)
        seen = max(seen, now)


async def session(url: str, pid: int, learners: int) -> tuple[Tally, list[float], bool]:
    tally, question = Tally(), items("en")[0]
    client = AsyncHTTPClient(force_instance=True, max_clients=100)
    memory = [megabytes(pid)]
    lead = await Line.open(f"{url}en/staff/room/line")
    await lead.say(open=True)
    code = (await lead.hear("code"))["code"]
    lines = await asyncio.gather(*(enter(url, code, client, tally) for _ in range(learners)))
    memory.append(megabytes(pid))
    for round_ in range(1, ROUNDS + 1):
        began = time.monotonic()
        await lead.say(ask=question.id)
        options = [question.options[n % len(question.options)].id for n in range(learners)]
        done = await asyncio.gather(
            watch(lead, learners, began, tally),
            *(answer(line, option, tally) for line, option in zip(lines, options, strict=True)),
            return_exceptions=True,
        )
        tally.errors += sum(isinstance(one, Exception) for one in done)
        if round_ < ROUNDS:
            await asyncio.sleep(1)
    one_more = await Line.open(f"{url}en/room/line")
    await one_more.say(join=code)
    refused = "refused" in await one_more.hear("seat", "refused")
    await lead.say(end=True)
    for line in (*lines, one_more, lead):
        line.close()
    await asyncio.sleep(1)
    memory.append(megabytes(pid))
    return tally, memory, refused


def main() -> None:
    if hasattr(psutil.Process(), "cpu_affinity"):
        psutil.Process().cpu_affinity(CORES[: os.cpu_count() or 1])
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder, sciatica(Path(folder)) as (url, pid):
        for learners in LEARNERS:
            tally, memory, refused = asyncio.run(session(url, pid, learners))
            before, within, after = memory
            print(f"\n{learners} learners, {ROUNDS} questions: {tally.errors} errors")
            for kind, found in tally.milliseconds.items():
                cuts = quantiles(found, n=20, method="inclusive")
                print(f"  {kind}: median {cuts[9]:.0f}, 95 % {cuts[18]:.0f}, ", end="")
                print(f"slowest {max(found):.0f} ms")
            print(
                f"  server MB before {before:.1f}, everybody in {within:.1f}, after {after:.1f};",
                end="",
            )
            print(f" a learner {1000 * (within - before) / learners:.0f} kB")
            print(f"  one more: {'refused in words' if refused else 'gets a seat'}")


if __name__ == "__main__":
    sys.exit(main())
