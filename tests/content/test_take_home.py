"""What a sheet can show, and the codes that are for ever."""

import pytest

from sciatica.content import catalogue, take_home
from sciatica.content.toml import ContentError
from sciatica.model import Choices
from sciatica.model.take_home import VERSION, write_choices

# Links with these lie in drawers. A line may leave this list never; a code that is shown no more is
# listed as retired in content/take_home.toml.
PICTURES = {
    "n": ("nerve", {}),
    "l4r": ("legs", {"roots": ["L4"], "side": "right"}),
    "l4l": ("legs", {"roots": ["L4"], "side": "left"}),
    "l5r": ("legs", {"roots": ["L5"], "side": "right"}),
    "l5l": ("legs", {"roots": ["L5"], "side": "left"}),
    "s1r": ("legs", {"roots": ["S1"], "side": "right"}),
    "s1l": ("legs", {"roots": ["S1"], "side": "left"}),
    "3r": ("legs", {"roots": ["L4", "L5", "S1"], "side": "right"}),
    "3l": ("legs", {"roots": ["L4", "L5", "S1"], "side": "left"}),
    "sbr": ("visit", {"picture": "spine-behind", "side": "right"}),
    "sbl": ("visit", {"picture": "spine-behind", "side": "left"}),
    "ssr": ("visit", {"picture": "spine-side", "side": "right"}),
    "ssl": ("visit", {"picture": "spine-side", "side": "left"}),
    "sm": ("visit", {"picture": "spine-midline"}),
    "4q": ("visit", {"picture": "disc-L4-5-quiet"}),
    "4b": ("visit", {"picture": "disc-L4-5-bulge"}),
    "4pr": ("visit", {"picture": "disc-L4-5", "side": "right"}),
    "4pl": ("visit", {"picture": "disc-L4-5", "side": "left"}),
    "4er": ("visit", {"picture": "disc-L4-5-large", "side": "right"}),
    "4el": ("visit", {"picture": "disc-L4-5-large", "side": "left"}),
    "4sr": ("visit", {"picture": "disc-L4-5-side", "side": "right"}),
    "4sl": ("visit", {"picture": "disc-L4-5-side", "side": "left"}),
    "4c": ("visit", {"picture": "disc-L4-5-central"}),
    "5q": ("visit", {"picture": "disc-L5-S1-quiet"}),
    "5b": ("visit", {"picture": "disc-L5-S1-bulge"}),
    "5pr": ("visit", {"picture": "disc-L5-S1", "side": "right"}),
    "5pl": ("visit", {"picture": "disc-L5-S1", "side": "left"}),
    "n0": ("visit", {"picture": "narrow-none"}),
    "n2": ("visit", {"picture": "narrow-moderate"}),
    "np": ("visit", {"picture": "narrow-postures"}),
    "brr": ("visit", {"picture": "buttock-relaxed", "side": "right"}),
    "brl": ("visit", {"picture": "buttock-relaxed", "side": "left"}),
    "btr": ("visit", {"picture": "buttock-tight", "side": "right"}),
    "btl": ("visit", {"picture": "buttock-tight", "side": "left"}),
    "ip": ("visit", {"picture": "nerve-pressed"}),
    "ii": ("visit", {"picture": "nerve-inflamed"}),
    "is": ("visit", {"picture": "nerve-sensitised"}),
    "irr": ("visit", {"picture": "nerve-raise", "side": "right"}),
    "irl": ("visit", {"picture": "nerve-raise", "side": "left"}),
    "ec": ("visit", {"picture": "ease-chair"}),
    "esr": ("visit", {"picture": "ease-side", "side": "right"}),
    "esl": ("visit", {"picture": "ease-side", "side": "left"}),
    "ek": ("visit", {"picture": "ease-knees"}),
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
    all_ = catalogue()
    for name, frozen, now in (
        ("pictures", PICTURES, {p.code: (p.shows, dict(p.of)) for p in all_.pictures}),
        ("exercises", EXERCISES, {e.code: e.pose.value for e in all_.exercises}),
        ("next_steps", NEXT_STEPS, {s.code: s.option for s in all_.next_steps}),
    ):
        for code, meaning in frozen.items():
            assert code in all_.codes.retired.get(name, ()) or now[code] == meaning, (name, code)


def test_a_link_of_version_1_is_written_as_ever():
    assert VERSION == "1"
    assert write_choices(Choices("l5l", ("p", "n", "d"), "x")) == "1.l5l.pnd.x.m7"
    assert write_choices(Choices()) == "1.0.0.0.lx"


def test_every_picture_of_a_side_has_one_of_the_other():
    of = [(one.shows, dict(one.of)) for one in catalogue().pictures if "side" in one.of]
    other = {"left": "right", "right": "left"}
    for shows, what in of:
        assert (shows, {**what, "side": other[what["side"]]}) in of


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('code = "l5l"', 'code = "l5r"', "its code is taken"),
        ('code = "q"', 'code = "0"', "is not 1 to 1"),
        ('code = "w"', 'code = "wx"', "is not 1 to 1"),
        ('option = "wait"', 'option = "magic"', "no option 'magic'"),
        ('pose = "one_arm"', 'pose = "two_arms"', "two_arms"),
        ("exercise = []", 'exercise = ["p"]', "its code is taken"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, monkeypatch, before, after, why):
    path = tmp_path / "take_home.toml"
    text = take_home.FILE.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))
    monkeypatch.setattr(take_home, "FILE", path)
    catalogue.cache_clear()
    try:
        with pytest.raises(ContentError, match=why):
            catalogue()
    finally:
        monkeypatch.undo()
        catalogue.cache_clear()
