"""Notebooks become finished pages; one that fails is named and the rest are made."""

import asyncio
import json
import re
from functools import partial
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sciatica import resources
from sciatica.content.clinic import the_clinic
from sciatica.publish import execute
from sciatica.publish.bake import bake
from sciatica.publish.inputs import files, fingerprint
from sciatica.publish.site import MANIFEST, kept_site
from tests.harness.browser import PATHS
from tests.harness.notebooks import OPEN, write_notebook
from tests.harness.programs import takes_long


def run(cache, notebooks=None, clinic=None, hear=lambda progress: None):
    takes_long("kernels")
    seen = []

    def report(progress):
        seen.append(progress)
        hear(progress)

    cache.mkdir(exist_ok=True)
    site = asyncio.run(
        bake(cache, clinic or resources.default_clinic(), report, notebooks=notebooks)
    )
    return site, seen


def test_every_lesson_of_the_project_becomes_a_page(real):
    assert [(page.route, page.error) for page in real.pages] == [(path, "") for path in PATHS]
    assert {"", "en/nerve-roots", "en/red-flags"} <= set(PATHS)


def test_two_bakes_are_the_same_bytes(real, tmp_path):
    again = run(tmp_path / "another")[0]
    assert [page.html for page in again.pages] == [page.html for page in real.pages]
    assert again.assets == real.assets


def test_every_page_has_the_strip_before_anything_else_and_dials(real):
    for page in real.pages:
        body = BeautifulSoup(page.html, "html.parser").body
        first, second = body.find_all(recursive=False)[:2]
        assert first["class"] == ["sx-skip"]
        assert second["class"] == ["sx-strip"]
        assert second.find("a", href=the_clinic().emergency_number.link)


def test_every_link_inside_the_site_leads_to_a_page_and_a_place_on_it(real):
    by_route = {page.route: BeautifulSoup(page.html, "html.parser") for page in real.pages}
    for route, page in by_route.items():
        folder = route.rpartition("/")[0]
        for link in page.find_all("a", href=True):
            target, _, place = link["href"].partition("#")
            if re.match(r"(https?|tel|sms):", target):
                continue
            parts = folder.split("/") if folder else []
            for step in target.split("/"):
                if step == "..":
                    parts.pop()
                elif step not in (".", ""):
                    parts.append(step)
            goal = "/".join(parts) if target else route
            assert goal in by_route, (route, link["href"])
            # what stands behind = is a choice, which the page's own script reads
            found = "=" in place or by_route[goal].find(id=place)
            assert not place or found, (route, link["href"])


def test_no_page_names_another_host_except_in_links_to_sources(real):
    for page in real.pages:
        html = BeautifulSoup(page.html, "html.parser")
        for tag in html.find_all(["script", "link", "img", "iframe", "source"]):
            for attribute in ("src", "href"):
                assert not re.match(r"(https?:)?//", tag.get(attribute, ""))


def test_every_script_of_a_page_is_an_asset_of_the_site(real):
    for page in real.pages:
        for tag in BeautifulSoup(page.html, "html.parser").find_all("script", src=True):
            assert Path(tag["src"]).name in real.assets


def test_every_figure_has_a_role_and_a_description(real):
    for page in real.pages:
        for svg in BeautifulSoup(page.html, "html.parser").find_all("svg"):
            if svg.get("aria-hidden") == "true":  # beside the words that say the same
                beside = ["sx-practice", "sx-asked", "sx-three", "sx-sight", "sx-model"]
                beside += ["sx-begins", "sx-take-seen", "sx-pain-time"]
                swatches = {"sx-pain-hatches", "sx-pain-swatch"}  # of the words beside them
                assert svg.find_parent(class_=beside) or swatches & set(svg.get("class", ()))
            else:
                assert svg["role"] == "img"
                assert len(svg["aria-label"]) > 30


def test_what_a_picture_borrows_stands_on_its_page(real):
    borrowed = set()
    for page in real.pages:
        soup = BeautifulSoup(page.html, "html.parser")
        wanted = {use["xlink:href"].removeprefix("#") for use in soup.find_all("use")}
        assert wanted <= {tag["id"] for tag in soup.find_all(id=True)}
        borrowed |= {page.route} if wanted else set()
    assert {"en/exercises", "en/take-home"} <= borrowed


