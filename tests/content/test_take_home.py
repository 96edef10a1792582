"""What a sheet can show, and the codes that are for ever."""

import shutil

import pytest

from sciatica.content.exercises import exercises
from sciatica.content.facts import FACTS, Folder
from sciatica.content.pictures import picture_facts
from sciatica.content.take_home import codes, next_steps
from sciatica.content.toml import ContentError
from sciatica.figures.picture import ALL
from sciatica.model.anatomy import LESSON
from sciatica.model.take_home import VERSION, Choices, write_choices

# Links with these lie in drawers. A line may leave this list never; a code that is shown no more is
# listed as retired in its file of facts. A picture is an entry of the catalogue, and the patient's
# side where it has one.
PICTURES = {
    "n": "nerve",
    "l4r": "legs-L4 right",
    "l4l": "legs-L4 left",
    "l5r": "legs-L5 right",
    "l5l": "legs-L5 left",
    "s1r": "legs-S1 right",
    "s1l": "legs-S1 left",
    "3r": "legs right",
    "3l": "legs left",
    "sbr": "spine-behind right",
    "sbl": "spine-behind left",
    "ssr": "spine-side right",
    "ssl": "spine-side left",
    "sm": "spine-midline",
    "4q": "disc-L4-5-quiet",
    "4b": "disc-L4-5-bulge",
    "4pr": "disc-L4-5 right",
    "4pl": "disc-L4-5 left",
    "4er": "disc-L4-5-large right",
    "4el": "disc-L4-5-large left",
    "4sr": "disc-L4-5-side right",
    "4sl": "disc-L4-5-side left",
    "4c": "disc-L4-5-central",
    "5q": "disc-L5-S1-quiet",
    "5b": "disc-L5-S1-bulge",
    "5pr": "disc-L5-S1 right",
    "5pl": "disc-L5-S1 left",
    "5er": "disc-L5-S1-large right",
    "5el": "disc-L5-S1-large left",
    "n0": "narrow-none",
    "n2": "narrow-moderate",
    "n3": "narrow-severe",
    "nf": "narrow-bend",
    "np": "narrow-postures",
    "ne": "narrow-lean",
    "nw": "narrow-way-out",
    "brr": "buttock-relaxed right",
    "brl": "buttock-relaxed left",
    "btr": "buttock-tight right",
    "btl": "buttock-tight left",
    "ip": "nerve-pressed",
    "ii": "nerve-inflamed",
    "is": "nerve-sensitised",
    "irr": "nerve-raise right",
    "irl": "nerve-raise left",
    "ec": "ease-chair",
    "esr": "ease-side right",
    "esl": "ease-side left",
    "ek": "ease-knees",
}
EXERCISES = {
    "p": "prone_propping",
    "q": "prone_pillow",
    "r": "bench_lean",
    "s": "press_up",
    "t": "standing_extension",
    "n": "nerve_glide",
    "a": "glide_small",
    "c": "glide_other_leg",
    "e": "glide_lying",
    "f": "glide_foot_up",
    "g": "glide_standing",
    "d": "dead_bug",
    "h": "heel_slides",
    "j": "one_arm",
    "m": "marching",
    "k": "long_levers",
    "b": "band",
    "i": "bird_dog",
    "u": "side_plank",
}
NEXT_STEPS = {
    "w": "wait",
    "x": "exercise",
    "n": "needling",
    "m": "medicine",
    "i": "injection",
    "s": "surgery",
}


def test_a_code_of_version_1_means_for_ever_what_it_meant_or_says_that_it_is_gone():
    on_sheet = {
        code: f"{one.id} {side}" if one.codes else one.id
        for code, one, side in picture_facts().on_sheet()
    }
    versions = {
        version.code: version.figure.value
        for one in exercises().values()
        for version in one.versions
    }
    for name, frozen, now in (
        ("pictures", PICTURES, on_sheet),
        ("exercises", EXERCISES, versions),
        ("next_steps", NEXT_STEPS, {one.code: one.option for one in next_steps()}),
    ):
        for code, meaning in frozen.items():
            gone = code in codes().retired.get(name, ())
            assert gone or now[code] == meaning, (name, code)


