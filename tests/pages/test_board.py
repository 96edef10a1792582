"""What stands on the board: every picture near at hand, every side right, every word plain."""

import gzip
import json
import re
from functools import cache
from itertools import product

from bs4 import BeautifulSoup

from sciatica import pages, resources
from sciatica.check.reading import grade, read_lists
from sciatica.content.exercises import exercises
from sciatica.content.facts import roots
from sciatica.content.pictures import picture_facts
from sciatica.content.take_home import codes
from sciatica.content.words import words
from sciatica.figures.posed import END, pose
from sciatica.model.anatomy import LESSON, Disc, Side, Zone, roots_at_risk
from sciatica.model.take_home import read_choices
from sciatica.pages.bibliography import cited
from sciatica.pages.board import points, talk
from sciatica.pages.pictures import said, title

TEXT = words("en")
ON_THE_WIRE = 600_000
ENTRIES = {entry.id: entry for entry in picture_facts().on_board()}
STATES = list(product(ENTRIES.values(), Side))

# Links to the board lie in notes and on other pages: what is here stays
KEPT = {
    "leg-L4", "leg-L5", "leg-S1", "spine-behind", "spine-side", "spine-midline",
    "disc-L4-5-quiet", "disc-L4-5-bulge", "disc-L4-5", "disc-L4-5-large", "disc-L4-5-side",
    "disc-L4-5-central", "disc-L5-S1-quiet", "disc-L5-S1-bulge", "disc-L5-S1", "narrow-none",
    "narrow-moderate", "narrow-severe", "narrow-bend", "narrow-postures", "narrow-lean",
    "narrow-way-out", "buttock-relaxed", "buttock-tight", "nerve-way",
    "nerve-pressed", "nerve-inflamed", "nerve-sensitised", "nerve-raise", "move-prop",
    "move-glide", "move-bug", "ease-chair", "ease-side", "ease-knees", "saddle",
}  # fmt: skip
# by hand: pictures that look the same for both sides, and those whose line names no side
SAME = {
    "spine-midline", "disc-L4-5-quiet", "disc-L4-5-bulge", "disc-L4-5-central",
    "disc-L5-S1-quiet", "disc-L5-S1-bulge", "narrow-none", "narrow-moderate", "narrow-severe",
    "narrow-bend", "narrow-postures", "narrow-lean", "narrow-way-out", "nerve-pressed",
    "nerve-inflamed", "nerve-sensitised", "ease-chair", "ease-knees", "saddle", "disc-L3-4-quiet",
    "disc-L3-4-bulge", "disc-L3-4-central", "disc-L5-S1-central",
}  # fmt: skip
ON_THE_BOARD_ALONE = {
    "test-L4", "test-L5", "test-S1", "disc-L5-S1-central", "disc-L5-S1-side",
    *(f"disc-{disc}-{form}" for disc in ("L3-4", "L4-5", "L5-S1")
      for form in ("way-out", "outside", "free")),
    *(name for name in ENTRIES if name.startswith("disc-L3-4")),
}  # fmt: skip
"""They are printed there: the sheet would grow heavy with them."""
NO_SIDE_IN_ITS_LINE = SAME | {"move-prop"}
SIGNS_SAID = {
    "saddle",
    "leg-L4", "leg-L5", "leg-S1", "spine-midline", "narrow-moderate", "narrow-severe",
    "narrow-way-out", "nerve-pressed", "disc-L4-5",
    "disc-L4-5-large", "disc-L4-5-central", "disc-L5-S1", "move-prop", "move-glide", "move-bug",
    "ease-chair", "ease-side", "ease-knees", "test-L4", "test-L5", "test-S1",
    *(f"disc-{disc}-{form}" for disc in ("L3-4", "L4-5", "L5-S1")
      for form in ("large", "central", "way-out", "outside", "free")), "disc-L3-4",
}  # fmt: skip
"""Where a nerve can be squeezed or a leg is used."""


@cache
def page():
    return BeautifulSoup(pages.consult_board("en").html, "html.parser")


@cache
def table():
    return json.loads(page().find("script", type="application/json").string)


def section(entry):
    return page().select_one(f'[data-entry="{entry.id}"]')


def state(entry, side):
    return table()["states"][f"{entry.id}.{side}"]


def drawn(entry, side):
    """Return the pictures and the layers that are in sight, as the browser's table says."""
    return {name: set(one["layers"]) for name, one in state(entry, side)["shows"].items()}


def heard(entry, side):
    """Return what a screen reader says of the pictures."""
    return " ".join(one["alt"] for one in state(entry, side)["shows"].values())


def shown_side(entry, side):
    """Return the side of the body that the pictures name: who lies on a side, lies on the other."""
    return side.other if entry.id == "ease-side" else side


def spoken(entry):
    """Return all that is said of a picture: the talk track and the question."""
    return [*talk(TEXT, entry), said(TEXT, entry, "ask")]


