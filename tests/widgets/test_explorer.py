"""The explorer's table: every choice leads somewhere, and one widget serves a hundred states."""

import json
from dataclasses import replace
from itertools import product

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sciatica import pages
from sciatica.widgets.explorer import Chooser, ExplorerState, Option, compile_table
from tests.harness.toys import LEGS, PAIR, explorer, toy

NAMES = st.lists(st.from_regex(r"[a-z]{1,4}", fullmatch=True), min_size=1, max_size=4, unique=True)


def choosers_of(domains):
    return [
        Chooser(f"c{i}", f"Choose {i}", tuple(Option(o, o.upper()) for o in domain))
        for i, domain in enumerate(domains)
    ]


@st.composite
def worlds(draw):
    domains = draw(st.lists(NAMES, min_size=1, max_size=3))
    choices = list(product(*domains))
    kept = draw(st.lists(st.sampled_from(choices), min_size=1, unique=True))
    # where the first choosers settle a state, the others do not apply
    settled = draw(st.sets(st.sampled_from([c[:1] for c in choices])))
    short = dict.fromkeys(c[:1] if c[:1] in settled else c for c in kept)
    return domains, [state(*c) for c in short]


def state(*choice, panels=("p",), **changes):
    return replace(ExplorerState(choice, panels, " ".join(choice), {"legs": "left"}), **changes)


def compiled(domains, states, default=None):
    default = states[0].key if default is None else default
    return compile_table(choosers_of(domains), [LEGS], states, default)


@given(worlds())
def test_every_choice_leads_to_a_state_that_keeps_the_option_just_chosen_if_any_state_has_it(world):
    domains, states = world
    table = compiled(domains, states)
    for choice in product(*domains):
        key = ".".join(choice)
        if key in table["states"]:
            assert key not in table["detours"]
            continue
        for index, target in enumerate(table["detours"][key]):
            assert target in table["states"]
            if f"{key}.".startswith(f"{target}."):
                continue  # the first choosers settle it
            if any(state.choice[index : index + 1] == (choice[index],) for state in states):
                assert target.split(".")[index] == choice[index]


@given(worlds())
def test_what_the_first_choosers_settle_is_shown_whatever_the_others_say(world):
    domains, states = world
    table = compiled(domains, states)
    for choice in product(*domains):
        settled = [s.key for s in states if s.choice == choice[: len(s.choice)]]
        if settled and settled[0] != ".".join(choice):
            assert table["detours"][".".join(choice)] == settled * len(domains)


@given(worlds())
def test_a_detour_keeps_as_many_other_choices_as_any_state_could(world):
    domains, states = world
    table = compiled(domains, states)
    for key, targets in table["detours"].items():
        choice = tuple(key.split("."))
        for index, target in enumerate(targets):
            rivals = [s.choice for s in states if s.choice[index : index + 1] == (choice[index],)]
            if rivals and not f"{key}.".startswith(f"{target}."):
                best = max(sum(a == b for a, b in zip(r, choice, strict=False)) for r in rivals)
                kept = sum(a == b for a, b in zip(target.split("."), choice, strict=False))
                assert kept == best


def test_a_state_that_cannot_be_is_refused():
    for states, default, why in (
        ([state("x")], "x", "does not fit"),
        ([state()], "", "does not fit"),
        ([state("a"), state("a")], "a", "comes twice"),
        ([state("a")], "b", "is not among the states"),
        ([state("a", shows={})], "a", "shows no picture"),
        ([state("a", shows={"legs": "up"})], "a", "has no view 'up'"),
    ):
        with pytest.raises(ValueError, match=why):
            compiled([["a", "b"]], states, default)


def test_a_state_that_another_settles_already_is_refused():
    with pytest.raises(ValueError, match=r"'a\.x' hides behind 'a'"):
        compiled([["a", "b"], ["x"]], [state("a"), state("a", "x")])


def test_a_panel_that_no_one_wrote_is_refused():
    with pytest.raises(ValueError, match="no panel for q"):
        explorer(panels=[], states=[state("none", panels=("q",))], pictures=[LEGS])


def test_ninety_six_states_cost_one_picture():
    domains = (("l3", "l4", "l5"), ("a", "b", "c", "d"), ("w", "x", "y", "z"), ("l", "r"))
    views = {".".join(choice): set(choice) for choice in product(*domains)}
    states = [state(*key.split("."), panels=("p", "q"), shows={"v": key}) for key in views]
    html = explorer(
        choosers=choosers_of(domains), pictures=[toy("v", views)], states=states, default="l3.a.w.l"
    ).html
    page = BeautifulSoup(html, "html.parser")
    assert len(json.loads(page.script.string)["states"]) == 96
    assert len(page.select("svg")) == 1


PAGE = BeautifulSoup(explorer().html, "html.parser")


def test_every_chooser_is_a_native_fieldset_of_radios_with_one_chosen():
    assert [group.legend.text for group in PAGE.find_all("fieldset")] == ["Level", "Side"]
    assert [one["value"] for one in PAGE.select("input[checked]")] == ["none", "left"]


def test_a_chooser_that_does_not_apply_to_the_first_state_is_disabled_and_keeps_a_choice():
    assert [one.has_attr("disabled") for one in PAGE.find_all("fieldset")] == [False, True]


def test_every_panels_words_stand_in_the_html():
    assert [panel["data-panel"] for panel in PAGE.select("[data-panel]:not([hidden])")] == [
        "p",
        "q",
    ]


def test_a_state_says_its_panels_its_line_and_its_pictures():
    states = json.loads(PAGE.script.string)["states"]
    assert states["none"]["panels"] == ["p", "q"]
    assert states["L4-5.left"] == {
        "panels": ["q"],
        "headline": "L4-5 left",
        "shows": {
            "legs": {"alt": "legs left", "layers": ["left"]},
            "disc": {"alt": "disc L4-5", "layers": ["L4-5", "bulge"]},
        },
    }
    assert len(PAGE.select("svg")) == len(PAIR)


def test_the_semantic_html_rides_beside_the_widget_view():
    made = explorer()
    bundle = made._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/html"] == made.html
    assert "application/vnd.jupyter.widget-view+json" in data
    assert made.selected == "none"


def test_a_notebook_chooses_as_a_reader_does_and_goes_on_with_the_explorer():
    explorer = pages.root_explorer("en")
    assert explorer.choose("L5", "left") is explorer
    assert explorer.selected.startswith("L5.left")
    assert explorer.choose("S1").selected.startswith("S1.")
    assert explorer.selected in explorer.states
    with pytest.raises(ValueError, match=r"there is no 'L9\.left'"):
        explorer.choose("L9", "left")


def test_a_choice_that_fits_no_state_takes_the_nearest_one():
    explorer = pages.disc_explorer("en")
    detour = next(iter(explorer._table["detours"]))
    assert explorer.choose(*detour.split(".")).selected in explorer.states
