"""What stands on the board: every picture near at hand, every side right, every word plain."""

import gzip
import json
import re
from functools import cache

import pytest
from bs4 import BeautifulSoup

from sciatica import pages, resources
from sciatica.check.lists import read_lists
from sciatica.check.reading import grade
from sciatica.content import catalogue, roots, words
from sciatica.figures import describe_pose
from sciatica.model import Disc, RootName, Side, Zone, read_choices, roots_at_risk
from sciatica.pages import board
from sciatica.pages.board import talk
from sciatica.pages.plates import PICTURES, Entry, title

TEXT = words("en")
ON_THE_WIRE = 600_000
IDS = [entry.id for entry in PICTURES]
EVERY_PICTURE = pytest.mark.parametrize("entry", PICTURES, ids=IDS)

# Links to the board lie in notes and on other pages: what is here stays
KEPT = {
    "leg-L4", "leg-L5", "leg-S1", "spine-behind", "spine-side", "spine-midline",
    "disc-L4-5-quiet", "disc-L4-5-bulge", "disc-L4-5", "disc-L4-5-large", "disc-L4-5-side",
    "disc-L4-5-central", "disc-L5-S1-quiet", "disc-L5-S1-bulge", "disc-L5-S1", "narrow-none",
    "narrow-moderate", "narrow-postures", "buttock-relaxed", "buttock-tight", "nerve-way",
    "nerve-pressed", "nerve-inflamed", "nerve-sensitised", "nerve-raise", "move-prop",
    "move-glide", "move-bug", "ease-chair", "ease-side", "ease-knees",
}  # fmt: skip
# by hand: pictures that look the same for both sides, and those whose line names no side
SAME = {
    "spine-midline", "disc-L4-5-quiet", "disc-L4-5-bulge", "disc-L4-5-side", "disc-L4-5-central",
    "disc-L5-S1-quiet", "disc-L5-S1-bulge", "narrow-none", "narrow-moderate", "narrow-postures",
    "nerve-pressed", "nerve-inflamed", "nerve-sensitised", "ease-chair", "ease-knees",
}  # fmt: skip
NO_SIDE = SAME - {"disc-L4-5-side"} | {"move-prop"}


@cache
def built():
    page = BeautifulSoup(pages.consult_board("en").html, "html.parser")
    return page, json.loads(page.find("script", type="application/json").string)


def section(entry: Entry):
    return built()[0].select_one(f'[data-picture="{entry.id}"]')


def visible(entry: Entry, side: Side):
    """Return the drawings and layers that are in sight, as the browser's table says."""
    state = built()[1]["states"][f"{entry.id}.{side}"]
    return state, set(state["alts"]), set(state["layers"])


def test_the_names_of_pictures_in_links_stay():
    assert set(IDS) >= KEPT
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", one) for one in IDS)


@EVERY_PICTURE
def test_a_picture_is_one_tap_on_its_group_and_one_on_its_name_away(entry):
    page, table = built()
    groups = page.select('[data-choose="group"] input')
    assert [one["value"] for one in groups] == list(table["groups"])
    names = page.select(f'[data-of="{entry.group}"] input')
    assert entry.id in [one["value"] for one in names]
    assert [one["value"] for one in names] == table["groups"][entry.group]


@EVERY_PICTURE
def test_words_and_drawings_are_of_the_side_that_was_chosen(entry):
    shown = {}
    for side in Side:
        state, drawn, layers = visible(entry, side)
        shown[side] = drawn | layers
        named = {one for one in Side if re.search(rf"\b{one}\b", state["headline"])}
        assert named == (set() if entry.id in NO_SIDE else {side}), state["headline"]
        assert not any(name.endswith(f"-{side.other}") for name in shown[side])
    assert (shown[Side.LEFT] == shown[Side.RIGHT]) == (entry.id in SAME)


@EVERY_PICTURE
def test_a_screen_reader_hears_of_the_side_that_was_chosen(entry):
    for side in Side:
        said = " ".join(visible(entry, side)[0]["alts"].values())
        assert len(said.split()) > 10
        if entry.id not in SAME or entry.id == "disc-L4-5-side":
            own = side.other if entry.id == "ease-side" else side  # lies on the other side
            assert re.search(rf"\b{TEXT(f'roots.side.{own}')}\b", said), said


def test_lying_on_the_side_the_chosen_leg_is_on_top():
    (entry,) = [one for one in PICTURES if one.id == "ease-side"]
    for side in Side:
        state, _, _ = visible(entry, side)
        assert f"{side} leg on top" in state["headline"]
        assert f"lies on the {side.other} side" in " ".join(state["alts"].values())


@pytest.mark.parametrize(("name", "disc"), [("disc-L4-5", Disc.L4_L5), ("disc-L5-S1", Disc.L5_S1)])
def test_a_disc_pushed_out_names_the_root_of_the_rule(name, disc):
    (root,) = roots_at_risk(disc, Zone.SUBARTICULAR).roots
    (entry,) = [one for one in PICTURES if one.id == name]
    said = [title(TEXT, entry, Side.LEFT), *talk(TEXT, entry)]
    assert {f"{root}"} <= set(re.findall(r"\b[LS]\d\b(?!/)", said[0]))
    assert set(re.findall(r"(?<!/)\b[LS]\d\b(?!/)", " ".join(said[1:]))) == {str(root)}
    assert f"the {root} root, which has a ring" in visible(entry, Side.LEFT)[0]["alts"][f"{name}-0"]