# ---- pictures and sides -----------------------------------------------------------------------


def test_the_names_of_pictures_in_links_stay():
    assert set(ENTRIES) >= KEPT


def test_a_picture_is_one_tap_on_its_group_and_one_on_its_name_away():
    groups = page().select('[data-choose="group"] input')
    assert [one["value"] for one in groups] == list(table()["groups"])
    for entry in ENTRIES.values():
        names = [one["value"] for one in page().select(f'[data-of="{entry.group}"] input')]
        assert entry.id in names
        assert names == table()["groups"][entry.group], entry.group


def test_words_and_drawings_are_of_the_side_that_was_chosen():
    for entry, side in STATES:
        line = state(entry, side)["headline"]
        named = {one for one in Side if re.search(rf"\b{one}\b", line)}
        assert named == (set() if entry.id in NO_SIDE_IN_ITS_LINE else {side}), line
        if entry.id not in SAME:
            seen = drawn(entry, side)
            wrong = shown_side(entry, side).other
            for name in (*seen, *set().union(*seen.values())):
                assert wrong not in re.split(r"[-.]", name), (entry.id, side)
        alike = drawn(entry, side) == drawn(entry, side.other)
        assert alike == (entry.id in SAME), entry.id


def test_a_screen_reader_hears_of_the_side_that_was_chosen():
    for entry, side in STATES:
        said = heard(entry, side)
        assert len(said.split()) > 10, entry.id
        if entry.id not in SAME:
            own = TEXT(f"roots.side.{shown_side(entry, side)}")
            assert re.search(rf"\b{own}\b", said), (entry.id, said)
        assert (said == heard(entry, side.other)) == (entry.id in SAME), entry.id


def test_lying_on_the_side_the_chosen_leg_is_on_top():
    entry = ENTRIES["ease-side"]
    for side in Side:
        assert f"{side} leg on top" in state(entry, side)["headline"]
        assert f"lies on the {side.other} side" in heard(entry, side)


def test_only_the_saddle_and_a_disc_in_the_middle_repeat_the_signs_and_always():
    for entry in ENTRIES.values():
        again = section(entry).select(".sx-again")
        assert len(again) == ("central" in entry.id or entry.id == "saddle"), entry.id
        for one in again:
            assert one.find_parent(class_="sx-board-notes") is None
            assert one.select_one('a[href^="tel:"]')
            assert TEXT("common.strip.lead") in one.text


# ---- what is said -----------------------------------------------------------------------------


def test_a_disc_pushed_out_names_the_root_of_the_rule():
    for name, disc in (("disc-L4-5", Disc.L4_L5), ("disc-L5-S1", Disc.L5_S1)):
        (root,) = roots_at_risk(disc, Zone.SUBARTICULAR).roots
        entry = ENTRIES[name]
        assert root in re.findall(r"\b[LS]\d\b(?!/)", title(TEXT, entry, Side.LEFT)), name
        told = " ".join(talk(TEXT, entry))
        assert set(re.findall(r"(?<!/)\b[LS]\d\b(?!/)", told)) == {str(root)}, name
        assert f"the {root} root, which has a ring" in heard(entry, Side.LEFT), name


def test_a_leg_names_the_skin_that_the_facts_name():
    for root in LESSON:
        see = talk(TEXT, ENTRIES[f"leg-{root}"])[0]
        for site in roots()[root].skin:
            if site != "toe_little":  # at the end of the outer edge of the foot
                assert TEXT(f"roots.site.{site}") in see, (root, site)


def test_every_level_has_the_same_pictures_under_the_same_names():
    groups = table()["groups"]
    sets = {
        disc: {one.removeprefix(f"disc-{disc}") for one in groups[disc]}
        for disc in ("L3-4", "L4-5", "L5-S1")
    }
    assert sets["L3-4"] == sets["L4-5"] == sets["L5-S1"]
    for name in sets["L3-4"]:
        labels = {said(TEXT, ENTRIES[f"disc-{disc}{name}"], "label") for disc in sets}
        assert len(labels) == 1, name


def test_the_ring_is_around_the_root_that_the_line_names():
    for entry, side in STATES:
        if not (entry.disc and "reach" in title(TEXT, entry, side)):
            continue
        (root,) = re.findall(r"it can reach (\w+)$", title(TEXT, entry, side))
        assert f"It reaches the {root} root" in heard(entry, side), entry.id
        if entry.says:
            assert re.search(
                rf"ring marks[^.]*\.[^.]*{root}|ring marks[^.]*: {root}", talk(TEXT, entry)[0]
            )


def test_the_bullets_are_the_first_sentence_of_each_part():
    for entry in ENTRIES.values():
        first = points(talk(TEXT, entry))
        assert len(first) == 3
        assert all(one.endswith((".", "?", "!")) for one in first), first
        seen = section(entry).select_one(".sx-board-points").text
        assert all(one in seen for one in first)


