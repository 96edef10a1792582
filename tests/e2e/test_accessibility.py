"""axe-core finds nothing to mend, on any page, in any state, on a phone and on a desk."""

import pytest
from playwright.sync_api import expect

from tests.harness.browser import LESSON, PATHS, Visitor
from tests.harness.explorer import EVERY_STATE, ROOT_LEGEND, ROOTS, SIDE_LEGEND, SIDES, Explorer
from tests.harness.looking import PHONE, WIDTHS, violations

pytestmark = pytest.mark.browser


@WIDTHS
def test_axe_finds_nothing_in_any_state_of_the_explorer(
    visitor: Visitor, size: dict[str, int]
) -> None:
    page = visitor.open(viewport=size)
    explorer = Explorer(page)
    found = {("whole", ""): violations(page)}
    for root, side in EVERY_STATE:
        explorer.choose(root, side)
        explorer.shows(root, side)
        found[root, side] = violations(page, ".sx-explorer")
    assert not any(found.values()), found


@WIDTHS
def test_axe_finds_nothing_when_every_fold_is_open(visitor: Visitor, size: dict[str, int]) -> None:
    page = visitor.open(viewport=size)
    menu = page.locator(".sx-nav-menu summary").filter(visible=True)  # a phone's alone
    for summary in (*menu.all(), *page.locator("main summary").all()):
        summary.click()
    assert page.locator("main details:not([open])").count() == 0
    assert violations(page) == []


@WIDTHS
@pytest.mark.parametrize("path", [path for path in PATHS if path != LESSON])
def test_axe_finds_nothing_on_the_other_pages(
    visitor: Visitor, path: str, size: dict[str, int]
) -> None:
    assert violations(visitor.open(path, viewport=size)) == []


# these pages hold most blocks and widgets; the contrast of all tokens is computed in a unit test
@pytest.mark.parametrize("path", ["", "en/red-flags", "en/tonight", "en/how-long"])
@pytest.mark.parametrize("scheme", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str)
def test_axe_finds_nothing_on_dark_screens_and_in_forced_colours(
    visitor: Visitor, path: str, scheme: dict[str, str]
) -> None:
    page = visitor.open(path, viewport=PHONE, **scheme)
    assert violations(page) == []


@WIDTHS
def test_axe_finds_nothing_on_a_page_that_is_missing(anyone: Visitor, size: dict[str, int]) -> None:
    page = anyone.open("en/no-such-page", viewport=size)
    assert page.get_by_role("heading", level=1).count() == 1
    assert violations(page) == []


def test_axe_finds_nothing_when_every_panel_shows_as_on_paper(visitor: Visitor) -> None:
    page = visitor.open(LESSON, viewport=PHONE)
    Explorer(page).shows("all", "right")
    page.emulate_media(media="print")
    assert violations(page) == []


def test_a_choice_keeps_its_name_when_it_is_chosen(visitor: Visitor) -> None:
    """The state is told by the radio button; a tick in its name would be read aloud again."""
    page = visitor.open()
    for legend, options in ((ROOT_LEGEND, ROOTS), (SIDE_LEGEND, SIDES)):
        group = page.get_by_role("group", name=legend)
        for name in options.values():
            group.get_by_label(name, exact=True).click()
            expect(group.get_by_role("radio", name=name, exact=True)).to_be_checked()


@pytest.mark.parametrize("path", PATHS)
def test_no_id_comes_twice_on_a_page(visitor: Visitor, path: str) -> None:
    ids = visitor.open(path).locator("[id]").evaluate_all("nodes => nodes.map(one => one.id)")
    assert sorted(one for one in set(ids) if ids.count(one) > 1) == []
