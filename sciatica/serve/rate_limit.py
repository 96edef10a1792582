"""How fast one may send."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class RateLimit:
    """A token bucket: `per_s` messages a second in the long run, `burst` at once."""

    per_s: float
    burst: float
    clock: Callable[[], float] = time.monotonic
    _left: float = field(init=False)
    _last: float = field(init=False)

    def __post_init__(self) -> None:
        self._left, self._last = self.burst, self.clock()

    def take(self) -> bool:
        """Count one message; return whether it is within the limit."""
        now = self.clock()
        self._left = min(self.burst, self._left + (now - self._last) * self.per_s) - 1
        self._last = now
        return self._left >= 0