@pytest.mark.parametrize("root", [RootName.L4, RootName.L5, RootName.S1])
def test_a_leg_names_the_skin_that_the_facts_name(root):
    (entry,) = [one for one in PICTURES if one.id == f"leg-{root}"]
    see = talk(TEXT, entry)[0]
    for site in roots()[root].skin:
        if site != "toe_little":  # at the end of the outer edge of the foot
            assert TEXT(f"roots.site.{site}") in see


def test_only_the_picture_in_the_middle_repeats_the_signs_and_always():
    for entry in PICTURES:
        again = section(entry).select(".sx-again")
        assert len(again) == ("central" in entry.id)
        for one in again:
            assert one.find_parent(class_="sx-board-notes") is None
            assert one.select_one('a[href^="tel:"]')
            assert TEXT("common.strip.lead") in one.text


@EVERY_PICTURE
def test_a_talk_track_takes_about_a_minute_and_ends_with_a_question(entry):
    said = " ".join(talk(TEXT, entry))
    assert 120 <= len(said.split()) <= 155  # spoken slowly
    ask = TEXT(f"board.picture.{entry.id}.ask")
    assert "?" in ask
    notes = section(entry).select_one(".sx-board-notes").text
    assert ask in " ".join(notes.split())


@EVERY_PICTURE
def test_a_talk_track_is_plain_and_never_says_that_somebody_is_safe(entry):
    lists = read_lists(resources.notebooks().parent / "sciatica" / "content" / "facts")
    said = [*talk(TEXT, entry), TEXT(f"board.picture.{entry.id}.ask")]
    found = grade([one for part in said for one in re.split(r"(?<=[.?!])\s+", part)], lists)
    assert found.kincaid <= 6
    assert not re.search(
        r"\b(?:you are|you're|it is|is) safe\b|nothing serious|no serious|no risk|not dangerous"
        r"|harmless|do(?:n't| not) worry",
        " ".join(said),
        re.IGNORECASE,
    )
    assert "{" not in " ".join(said)


@pytest.mark.parametrize(
    "name",
    [
        *("leg-L4", "leg-L5", "leg-S1", "spine-midline", "narrow-moderate", "nerve-pressed"),
        *("disc-L4-5", "disc-L4-5-large", "disc-L4-5-central", "disc-L5-S1"),
        *("move-prop", "move-glide", "move-bug", "ease-chair", "ease-side", "ease-knees"),
    ],
)
def test_where_a_nerve_can_be_squeezed_or_a_leg_used_the_words_say_what_cannot_wait(name):
    (entry,) = [one for one in PICTURES if one.id == name]
    assert re.search(r"\bgo to Emergency\b", " ".join(talk(TEXT, entry)))


def test_no_talk_track_names_a_side_that_could_be_the_wrong_one():
    for entry in PICTURES:
        for part in (*talk(TEXT, entry), TEXT(f"board.picture.{entry.id}.ask")):
            part = part.replace("look in from the left", "")  # where a cut is seen from
            assert not re.search(r"\b(?:left|right) (?:leg|side|knee|arm|buttock|foot)\b", part)
            assert not re.search(r"\bon the (?:left|right)\b", part)


def test_propping_is_said_to_be_not_first_choice_for_stenosis_type_pain():
    (entry,) = [one for one in PICTURES if one.id == "move-prop"]
    assert "not first choice if standing and walking hurt and sitting helps" in " ".join(
        talk(TEXT, entry)
    )


@EVERY_PICTURE
def test_one_tap_leads_to_the_sheet_with_this_picture_of_this_side_chosen(entry):
    known = {picture.code: picture for picture in catalogue().pictures}
    for side in Side:
        sheet = built()[1]["states"][f"{entry.id}.{side}"]["sheet"]
        chosen = read_choices(sheet.removeprefix("sheet="), catalogue().codes)
        if entry.id.startswith("move-"):
            (code,) = chosen.exercises
            (exercise,) = [one for one in catalogue().exercises if one.code == code]
            assert (
                describe_pose(exercise.pose, TEXT, side) in visible(entry, side)[0]["alts"].values()
            )
            continue
        picture = known[chosen.picture]
        assert (chosen.exercises, chosen.next_step) == ((), "")
        if picture.shows == "visit":
            assert picture.of["picture"] == entry.id
        else:
            assert picture.of.get("roots", ["nerve"]) == [entry.id.partition("-")[2]] or (
                entry.id == "nerve-way"
            )
        named = picture.of.get("side")
        assert named == (None if entry.id in (SAME | {"nerve-way"}) - {"disc-L4-5-side"} else side)


def test_the_page_fills_the_screen_leads_home_and_signs_off_in_the_footer_alone(real):
    (made,) = [page for page in real.pages if page.route == "en/board"]
    page = BeautifulSoup(made.html, "html.parser")
    assert "sx-full" in page.body["class"]
    assert page.nav is None
    assert page.select_one("a.sx-board-home")["href"] == "../"
    assert TEXT("common.footer.unsigned") in page.footer.text
    assert TEXT("common.footer.unsigned") not in page.main.text


def test_every_reading_page_leads_to_the_board(real):
    for made in real.pages:
        page = BeautifulSoup(made.html, "html.parser")
        ways = [one for one in page.select("nav a") if one["href"].endswith("board")]
        assert made.route == "en/board" or len(ways) == 1, made.route


def test_the_whole_board_is_light_on_the_wire(real):
    (made,) = [page for page in real.pages if page.route == "en/board"]
    files = [made.html, *(text for name, text in real.assets.items() if name in made.html)]
    assert len(files) == 3
    assert sum(len(gzip.compress(file.encode(), 6)) for file in files) < ON_THE_WIRE


def test_what_is_said_names_sources_that_exist():
    assert board.cited()
    listed = board.board_sources("en").html
    assert all(f'id="source-{name}"' in listed for name in board.cited())
