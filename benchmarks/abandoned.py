"""What visitors leave behind who open a live page and go without a word.

``make bench-live`` opens the same small notebook (tests/harness/live_pages.py) a hundred times,
first with `sciatica serve`, then with plain Voila, and abandons it in five ways, one after the
other:

* ``close``: the tab is closed, the browser stays;
* ``back``: back to where the visitor came from;
* ``kill``: the browser is killed, five tabs at a time;
* ``curl``: a program reads the page and leaves, with no script run;
* ``drop``: the connection is cut after the first piece of the page.

It says how many kernels of each way were seen (one that ends within a moment may not be), how many
are left at once, after 10 s and after 90 s, and what memory the server and all its kernels hold.
`sciatica serve` ends a page that nobody watches after a minute; plain Voila, as it is installed,
ends none. Our limit of live pages is raised so that it does not turn visitors away.
"""

import os
import socket
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Page, Playwright, sync_playwright

from benchmarks.servers import PATIENCE_S, Watch, launch, megabytes, plain_voila, sciatica
from tests.harness.live_pages import make_lessons

EACH = 20
TABS = 5
FEWER = 8
"""Visits of each way to plain Voila where memory is short."""
KERNEL_MB = 110
LATER_S = (0, 10, 90)
LOOK_EVERY_S = 0.2
"""Often enough to see nearly every kernel that is ended as soon as it has started."""
SETTLE_S = 4
"""A kernel that is being started when its visitor goes belongs to that visitor's way."""


def opened(page: Page, address: str) -> None:
    """Open the page and wait until its widgets are alive."""
    page.set_default_timeout(PATIENCE_S * 1000)
    page.goto("about:blank")
    page.goto(address)
    page.get_by_role("button", name="Count", exact=True).wait_for()


def close(playwright: Playwright, address: str, times: int) -> None:
    browser = launch(playwright)
    profile = browser.new_context()
    profile.new_page()
    for _ in range(times):
        page = profile.new_page()
        opened(page, address)
        page.close(run_before_unload=True)
    profile.pages[0].wait_for_timeout(1000)  # the browser sends the last goodbye by itself
    browser.close()


def back(playwright: Playwright, address: str, times: int) -> None:
    browser = launch(playwright)
    page = browser.new_page()
    for _ in range(times):
        opened(page, address)
        page.go_back()
    page.wait_for_timeout(1000)
    browser.close()


def kill(playwright: Playwright, address: str, times: int) -> None:
    for begin in range(0, times, TABS):
        browser = launch(playwright)
        profile = browser.new_context()
        for _ in range(min(TABS, times - begin)):
            opened(profile.new_page(), address)
        # Playwright's driver; our other children are Python servers
        [driver] = (one for one in psutil.Process().children() if Path(one.exe()).name == "node")
        for one in driver.children(recursive=True):
            one.kill()


def curl(_: Playwright, address: str, times: int) -> None:
    for _ in range(times):
        with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:
            answer.read()


def drop(_: Playwright, address: str, times: int) -> None:
    parts = urlsplit(address)
    for _ in range(times):
        with socket.create_connection((parts.hostname, parts.port), PATIENCE_S) as line:
            line.sendall(f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
            line.recv(1000)


WAYS: dict[str, Callable[[Playwright, str, int], None]] = {
    way.__name__: way for way in (close, back, kill, curl, drop)
}


@dataclass(frozen=True)
class Result:
    """What one server was left with. `left` and `memory_mb` go by the seconds of `LATER_S`."""

    visits: int
    seen: dict[str, int]
    left: dict[str, list[int]]
    before_mb: float
    peak_mb: float
    memory_mb: list[float]


def measure(server: AbstractContextManager[tuple[str, int]], path: str, each: int) -> Result:
    """Let `each` visitors come and go in each way."""
    with server as (url, pid), sync_playwright() as playwright:
        address = f"{url}{path}"
        before = megabytes(pid)
        ends, new, known = {}, {}, set()
        with Watch(pid, LOOK_EVERY_S) as watch:
            known = set(watch.seen[0][2])
            for name, way in WAYS.items():
                way(playwright, address, each)
                ends[name] = time.monotonic()
                time.sleep(SETTLE_S)
                new[name] = {one for *_, alive in watch.seen for one in alive} - known
                known |= new[name]
                print(f"  {name}: {each} visitors came and went", flush=True)
            last = ends[name]
            time.sleep(last + max(LATER_S) + 2 - time.monotonic())
        left = {
            name: [len(watch.at(ends[name] + later)[1] & new[name]) for later in LATER_S]
            for name in WAYS
        }
        memory = [watch.at(last + later)[0] for later in LATER_S]
        seen = {name: len(new[name]) for name in WAYS}
        return Result(each * len(WAYS), seen, left, before, watch.peak_mb, memory)


def rows(name: str, result: Result) -> list[str]:
    lines = [f"{name}: {result.visits} visits"]
    table = {way: [result.seen[way], *left] for way, left in result.left.items()}
    table["all"] = [sum(column) for column in zip(*table.values(), strict=True)]
    heads = ["seen", *(f"left {later} s" for later in LATER_S)]
    lines.append(f"  {'kernels':<24}" + "".join(f"{head:>12}" for head in heads))
    for way, counts in table.items():
        lines.append(f"  {way:<24}" + "".join(f"{count:>12}" for count in counts))
    after = "".join(f"{memory:>12,.0f}" for memory in result.memory_mb)
    lines.append(f"  {'MB after the last way':<36}{after}")
    lines.append(f"  MB before {result.before_mb:,.0f}, at most {result.peak_mb:,.0f}")
    return lines


def ratios(ours: Result, voila: Result) -> str:
    """Return ours against plain Voila, for each visit, since they may differ in number."""
    lasting = [sum(left[-1] for left in one.left.values()) for one in (ours, voila)]
    grown = [one.memory_mb[-1] - one.before_mb for one in (ours, voila)]
    kernels = [count / one.visits for count, one in zip(lasting, (ours, voila), strict=True)]
    memory = [more / one.visits for more, one in zip(grown, (ours, voila), strict=True)]
    return (
        f"{LATER_S[-1]} s after the last visitor, for each visit:\n"
        f"  kernels  ours {kernels[0]:.2f}, voila {kernels[1]:.2f}\n"
        f"  MB       ours {memory[0]:.2f}, voila {memory[1]:.2f}"
        + (f" ({memory[1] / memory[0]:,.0f}x)" if memory[0] >= 0.01 else "")
    )


def main() -> None:
    results = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lessons = make_lessons(folder)
        for server in ("ours", "voila"):
            (folder / server).mkdir()
        print("ours ...", flush=True)
        given = (f"--notebooks={lessons}", f"--max-live={EACH * len(WAYS) + 10}")
        ours = sciatica(folder / "ours", *given)
        results["ours"] = measure(ours, "en/staff/count", EACH)
        needed = EACH * len(WAYS) * KERNEL_MB * 1e6 * 1.3
        each = EACH if psutil.virtual_memory().available > needed else FEWER
        print("plain Voila ..." if each == EACH else "plain Voila, fewer: memory is short ...")
        voila = plain_voila(folder / "voila", lessons / "en" / "staff" / "count.ipynb")
        results["voila"] = measure(voila, "", each)
    print(f"\nLive pages abandoned; {os.cpu_count()} cores\n")
    for server, result in results.items():
        print("\n".join(rows(server, result)), end="\n\n")
    print(ratios(results["ours"], results["voila"]))


if __name__ == "__main__":
    main()
