"""A bake in a process of its own, as the server and the judge run it.

A changed module is then really the new one, no kernel speaks into this process, and it answers
while pages are made.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sciatica.publish.errors import PublishError
from sciatica.publish.site import Site, site_from

News = Mapping[str, Any]
"""A line of ``python -m sciatica.publish``: see there."""


class Bake:
    """A bake that was started."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def wait(self, hear: Callable[[News], None] = lambda news: None) -> Site:
        """Return the site; `hear` is told the progress as it comes. Raises `PublishError` with the
        reason where there is no site."""
        assert self._process.stdout is not None
        site, other = None, ""
        for line in self._process.stdout:
            news = _news(line)
            if news is None:
                other = line.strip() or other  # a kernel's chatter, or at last the reason
            elif "site" in news:
                site = site_from(news["site"])
            else:
                hear(news)
        code = self._process.wait()
        if site is None:
            killed = (
                f"its process was killed (signal {-code})"
                if code < 0
                else f"it ended with code {code}"
            )
            raise PublishError(other or killed)
        return site

    def stop(self) -> None:
        """End it, if it is still under way; its kernel ends with it."""
        self._process.terminate()


@contextmanager
def bake_in_process(cache: Path, clinic: Path, notebooks: Path) -> Iterator[Bake]:
    """Start to bake; whoever leaves sooner stops it.

    It is read without an event loop: the one that Voila chooses on Windows cannot start processes.
    """
    command = [sys.executable, "-m", "sciatica.publish", *map(str, (cache, clinic, notebooks))]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        bake = Bake(process)
        try:
            yield bake
        finally:
            bake.stop()


def _news(line: str) -> News | None:
    """Return what a line of the bake tells, or None where it is no news."""
    try:
        news = json.loads(line)
    except ValueError:
        return None
    return news if isinstance(news, dict) else None
