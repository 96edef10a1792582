"""Notebooks become finished pages; one that fails is named and the rest are made."""

import asyncio
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sciatica import resources
from sciatica.content import the_clinic
from sciatica.publish import bake
from sciatica.publish.inputs import fingerprint
from sciatica.publish.site import MANIFEST, read_site
from tests.publish.conftest import OPEN


def run(cache, notebooks=None, clinic=None):
    seen = []
    cache.mkdir(exist_ok=True)
    site = asyncio.run(
        bake(cache, clinic or resources.default_clinic(), seen.append, notebooks=notebooks)
    )
    return site, seen


def test_every_lesson_of_the_project_becomes_a_page(real):
    notebooks = sorted((resources.notebooks() / "en").glob("*.ipynb"))
    slugs = [path.stem[3:] for path in notebooks]
    routes = ["" if slug == "home" else f"en/{slug}" for slug in slugs]
    assert [(page.route, page.error) for page in real.pages] == [(route, "") for route in routes]
    assert {"", "en/nerve-roots", "en/red-flags"} <= set(routes)


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
        assert second.find("a", href=f"tel:{the_clinic().emergency_number}")


def test_every_link_inside_the_site_leads_to_a_page_and_a_place_on_it(real):
    by_route = {page.route: BeautifulSoup(page.html, "html.parser") for page in real.pages}
    for route, page in by_route.items():
        folder = route.rpartition("/")[0]
        for link in page.find_all("a", href=True):
            target, _, place = link["href"].partition("#")
            if re.match(r"(https?|tel):", target):
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
            assert svg["role"] == "img"
            assert len(svg["aria-label"]) > 30


def test_no_id_comes_twice_on_a_page(real):
    for page in real.pages:
        ids = [tag["id"] for tag in BeautifulSoup(page.html, "html.parser").find_all(id=True)]
        assert len(ids) == len(set(ids))


def test_every_page_says_that_nobody_signed_it_yet_and_when_its_facts_were_checked(real):
    for page in real.pages:
        footer = BeautifulSoup(page.html, "html.parser").footer.text
        assert "No clinician has signed this page yet" in footer
        assert re.search(r"Facts last revised: \d{4}-\d\d-\d\d", footer)


def test_the_page_of_the_roots_carries_no_random_id_and_no_trait_but_the_choice(real):
    page = next(page for page in real.pages if page.route == "en/nerve-roots")
    widget = BeautifulSoup(page.html, "html.parser").find(attrs={"data-finished": True})
    assert widget["data-model"] == "w1"
    assert json.loads(widget["data-state"]) == {"selected": "all.right"}


def test_the_roots_page_with_its_twenty_pictures_stays_below_340_kilobytes_uncompressed(real):
    page = next(page for page in real.pages if page.route == "en/nerve-roots")
    scripts = sum(len(text) for name, text in real.assets.items() if name in page.html)
    assert len(page.html.encode()) + scripts < 340_000


def test_a_notebook_that_raises_is_named_and_the_rest_are_made(tmp_path, shelf):
    shelf("00-home.ipynb", ("py", OPEN), "# Home")
    shelf("01-bad.ipynb", ("py", OPEN), "# Bad", ("py", "1 / 0"))
    notebooks = shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs", '<a id="list"></a>')
    site, seen = run(tmp_path / "cache", notebooks)
    assert [(page.route, bool(page.error)) for page in site.pages] == [
        ("", False),
        ("en/bad", True),
        ("en/red-flags", False),
    ]
    (bad,) = [progress for progress in seen if progress.error]
    assert (bad.notebook, bad.error) == ("01-bad.ipynb", "ZeroDivisionError: division by zero")


def test_a_notebook_that_kills_its_kernel_is_named_and_the_next_gets_a_new_one(tmp_path, shelf):
    shelf("01-bad.ipynb", ("py", OPEN), "# Bad", ("py", "import os\nos._exit(3)"))
    notebooks = shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs")
    site, _ = run(tmp_path / "cache", notebooks)
    assert [bool(page.error) for page in site.pages] == [True, False]


def test_a_notebook_that_never_comes_back_is_named_and_the_rest_are_made(
    tmp_path, shelf, monkeypatch
):
    monkeypatch.setattr("sciatica.publish.execute.CELL_TIMEOUT_S", 2)
    shelf("01-stuck.ipynb", ("py", OPEN), "# Stuck", ("py", "while True: pass"))
    notebooks = shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs")
    site, _ = run(tmp_path / "cache", notebooks)
    assert [bool(page.error) for page in site.pages] == [True, False]
    assert "timed out" in site.pages[0].error


def test_a_name_of_one_notebook_does_not_leak_into_the_next(tmp_path, shelf):
    shelf("01-first.ipynb", ("py", OPEN), "# First", ("py", "left_over = 1"))
    shelf("02-second.ipynb", ("py", OPEN), "# Second", ("py", "left_over;"))
    notebooks = shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs")
    site, _ = run(tmp_path / "cache", notebooks)
    assert [page.error for page in site.pages] == [
        "",
        "NameError: name 'left_over' is not defined",
        "",
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["# No strip"], "no emergency strip"),
        ([("py", OPEN), "# Twice", ("py", 'pages.open_page("en")')], "opens twice"),
        ([("py", OPEN), "# Plain", ("py", "1 + 1")], "output without HTML"),
        ([("py", OPEN), "# Dead [link](09-gone.ipynb)"], "links to 09-gone.ipynb"),
    ],
)
def test_a_page_that_would_be_unsafe_or_incomplete_is_refused(tmp_path, shelf, cells, reason):
    shelf("01-bad.ipynb", *cells)
    notebooks = shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs")
    site, _ = run(tmp_path / "cache", notebooks)
    assert reason in site.pages[0].error


def test_a_file_that_is_no_notebook_is_named(tmp_path, shelf):
    notebooks = shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs")
    (notebooks / "en" / "01-torn.ipynb").write_text("{not json")
    site, _ = run(tmp_path / "cache", notebooks)
    assert "not a notebook" in site.pages[0].error
    assert site.pages[1].error == ""


def test_a_notebook_of_another_kind_is_no_reading_page(tmp_path, shelf):
    shelf("03-staff.ipynb", ("py", OPEN), "# Staff", kind="live")
    notebooks = shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs")
    site, _ = run(tmp_path / "cache", notebooks)
    assert [page.route for page in site.pages] == ["en/red-flags"]


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


def test_half_a_site_in_the_cache_is_as_good_as_none(tmp_path):
    (tmp_path / "abc").mkdir()
    (tmp_path / "abc" / MANIFEST).write_text('{"fingerprint": "abc", "pages": [')
    assert read_site(tmp_path, "abc") is None
