"""How far a patient's question is from its answer: taps, screens to scroll and seconds, on a phone.

``python -m benchmarks.questions`` opens the pages as ``sciatica serve`` sends them, 360 by 740
points with letters of 130 %, goes from the first page to the answer of ten questions that patients
ask, and writes two tables in Markdown: the questions, and every page with its words and screens.
``docs/quality.md`` keeps them beside what was measured before.

Screens: how far one scrolls until the answer's first lines are whole on the screen, on all pages
of the way together. Seconds: the words that one passes on the way, at 150 a minute, and two
seconds for each tap. This measures and does not judge: it always ends with 0.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.servers import launch, sciatica

PHONE = {"width": 360, "height": 740}
LARGER = """addEventListener("DOMContentLoaded", () => {
    const style = document.head.appendChild(document.createElement("style"));
    style.textContent = "html { font-size: 130% !important; }";
})"""
WORDS_A_SECOND = 150 / 60
TAP_S = 2
FIRST_LINES = 90
"""How much of an answer must be on the screen before it is found, in points."""
PAGES = (
    "", "en/tonight", "en/what-is-sciatica", "en/nerve-roots", "en/causes", "en/red-flags",
    "en/exercises", "en/care", "en/how-long", "en/options", "en/what-we-do", "en/take-home",
    "en/about",
)  # fmt: skip
WORDS = """() => document.querySelector("main").innerText.split(/\\s+/).filter(Boolean).length"""
PASSED = """(bottom) => {
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let words = 0;
    while (texts.nextNode()) {
        const text = texts.currentNode;
        const around = text.parentElement;
        if (around.closest("svg, script, style") || !around.checkVisibility()) continue;
        range.selectNodeContents(text);
        const { top } = range.getBoundingClientRect();
        if (top >= 0 && top < bottom) words += text.data.split(/\\s+/).filter(Boolean).length;
    }
    return words;
}"""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the way from the first page: what is tapped, in order, then the answer."""

    asked: str
    taps: tuple[str, ...]
    answer: str


def home(number: int) -> str:
    """Return the button of the first page with this number, from 1."""
    return f".sx-asked li:nth-child({number}) a"


QUESTIONS = (
    Question("Is it dangerous?", (home(1),), ".sx-tier-call h2"),
    Question("What can I do tonight?", (home(2),), ".sx-slide:not([hidden]) .sx-slide-words"),
    Question("How long does it take?", (home(3),), "main h1 + p"),
    Question("Which exercise?", (home(4),), ".sx-sight svg"),
    Question("Can I work?", (home(5),), "#today li:nth-child(5)"),
    Question("Can I drive?", (home(5),), "#today li:nth-child(6)"),
    Question("How do I sleep?", (home(5),), "#today li:nth-child(4)"),
    Question("Do I need a scan?", (home(6),), "#question-scan p"),
    Question("Will I need surgery?", (home(6), "#question-surgery summary"), "#question-surgery p"),
    Question(
        "Which pain medicine?", (home(6), "#question-medicine summary"), "#question-medicine p"
    ),
)


@dataclass(slots=True)
class Way:
    """What it took so far."""

    taps: int = 0
    screens: float = 0
    words: int = 0

    @property
    def seconds(self) -> int:
        return round(self.words / WORDS_A_SECOND + TAP_S * self.taps)

    def scroll_to(self, page: Page, what: Locator, enough: float) -> None:
        """Scroll until `enough` points of it are on the screen, and read what is passed."""
        box = what.bounding_box()
        assert box, what
        bottom = box["y"] + min(box["height"], enough)
        height = PHONE["height"]
        self.screens += max(0, bottom - height) / height
        self.words += page.evaluate(PASSED, bottom)
        if bottom > height:
            page.evaluate("by => scrollBy(0, by)", bottom - height)


def go(page: Page, address: str, question: Question) -> Way:
    """Go the way of a question."""
    way = Way()
    page.goto(address, wait_until="networkidle")
    for tap in question.taps:
        button = page.locator(tap).first
        way.scroll_to(page, button, FIRST_LINES)
        button.click()
        way.taps += 1
        page.wait_for_load_state("networkidle")
    answer = page.locator(question.answer).first
    while not answer.is_visible():  # a card further on
        page.locator('.sx-carousel [data-go="1"]').click()
        way.taps += 1
    way.scroll_to(page, answer, FIRST_LINES)
    return way


def lengths(page: Page, address: str) -> Iterator[str]:
    """Yield a line of the table of pages."""
    yield "| page | words | screens |"
    yield "|---|---|---|"
    for route in PAGES:
        page.goto(address + route, wait_until="networkidle")
        tall = page.evaluate("document.documentElement.scrollHeight") / PHONE["height"]
        yield f"| {route or '/'} | {page.evaluate(WORDS)} | {tall:.1f} |"


def measure(browser: Browser, address: str) -> Iterator[str]:
    """Yield both tables, line by line."""
    page = browser.new_page(viewport=PHONE, reduced_motion="reduce")
    page.add_init_script(LARGER)  # before a link's place is sought
    yield "| question | taps | screens | seconds |"
    yield "|---|---|---|---|"
    for question in QUESTIONS:
        way = go(page, address, question)
        yield f"| {question.asked} | {way.taps} | {way.screens:.1f} | {way.seconds} |"
    yield ""
    yield from lengths(page, address)
    page.close()


def main() -> None:
    """Measure and tell."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sciatica(Path(folder)) as (address, _),
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for line in measure(browser, address):
            print(line, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