def test_no_id_comes_twice_on_a_page(real):
    for page in real.pages:
        ids = [tag["id"] for tag in BeautifulSoup(page.html, "html.parser").find_all(id=True)]
        assert len(ids) == len(set(ids))


def test_every_page_says_that_nobody_signed_it_yet_and_when_its_facts_were_checked(real):
    for page in real.pages:
        footer = BeautifulSoup(page.html, "html.parser").footer.text
        assert "No clinician has signed this page yet" in footer
        assert re.search(r"Facts last revised: \d{4}-\d\d-\d\d\. Version [0-9a-f]{12}\.", footer)


def test_the_marks_of_what_is_unverified_and_licences_stand_on_two_pages_alone(real):
    marks = re.compile(r"Read: |from memory|to be verified|CC BY|not checked")
    for page in real.pages:
        soup = BeautifulSoup(page.html, "html.parser")
        for fold in soup.select(".sx-clinicians"):
            fold.extract()
        found = marks.findall(soup.body.text) + re.findall("Version [0-9a-f]{12}", soup.main.text)
        assert bool(found) == (page.route in ("en/about", "en/sources")), (page.route, found)


def test_the_page_of_the_roots_carries_no_random_id_and_no_trait_but_the_choice(real):
    page = next(page for page in real.pages if page.route == "en/nerve-roots")
    made = BeautifulSoup(page.html, "html.parser").find_all(attrs={"data-finished": True})
    assert [widget["data-model"] for widget in made] == ["w1", "w2"]  # what reads aloud, the roots
    states = [json.loads(widget["data-state"]) for widget in made]
    assert states == [{}, {"selected": "all.right.feeling"}]


def test_the_roots_page_with_its_two_layers_on_six_views_stays_below_440_kilobytes(real):
    page = next(page for page in real.pages if page.route == "en/nerve-roots")
    scripts = sum(len(text) for name, text in real.assets.items() if name in page.html)
    assert len(page.html.encode()) + scripts < 440_000


# Lessons that cannot be pages ---------------------------------------------------------------------

STUCK = "while True: pass"
TROUBLED = {
    "00-home": [("py", OPEN), "# Home"],
    "01-raises": [("py", OPEN), "# Bad", ("py", "1 / 0")],
    "02-leaves": [("py", OPEN), "# First", ("py", "left_over = 1")],
    "03-takes": [("py", OPEN), "# Second", ("py", "left_over;")],
    "04-red-flags": [("py", OPEN), "# Signs", '<a id="list"></a>'],
    "10-no-strip": ["# No strip"],
    "11-twice": [("py", OPEN), "# Twice", ("py", 'pages.open_page("en")')],
    "12-plain": [("py", OPEN), "# Plain", ("py", "1 + 1")],
    "13-dead": [("py", OPEN), "# Dead [link](09-gone.ipynb)"],
    "20-dies": [("py", OPEN), "# Bad", ("py", "import os\nos._exit(3)")],
    "21-after-it": [("py", OPEN), "# After it"],
    "22-stuck": [("py", OPEN), "# Stuck", ("py", STUCK)],
    "23-last": [("py", OPEN), "# Last"],
}


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """Return the pages of good and bad lessons, baked once, by name, and the progress by file."""
    folder = tmp_path_factory.mktemp("troubled")
    for name, cells in TROUBLED.items():
        write_notebook(folder / "notebooks", f"{name}.ipynb", *cells)
    write_notebook(folder / "notebooks", "05-staff.ipynb", ("py", OPEN), "# Staff", kind="live")
    (folder / "notebooks" / "en" / "06-torn.ipynb").write_text("{not json")
    # the clock of the one cell that never ends is short; a cold import has all the time it needs
    clocks = partial(
        execute.NotebookClient, timeout_func=lambda cell: 1 if cell.source == STUCK else 60
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(execute, "NotebookClient", clocks)
        site, seen = run(folder / "cache", folder / "notebooks")
    pages = {page.route.removeprefix("en/") or "home": page for page in site.pages}
    return pages, {progress.notebook: progress for progress in seen}


def test_a_notebook_that_raises_is_named_and_the_rest_are_made(troubled):
    pages, seen = troubled
    assert [bool(pages[name].error) for name in ("home", "raises", "red-flags")] == [0, 1, 0]
    assert seen["01-raises.ipynb"].error == "ZeroDivisionError: division by zero"
    assert seen["04-red-flags.ipynb"].error == ""


def test_a_notebook_that_kills_its_kernel_is_named_and_the_next_gets_a_new_one(troubled):
    pages, _ = troubled
    assert pages["dies"].error
    assert (pages["after-it"].error, "After it" in pages["after-it"].html) == ("", True)


def test_a_notebook_that_never_comes_back_is_named_and_the_rest_are_made(troubled):
    pages, _ = troubled
    assert "timed out" in pages["stuck"].error
    assert (pages["last"].error, "Last" in pages["last"].html) == ("", True)


def test_a_name_of_one_notebook_does_not_leak_into_the_next(troubled):
    pages, _ = troubled
    assert pages["leaves"].error == ""
    assert pages["takes"].error == "NameError: name 'left_over' is not defined"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no-strip", "no emergency strip"),
        ("twice", "opens twice"),
        ("plain", "output without HTML"),
        ("dead", "links to 09-gone.ipynb"),
        ("torn", "not a notebook"),
    ],
)
def test_a_page_that_would_be_unsafe_or_incomplete_is_refused(troubled, name, reason):
    page = troubled[0][name]
    assert reason in page.error
    assert page.html == ""


