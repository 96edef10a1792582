"""Bakes the pages at the start and again whenever an input changes."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from math import inf
from pathlib import Path
from threading import Event

from sciatica import log
from sciatica.content.clinic import load_clinic
from sciatica.content.decisions import not_in_force
from sciatica.content.toml import ContentError
from sciatica.content.words import words
from sciatica.publish.bake import LANG
from sciatica.publish.errors import PublishError
from sciatica.publish.inputs import settings, snapshot, wake_ups
from sciatica.publish.process import Bake, News, bake_in_process
from sciatica.publish.site import Site
from sciatica.serve import metrics
from sciatica.serve.page_store import PageStore

LOOK_AT_ALL_EVERY_S = 60.0
"""Of a folder on another machine, or one that was put in the place of a watched one, the system
tells nothing."""
RETRY_AFTER_S = (5.0, 15.0, 60.0, 300.0, 3600.0)
"""The pauses after a bake that failed, or made fewer pages than there are: a process that was
killed, a full disk or too many open files are mended without a change to any input."""
REMIND_EVERY_S = 300.0
"""As long as the pages are older than what they are made of, the terminal says so again."""

Say = Callable[[str], None]


class Bakery:
    """Bakes in a process of its own and puts the pages into the store."""

    def __init__(
        self,
        store: PageStore,
        *,
        clinic: Path,
        notebooks: Path,
        cache: Path,
        say: Say,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """`changed` is called when an input has changed, before anything is made of it."""
        self._store = store
        self._clinic = clinic
        self._notebooks = notebooks
        self._cache = cache
        self._say = say
        self._changed = changed
        self._bake: Bake | None = None
        self._failures = 0
        self._retry_at = inf
        self._said = 0.0
        self._stopped = Event()

    def _run(self) -> Site:
        with bake_in_process(self._cache, self._clinic, self._notebooks) as self._bake:
            return self._bake.wait(self._hear)

    def _hear(self, news: News) -> None:
        """Say the progress as it comes."""
        if "cache" in news:
            metrics.ERRORS.labels("cache").inc()
            self._say(f"  The pages are served, but not kept: {news['cache']}")
        elif news["error"]:
            metrics.ERRORS.labels("bake").inc()
            self._say(f"  FAILED  {news['notebook']}: {news['error']}")
        else:
            self._say(f"  made    {news['title']}  ({news['seconds']:.1f} s)")

    async def bake(self) -> bool:
        """Bake once and fill the store. Returns whether there is a new site; says why not."""
        try:
            with metrics.BAKE_SECONDS.time():
                site = await asyncio.to_thread(self._run)
        except Exception as error:  # whatever it is, old pages must not stay in silence
            if not isinstance(error, PublishError):
                log.failure("bake_failed", error)
            metrics.ERRORS.labels("bake").inc()
            metrics.STALE.set(1)
            self._store.stale = str(error)
            self._say(f"  The pages could not be made: {error}")
            self._said = time.monotonic()
            self._retry_later()
            return False
        self._store.fill(site)
        metrics.STALE.set(0)
        if site.failed:
            self._retry_later()
        else:
            self._failures, self._retry_at = 0, inf
        with suppress(ContentError):  # settings that broke since are told by the next bake
            clinic = load_clinic(self._clinic)
            self._store.framed_by = clinic.framed_by
            # decisions that change nothing: nobody's signature carries them
            for told in not_in_force(clinic, words(LANG)):
                self._say(f"  {told}")
        return True

    def _retry_later(self) -> None:
        pause = RETRY_AFTER_S[min(self._failures, len(RETRY_AFTER_S) - 1)]
        self._failures, self._retry_at = self._failures + 1, time.monotonic() + pause

    async def watch(self, ready: Callable[[], None]) -> None:
        """Bake, call `ready` with the first site, then bake again whenever an input changes, until
        stopped. What goes wrong with looking, such as too many open files, is said; after a pause
        it begins anew."""
        while not self._stopped.is_set():
            try:
                await self._watch(ready)
            except Exception as error:
                log.failure("watch_failed", error)
                self._say(f"Changes are not looked for just now ({error}).")
                await asyncio.to_thread(self._stopped.wait, RETRY_AFTER_S[0])

    async def _bake_for(self, ready: Callable[[], None]) -> bool:
        was_empty = self._store.site is None
        made = await self.bake()
        if made and was_empty:
            ready()
        return made and not was_empty

    async def _watch(self, ready: Callable[[], None]) -> None:
        seen = snapshot(self._notebooks, self._clinic)
        await self._bake_for(ready)
        wake_up = wake_ups(self._notebooks, self._stopped, self._complain)
        looked = -LOOK_AT_ALL_EVERY_S  # what changed while the pages were made, nobody told
        while (told := await asyncio.to_thread(next, wake_up, None)) is not None:
            edited = await asyncio.to_thread(settings, self._clinic)
            due = time.monotonic() > looked + LOOK_AT_ALL_EVERY_S
            retries = time.monotonic() > self._retry_at
            now = seen
            if told or due or not edited.items() <= seen.items():
                looked = time.monotonic()
                now = await asyncio.to_thread(snapshot, self._notebooks, self._clinic)
            if now == seen and not retries:
                self._remind()
                continue
            changed = sorted(path.name for path in {*now, *seen} if now.get(path) != seen.get(path))
            if changed:
                self._say(f"Changed: {', '.join(changed[:3])}{' ...' if changed[3:] else ''}")
                self._changed()
                self._failures = 0
            seen = now
            if await self._bake_for(ready):
                self._say("  The new pages are served.")

    def _complain(self, error: Exception) -> None:
        self._say(f"Changes are looked for: this system does not tell of them ({error}).")

    def _remind(self) -> None:
        """Say again that old pages are served, where they are and it was said a while ago."""
        if self._store.stale and time.monotonic() > self._said + REMIND_EVERY_S:
            self._said = time.monotonic()
            self._say(f"  STILL the old pages, perhaps an old number: {self._store.stale}")

    def stop(self) -> None:
        """End the watch, and a bake that is under way; its kernel ends with it."""
        self._stopped.set()
        if self._bake is not None:
            self._bake.stop()
