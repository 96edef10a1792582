"""The board as a clinician meets it, and fingers on its glass."""

import re
from collections.abc import Sequence

from playwright.sync_api import CDPSession, Locator, Page, expect

from sciatica.content.pictures import picture_facts
from sciatica.content.words import words
from sciatica.model.anatomy import Side
from sciatica.pages.pictures import said, title

TEXT = words("en")
PATH = "en/board"
PHONE = {"width": 390, "height": 844}
PORTRAIT = {"width": 820, "height": 1180}
LANDSCAPE = {"width": 1180, "height": 820}
DESK = {"width": 1280, "height": 900}

_VIEW = """drawn => {
    const { a, e, f } = new DOMMatrix(getComputedStyle(drawn).transform);
    return { scale: a, x: e, y: f };
}"""
_VISIBLE_LAYERS = """picture => [...new Set([...picture.querySelectorAll("[data-layer]")]
    .filter(layer => layer.getAttribute("display") !== "none" && !layer.closest("[hidden]"))
    .map(layer => layer.dataset.layer))]"""


class Board:
    """The board as a clinician meets it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("[data-board][data-live]")
        expect(self.root).to_be_visible()
        self.headline = self.root.get_by_role("status")
        self.notes = self.root.get_by_role("button", name=TEXT("board.notes"))

    def tap(self, group: str, picture: str = "") -> None:
        """Tap a group, and a picture of it."""
        name = TEXT(f"board.group.{group}.name")
        box = self.root.get_by_role("group", name=TEXT("board.groups"))
        box.get_by_label(name, exact=True).click()
        if picture:
            label = said(TEXT, picture_facts().named(picture), "label")
            self.root.get_by_role("group", name=name).get_by_label(label, exact=True).click()

    def side(self, side: str) -> None:
        """Tap a side."""
        box = self.root.get_by_role("group", name=TEXT("board.side.legend"))
        box.get_by_label(TEXT(f"board.side.{side}")).click()

    def question(self, picture: str) -> Locator:
        """Return what is asked back beside a picture."""
        return self.root.locator(f'[data-entry="{picture}"] .sx-board-ask')

    def picture(self) -> Locator:
        """Return the one entry that is in sight."""
        shown = self.root.locator("[data-entry]").filter(visible=True)
        expect(shown).to_have_count(1)
        return shown

    def stage(self) -> Locator:
        """Return what the picture stands on."""
        return self.picture().locator("[data-stage]")

    def view(self) -> dict[str, float]:
        """Return how large the picture is and how far it is moved, in pixels."""
        found: dict[str, float] = self.stage().locator(".sx-drawn").evaluate(_VIEW)
        return found

    def checked(self) -> str:
        """Return the values of the buttons that are chosen: group, picture and side."""
        chosen = self.root.locator("[data-choose] input:checked")
        return " ".join(chosen.evaluate_all("all => all.map(input => input.value)"))

    def shows(self, picture: str, side: str) -> None:
        """Insist that buttons, line, drawings and address tell of one picture and one side."""
        shown = self.picture()
        assert shown.get_attribute("data-entry") == picture
        headline = title(TEXT, picture_facts().named(picture), Side(side))
        expect(self.headline).to_have_text(headline)
        assert self.checked().endswith(f" {picture} {side}")
        other = {"left": "right", "right": "left"}[side]
        layers = shown.evaluate(_VISIBLE_LAYERS)
        assert not [layer for layer in layers if layer.endswith(f"-{other}")], layers
        expect(self.page).to_have_url(re.compile(rf"#board={re.escape(picture)}\.{side}$"))


class Fingers:
    """Fingers on the glass."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)

    def _send(self, kind: str, at: Sequence[tuple[float, float]]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(at)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def move(
        self, start: Sequence[tuple[float, float]], end: Sequence[tuple[float, float]]
    ) -> None:
        """Put fingers down one after the other, move them in steps, and lift them."""
        for number in range(len(start)):
            self._send("touchStart", start[: number + 1])
        for step in range(1, 9):
            self._send(
                "touchMove",
                [
                    (x + (to_x - x) * step / 8, y + (to_y - y) * step / 8)
                    for (x, y), (to_x, to_y) in zip(start, end, strict=True)
                ],
            )
        self._send("touchEnd", [])
