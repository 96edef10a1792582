"""Keeps the shelf filled: bakes at the start and again whenever an input changes."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sciatica.publish.inputs import snapshot
from sciatica.publish.site import read_site
from sciatica.serve import metrics
from sciatica.serve.shelf import Shelf

LOOK_EVERY_S = 1.0

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Baked:
    """How a bake ended: the fingerprint of its site, or the reason why there is none."""

    fingerprint: str
    reason: str


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

    def _look(self) -> Mapping[Path, tuple[int, int]]:
        return snapshot(self._notebooks, self._clinic)

    def _run(self) -> Baked:
        """Bake in a process of its own; say the progress as it comes."""
        command = [sys.executable, "-m", "sciatica.publish"]
        command += [str(self._cache), str(self._clinic), str(self._notebooks)]
        fingerprint, other = "", ""
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
                try:
                    news = json.loads(line)
                except ValueError:
                    news = None
                if not isinstance(news, dict):
                    other = line.strip() or other  # a kernel's chatter, or at last the reason
                    continue
                if "site" in news:
                    fingerprint = news["site"]
                elif news["error"]:
                    metrics.ERRORS.labels("bake").inc()
                    self._say(f"  FAILED  {news['notebook']}: {news['error']}")
                else:
                    self._say(f"  made    {news['title']}  ({news['seconds']:.1f} s)")
        self._process = None
        return Baked(fingerprint, other or f"it ended with code {process.returncode}")

    async def bake(self) -> bool:
        """Bake once and fill the shelf. Returns whether there is a new site; says why not."""
        with metrics.BAKE_SECONDS.time():
            baked = await asyncio.to_thread(self._run)
        if not baked.fingerprint:
            self._say(f"  The pages could not be made: {baked.reason}")
            return False
        site = read_site(self._cache, baked.fingerprint)
        if site is None:
            self._say(f"  The pages are gone from {self._cache}. Is the disk full?")
            return False
        self._shelf.fill(site)
        return True

    async def watch(self, ready: Callable[[], None]) -> None:
        """Bake, call `ready`, then bake again whenever an input changes. Never returns."""
        seen = self._look()
        if await self.bake():
            ready()
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            now = await asyncio.to_thread(self._look)
            if now == seen:
                continue
            changed = sorted(path.name for path in {*now, *seen} if now.get(path) != seen.get(path))
            self._say(f"Changed: {', '.join(changed[:3])}{' ...' if changed[3:] else ''}")
            seen = now
            was_empty = self._shelf.site is None
            if await self.bake():
                if was_empty:
                    ready()
                else:
                    self._say("  The new pages are served.")

    def stop(self) -> None:
        """End a bake that is under way; its kernel ends with it."""
        if self._process is not None:
            self._process.terminate()
