"""Facts load into the model, carry sources, and have words."""

import re
import shutil

import pytest

from sciatica.content.artwork import legs
from sciatica.content.examination import world
from sciatica.content.facts import (
    FACTS,
    Folder,
    cards,
    frequencies,
    measures,
    page_facts,
    printed,
    quantities,
    roots,
    source,
    sources,
)
from sciatica.content.toml import ContentError
from sciatica.content.words import languages, words
from sciatica.model.anatomy import RootName
from sciatica.model.evidence import Evidence, Quantity
from sciatica.model.red_flags import Tier

# the clinical base, by hand: what each root of the lesson feels, tests and moves
KEY_POINTS = {"L4": "malleolus_medial", "L5": "dorsum_third_mtp", "S1": "heel_lateral"}
REFLEXES = {"L4": "knee", "L5": "none", "S1": "ankle"}


def test_the_key_points_are_those_of_the_clinical_base():
    assert {name: roots()[RootName(name)].key_point.id for name in KEY_POINTS} == KEY_POINTS


def test_the_reflexes_are_those_of_the_clinical_base():
    assert {name: roots()[RootName(name)].reflex.id for name in REFLEXES} == REFLEXES


def test_l4_and_l5_both_lift_the_foot_and_each_names_the_other():
    for name, other in ((RootName.L4, RootName.L5), (RootName.L5, RootName.L4)):
        (lift,) = [m for m in roots()[name].movements if m.id == "foot_up"]
        assert lift.shared == (other,)


def test_no_site_belongs_to_two_roots():
    sites = [site for root in roots().values() for site in root.skin]
    assert len(sites) == len(set(sites))


@pytest.mark.parametrize("lang", languages())
def test_every_id_of_a_root_has_words(lang):
    text = words(lang)
    for root in roots().values():
        keys = [f"roots.site.{site}" for site in root.skin]
        keys += [f"roots.key_point.{root.key_point.id}", f"roots.reflex.{root.reflex.id}"]
        keys += [f"roots.movement.{movement.id}" for movement in root.movements]
        keys += [f"roots.test.{test.id}" for test in root.tests]
        assert [key for key in keys if key not in text] == []


@pytest.mark.parametrize("lang", languages())
def test_every_sign_and_tier_has_words(lang):
    text = words(lang)
    for card in cards():
        assert f"red_flags.card.{card.id}.title" in text
        assert [x.id for x in card.lines if f"red_flags.card.{card.id}.{x.id}" not in text] == []
    assert [tier for tier in Tier if f"red_flags.tier.{tier}.action" not in text] == []


def test_the_cards_come_with_tier_a_first():
    order = [list(Tier).index(card.tier) for card in cards()]
    assert order == sorted(order)
    assert [card.id for card in cards() if card.tier is Tier.EMERGENCY_NOW] == [
        "call_now",
        "saddle",
        "toilet",
        "intimate",
        "legs",
        "suddenly_unwell",
    ]


def test_facts_that_stop_before_they_call_are_refused(tmp_path):
    for name in ("sources", "red_flags"):
        text = (FACTS / f"{name}.toml").read_text(encoding="utf-8")
        if name == "red_flags":
            head, *made = text.split("[[card]]")
            text = "[[card]]".join([head, *made[1:], made[0]])  # the first card comes last
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="Put 'call_now' before 'saddle'"):
        cards(Folder(tmp_path))


def test_the_clinics_own_red_flags_are_all_emergencies():
    statements = {card.clinic_statement: card.tier for card in cards() if card.clinic_statement}
    assert statements == dict.fromkeys((7, 8, 9, 10), Tier.EMERGENCY_NOW)


def test_every_sign_names_its_evidence():
    assert [line.id for card in cards() for line in card.lines if not line.evidence] == []


def test_every_printed_number_names_a_source_that_was_read():
    for number in frequencies().values():
        assert source(number.evidence.detail).checked


def test_pain_follows_the_map_in_36_of_100_lumbar_roots_and_65_of_100_at_s1():
    slots = printed()
    assert (slots["pain_on_map_lumbar"], slots["not_pain_on_map_lumbar"]) == ("36", "64")
    assert slots["pain_on_map_s1"] == "65"


def test_a_proportion_and_its_rest_make_a_hundred():
    for name, number in frequencies().items():
        assert number.in_100 + int(printed()[f"not_{name}"]) == 100


def test_every_number_is_printed_somewhere():
    texts = " ".join(words("en").entries.values())
    idle = [
        name
        for name in (*frequencies(), *quantities())
        if f"{{{name}}}" not in texts and f"{{not_{name}}}" not in texts
    ]
    assert idle == []


def test_no_text_names_a_number_that_the_facts_do_not_have():
    own = {*printed(), "number"}  # whom to call, which the clinic sets
    for key, text in words("en").entries.items():
        if key.startswith("care.question."):
            assert set(re.findall(r"{(\w+)}", text)) <= own, key


def test_two_numbers_of_one_study_say_whom_when_and_what_they_counted():
    said = [(one.of, one.after, one.outcome) for one in frequencies().values()]
    assert all(all(triple) for triple in said)


def test_a_number_from_memory_is_refused():
    with pytest.raises(ValueError, match="from memory may not be printed"):
        Quantity("days", 3, "days", Evidence.parse("memory:high"))


def test_every_source_says_how_much_of_it_was_read():
    assert [s.id for s in sources().values() if not (s.cite and s.short and s.checked)] == []


def test_a_source_that_is_not_in_the_ledger_is_named_with_its_remedy():
    with pytest.raises(ContentError, match=r"sources\.toml: there is no \[nobody2020\]. Add it"):
        source("nobody2020")


def test_every_drawn_site_is_a_site_of_the_facts_and_every_site_is_drawn():
    drawn = {site for picture in legs().values() for site in picture.sites}
    assert drawn == {site for root in roots().values() for site in root.skin}


@pytest.mark.parametrize(
    ("number", "size"),
    [
        ("canal_flexed", "canal_area_flexed"),
        ("canal_extended", "canal_area_extended"),
        ("sac_normal", "sac_area"),
        ("sac_stenosis", "sac_area_in_stenosis"),
    ],
)
def test_an_area_that_pages_print_is_the_one_the_drawn_spine_is_held_against(number, size):
    said, held = quantities()[number], measures()[size]["L4/5"]
    assert (said.count, said.unit, said.evidence) == (held.mean, held.unit, held.evidence)


@pytest.mark.parametrize(
    ("name", "load", "old", "new", "why"),
    [
        (
            "pages",
            page_facts,
            'words = "care"',
            'words = "cares"',
            r"care\.words: .* 'care'\?",
        ),
        ("examination", world, "socks = {", "sock = {", r"\[ask_change\]\.disc\.sock: .*'socks'"),
        ("examination", world, 'normal = "well"\n', "", r"ask_health: it has no normal value"),
    ],
)
def test_a_name_that_nothing_bears_is_refused(name, load, old, new, why, tmp_path):
    shutil.copytree(FACTS, tmp_path / "facts")
    path = tmp_path / "facts" / f"{name}.toml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(ContentError, match=why):
        load(Folder(tmp_path / "facts"))
