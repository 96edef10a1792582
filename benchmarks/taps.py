"""How soon the page on causes answers a tap, on a device slowed down four times.

``python -m benchmarks.taps`` opens the page as ``sciatica serve`` sends it, taps every button of
its three explorers, and tells for each explorer how long it took from the tap to the frame that
shows the answer, in milliseconds. It also tells what the page weighs. On a busy machine the
fastest says most: the others also tell what else was running.

This measures and does not judge: it always ends with 0.
"""

import gzip
import tempfile
import urllib.request
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from benchmarks.servers import launch, sciatica

PAGE = "en/causes"
SLOWER = 4
ROUNDS = 3

TAPS = """async (name) => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const root = document.querySelector(`[data-explorer="${name}"]`);
    root.scrollIntoView();
    await painted();
    const took = [];
    for (const radio of root.querySelectorAll("input[type=radio]")) {
        if (radio.closest("fieldset").disabled || radio.checked) continue;
        const began = performance.now();
        radio.click();
        await painted();
        took.push(performance.now() - began);
    }
    return took;
}"""


def taps(browser: Browser, address: str) -> dict[str, list[float]]:
    """Return how long each tap took, in milliseconds, by explorer."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address + PAGE)
    page.locator("[data-explorer][data-live]").nth(2).wait_for()
    names = page.locator("[data-explorer]").evaluate_all("all => all.map(e => e.dataset.explorer)")
    took = {
        name: [time for _ in range(ROUNDS) for time in page.evaluate(TAPS, name)] for name in names
    }
    page.close()
    return took


def weight(address: str) -> tuple[int, int]:
    """Return the bytes of the page as HTML, and compressed as a server sends them."""
    with urllib.request.urlopen(address + PAGE) as answer:
        html = answer.read()
    return len(html), len(gzip.compress(html, 6))


def main() -> None:
    """Measure and tell."""
    with tempfile.TemporaryDirectory() as folder, sciatica(Path(folder)) as (address, _):
        whole, sent = weight(address)
        print(f"{PAGE}: {whole / 1000:.0f} kB, {sent / 1000:.0f} kB over the wire")
        with sync_playwright() as playwright:
            browser = launch(playwright)
            for name, took in taps(browser, address).items():
                print(
                    f"{name:<10} {len(took)} taps, {SLOWER} x slowed:"
                    f" fastest {min(took):.0f} ms, middle {median(took):.0f} ms,"
                    f" slowest {max(took):.0f} ms"
                )
            browser.close()


if __name__ == "__main__":
    main()
