"""Keeps the shelf filled: bakes at the start and again whenever an input changes."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sciatica.publish.inputs import snapshot
from sciatica.publish.site import Site, site_from
from sciatica.serve import metrics
from sciatica.serve.shelf import Shelf

LOOK_EVERY_S = 1.0
RETRY_EVERY_S = 30.0
"""Where no page could be made: a full disk may be mended without a change to any input."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Baked:
    """How a bake ended: with a site, or with the reason why there is none."""

    site: Site | None
    reason: str


def _news(line: str) -> dict[str, Any] | None:
    """Return what a line of the bake tells, or None where it is no news."""
    try:
        news = json.loads(line)
    except ValueError:
        return None
    return news if isinstance(news, dict) else None


class Bakery:
    """Runs ``python -m sciatica.publish`` and puts its pages on the shelf.

    A process of its own means that a changed module is really the new one, and that the server
    answers while pages are made. It is read in a thread: the event loop that Voila chooses on
    Windows cannot start processes.
    """

    def __init__(
        self, shelf: Shelf, *, clinic: Path, notebooks: Path, cache: Path, say: Say
    ) -> None:
        self._shelf = shelf
        self._clinic = clinic
        self._notebooks = notebooks
        self._cache = cache
        self._say = say
        self._process: subprocess.Popen[str] | None = None
        self._tried = 0.0

    def _look(self) -> Mapping[Path, tuple[int, int]]:
        return snapshot(self._notebooks, self._clinic)

    def _run(self) -> Baked:
        """Bake in a process of its own; say the progress as it comes."""
        command = [sys.executable, "-m", "sciatica.publish"]
        command += [str(self._cache), str(self._clinic), str(self._notebooks)]
        site, other = None, ""
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process:
            self._process = process
            assert process.stdout is not None
            for line in process.stdout:
                news = _news(line)
                if news is None:
                    other = line.strip() or other  # a kernel's chatter, or at last the reason
                elif "site" in news:
                    site = site_from(news["site"])
                elif "cache" in news:
                    metrics.ERRORS.labels("cache").inc()
                    self._say(f"  The pages are served, but not kept: {news['cache']}")
                elif news["error"]:
                    metrics.ERRORS.labels("bake").inc()
                    self._say(f"  FAILED  {news['notebook']}: {news['error']}")
                else:
                    self._say(f"  made    {news['title']}  ({news['seconds']:.1f} s)")
        self._process = None
        return Baked(site, other or f"it ended with code {process.returncode}")

    async def bake(self) -> bool:
        """Bake once and fill the shelf. Returns whether there is a new site; says why not."""
        with metrics.BAKE_SECONDS.time():
            baked = await asyncio.to_thread(self._run)
        self._tried = time.monotonic()
        if baked.site is None:
            metrics.ERRORS.labels("bake").inc()
            self._shelf.stale = baked.reason
            self._say(f"  The pages could not be made: {baked.reason}")
            return False
        self._shelf.fill(baked.site)
        return True

    async def watch(self, ready: Callable[[], None]) -> None:
        """Bake, call `ready`, then bake again whenever an input changes. Never returns."""
        seen = self._look()
        if await self.bake():
            ready()
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            now = await asyncio.to_thread(self._look)
            if now == seen and not self._retry_is_due():
                continue
            changed = sorted(path.name for path in {*now, *seen} if now.get(path) != seen.get(path))
            if changed:
                self._say(f"Changed: {', '.join(changed[:3])}{' ...' if changed[3:] else ''}")
            seen = now
            was_empty = self._shelf.site is None
            if await self.bake():
                if was_empty:
                    ready()
                else:
                    self._say("  The new pages are served.")

    def _retry_is_due(self) -> bool:
        """Whether there are no pages at all, and it is time to try again."""
        return self._shelf.site is None and time.monotonic() > self._tried + RETRY_EVERY_S

    def stop(self) -> None:
        """End a bake that is under way; its kernel ends with it."""
        if self._process is not None:
            self._process.terminate()