def test_a_code_of_the_legs_shows_its_root_on_its_side_in_every_picture():
    lit = {"legs": ALL, **{f"legs-{root}": str(root) for root in LESSON}}
    found = set()
    for code, one, side in picture_facts().on_sheet():
        if one.id in lit:
            assert set(one.shown(side).values()) == {f"{lit[one.id]}.{side}"}, code
            found.add(code)
    frozen = {code for code, meaning in PICTURES.items() if meaning.startswith("legs")}
    assert frozen <= found | set(picture_facts().retired)


def test_a_link_of_version_1_is_written_as_ever():
    assert VERSION == "1"
    assert write_choices(Choices("l5l", ("p", "n", "d"), "x")) == "1.l5l.pnd.x.m7"
    assert write_choices(Choices()) == "1.0.0.0.lx"


def test_a_picture_has_codes_by_side_where_its_sides_differ_and_one_where_they_do_not():
    for code, one, _ in picture_facts().on_sheet():
        assert bool(one.codes) == one.is_sided, code


def test_a_wrong_entry_of_a_sheet_is_named_with_its_file_and_line(tmp_path):
    facts = tmp_path / "facts"
    shutil.copytree(FACTS, facts)
    for name in ("pictures", "exercises", "take_home"):
        path = facts / f"{name}.toml"
        path.write_text(path.read_text().replace("retired = []", 'retired = ["z"]'))
    for name, before, after, why in (
        ("pictures", 'left = "l5l"', 'left = "l5r"', "the code 'l5r' is that of line"),
        ("pictures", 'code = "4q"', 'code = "n"', "the code 'n' is that of line"),
        ("pictures", 'code = "4q"', 'code = "0"', "'0' is no code"),
        ("pictures", 'code = "4q"', 'code = "4Q"', "'4Q' is no code"),
        ("pictures", 'code = "4q"', 'code = "z"', "the code 'z' is retired"),
        (
            "pictures",
            '{ right = "sbr", left = "sbl" }',
            '{ right = "sbr" }',
            "one side has no code",
        ),
        ("pictures", 'codes = { right = "sbr", left = "sbl" }', 'code = "sb"', "it shows a side"),
        ("pictures", 'slice-L4-5 = "quiet"', 'slice-L1-2 = "quiet"', "no picture"),
        ("pictures", 'sheet = "legs-L4"', 'sheet = "legs-L1"', "there is no entry 'legs-L1'"),
        ("pictures", 'scene = "legs"', 'scene = "arms"', "there is no entry 'arms'"),
        ("pictures", 'id = "disc-L4-5-quiet"', 'id = "disc-L4/5"', "cannot stand in a link"),
        ("pictures", 'evidence = ["read:berra2021"]', 'evidence = ["read:nobody"]', "nobody"),
        ("exercises", 'code = "q"', 'code = "p"', "the code 'p' is that of line"),
        ("exercises", 'code = "q"', 'code = "qq"', "'qq' is no code"),
        ("exercises", 'code = "q"', 'code = "z"', "the code 'z' is retired"),
        ("exercises", 'figure = "one_arm"', 'figure = "two_arms"', "'two_arms' is not known"),
        ("exercises", 'hold = "hold_s"', 'hold = "hold_x"', "there is no number 'hold_x'"),
        ("take_home", 'code = "w"', 'code = "wx"', "'wx' is no code"),
        ("take_home", 'option = "wait"', 'option = "magic"', "no option 'magic'"),
    ):
        path = facts / f"{name}.toml"
        text = path.read_text()
        assert before in text, before
        path.write_text(text.replace(before, after, 1))
        with pytest.raises(ContentError, match=why) as found:
            codes(Folder(facts))
        assert found.value.shown_path == f"facts/{name}.toml", after
        line = path.read_text().splitlines()[found.value.line - 1]
        assert line in after or after in line, (after, line)
        path.write_text(text)
