"""The session of the guide from its beginning to its end: one who leads, a wall, eight phones.

Every phone is a browser's profile of its own and does what the room tells it: joins by the code,
answers the drill, is sent to an examination, comes back, answers a case before and after talking,
is sent to explain it. It goes as fast as pages answer: nobody talks in between. Told are refusals,
times, and what stood on the wall; then five who come to one page at once.

Run ``python -m benchmarks.session [phones]``.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from benchmarks.stations import PHONE, PHONES, seat
from sciatica.content.words import words
from sciatica.training.guide import PLAN
from sciatica.training.items import items
from tests.harness.browser import FLAGS, find
from tests.harness.servers import serving

WALL = {"width": 1280, "height": 720}
AT_ONCE = 5
PATIENCE_MS = 120_000
TEXT = words("en")
QUESTIONS = {question.id: question for question in items("en")}
BY_ID = {station.id: station for station in PLAN}


@dataclass
class Told:
    """What the session came to."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    refused: int = 0

    def add(self, what: str, *times: float) -> None:
        """Keep some times under a heading."""
        self.seconds.setdefault(what, []).extend(times)

    def print(self) -> None:
        """Print the least, the middle and the greatest of each."""
        for what, times in self.seconds.items():
            least, middle, most = min(times), sorted(times)[len(times) // 2], max(times)
            print(f"{what}: {least:.2f} / {middle:.2f} / {most:.2f} s ({len(times)})")
        print(f"refused: {self.refused}")


def part(page: Page, name: str):  # type: ignore[no-untyped-def]
    """Return a part of a page of the room."""
    return page.locator(f'[data-part="{name}"]').first


class Session:
    """One room with everybody in it."""

    def __init__(self, browser: Browser, url: str, told: Told) -> None:
        self._browser, self._url, self.told = browser, url, told
        self.phones: list[Page] = []

    async def _open(self, path: str, viewport: dict[str, int]) -> Page:
        profile = await self._browser.new_context(viewport=viewport)  # type: ignore[arg-type]
        page = await profile.new_page()
        page.set_default_timeout(PATIENCE_MS)
        await page.goto(self._url + path)
        return page

    async def _timed(self, what: str, done: Callable[[Page], object]) -> None:
        async def one(phone: Page) -> float:
            began = time.perf_counter()
            await done(phone)  # type: ignore[misc]
            return time.perf_counter() - began

        self.told.add(what, *await asyncio.gather(*(one(phone) for phone in self.phones)))

    async def begin(self, phones: int) -> None:
        """Open the room and its wall; everybody joins; the clock starts."""
        self.lead = await self._open("en/staff/room", WALL)
        await part(self.lead, "open").click()
        await expect(part(self.lead, "code")).not_to_be_empty()
        code = await part(self.lead, "code").inner_text()
        self.wall = await self._open(f"en/room/wall#{code}", WALL)
        self.phones = [await self._open("en/room", PHONE) for _ in range(phones)]

        async def join(phone: Page) -> None:
            await phone.locator("#code").fill(code)
            await phone.keyboard.press("Enter")
            await part(phone, "leave").wait_for()

        await self._timed("a phone joins", join)
        await expect(part(self.wall, "learners")).to_have_text(str(phones))
        await part(self.lead, "begin").click()
        await expect(self.wall.locator("[aria-current=step]")).to_be_visible()

    async def ask(self, name: str, *, again: bool = False, shows: bool = True) -> None:
        """Ask a question; everybody answers, each another option, and the first `again`, after
        talking; show the answers."""
        question = QUESTIONS[name]
        began = time.perf_counter()
        if again:
            await part(self.lead, "again").click()
        else:
            await self.lead.locator("#question").select_option(name)
            await self.lead.locator('[data-part="lead"] [type=submit]').click()

        async def answer(phone: Page) -> None:
            await phone.locator("[data-part=asked] fieldset:enabled").wait_for()
            await expect(phone.locator("legend")).to_have_text(question.prompt)
            place = self.phones.index(phone) % len(question.options)
            self.told.add("a question is on a phone", time.perf_counter() - began)
            await phone.locator("[name=answer]").nth(0 if again else place).check()
            await part(phone, "answer").click()
            await phone.locator('[data-text="counted"]').wait_for()

        await self._timed("a phone has answered, from the question", answer)
        handed = time.perf_counter()
        everybody = str(len(self.phones))
        await expect(part(self.wall, "answers")).to_have_text(everybody, timeout=PATIENCE_MS)
        self.told.add("the wall counts the last answer", time.perf_counter() - handed)
        seen = [
            await option.evaluate(
                "node => { const { top, bottom } = node.getBoundingClientRect();"
                " return top >= 0 && bottom <= innerHeight; }"
            )
            for option in await self.wall.locator('[data-part="options"] > li').all()
        ]
        if not shows:
            return
        await part(self.lead, "show").click()
        await expect(self.wall.locator('[data-part="count"]').first).not_to_be_empty()
        spreads = {
            kind: await self.wall.locator(f'[data-part="count{kind}"]').all_inner_texts()
            for kind in ("", "-before")
        }
        before = f", before {'/'.join(spreads['-before'])}" if again else ""
        print(
            f"wall, {name}: {sum(seen)} of {len(seen)} options on the screen; "
            f"spread {'/'.join(spreads[''])}{before}"
        )

    async def send(self, page: str) -> None:
        """Send everybody to a page of the workshop, and back again."""
        await self.lead.locator("details.sx-send").evaluate("node => { node.open = true }")
        await self.lead.locator('[data-part="send"] select').select_option(page)
        await self.lead.locator('[data-part="send"] [type=submit]').click()
        for phone in self.phones:
            await phone.locator(f'[data-go="{page}"] a').wait_for()
        await expect(self.wall.locator(f'[data-go="{page}"]')).to_be_visible()
        print(f"wall, sent: {(await self.wall.locator('.sx-go').inner_text()).strip()}")
        # the link opens beside the room: the phone keeps its seat
        beside = [await phone.context.new_page() for phone in self.phones]
        seated = await asyncio.gather(*(seat(one, f"{self._url}en/staff/{page}") for one in beside))
        self.told.add(f"seated at {page}", *(seconds for good, seconds in seated if good))
        self.told.refused += sum(not good for good, _ in seated)
        for one in beside:
            await one.goto("about:blank")
            await one.close()

    async def end(self) -> None:
        """End the room; tell what is left of it."""
        await part(self.lead, "end").evaluate("button => button.click()")
        rows = self.lead.locator('[data-part="rows"] tr')
        await rows.first.wait_for()
        print(f"summary: {await rows.count()} questions, the hardest first:")
        print("  " + " | ".join(await rows.first.locator("th, td").all_inner_texts()))


async def play(url: str, phones: int) -> None:
    """Play the session; print what it came to."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find(), args=[*FLAGS])
        told, began = Told(), time.perf_counter()
        session = Session(browser, url, told)
        await session.begin(phones)
        for name in BY_ID["drill"].asks[0]:
            await session.ask(name)
        await session.send("examine")
        for name in BY_ID["cases"].asks[0]:
            await session.ask(name, shows=False)
            await session.ask(name, again=True)
        await session.send("explain-it")
        for name in BY_ID["explain"].asks[0]:
            await session.ask(name)
        await session.end()
        print(f"the whole session, without the talking: {time.perf_counter() - began:.0f} s")
        told.print()
        profiles = [await browser.new_context(viewport=PHONE) for _ in range(AT_ONCE)]
        pages = [await one.new_page() for one in profiles]
        seated = await asyncio.gather(*(seat(one, f"{url}en/staff/examine") for one in pages))
        times = sorted(seconds for _, seconds in seated)
        print(f"{AT_ONCE} at once to the first control: {times[0]:.2f} to {times[-1]:.2f} s")
        for page in pages:
            await page.goto("about:blank")
        await browser.close()


def main(phones: int) -> None:
    """Serve, and play."""
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        asyncio.run(play(server.url, phones))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PHONES)
