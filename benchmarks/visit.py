"""What one visit to the lesson on nerve roots costs a reader and a server.

``make bench`` compares three ways to bring the same lesson to a browser with an empty profile,
over 20 Mbit/s and 40 ms of latency:

* ``ours``: the finished page, from ``sciatica serve``;
* ``static``: the very same bytes as files, from tornado's file handler (benchmarks/static.py),
  which compresses them anew for each visit, as most web servers do;
* ``voila``: the same notebook in plain Voila, which starts a kernel for each visit.

Plain Voila asks a CDN for two style sheets. Here every name but this machine's fails to resolve,
at once: that is the kindest case for Voila (a firewall that drops packets holds its page back
for many seconds). The browser slows HTTP down, but not web sockets: kind to Voila too.

This measures and does not judge: it always ends with 0, and it writes nothing into the project.
"""

import os
import re
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from benchmarks.servers import (
    PATIENCE_S,
    ROOT,
    kernels,
    launch,
    megabytes,
    plain_voila,
    sciatica,
    taken_away,
)
from tests.harness.servers import free_port, listens, running

NOTEBOOK = ROOT / "notebooks" / "en" / "02-nerve-roots.ipynb"
LESSON = "en/nerve-roots"
LATENCY_MS = 40
MBIT_PER_S = 20
VISITS = 5
VOILA_VISITS = 3
FURTHER_READERS = 10

# Runs in the page from its first moment on. Times are milliseconds since the navigation began,
# each taken after the frame that shows the thing was handed over for painting.
WATCH = """
window.visit = (async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const find = (what) => document.querySelector(`[data-explorer] ${what}`);
    const seen = (node) =>
        node && node.checkVisibility({ visibilityProperty: true }) && node.clientWidth > 0;
    const until = async (true_) => {
        while (!true_()) await painted();
        await painted();
        return performance.now();
    };
    const shown = (root) =>
        [...document.querySelectorAll("[data-explorer] [data-panel]")]
            .every((panel) => panel.checkVisibility() === (panel.dataset.panel === root));
    const tap = (root) => find(`input[value="${root}"]`).click();
    const answered = () => {
        const radio = find('input[value="L5"]');
        if (!seen(radio)) return false;
        if (shown("L5")) return true;
        radio.checked = false; // a tap that nobody heard: try again
        tap("L5");
        return shown("L5");
    };
    const picture = until(() => seen(find("svg")));
    const firstTap = await until(answered);
    const latencies = [];
    for (let i = 0; i < 10; i++) {
        const root = ["S1", "L4", "L5"][i % 3];
        const began = performance.now();
        tap(root);
        while (!shown(root)) await painted();
        await painted();
        latencies.push(performance.now() - began);
    }
    return { picture: await picture, firstTap, latencies };
})();
"""


@dataclass(frozen=True)
class Visit:
    """One reader's visit."""

    kilobytes: float
    requests: float
    picture_ms: float
    first_tap_ms: float
    tap_ms: float


@dataclass(frozen=True)
class Result:
    """The median visit of one way, and what a further reader leaves behind on the server."""

    visit: Visit
    megabytes_per_reader: float
    kernels_per_reader: float


Servers = dict[str, tuple[str, int]]
"""The address of the lesson and the process id of the server, for each way."""


@contextmanager
def ours(folder: Path) -> Iterator[tuple[str, int]]:
    with sciatica(folder) as (url, pid):
        yield f"{url}{LESSON}", pid


def save_page(address: str, folder: Path) -> None:
    """Keep the finished page and its scripts as files. Its links are relative: they still hold."""
    (folder / "en").mkdir(parents=True)
    (folder / "assets").mkdir()
    page = urllib.request.urlopen(address).read()
    (folder / f"{LESSON}.html").write_bytes(page)
    for name in set(re.findall(r"assets/([\w.-]+\.js)", page.decode())):
        script = urllib.request.urlopen(address.replace(LESSON, f"assets/{name}")).read()
        (folder / "assets" / name).write_bytes(script)


@contextmanager
def static(folder: Path) -> Iterator[tuple[str, int]]:
    files = folder / "files"
    with ours(folder) as (address, _):
        save_page(address, files)
    port = free_port()
    arguments = [str(ROOT / "benchmarks" / "static.py"), str(files), str(port)]
    with running(arguments, folder, port, lambda _: listens(port)) as server, taken_away(server):
        yield f"{server.url}{LESSON}.html", server.process.pid


def voila(folder: Path) -> AbstractContextManager[tuple[str, int]]:
    return plain_voila(folder, NOTEBOOK)


class Wire:
    """Counts what the browser receives."""

    def __init__(self) -> None:
        self.bytes = 0
        self.requests = 0

    def asked(self, event: dict) -> None:
        self.requests += not event["request"]["url"].startswith(("data:", "blob:"))

    def finished(self, event: dict) -> None:
        self.bytes += event["encodedDataLength"]

    def frame(self, event: dict) -> None:
        self.bytes += len(event["response"]["payloadData"])


