"""The page on causes: from a disc to the root it can reach, by tap, by key and on paper."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from sciatica.content.words import words
from tests.harness.browser import Visitor
from tests.harness.explorer import Explorer
from tests.harness.looking import SMALLEST, WIDTHS, tab_to, too_wide, violations

pytestmark = pytest.mark.browser

TEXT = words("en")
PATH = "en/causes"
CAUSES = ("disc", "stenosis", "buttock")
SIGNS = TEXT("common.strip.signs")


class Cause:
    """The explorer of one cause, as a reader meets it."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.root: Locator = page.locator(f'[data-explorer="{name}"]')
        self.headline = self.root.get_by_role("status")
        self.pictures = self.root.get_by_role("img")

    def group(self, chooser: str) -> Locator:
        legend = TEXT(f"causes.{self.name}.choose.{chooser}")
        return self.root.get_by_role("group", name=legend, exact=True)

    def choose(self, **options: str) -> None:
        """Tap options by their words."""
        for chooser, label in options.items():
            self.group(chooser).get_by_label(label, exact=True).click()

    def shows(self, *said: str) -> None:
        """Insist that sentence and pictures tell of the same choice."""
        for words_ in said:
            expect(self.headline).to_contain_text(words_)
        for picture in self.pictures.all():
            expect(picture).to_have_attribute("aria-label", re.compile(r"\w+ \w+ \w+ \w+"))


def test_a_lesion_opens_its_root_where_it_is_felt(visitor: Visitor) -> None:
    page = visitor.open(PATH)
    disc = Cause(page, "disc")
    disc.shows("L4/5", "on the right", "the L5 root")
    disc.choose(level="L5/S1", zone=TEXT("causes.disc.choose.zone_foraminal"), side="Left")
    disc.shows("L5/S1", "on the left", "the L5 root, which leaves the spine here")
    expect(disc.pictures).to_have_count(2)
    expect(page).to_have_url(re.compile(r"#disc=L5-S1\.protrusion\.foraminal\.left$"))
    link = TEXT("causes.disc.root.link", root="L5", side="left")
    disc.root.get_by_role("link", name=link).click()
    Explorer(page).shows("L5", "left")


def test_a_lesion_in_the_middle_shows_the_signs_again(visitor: Visitor) -> None:
    page = visitor.open(PATH)
    disc = Cause(page, "disc")
    expect(disc.root.get_by_text(SIGNS)).to_be_hidden()
    disc.choose(zone=TEXT("causes.disc.choose.zone_central"))
    disc.shows("several roots")
    expect(disc.root.get_by_text(SIGNS)).to_be_visible()
    expect(disc.root.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")


def test_what_does_not_apply_rests_and_comes_back_as_it_was(visitor: Visitor) -> None:
    disc = Cause(visitor.open(f"{PATH}#disc=L3-4.extrusion.extraforaminal.left"), "disc")
    disc.shows("L3/4", "the L3 root")
    disc.choose(form="Bulge")
    disc.shows("a bulge")
    for chooser in ("zone", "side"):
        for radio in disc.group(chooser).get_by_role("radio").all():
            expect(radio).to_be_disabled()
    disc.choose(form="Free piece")
    disc.shows("a free piece outside the way out, on the left", "the L3 root")


def test_a_link_may_name_any_cause(visitor: Visitor) -> None:
    page = visitor.open(f"{PATH}#stenosis=severe.extended")
    Cause(page, "stenosis").shows("Severe narrowing, leaning back", "a little less room")
    page = visitor.open(f"{PATH}#buttock=tight.left")
    buttock = Cause(page, "buttock")
    buttock.shows("Piriformis tight, left")
    expect(buttock.pictures).to_have_count(1)


def test_arrow_keys_choose(visitor: Visitor) -> None:
    page = visitor.open(PATH)
    tab_to(page, "L4/5")
    page.keyboard.press("ArrowRight")
    Cause(page, "disc").shows("L5/S1", "the S1 root")


@WIDTHS
@pytest.mark.parametrize("state", ["disc=L4-5.bulge", "disc=L5-S1.sequestration.central"])
def test_axe_finds_nothing_in_special_states(
    visitor: Visitor, size: dict[str, int], state: str
) -> None:
    page = visitor.open(f"{PATH}#{state}", viewport=size)
    expect(page).to_have_url(re.compile(re.escape(state)))
    assert violations(page) == []


def test_no_lesion_makes_the_smallest_phone_scroll_sideways(visitor: Visitor) -> None:
    page = visitor.open(PATH, viewport=SMALLEST)
    disc = Cause(page, "disc")
    for zone in ("central", "extraforaminal"):
        disc.choose(zone=TEXT(f"causes.disc.choose.zone_{zone}"))
        assert too_wide(page) <= 0


def test_without_scripts_the_words_and_a_table_of_all_choices_stand_there(visitor: Visitor) -> None:
    page = visitor.open(PATH, java_script_enabled=False)
    for name in CAUSES:
        cause = Cause(page, name)
        expect(cause.root.get_by_text(TEXT(f"causes.{name}.choose.unscripted"))).to_be_visible()
        expect(cause.root.get_by_role("radio")).to_have_count(0)
        for panel in cause.root.locator("[data-panel]").all():
            expect(panel).to_be_visible()
        table = page.get_by_role("table", name=TEXT(f"causes.{name}.table.caption"))
        page.locator("details").filter(
            has=page.locator("table", has_text=TEXT(f"causes.{name}.table.caption"))
        ).locator("summary").click()
        expect(table).to_be_visible()


@pytest.mark.parametrize("name", CAUSES)
@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_each_cause_prints_on_one_page_with_all_words(
    visitor: Visitor, name: str, paper: str
) -> None:
    page = visitor.open(PATH)
    expect(Cause(page, name).root).to_have_attribute("data-live", "")
    page.emulate_media(media="print")
    head = f"#cause-{name}"
    kept = [head]
    for one in (".sx-widget", ".sx-states", ".sx-ease"):
        kept.append(f"{kept[-1]} + {one}")
    for one in kept:
        expect(page.locator(one)).to_be_visible()
    for panel in page.locator(f"{kept[1]} [data-panel]:not([data-panel^=root-])").all():
        expect(panel).to_be_visible()
    expect(page.locator(f"{kept[2]} table")).to_be_visible()
    alone = f"main > :not({', '.join(kept)}), .sx-strip, .sx-footer {{ display: none !important; }}"
    page.add_style_tag(content=alone)
    pdf = page.pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
