"""What was measured is true of the pages as they are now; a comma makes nobody measure again."""

from dataclasses import replace

import pytest

from benchmarks.measure import count, counted, page_id, seen, stale, write
from sciatica.check import Project
from sciatica.check.reading import read_lists
from sciatica.content.facts import Folder
from sciatica.content.measured import measured
from sciatica.publish.site import BakedPage, Site

PAGE = (
    "<html><head><style>p { color: red; }</style></head><body><main>"
    "<h1>Care</h1><p>Walk a little each day.</p><p>Pelvic pain.</p>"
    '<svg role="img"><path d="M0"/></svg></main>'
    '<script src="../assets/host-1.js"></script></body></html>'
)
ASSETS = {"host-1.js": "let a = 1;", "other-2.js": "let b = 2;"}


def page(html=PAGE, route="en/care"):
    return BakedPage(route, "Care", "en", html, "")


@pytest.fixture(scope="module")
def lists():
    return read_lists(Project.ours().facts)


def test_what_is_written_fits_the_finished_pages(real):
    told = stale(measured(), real)
    assert not told, "Measure again: make measure\n" + "\n".join(told)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Walk a little each day.", "Walk a little, each day."),
        ("<p>Pelvic pain.</p>", "<p>Pelvic pain.</p><p>Rest when you need to.</p>"),
        ('d="M0"', 'd="M9 9"'),
        ("host-1.js", "host-1.js?"),
    ],
)
def test_other_words_and_more_of_the_same_sort_are_the_same_to_a_browser(old, new):
    assert seen(page(PAGE.replace(old, new)), ASSETS) == seen(page(), ASSETS)


@pytest.mark.parametrize(
    ("html", "assets"),
    [
        (PAGE.replace("red", "blue"), ASSETS),
        (PAGE, {**ASSETS, "host-1.js": "let a = 2;"}),
        (PAGE.replace("<h1>", '<h1 class="new">'), ASSETS),
        (PAGE.replace("<p>Pelvic", "<p hidden>Pelvic"), ASSETS),
        (PAGE.replace("<p>Pelvic pain.</p>", "<blockquote>Pelvic pain.</blockquote>"), ASSETS),
        (PAGE.replace('role="img"', 'role="none"'), ASSETS),
    ],
    ids=["style", "script", "class", "attribute", "element", "role"],
)
def test_another_style_script_or_sort_of_element_is_another_page_to_a_browser(html, assets):
    assert seen(page(html), assets) != seen(page(), ASSETS)


def test_a_script_of_another_page_changes_nothing():
    assert seen(page(), {**ASSETS, "other-2.js": ""}) == seen(page(), ASSETS)


def test_short_sentences_requests_and_the_page_itself_are_counted(lists):
    found = counted(page(), ASSETS, lists)
    assert (found.short_in_100, found.requests, found.kilobytes) == (50, 2, 1)


def test_each_number_that_is_no_longer_true_is_told_with_its_page():
    site = Site("", [page(), page(route="")], ASSETS, {})
    now = count(site)
    assert set(now) == {"en/care", "en/home"}
    written = replace(measured(), page=now)
    assert stale(written, site) == []
    care = now["en/care"]
    for field, value, said in (
        ("grade", 9.9, "grade 9.9 is now"),
        ("short_in_100", 90, "90 of 100 short sentences are now 50"),
        ("kilobytes", 40, "40 kB are now 1"),
        ("requests", 5, "5 requests are now 2"),
        ("seen", "x", "a browser sees another page"),
    ):
        moved = replace(written, page={**now, "en/care": replace(care, **{field: value})})
        (told,) = stale(moved, site)
        assert told.startswith("en/care: ")
        assert said in told
    (told,) = stale(replace(written, page={"en/care": care}), site)
    assert told == "en/home: not measured"
    (told,) = stale(replace(written, page={**now, "en/gone": care}), site)
    assert told == "en/gone: there is no such page"


def test_what_is_written_is_read_back(tmp_path):
    write(measured(), tmp_path / "measured.toml")
    (tmp_path / "sources.toml").write_text("")
    assert measured(Folder(tmp_path)) == measured()


def test_the_first_page_has_a_name_too():
    assert page_id(page(route="")) == "en/home"
