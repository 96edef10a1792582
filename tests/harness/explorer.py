"""The explorer as a reader meets it: by roles, names and words."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from sciatica.content.words import words

TEXT = words("en")
ROOT_LEGEND = TEXT("roots.choose.root")
SIDE_LEGEND = TEXT("roots.choose.side")
ROOTS = {
    "all": TEXT("roots.choose.root_all"),
    "L4": "L4",
    "L5": "L5",
    "S1": "S1",
}
LAYER_LEGEND = TEXT("roots.choose.layer")
LAYERS = {one: TEXT(f"roots.choose.layer_{one}") for one in ("feeling", "pain")}
SIDES = {"left": TEXT("roots.choose.side_left"), "right": TEXT("roots.choose.side_right")}
EVERY_STATE = [(root, side) for root in ROOTS for side in SIDES]

_VISIBLE_LAYERS = """root => [...new Set(
    [...root.querySelectorAll("[data-layer]")]
        .filter(layer => getComputedStyle(layer).display !== "none" && !layer.closest("[hidden]"))
        .map(layer => layer.dataset.layer))].sort()"""
_SQUEEZED = "nodes => nodes.map(node => node.textContent.replace(/\\s+/g, ' ').trim())"


def headline(root: str, side_word: str, layer: str = "feeling") -> str:
    """Return how the headline of a state begins."""
    key = f"roots.headline.{'all' if root == 'all' else 'one'}_{layer}"
    return TEXT(key, root=root, side=side_word, sites="").rstrip(" .")


class Explorer:
    """The explorer of the lesson on nerve roots. `nth` tells one view of several."""

    def __init__(self, page: Page, nth: int = 0) -> None:
        self.page = page
        self.root: Locator = page.locator("[data-explorer]").nth(nth)
        self.headline = self.root.get_by_role("status")
        self.controls = self.root.get_by_role("radio")
        self.panels = self.root.locator("[data-panel]")

    def radio(self, option: str) -> Locator:
        """Return the radio button of a root, a side or a layer."""
        if option in ROOTS:
            group, name = ROOT_LEGEND, ROOTS[option]
        elif option in LAYERS:
            group, name = LAYER_LEGEND, LAYERS[option]
        else:
            group, name = SIDE_LEGEND, SIDES[option]
        return self.root.get_by_role("group", name=group).get_by_label(name, exact=True)

    def choose(self, root: str, side: str) -> None:
        """Tap a root and a side."""
        self.radio(root).click()
        self.radio(side).click()

    def panel(self, root: str, layer: str = "feeling") -> Locator:
        """Return the words of one root (or of ``all``)."""
        name = root if layer == "feeling" else f"{root}-{layer}"
        return self.root.locator(f'[data-panel="{name}"]')

    def layers(self) -> set[str]:
        """Return the names of the layers that can be seen in any picture."""
        return set(self.root.evaluate(_VISIBLE_LAYERS))

    def alts(self) -> list[str]:
        """Return what a screen reader says of each picture."""
        pictures = self.root.get_by_role("img").all()
        return [picture.get_attribute("aria-label") or "" for picture in pictures]

    def words(self) -> dict[str, Any]:
        """Return every word and choice, to hold one host against another."""
        found: dict[str, Any] = {
            name: self.root.locator(selector).evaluate_all(_SQUEEZED)
            for name, selector in {
                "legends": "legend",
                "options": "label",
                "headline": "[role=status]",
                "captions": "figcaption",
                "panels": "[data-panel]",
            }.items()
        }
        return {**found, "alts": self.alts()}

    def shows(self, root: str, side: str, layer: str = "feeling") -> None:
        """Insist that controls, words and pictures all tell of `root` and `side`, in one layer."""
        expect(self.radio(root)).to_be_checked()
        expect(self.radio(side)).to_be_checked()
        expect(self.radio(layer)).to_be_checked()
        expect(self.panel(root, layer)).to_be_visible()
        expect(self.panels.filter(visible=True)).to_have_count(1)
        side_word = TEXT(f"roots.side.{side}")
        expect(self.headline).to_contain_text(headline(root, side_word, layer))
        shown = {"L4", "L5", "S1"} if root == "all" else {root}
        before = "" if layer == "feeling" else f"{layer}-"
        assert self.layers() == {f"body-{side}", *(f"{before}{one}-{side}" for one in shown)}
        for alt in self.alts():
            assert side_word in alt, alt
            assert not any(f"{one}:" in alt for one in {"L4", "L5", "S1"} - shown), alt
        assert any(f"{one}:" in alt for one in shown for alt in self.alts())
