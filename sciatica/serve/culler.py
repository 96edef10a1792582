"""Counts the kernels of live pages, and ends those that nobody watches or uses any more.

A page says goodbye when its tab closes. A killed browser, a dropped network and ``curl`` do not: so
each kernel is looked at every few seconds. All times are those of a clock that never jumps.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jupyter_core.utils import ensure_async

from sciatica import log
from sciatica.serve import metrics


@dataclass(frozen=True, slots=True)
class LiveLimits:
    """How many live pages there may be, and how long each may lie unused. Times in seconds."""

    kernels: int = 12
    unwatched_s: float = 60
    """No open connection for so long: the page is gone."""
    idle_s: float = 20 * 60
    """Connected, but nobody touched it for so long."""
    busy_s: float = 2 * 60
    """At work on one thing for so long: it will not come back."""
    look_every_s: float = 5
    patience_s: float = 5
    """Whoever comes, and may be leaving another page, waits so long for a place."""
    look_soon_s: float = 0.1


class Culler:
    """Admits live pages up to a number, and ends their kernels."""

    def __init__(
        self, kernels: Any, limits: LiveLimits, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._kernels = kernels
        self.limits = limits
        self._clock = clock
        self._opening: set[str] = set()
        self._waiting: set[str] = set()
        self._unwatched_since: dict[str, float] = {}
        self._active: dict[str, tuple[object, float]] = {}
        """The last activity that Jupyter told of each kernel, and when it was seen first."""

    @property
    def count(self) -> int:
        """The kernels that run or are being started."""
        return len(self._opening.union(self._kernels.list_kernel_ids()))

    @property
    def is_full(self) -> bool:
        """Whether every place is taken."""
        return self.count >= self.limits.kernels

    def admit(self, kernel_id: str) -> bool:
        """Give one more page a place, or return False where there is none. The page is being
        opened, and not culled, until `opened`."""
        if self.is_full:
            metrics.LIVE_REFUSED.inc()
            log.event("live_refused", live=self.count)
            return False
        self._opening.add(kernel_id)
        return True

    async def wait_for_place(self, kernel_id: str) -> None:
        """Wait until there is a place, but not for long. The page counts as alive meanwhile."""
        self._waiting.add(kernel_id)
        until = self._clock() + self.limits.patience_s
        try:
            while self.is_full and self._clock() < until:
                await asyncio.sleep(self.limits.look_soon_s)
        finally:
            self._waiting.discard(kernel_id)

    def opened(self, kernel_id: str) -> None:
        """The page that was admitted has been sent, or has failed."""
        self._opening.discard(kernel_id)
        metrics.LIVE_KERNELS.set(self.count)

    def wait_minutes(self) -> int:
        """Return after how many minutes a place becomes free at the latest: at least 1."""
        left = [self.limits.idle_s - self._idle_s(name) for name in self._kernels.list_kernel_ids()]
        return max(1, round(min(left, default=0) / 60))

    def state(self, kernel_id: str) -> str:
        """Return what a living kernel does: ``idle``, ``busy`` or ``starting``."""
        if kernel_id not in self._kernels:
            return "starting"
        return str(getattr(self._kernels.get_kernel(kernel_id), "execution_state", "idle"))

    def _idle_s(self, kernel_id: str) -> float:
        last = getattr(self._kernels.get_kernel(kernel_id), "last_activity", None)
        now = self._clock()
        if kernel_id not in self._active or self._active[kernel_id][0] != last:
            self._active[kernel_id] = last, now
        return now - self._active[kernel_id][1]

    async def alive(self, kernel_id: str) -> bool:
        """Return whether this kernel still computes, or is about to. A dead one is cleared away and
        never started again: a new kernel under an old page would be empty and look alive."""
        if kernel_id not in self._kernels:
            return kernel_id in self._opening | self._waiting
        if await ensure_async(self._kernels.get_kernel(kernel_id).is_alive()):
            return True
        await self.end(kernel_id, "died")
        return False

    async def end(self, kernel_id: str, why: str) -> None:
        """End one kernel, whatever state it is in."""
        self._unwatched_since.pop(kernel_id, None)
        self._active.pop(kernel_id, None)
        if kernel_id not in self._kernels:
            return
        try:
            await ensure_async(self._kernels.shutdown_kernel(kernel_id, now=True))
        except Exception as error:  # one that will not go must not stop the others
            metrics.ERRORS.labels("end_kernel").inc()
            log.failure("end_kernel", error)
        metrics.CULLED.labels(why).inc()
        metrics.LIVE_KERNELS.set(self.count)
        log.event("kernel_ended", why=why, live=self.count)

    async def look(self) -> None:
        """Look once at every kernel."""
        now = self._clock()
        for kernel_id in list(self._kernels.list_kernel_ids()):
            if not await self.alive(kernel_id):
                continue
            idle_s = self._idle_s(kernel_id)
            if self.state(kernel_id) == "busy" and idle_s > self.limits.busy_s:
                await self.end(kernel_id, "stuck")
            elif kernel_id in self._opening:
                continue
            elif self._connections(kernel_id):
                self._unwatched_since.pop(kernel_id, None)
                if idle_s > self.limits.idle_s:
                    await self.end(kernel_id, "idle")
            elif now - self._unwatched_since.setdefault(kernel_id, now) > self.limits.unwatched_s:
                await self.end(kernel_id, "unwatched")

    def _connections(self, kernel_id: str) -> int:
        return int(self._kernels._kernel_connections.get(kernel_id, 0))

    async def watch(self) -> None:
        """Look again and again. Never returns."""
        while True:
            await asyncio.sleep(self.limits.look_every_s)
            await self.look()
            metrics.LIVE_KERNELS.set(self.count)