def test_a_talk_track_takes_about_a_minute_and_ends_with_a_question():
    for entry in ENTRIES.values():
        *told, ask = spoken(entry)
        assert 120 <= len(" ".join(told).split()) <= 155, entry.id  # spoken slowly
        assert "?" in ask, entry.id
        notes = section(entry).select_one(".sx-board-notes").text
        assert ask in " ".join(notes.split()), entry.id


def test_a_talk_track_is_plain_and_never_says_that_somebody_is_safe():
    lists = read_lists(resources.notebooks().parent / "sciatica" / "content" / "facts")
    for entry in ENTRIES.values():
        said = spoken(entry)
        found = grade([one for part in said for one in re.split(r"(?<=[.?!])\s+", part)], lists)
        assert found.kincaid <= 6, entry.id
        assert not re.search(
            r"\b(?:you are|you're|it is|is) safe\b|nothing serious|no serious|no risk|not dangerous"
            r"|harmless|do(?:n't| not) worry",
            " ".join(said),
            re.IGNORECASE,
        ), entry.id
        assert "{" not in " ".join(said), entry.id


def test_where_a_nerve_can_be_squeezed_or_a_leg_used_the_words_say_what_cannot_wait():
    for name in SIGNS_SAID:
        assert re.search(r"\bgo to Emergency\b", " ".join(talk(TEXT, ENTRIES[name]))), name


def test_no_talk_track_names_a_side_that_could_be_the_wrong_one():
    for entry in ENTRIES.values():
        for part in spoken(entry):
            part = part.replace("look in from the left", "")  # where a cut is seen from
            assert not re.search(r"\b(?:left|right) (?:leg|side|knee|arm|buttock|foot)\b", part)
            assert not re.search(r"\bon the (?:left|right)\b", part)


def test_propping_is_said_to_be_not_first_choice_for_stenosis_type_pain():
    said = " ".join(talk(TEXT, ENTRIES["move-prop"]))
    assert "not first choice if standing and walking hurt and sitting helps" in said


# ---- the way to the sheet, and the page -------------------------------------------------------


def test_one_tap_leads_to_the_sheet_with_this_picture_of_this_side_chosen():
    on_sheet = {code: (one, side) for code, one, side in picture_facts().on_sheet()}
    for entry, side in STATES:
        if entry.id in ON_THE_BOARD_ALONE:
            assert "sheet" not in state(entry, side)
            continue
        link = state(entry, side)["sheet"].removeprefix("sheet=")
        chosen = read_choices(link, codes())
        if entry.id.startswith("move-"):
            (code,) = chosen.exercises
            (exercise,) = [one for one in exercises().values() if one.code == code]
            words_of_it = pose(exercise.main.figure, side, TEXT).views[END].words
            assert (chosen.picture, words_of_it) == ("", heard(entry, side)), entry.id
            continue
        there, its_side = on_sheet[chosen.picture]
        assert (chosen.exercises, chosen.next_step) == ((), "")
        assert not there.codes or its_side is side, (entry.id, side)
        if entry.id == "nerve-way":  # the sheet shows the way of the nerve once, for everyone
            assert there.id == "nerve"
        else:
            assert entry.shown(side).items() <= there.shown(its_side).items(), (entry.id, side)
            assert bool(there.codes) == (entry.id not in SAME), entry.id


def test_the_page_fills_the_screen_leads_home_and_signs_off_in_the_footer_alone(real):
    (made,) = [page for page in real.pages if page.route == "en/board"]
    html = BeautifulSoup(made.html, "html.parser")
    assert "sx-full" in html.body["class"]
    assert html.nav is None
    assert html.select_one("a.sx-board-home")["href"] == "../"
    assert TEXT("common.footer.unsigned") in html.footer.text
    assert TEXT("common.footer.unsigned") not in html.main.text


def test_every_reading_page_leads_to_the_board(real):
    for made in real.pages:
        html = BeautifulSoup(made.html, "html.parser")
        # a phone has its menu, a wide screen its line
        links = html.select("nav a") or html.select("a")  # a whole-screen page has no menu
        ways = {one["href"] for one in links if one["href"].endswith("board")}
        assert made.route == "en/board" or len(ways) == 1, made.route


def test_the_whole_board_is_light_on_the_wire(real):
    (made,) = [page for page in real.pages if page.route == "en/board"]
    files = [made.html, *(text for name, text in real.assets.items() if name in made.html)]
    assert len(files) == 4  # the page, its widget, the host, and what tells where none starts
    assert sum(len(gzip.compress(file.encode(), 6)) for file in files) < ON_THE_WIRE


def test_what_is_said_names_sources_that_exist():
    assert cited("en", "board")
    listed = pages.sources("en", "board").html
    assert all(f'id="source-{one.id}"' in listed for one in cited("en", "board"))
