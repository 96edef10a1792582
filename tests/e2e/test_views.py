"""Explorer, board and sheet with small pictures: what is seen and heard, and what links mean."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Locator, Page, Route, expect

from sciatica.publish.page import HOST
from sciatica.publish.single import single_page
from sciatica.publish.site import BakedPage
from sciatica.widgets.html import HERE, HtmlFirst
from tests.harness import toys
from tests.harness.browser import Visitor
from tests.harness.links import CODE, MEANT

pytestmark = pytest.mark.browser

URL = "https://toys.example/"
HEAD = Markup(
    '<!doctype html>\n<meta charset="utf-8">\n<title>Toys</title><style>{}</style>\n'
    '<link rel="modulepreload" href="assets/host.js">\n<main id="main">{}</main>\n'
    '<script type="module" src="assets/host.js"></script>\n'
)
VIEW = Markup('<div data-finished data-model="{}" data-script="{}" data-state="{}">{}</div>')
SEEN = """root => Object.fromEntries(
    [...root.querySelectorAll("[data-picture]")]
        .filter((figure) => figure.checkVisibility())
        .map((figure) => [figure.dataset.picture, [
            figure.querySelector("svg").getAttribute("aria-label"),
            [...new Set([...figure.querySelectorAll("[data-layer]:not([display])")]
                .map((node) => node.dataset.layer))].sort(),
        ]]))"""


def finished(*views: HtmlFirst) -> tuple[str, dict[str, str]]:
    """Return a finished page that shows widgets, and its scripts by name."""
    assets = {"host.js": HOST.read_text(encoding="utf-8")}
    body = Markup()
    for one in views:
        name = f"{type(one).__name__}.js"
        assets[name] = one._esm
        state = {"selected": one.selected} if one.has_trait("selected") else {}
        body += VIEW.format(one.model_id, name, json.dumps(state), Markup(one.html))
    style = Markup("".join(dict.fromkeys(str(one._css) for one in views)))
    return HEAD.format(style, body), assets


@pytest.fixture
def toy(browser: Browser) -> Iterator[Visitor]:
    """A visitor of toy pages, on which no script fails."""
    expect.set_options(timeout=15_000)
    visitor = Visitor(browser, URL)
    yield visitor
    visitor.leave()
    assert visitor.complaints == []


def show(toy: Visitor, *views: HtmlFirst, end: str = "") -> Page:
    """Open a page with `views`, at an address that ends with `end`."""
    html, assets = finished(*views)

    def answer(route: Route) -> None:
        name = urlsplit(route.request.url).path.rpartition("/")[2]
        if name in assets:
            route.fulfill(body=assets[name], content_type="text/javascript")
        else:
            route.fulfill(body=html, content_type="text/html")

    page = toy.profile().new_page()
    page.route("**/*", answer)
    page.goto(f"{URL}{end}")
    return page


def go(page: Page, end: str) -> None:
    """Open the same page anew at an address that ends with `end`."""
    page.goto("about:blank")
    page.goto(f"{URL}{end}")


def tap(where: Page | Locator, words: str) -> None:
    """Choose a button by its words."""
    where.get_by_role("radio", name=words, exact=True).check()


def test_a_tap_shows_the_pictures_the_layers_and_the_words_of_a_state(toy: Visitor) -> None:
    page = show(toy, toys.explorer())
    root, said = page.locator("[data-explorer][data-live]"), page.get_by_role("status")
    expect(said).to_have_text("nothing")
    assert root.evaluate(SEEN) == {"disc": ["disc none", []]}
    expect(page.get_by_role("radio", name="LEFT")).to_be_disabled()
    tap(page, "L4-5")
    expect(said).to_have_text("L4-5 left")
    disc = ["disc L4-5", ["L4-5", "bulge"]]
    assert root.evaluate(SEEN) == {"legs": ["legs left", ["left"]], "disc": disc}
    tap(page, "RIGHT")
    assert root.evaluate(SEEN) == {"legs": ["legs right", ["right"]], "disc": disc}
    assert page.url == f"{URL}#roots=L4-5.right"
    tap(page, "NONE")
    assert root.evaluate(SEEN) == {"disc": ["disc none", []]}


def test_a_tap_touches_only_the_layers_that_it_changes(toy: Visitor) -> None:
    page = show(toy, toys.explorer(), end="#roots=L4-5.left")
    expect(page.get_by_role("status")).to_have_text("L4-5 left")
    page.evaluate(
        """() => {
            globalThis.touched = [];
            const note = (all) => touched.push(...all.map((one) => one.target.dataset.layer));
            const what = { subtree: true, attributeFilter: ["display"] };
            new MutationObserver(note).observe(document, what);
        }"""
    )
    tap(page, "L5-S1")
    assert sorted(page.evaluate("touched")) == ["L4-5", "L5-S1"]


def test_two_views_of_one_widget_share_what_is_chosen_and_neither_radio_groups_nor_ids(
    toy: Visitor,
) -> None:
    one, board = toys.explorer(), toys.board()
    page = show(toy, one, one, board, board)
    roots = page.locator("[data-explorer]")
    tap(roots.nth(1), "L4-5")
    for root in roots.all():
        expect(root.get_by_role("radio", name="L4-5")).to_be_checked()
        assert root.evaluate(SEEN)["legs"] == ["legs left", ["left"]]
    for root in page.locator("[data-board]").all():
        assert root.locator("[data-choose] input:checked").evaluate_all(
            "all => all.map((one) => one.value)"
        ) == [
            "discs",
            "disc-L4-5",
            "right",
        ]
    ids = page.locator("[id]").evaluate_all("all => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_the_board_shows_one_entry_of_one_side(toy: Visitor) -> None:
    page = show(toy, toys.board())
    root, said = page.locator("[data-board][data-live]"), page.get_by_role("status")
    assert root.evaluate(SEEN) == {"disc-L4-5-picture": ["disc-L4-5-picture right", ["right"]]}
    tap(page, "BACK")
    expect(said).to_have_text("back right")
    assert root.evaluate(SEEN) == {"back-right": ["back-right right", ["ink"]]}
    tap(page, "LEFT")
    assert root.evaluate(SEEN) == {"back-left": ["back-left left", ["ink"]]}
    assert page.locator('[data-entry="back"] [data-said]').text_content() == "back-left left"
    tap(page, "LEGS")
    assert root.evaluate(SEEN) == {"legs": ["legs left", ["left"]]}
    assert page.url == f"{URL}#board=leg-L5.left"
    link = page.locator("[data-entry=leg-L5] [data-sheet]")
    expect(link).to_have_attribute("href", f"{URL}07-x.ipynb#sheet=left")
    boxes = [figure.bounding_box() for figure in root.locator("figure:visible").all()]
    assert all(box and box["width"] > 50 and box["height"] > 50 for box in boxes)


def test_the_sheet_shows_the_scene_of_the_choice_and_forgets_it(toy: Visitor) -> None:
    page = show(toy, toys.take_home(), end=f"?sheet={CODE}")
    root, said = page.locator("[data-sheet][data-live]"), page.get_by_role("status")
    expect(said).to_have_text("ready!")
    both = {"legs": ["legs left", ["left"]], "disc": ["disc L4-5", ["L4-5", "bulge"]]}
    assert root.evaluate(SEEN) == both
    assert page.locator("[data-piece]:visible").count() == 3
    page.locator("summary").first.click()
    tap(page, "L5, right")
    assert root.evaluate(SEEN) == {"legs": ["legs right", ["right"]]}
    assert page.url.startswith(f"{URL}#sheet=1.l5r.pnd.x."), "the query would choose again"
    page.get_by_role("button", name="again!").click()
    assert page.url == URL
    assert root.evaluate(SEEN) == {}
    page.reload()
    expect(said).to_have_text("empty!")


def test_the_script_reads_every_link_as_python_does(toy: Visitor) -> None:
    page = show(toy, toys.take_home())
    script = (HERE / "views.js").read_text(encoding="utf-8")
    read = """([script, ends, address]) => {
        const linked = new Function(`${script}; return linked;`)();
        const tail = (end) => new URL(address + end).href.slice(address.length);
        return ends.map((end) => linked("sheet", tail(end)));
    }"""
    codes = page.evaluate(read, [script, list(MEANT), f"{URL}page"])
    for (end, code), found in zip(MEANT.items(), codes, strict=True):
        assert found.lower() == code, end


def test_a_link_opens_the_sheet_that_was_meant_or_says_that_it_was_cut(toy: Visitor) -> None:
    page = show(toy, toys.take_home())
    said = page.get_by_role("status")
    # some of those above: the server leads others to the page
    for end, code in [one for one in MEANT.items() if one[0][0] in "#?"][::4]:
        go(page, end)
        whole = code == CODE
        expect(said, end).to_have_text("ready!" if whole else "mangled! empty!")
        assert page.locator("[data-piece]:visible").count() == (3 if whole else 0), end
    for end in ("#shee", "#shet=1.l5l.pnd.x.m7", "#%"):
        go(page, end)
        expect(said, end).to_have_text("mangled! empty!")
    for end in ("", "#", "#main", "#sheet-title", "?utm_source=mail"):
        go(page, end)
        expect(said, end).to_have_text("empty!")


def test_explorer_and_board_read_links_in_the_same_way(toy: Visitor) -> None:
    page = show(toy, toys.explorer(), toys.board())
    roots, board = page.locator("[role=status]").all()
    for end, line in {
        "#roots=L5-S1.right": "L5-S1 right",
        "#ROOTS%3Dl5-s1.RIGHT).": "L5-S1 right",
        "?roots=L4-5.right&utm_source=mail": "L4-5 right",
        "#roots=none.left": "nothing",
        "#roots": "unknown! nothing",
        "#roots=": "unknown! nothing",
        "#roots=L9.left": "unknown! nothing",
        "#roots=constructor": "unknown! nothing",
        "#roots=%": "unknown! nothing",
        "#board=back.left": "nothing",
    }.items():
        go(page, end)
        expect(roots, end).to_have_text(line)
    for end, line in {
        "#board=back.left": "back left",
        "#board=back": "back right",
        "#Board%253DLEG-l5.Left>": "leg-L5 left",
        "?board=back.left": "back left",
        "#board": "unknown! disc-L4-5 right",
        "#board=": "unknown! disc-L4-5 right",
        "#board=constructor.left": "unknown! disc-L4-5 right",
        "#roots=L4-5": "disc-L4-5 right",
    }.items():
        go(page, end)
        expect(board, end).to_have_text(line)


def test_a_file_on_a_disk_reads_and_keeps_links_too(toy: Visitor, tmp_path: Path) -> None:
    html, assets = finished(toys.take_home(), toys.explorer())
    baked = BakedPage("en/toys", "Toys", "en", html, "")
    file = tmp_path / "toys.html"
    file.write_text(single_page(baked, assets, {}), encoding="utf-8")
    page = toy.profile(offline=True).new_page()
    for end in (f"#sheet%3D{CODE}).", f"?sheet={CODE}&utm_source=mail"):
        page.goto("about:blank")
        page.goto(f"{file.as_uri()}{end}")
        expect(page.get_by_role("status").first, end).to_have_text("ready!")
        tap(page, "L4-5")
        assert page.url == f"{file.as_uri()}#roots=L4-5.left"


def test_without_a_script_every_picture_and_all_words_stand_there(toy: Visitor) -> None:
    html, _ = finished(toys.board(), toys.take_home())
    page = toy.profile(java_script_enabled=False).new_page()
    page.set_content(html)
    shown = [one for one in page.locator("[data-picture]").all() if one.is_visible()]
    assert len(shown) == len(toys.ENTRIES) + 3
    expect(page.get_by_text("do p")).to_be_visible()
