"""Eight phones change station together, from the examination to explaining, where the server has no
more places than phones. How many are refused, and after how long is each seated?

Run ``python -m benchmarks.stations [phones]``.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from playwright.async_api import Page, async_playwright

from tests.harness.browser import FLAGS, find
from tests.harness.servers import OURS, serving

PHONES = 8
PHONE = {"width": 390, "height": 844}
FIRST, SECOND = "en/staff/examine", "en/staff/explain-it"


async def seat(page: Page, url: str) -> tuple[bool, float]:
    """Open a page; return whether it was given a place, and the seconds until it can be used."""
    began = time.perf_counter()
    await page.goto(url, timeout=120_000, wait_until="commit")
    ready, refused = (
        page.locator(".sx-form").first,
        page.locator("#live-failed, h1:has-text('places')"),
    )
    await ready.or_(refused).first.wait_for(timeout=120_000)
    return await ready.is_visible(), time.perf_counter() - began


async def change(url: str, phones: int) -> None:
    """Seat every phone at the first station, then all at once at the second; print the times."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find(), args=[*FLAGS])
        profiles = [await browser.new_context(viewport=PHONE) for _ in range(phones)]
        pages = [await one.new_page() for one in profiles]
        for station in (FIRST, SECOND, FIRST):
            seated = await asyncio.gather(*(seat(page, url + station) for page in pages))
            times = sorted(seconds for _, seconds in seated)
            refused = sum(not good for good, _ in seated)
            print(f"{station}: {refused} refused; {times[0]:.2f} to {times[-1]:.2f} s")
        for page in pages:
            await page.goto("about:blank")
        await browser.close()


def main(phones: int) -> None:
    """Serve, and let the phones change."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), f"--max-live={phones}", program=OURS) as server,
    ):
        asyncio.run(change(server.url, phones))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PHONES)