def visit(browser: Browser, address: str) -> Visit:
    """Visit `address` with an empty profile, over the slow line."""
    context = browser.new_context()
    page = context.new_page()
    wire = Wire()
    line = context.new_cdp_session(page)
    line.on("Network.requestWillBeSent", wire.asked)
    line.on("Network.loadingFinished", wire.finished)
    line.on("Network.webSocketFrameReceived", wire.frame)
    line.send("Network.enable")
    bytes_per_s = MBIT_PER_S * 1e6 / 8
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": bytes_per_s,
            "uploadThroughput": bytes_per_s,
        },
    )
    page.add_init_script(WATCH)
    page.set_default_timeout(PATIENCE_S * 1000)
    page.goto(address, wait_until="commit")
    times = page.evaluate("window.visit")
    page.wait_for_load_state("networkidle")
    context.close()
    return Visit(
        kilobytes=wire.bytes / 1000,
        requests=wire.requests,
        picture_ms=times["picture"],
        first_tap_ms=times["firstTap"],
        tap_ms=median(times["latencies"]),
    )


def middle(visits: list[Visit]) -> Visit:
    """Return the median of each measure."""
    return Visit(**{name: median(getattr(one, name) for one in visits) for name in vars(visits[0])})


def first_visits(browser: Browser, servers: Servers) -> dict[str, Visit]:
    """Return the median visit of each way. Ours and the static one take turns, so that whatever
    else this machine does slows both alike."""
    visits: dict[str, list[Visit]] = {name: [] for name in servers}
    for _ in range(VISITS):
        for name in ("ours", "static"):
            visits[name].append(visit(browser, servers[name][0]))
    for _ in range(VOILA_VISITS):
        visits["voila"].append(visit(browser, servers["voila"][0]))
    return {name: middle(some) for name, some in visits.items()}


def further_readers(browser: Browser, address: str, pid: int) -> tuple[float, float]:
    """Let readers come and go; return what each leaves on the server: megabytes and kernels."""
    memory, alive = megabytes(pid), len(kernels(pid))
    for _ in range(FURTHER_READERS):
        visit(browser, address)
    more = megabytes(pid) - memory, len(kernels(pid)) - alive
    return more[0] / FURTHER_READERS, more[1] / FURTHER_READERS


def measure(browser: Browser, servers: Servers) -> dict[str, Result]:
    print(f"{VISITS} visits (Voila {VOILA_VISITS}), then {FURTHER_READERS} more readers each ...")
    typical = first_visits(browser, servers)
    return {
        name: Result(typical[name], *further_readers(browser, address, pid))
        for name, (address, pid) in servers.items()
    }


def row(name: str, values: list[float], digits: int) -> str:
    """Return one measure of all three ways, and ours against the other two."""
    mine, file, plain = values
    cells = [f"{value:,.{digits}f}" for value in values]
    ratios = [f"{mine / file:.2f}x" if file else "-", f"{plain / mine:.1f}x" if mine else "-"]
    return f"{name:<34}" + "".join(f"{cell:>12}" for cell in [*cells, *ratios])


def table(results: dict[str, Result]) -> str:
    columns = ["ours", "static", "voila", "ours/static", "voila/ours"]
    visits = [result.visit for result in results.values()]
    measures = [
        ("over the wire, kB", "kilobytes", 0),
        ("requests", "requests", 0),
        ("picture after, ms", "picture_ms", 0),
        ("first answered tap after, ms", "first_tap_ms", 0),
        ("a further tap, ms to its frame", "tap_ms", 1),
    ]
    lines = [" " * 34 + "".join(f"{column:>12}" for column in columns)]
    for name, field, digits in measures:
        lines.append(row(name, [getattr(visit, field) for visit in visits], digits))
    for name, field in (
        ("server MB a further reader", "megabytes_per_reader"),
        ("kernels a further reader leaves", "kernels_per_reader"),
    ):
        each = (round(getattr(result, field), 2) + 0.0 for result in results.values())  # no "-0.00"
        cells = "".join(f"{value:>12.2f}" for value in each)
        lines.append(f"{name:<34}{cells}")
    return "\n".join(lines)


def goals(results: dict[str, Result]) -> str:
    mine, file, plain = (results[name].visit for name in ("ours", "static", "voila"))
    left = results["ours"]
    reached = {
        "picture within 1.5x of a static file": mine.picture_ms <= 1.5 * file.picture_ms,
        "first tap within 1.5x of a static file": mine.first_tap_ms <= 1.5 * file.first_tap_ms,
        "picture 10x sooner than plain Voila": 10 * mine.picture_ms <= plain.picture_ms,
        "first tap 10x sooner than plain Voila": 10 * mine.first_tap_ms <= plain.first_tap_ms,
        "at most 300 kB over the wire": mine.kilobytes <= 300,
        "no kernel for a reader": left.kernels_per_reader == 0,
        "0 MB for a further reader (0.1 is noise)": left.megabytes_per_reader < 0.1,
    }
    return "\n".join(f"{'reached' if yes else 'MISSED':<9}{goal}" for goal, yes in reached.items())


def main() -> None:
    with ExitStack() as stack:
        servers = {}
        for serve in (ours, static, voila):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            servers[serve.__name__] = stack.enter_context(serve(folder))
        playwright = stack.enter_context(sync_playwright())
        browser = launch(playwright)
        results = measure(browser, servers)
        browser.close()
    print(
        f"\nA fresh visit to the lesson on nerve roots; {MBIT_PER_S} Mbit/s, {LATENCY_MS} ms; "
        f"{os.cpu_count()} cores\n\n{table(results)}\n\n{goals(results)}\n\n"
        "static: the same bytes as files, from tornado's file handler, compressed as they go.\n"
        "voila: its CDN was refused at once and its web socket ran unslowed, both in its favour."
    )


if __name__ == "__main__":
    main()
