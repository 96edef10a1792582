"""Ink on the pictures of a visit, and marks on a bare body, as they are made by a mouse."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from sciatica.content.artwork import Point
from sciatica.content.words import words
from tests.harness.board import Board

TEXT = words("en")
ASKS = TEXT("where_it_hurts.asks")
_PEN = """([box, kind, id, points, pressure]) => {
    const stage = document.querySelector("[data-entry]:not([hidden]) [data-stage]");
    stage.setPointerCapture = () => undefined; // there is no such pointer
    const send = (type, [x, y]) => stage.dispatchEvent(new PointerEvent(type, {
        bubbles: true, pointerType: kind, pointerId: id, isPrimary: true, button: 0, pressure,
        clientX: box.x + x * box.width, clientY: box.y + y * box.height,
    }));
    send("pointerdown", points[0]);
    for (const point of points.slice(1)) send("pointermove", point);
    if (points.length > 1) send("pointerup", points.at(-1));
}"""
PLACE = """(svg) => {
    const box = svg.getBoundingClientRect();
    const { width, height } = svg.viewBox.baseVal;
    const unit = Math.min(box.width / width, box.height / height);
    return { x: box.x + (box.width - width * unit) / 2,
             y: box.y + (box.height - height * unit) / 2, unit, width, height };
}"""
"""Where an SVG lies on the screen, and how many pixels a unit of it takes."""


class Ink(Board):
    """The board with its ink."""

    def open(self, bar: str) -> None:
        """Tap the button of a bar."""
        self.root.get_by_role("button", name=TEXT(f"board.{bar}"), exact=True).click()

    def tool(self, name: str) -> None:
        """Choose a colour, or the eraser."""
        self.root.get_by_role("radio", name=TEXT(f"board.ink_{name}"), exact=True).check(force=True)

    def strokes(self) -> Locator:
        """Return the strokes on the picture that is in sight."""
        return self.picture().locator(".sx-drawn:not([data-over]) [data-ink] path")

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return a place of the stage, told in shares of it."""
        box = self.stage().bounding_box()
        assert box is not None
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    def draw(self, *points: tuple[float, float]) -> None:
        """Draw with a mouse through places of the stage."""
        self.page.mouse.move(*self.at(*points[0]))
        self.page.mouse.down()
        for point in points[1:]:
            self.page.mouse.move(*self.at(*point), steps=6)
        self.page.mouse.up()

    def pointer(
        self, kind: str, number: int, *points: tuple[float, float], pressure: float = 0.5
    ) -> None:
        """Let a pointer of this kind come down, and go on and up where there are more points."""
        box: Any = self.stage().bounding_box()
        self.page.evaluate(_PEN, [box, kind, number, points, pressure])


def cut(ink: Ink) -> float:
    """Return how much of the upper picture is cut off, in percent of the stage."""
    left, stage, held = ink.stage().evaluate("""stage => {
        const over = stage.querySelector(".sx-over");
        const box = (one) => one.getBoundingClientRect().x;
        return [box(over) - box(stage) - stage.clientLeft, stage.clientWidth,
                box(over.firstElementChild) - box(stage) - stage.clientLeft];
    }""")
    assert held == pytest.approx(0, abs=0.5), "what the frame holds stands still"
    return float(round(100 * left / stage))


class Painting:
    """The drawing, as a patient and a clinician meet it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("[data-pain][data-live]")
        expect(self.root).to_be_visible()
        self.signs = self.root.get_by_role("region", name=ASKS)
        self.headline = self.root.get_by_role("status")

    def kind(self, name: str) -> None:
        """Choose a kind, or the eraser."""
        words_of = TEXT(
            "where_it_hurts.erase" if name == "erase" else f"where_it_hurts.kind_{name}"
        )
        self.root.get_by_role("radio", name=words_of, exact=True).check(force=True)

    def show(self, place: str) -> None:
        """Tap a part of the body."""
        name = TEXT(f"where_it_hurts.place.{place}")
        self.root.get_by_role("radio", name=name, exact=True).check(force=True)

    def press(self, key: str) -> None:
        """Press a button by the key of its words."""
        self.root.get_by_role("button", name=TEXT(key), exact=True).click()

    def svg(self, picture: str, time: str = "before") -> Locator:
        """Return a picture of before or after."""
        return self.root.locator(f'[data-time="{time}"] [data-picture="{picture}"] svg')

    def paint(self, picture: str, *points: Point, time: str = "before", steps: int = 4) -> None:
        """Paint through points of a picture."""
        placed: Any = self.svg(picture, time).evaluate(PLACE)
        at = [
            (placed["x"] + x * placed["unit"], placed["y"] + y * placed["unit"]) for x, y in points
        ]
        self.page.mouse.move(*at[0])
        self.page.mouse.down()
        for point in at[1:]:
            self.page.mouse.move(*point, steps=steps)
        self.page.mouse.up()

    def strokes(self) -> Locator:
        """Return the marks in sight."""
        return self.root.locator("[data-ink] path").filter(visible=True)

    @property
    def larger(self) -> bool:
        """Whether the signs stand there in large letters."""
        size = self.signs.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        return bool(size > 20)
