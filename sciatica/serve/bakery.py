"""Keeps the shelf filled: bakes at the start and again whenever an input changes."""

import asyncio
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from sciatica.content import ClinicError, load_clinic
from sciatica.publish.inputs import snapshot
from sciatica.publish.site import read_site
from sciatica.serve.shelf import Shelf

LOOK_EVERY_S = 1.0

Say = Callable[[str], None]


class Bakery:
    """Runs ``python -m sciatica.publish`` and puts its pages on the shelf.

    A process of its own means that a changed module is really the new one, and that the server
    answers while pages are made.
    """

    def __init__(
        self, shelf: Shelf, *, clinic: Path, notebooks: Path, cache: Path, say: Say
    ) -> None:
        self._shelf = shelf
        self._clinic = clinic
        self._notebooks = notebooks
        self._cache = cache
        self._say = say
        self._process: asyncio.subprocess.Process | None = None

    def _look(self) -> Mapping[Path, tuple[int, int]]:
        return snapshot(self._notebooks, self._clinic)

    async def _lines(self, process: asyncio.subprocess.Process) -> str | None:
        """Say the progress; return the fingerprint of the finished site."""
        site = None
        assert process.stdout is not None
        async for line in process.stdout:
            try:
                news = json.loads(line)
            except ValueError:
                continue
            if "site" in news:
                site = news["site"]
            elif news["error"]:
                self._say(f"  FAILED  {news['notebook']}: {news['error']}")
            else:
                self._say(f"  made    {news['title']}  ({news['seconds']:.1f} s)")
        return site

    async def bake(self) -> bool:
        """Bake once and fill the shelf. Returns whether there is a new site; says why not."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "sciatica.publish",
            str(self._cache), str(self._clinic), str(self._notebooks),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, limit=2**20,
        )  # fmt: skip
        self._process = process
        assert process.stderr is not None
        errors = asyncio.create_task(process.stderr.read())
        fingerprint = await self._lines(process)
        code = await process.wait()
        self._process = None
        if fingerprint is None:
            last = (await errors).decode(errors="replace").strip().splitlines()[-1:]
            reason = last[0] if last else f"it ended with code {code}"
            self._say(f"  The pages could not be made: {reason}")
            return False
        site = read_site(self._cache, fingerprint)
        try:
            clinic = load_clinic(self._clinic)
        except ClinicError:  # broken since the bake began; the next look tells
            return False
        if site is None:
            self._say(f"  The pages are gone from {self._cache}. Is the disk full?")
            return False
        self._shelf.fill(site, clinic)
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
