"""Counts the kernels of live pages, and ends those that nobody watches or uses any more.

Voila's page says goodbye when its tab closes. A killed browser, a dropped network and ``curl`` do
not: so the warden looks at each kernel every few seconds.
"""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from jupyter_core.utils import ensure_async

from sciatica.journal import note, note_error
from sciatica.serve import metrics


@dataclass(frozen=True, slots=True)
class Limits:
    """How many live pages there may be, and how long each may lie unused. Times in seconds."""

    kernels: int = 12
    unwatched_s: float = 60
    """No open connection for so long: the page is gone."""
    idle_s: float = 20 * 60
    """Connected, but nobody touched it for so long."""
    busy_s: float = 2 * 60
    """At work on one thing for so long: it will not come back."""
    look_every_s: float = 5


class Warden:
    """Admits live pages up to a number, and ends their kernels."""

    def __init__(self, kernels: Any, limits: Limits) -> None:
        self._kernels = kernels
        self.limits = limits
        self._opening = 0
        self._unwatched_since: dict[str, float] = {}

    @property
    def count(self) -> int:
        """The kernels that run or are being started."""
        return len(self._kernels.list_kernel_ids()) + self._opening

    def admit(self) -> bool:
        """Return whether one more page may open; if so, `opened` must follow."""
        if self.count >= self.limits.kernels:
            metrics.LIVE_REFUSED.inc()
            note("live_refused", live=self.count)
            return False
        self._opening += 1
        return True

    def opened(self) -> None:
        """The kernel that was admitted is there now, or has failed to start."""
        self._opening -= 1
        metrics.LIVE_KERNELS.set(self.count)

    def wait_minutes(self) -> int:
        """Return after how many minutes a place becomes free at the latest: at least 1."""
        left = [self.limits.idle_s - self._idle_s(name) for name in self._kernels.list_kernel_ids()]
        return max(1, round(min(left, default=0) / 60))

    def state(self, kernel_id: str) -> str:
        """Return what a living kernel does: ``idle``, ``busy`` or ``starting``."""
        return str(getattr(self._kernels.get_kernel(kernel_id), "execution_state", "idle"))

    def _idle_s(self, kernel_id: str) -> float:
        last = getattr(self._kernels.get_kernel(kernel_id), "last_activity", None)
        return (datetime.now(UTC) - last).total_seconds() if last else 0.0

    async def alive(self, kernel_id: str) -> bool:
        """Return whether this kernel still computes. A dead one is cleared away and never
        started again: a new kernel under an old page would be empty and look alive."""
        if kernel_id not in self._kernels:
            return False
        if await ensure_async(self._kernels.get_kernel(kernel_id).is_alive()):
            return True
        await self.end(kernel_id, "died")
        return False

    async def end(self, kernel_id: str, why: str) -> None:
        """End one kernel, whatever state it is in."""
        self._unwatched_since.pop(kernel_id, None)
        if kernel_id not in self._kernels:
            return
        try:
            await ensure_async(self._kernels.shutdown_kernel(kernel_id, now=True))
        except Exception as error:  # one that will not go must not stop the others
            metrics.ERRORS.labels("end_kernel").inc()
            note_error("end_kernel", error)
        metrics.CULLED.labels(why).inc()
        metrics.LIVE_KERNELS.set(self.count)
        note("kernel_ended", why=why, live=self.count)

    async def look(self) -> None:
        """Look once at every kernel."""
        now = time.monotonic()
        for kernel_id in list(self._kernels.list_kernel_ids()):
            if not await self.alive(kernel_id):
                continue
            if self.state(kernel_id) == "busy" and self._idle_s(kernel_id) > self.limits.busy_s:
                await self.end(kernel_id, "stuck")
            elif self._connections(kernel_id):
                self._unwatched_since.pop(kernel_id, None)
                if self._idle_s(kernel_id) > self.limits.idle_s:
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