def test_a_notebook_of_another_kind_is_no_reading_page(troubled):
    assert "staff" not in troubled[0]


# What is kept ------------------------------------------------------------------------------------


def test_the_second_bake_comes_from_the_cache_until_an_input_changes(tmp_path, shelf):
    notebooks = shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs")
    cache = tmp_path / "cache"
    first, seen = run(cache, notebooks)
    assert len(seen) == 1
    second, seen = run(cache, notebooks)
    assert seen == []
    assert second == first
    shelf("04-red-flags.ipynb", ("py", OPEN), "# Other signs")
    _, seen = run(cache, notebooks)
    assert len(seen) == 1


def test_a_failed_page_is_tried_again_and_never_served_from_an_older_bake(tmp_path, shelf):
    notebooks = shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs", ("py", "1 / 0"))
    cache = tmp_path / "cache"
    run(cache, notebooks)
    site, seen = run(cache, notebooks)
    assert [progress.error for progress in seen] == ["ZeroDivisionError: division by zero"]
    assert site.pages[0].html == ""


def test_another_emergency_number_is_another_site(tmp_path):
    clinic = tmp_path / "clinic.toml"
    default = resources.default_clinic().read_text()
    clinic.write_text(default)
    before = fingerprint(resources.notebooks(), clinic)
    clinic.write_text(default.replace('"911"', '"112"'))
    assert fingerprint(resources.notebooks(), clinic) != before


def test_a_logo_and_the_usual_settings_belong_to_what_a_site_is_made_of(tmp_path):
    clinic = tmp_path / "clinic.toml"
    clinic.write_text('[clinic]\nname = "A"\nlogo = "logo.svg"\n[emergency]\nnumber = "112"\n')
    inputs = list(files(resources.notebooks(), clinic))
    assert {clinic, tmp_path / "logo.svg", resources.default_clinic()} <= set(inputs)
    before = fingerprint(resources.notebooks(), clinic)
    (tmp_path / "logo.svg").write_text("<svg/>")
    assert fingerprint(resources.notebooks(), clinic) != before


def test_a_site_whose_settings_changed_while_it_was_made_is_not_kept(tmp_path, shelf):
    clinic = tmp_path / "clinic.toml"
    default = resources.default_clinic().read_text()
    clinic.write_text(default)
    notebooks = shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs")
    cache = tmp_path / "cache"

    def change(_):
        clinic.write_text(default.replace('"911"', '"112"'))

    run(cache, notebooks, clinic, change)
    assert list(cache.iterdir()) == []


def test_half_a_site_in_the_cache_is_as_good_as_none(tmp_path):
    (tmp_path / "abc").mkdir()
    (tmp_path / "abc" / MANIFEST).write_text('{"fingerprint": "abc", "pages": [')
    assert kept_site(tmp_path, "abc") is None
