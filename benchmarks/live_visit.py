"""How long a visitor of a live page waits until a press is answered.

``make bench-live`` opens the page where an invented patient is examined in Chromium, with an empty
profile, from `sciatica serve` and from plain Voila in turns: one visitor at a time, then ten at
once. A visitor presses the first red-flag card as soon as it is there, and again each quarter of a
second, until the kernel's words stand below it.

This measures and does not judge: it always ends with 0.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from playwright.async_api import Browser, async_playwright

from benchmarks.servers import PATIENCE_S, ROOT, kernels, plain_voila, pss_mb, sciatica
from tests.harness import browser as harness
from tests.harness.live_pages import make_two_lessons

NOTEBOOK = ROOT / "notebooks" / "en" / "staff" / "01-examine.ipynb"
PAGE = "en/staff/examine"
VISITS = 7
AT_ONCE = 10
BETWEEN_S = 1.0
"""So that the kernels of one round have ended before the next begins."""
# Runs in the page from its first moment on; milliseconds since the navigation began.
WATCH = """
window.visit = new Promise((done) => {
    const told = {};
    let pressedAt = -Infinity;
    const look = () => {
        // the first form asks for another patient, the second one holds the cards
        const cards = document.querySelectorAll('[data-form="act"]')[1];
        const button = cards?.querySelector(".sx-form-options button");
        if (button?.clientWidth > 0) {
            told.seen ??= performance.now();
            if (cards.querySelector(".sx-feedback")?.textContent.trim()) {
                told.answered = performance.now();
                const [page] = performance.getEntriesByType("navigation");
                told.first_byte = page.responseStart;
                done(told);
                return;
            }
            if (performance.now() - pressedAt > 250) {
                pressedAt = performance.now();
                button.click();
            }
        }
        setTimeout(look, 5);
    };
    look();
});
"""
MEASURES = {
    "first byte, ms": "first_byte",
    "seen, ms": "seen",
    "answered, ms": "answered",
    "requests": "requests",
    "kB over the wire": "kilobytes",
}


async def visit(browser: Browser, address: str) -> dict[str, float]:
    context = await browser.new_context(viewport={"width": 1280, "height": 1000})
    page = await context.new_page()
    told: dict[str, float] = {"requests": 0, "kilobytes": 0}
    line = await context.new_cdp_session(page)

    def asked(event: dict[str, Any]) -> None:
        told["requests"] += not event["request"]["url"].startswith(("data:", "blob:"))

    def came(number_of_bytes: int) -> None:
        told["kilobytes"] += number_of_bytes / 1000

    line.on("Network.requestWillBeSent", asked)
    line.on("Network.webSocketCreated", lambda _: told.update(requests=told["requests"] + 1))
    line.on("Network.loadingFinished", lambda event: came(event["encodedDataLength"]))
    line.on(
        "Network.webSocketFrameReceived",
        lambda event: came(len(event["response"]["payloadData"])),
    )
    await line.send("Network.enable")
    await page.add_init_script(WATCH)
    await page.goto(address, wait_until="commit", timeout=PATIENCE_S * 1000)
    times = await asyncio.wait_for(page.evaluate("window.visit"), PATIENCE_S)
    await page.goto("about:blank")  # says goodbye
    await context.close()
    return {**told, **times}


async def rounds(servers: dict[str, str], at_once: int) -> dict[str, list[dict[str, float]]]:
    """Let visitors come to each server in turns; the first visit of all is not counted."""
    visits: dict[str, list[dict[str, float]]] = {name: [] for name in servers}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=harness.find(), args=[*harness.FLAGS, harness.ALONE]
        )
        for address in servers.values():
            await visit(browser, address)
        for _ in range(VISITS if at_once == 1 else 2):
            for name, address in servers.items():
                together = (visit(browser, address) for _ in range(at_once))
                ended = await asyncio.gather(*together, return_exceptions=True)
                answered = [one for one in ended if not isinstance(one, BaseException)]
                if len(answered) < at_once:
                    print(f"  {name}: {at_once - len(answered)} of {at_once} were never answered")
                visits[name] += answered
                await asyncio.sleep(BETWEEN_S)
        await browser.close()
    return visits


def table(title: str, visits: dict[str, list[dict[str, float]]]) -> str:
    ours, voila = visits["ours"], visits["voila"]
    lines = [f"{title:<28}{'ours':>10}{'slowest':>10}{'voila':>10}{'slowest':>10}{'ratio':>8}"]
    for name, key in MEASURES.items():
        mine, theirs = ([one[key] for one in some] for some in (ours, voila))
        cells = [median(mine), max(mine), median(theirs), max(theirs)]
        ratio = f"{cells[2] / cells[0]:.1f}x" if cells[0] else "-"
        lines.append(f"  {name:<26}" + "".join(f"{one:>10,.0f}" for one in cells) + f"{ratio:>8}")
    return "\n".join(lines)


async def memory(address: str, pid: int) -> Sequence[float]:
    """Return the megabytes of each kernel while ten visitors stay."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=harness.find(), args=[*harness.FLAGS, harness.ALONE]
        )
        context = await browser.new_context()
        for _ in range(AT_ONCE):
            page = await context.new_page()
            await page.add_init_script(WATCH)
            await page.goto(address, wait_until="commit")
            await asyncio.wait_for(page.evaluate("window.visit"), PATIENCE_S)
        held = [pss_mb(one) for one in kernels(pid)]
        await browser.close()
    return held


def main() -> None:
    if harness.find() is None:
        raise SystemExit(harness.NO_BROWSER)
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        lessons = make_two_lessons(folders[0])  # reading pages are not asked for here
        shutil.copy(NOTEBOOK, lessons / "en" / "staff")
        given = f"--notebooks={lessons}", "--max-live=30"
        url, pid = stack.enter_context(sciatica(folders[0], *given))
        voila, voila_pid = stack.enter_context(plain_voila(folders[1], NOTEBOOK))
        servers = {"ours": f"{url}{PAGE}", "voila": voila}
        print(f"A visit to {PAGE}; {os.cpu_count()} cores\n", flush=True)
        print(table("one at a time", asyncio.run(rounds(servers, 1))), "\n", flush=True)
        print(table(f"{AT_ONCE} at once", asyncio.run(rounds(servers, AT_ONCE))), "\n", flush=True)
        for name, address, server in (("ours", servers["ours"], pid), ("voila", voila, voila_pid)):
            held = asyncio.run(memory(address, server))
            print(f"  PSS of a kernel, {name}: median {median(held):,.0f} MB of {len(held)}")


if __name__ == "__main__":
    main()
