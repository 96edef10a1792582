"""The explorer's table: every choice leads somewhere, and one widget serves a hundred states."""

import json
import re
from itertools import product

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sciatica.widgets import Chooser, Explorer, Option, Panel, Picture, State, compile_table

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
    return domains, [State(c, "p", frozenset(c), " ".join(c)) for c in short]


@given(worlds())
def test_every_choice_leads_to_a_state_that_keeps_the_option_just_chosen_if_any_state_has_it(world):
    domains, states = world
    table = compile_table(choosers_of(domains), states, states[0].key)
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
    table = compile_table(choosers_of(domains), states, states[0].key)
    for choice in product(*domains):
        settled = [s.key for s in states if s.choice == choice[: len(s.choice)]]
        if settled and settled[0] != ".".join(choice):
            assert table["detours"][".".join(choice)] == settled * len(domains)


@given(worlds())
def test_a_detour_keeps_as_many_other_choices_as_any_state_could(world):
    domains, states = world
    table = compile_table(choosers_of(domains), states, states[0].key)
    for key, targets in table["detours"].items():
        choice = tuple(key.split("."))
        for index, target in enumerate(targets):
            rivals = [s.choice for s in states if s.choice[index : index + 1] == (choice[index],)]
            if rivals and not f"{key}.".startswith(f"{target}."):
                best = max(sum(a == b for a, b in zip(r, choice, strict=False)) for r in rivals)
                kept = sum(a == b for a, b in zip(target.split("."), choice, strict=False))
                assert kept == best


@pytest.mark.parametrize(
    ("states", "default", "why"),
    [
        ([State(("x",), "p", frozenset(), "")], "x", "does not fit"),
        ([State(("a",), "p", frozenset(), "")] * 2, "a", "comes twice"),
        ([State(("a",), "p", frozenset(), "")], "b", "is not among the states"),
        ([State((), "p", frozenset(), "")], "", "does not fit"),
    ],
)
def test_a_state_that_cannot_be_is_refused(states, default, why):
    with pytest.raises(ValueError, match=why):
        compile_table(choosers_of([["a", "b"]]), states, default)


def test_a_state_that_another_settles_already_is_refused():
    states = [State(("a",), "p", frozenset(), ""), State(("a", "x"), "p", frozenset(), "")]
    with pytest.raises(ValueError, match=r"'a\.x' hides behind 'a'"):
        compile_table(choosers_of([["a", "b"], ["x"]]), states, "a")


def build(states_per=(("l3", "l4", "l5"), ("a", "b", "c", "d"), ("w", "x", "y", "z"), ("l", "r"))):
    choosers = choosers_of(states_per)
    states = [
        State(c, c[0], frozenset(c), f"now {'-'.join(c)}", {"v": f"alt {'-'.join(c)}"})
        for c in product(*states_per)
    ]
    layers = "".join(f'<g data-layer="{o}"></g>' for domain in states_per for o in domain)
    return Explorer.build(
        "demo",
        choosers=choosers,
        pictures=[Picture("v", "View", Markup(f"<svg>{layers}</svg>"), 200)],
        panels=[Panel(p, p, Markup("<p>words</p>")) for p in states_per[0]],
        states=states,
        default=states[0].key,
        unknown_link="unknown",
        unscripted="",
    )


def test_ninety_six_states_cost_one_picture():
    html = build().html
    table = json.loads(re.search(r"<script[^>]*>(.*)</script>", html).group(1))
    assert len(table["states"]) == 96
    assert html.count("<svg") == 1


def test_every_chooser_is_a_native_fieldset_of_radios_with_one_chosen():
    page = BeautifulSoup(build().html, "html.parser")
    groups = page.find_all("fieldset")
    assert [group.legend.text for group in groups] == [
        "Choose 0",
        "Choose 1",
        "Choose 2",
        "Choose 3",
    ]
    assert [len(group.find_all("input", checked=True)) for group in groups] == [1, 1, 1, 1]


def test_every_panels_words_stand_in_the_html():
    page = BeautifulSoup(build().html, "html.parser")
    assert [panel["data-panel"] for panel in page.select("[data-panel]")] == ["l3", "l4", "l5"]
    assert not page.select("[data-panel][hidden]")


def pair_of_pictures():
    states = [
        State(("a",), "p", frozenset(), "a", {"left": "the left picture"}, also=("q",)),
        State(("b", "x"), "q", frozenset(), "b", {"left": "again", "right": "the right picture"}),
    ]
    return Explorer.build(
        "pair",
        choosers=choosers_of([["a", "b"], ["x", "y"]]),
        pictures=[Picture(v, v, Markup("<svg></svg>"), 200) for v in ("left", "right")],
        panels=[Panel(p, p, Markup("")) for p in ("p", "q")],
        states=states,
        default="a",
        unknown_link="",
        unscripted="",
    )


def test_a_picture_that_the_first_state_does_not_tell_of_is_not_shown():
    page = BeautifulSoup(pair_of_pictures().html, "html.parser")
    hidden = [one["data-view"] for one in page.select("[data-view][hidden]")]
    assert hidden == ["right"]


def test_a_chooser_that_does_not_apply_to_the_first_state_is_disabled_and_keeps_a_choice():
    page = BeautifulSoup(pair_of_pictures().html, "html.parser")
    first, second = page.find_all("fieldset")
    assert not first.has_attr("disabled")
    assert second.has_attr("disabled")
    assert len(second.find_all("input", checked=True)) == 1


def test_a_state_may_show_several_panels():
    page = BeautifulSoup(pair_of_pictures().html, "html.parser")
    table = json.loads(page.script.string)
    assert table["states"]["a"]["panels"] == ["p", "q"]
    assert table["states"]["b.x"]["panels"] == ["q"]


def test_a_panel_that_no_one_wrote_is_refused():
    with pytest.raises(ValueError, match="no panel for p"):
        Explorer.build(
            "demo",
            choosers=choosers_of([["a"]]),
            pictures=[],
            panels=[],
            states=[State(("a",), "p", frozenset(), "")],
            default="a",
            unknown_link="",
            unscripted="",
        )


def test_the_semantic_html_rides_beside_the_widget_view():
    explorer = build()
    bundle = explorer._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/html"] == explorer.html
    assert "application/vnd.jupyter.widget-view+json" in data


def test_words_cannot_close_the_script_that_carries_the_table():
    explorer = Explorer.build(
        "demo",
        choosers=choosers_of([["a"]]),
        pictures=[],
        panels=[Panel("p", "p", Markup(""))],
        states=[State(("a",), "p", frozenset(), "</script><b>")],
        default="a",
        unknown_link="",
        unscripted="",
    )
    page = BeautifulSoup(explorer.html, "html.parser")
    assert json.loads(page.script.string)["states"]["a"]["headline"] == "</script><b>"
    assert page.find("b") is None
