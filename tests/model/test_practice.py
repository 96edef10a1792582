"""Nothing goes on after a sign, on any way through an exercise, and every end says what next."""

import dataclasses
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.content.words import words
from sciatica.model.practice import (
    RULES,
    START,
    ExerciseName,
    Position,
    PracticeAnswer,
    PracticeEnding,
    Stage,
    compile_practice,
    step,
    taps,
    walks,
)

WAYS = list(walks(visits=2))
TEXT = words("en")
EXERCISE = ExerciseName.NERVE_GLIDE
# the clinical base, by hand
PUBLISHED = {
    ("safety", "yes"): PracticeEnding.RED_FLAGS,
    ("safety", "not_sure"): PracticeEnding.RED_FLAGS,
    ("safety", "none"): "choose",
    ("choose", "prone_propping"): "ask_first",
    ("choose", "nerve_glide"): "ask_first",
    ("choose", "dead_bug"): "ask_first",
    ("ask_first", "next"): "set_up",
    ("ask_first", "other"): "choose",
    ("ask_first", "finish"): PracticeEnding.FINISHED,
    ("set_up", "next"): "steps",
    ("steps", "next"): "practice",
    ("practice", "sign"): PracticeEnding.EMERGENCY,
    ("practice", "next"): "pain",
    ("pain", "sign"): PracticeEnding.EMERGENCY,
    ("pain", "worse"): PracticeEnding.TELL_PHYSIO,
    ("pain", "same"): "no_change",
    ("pain", "better"): "go_on",
    ("go_on", "repeat"): "practice",
    ("go_on", "easier"): "easier",
    ("go_on", "harder"): "harder",
    ("go_on", "finish"): PracticeEnding.FINISHED,
    ("no_change", "easier"): "easier",
    ("no_change", "other"): "choose",
    ("no_change", "finish"): PracticeEnding.FINISHED,
    ("easier", "next"): "practice",
    ("easier", "finish"): PracticeEnding.FINISHED,
    ("harder", "next"): "practice",
    ("harder", "finish"): PracticeEnding.FINISHED,
}
STOPS = {PracticeAnswer.YES, PracticeAnswer.NOT_SURE, PracticeAnswer.SIGN, PracticeAnswer.WORSE}


def places(way):
    """Return every place of a way, from the safety card to the last one before the end."""
    found = [START]
    for tap in way[:-1]:
        found.append(step(found[-1], tap))
    return found


def test_every_cell_of_the_rule_is_the_published_one():
    cells = {(str(at), str(tap)): rule.to for at, row in RULES.items() for tap, rule in row.items()}
    assert cells == PUBLISHED


def test_every_rule_brings_its_reason():
    assert all(rule.because for row in RULES.values() for rule in row.values())


def test_there_are_1763_ways_that_meet_no_card_more_than_twice_and_none_is_a_dead_end():
    assert len(WAYS) == len(set(WAYS)) == 1763
    ends = Counter(end for _, end in WAYS)
    assert set(ends) == set(PracticeEnding)


def test_nothing_goes_on_after_a_stop_sign_or_an_emergency_sign():
    for way, end in WAYS:
        assert not STOPS & set(way[:-1])
        assert (way[-1] in STOPS) is end.closed


def test_a_stop_sign_ends_in_its_own_place():
    wanted = {
        PracticeAnswer.YES: PracticeEnding.RED_FLAGS,
        PracticeAnswer.NOT_SURE: PracticeEnding.RED_FLAGS,
        PracticeAnswer.SIGN: PracticeEnding.EMERGENCY,
        PracticeAnswer.WORSE: PracticeEnding.TELL_PHYSIO,
    }
    for way, end in WAYS:
        assert end is wanted.get(way[-1], PracticeEnding.FINISHED)


def test_the_safety_card_comes_first_and_once_a_visit():
    assert taps(START) == (PracticeAnswer.YES, PracticeAnswer.NOT_SURE, PracticeAnswer.NONE)
    for way, _ in WAYS:
        assert [place.stage for place in places(way)].count(Stage.SAFETY) == 1
        assert places(way)[0].stage is Stage.SAFETY


def test_nobody_practises_without_having_seen_the_list_the_set_up_and_the_steps():
    for way, _ in WAYS:
        seen = set()
        for place in places(way):
            seen.add(place)
            if place.stage is Stage.PRACTICE:
                for before in (Stage.ASK_FIRST, Stage.SET_UP, Stage.STEPS):
                    assert Position(before, place.exercise) in seen


def test_after_every_practice_the_pain_is_asked_for_unless_a_sign_ends_it():
    for way, _ in WAYS:
        for place, tap in zip(places(way), way, strict=True):
            if place.stage is Stage.PRACTICE:
                to = step(place, tap)
                assert to is PracticeEnding.EMERGENCY or to == Position(Stage.PAIN, place.exercise)


def test_harder_versions_open_only_after_the_pain_moved_up_or_eased():
    for way, _ in WAYS:
        seen = places(way)
        for number, place in enumerate(seen):
            if place.stage is Stage.HARDER:
                assert seen[number - 1].stage is Stage.GO_ON
                assert way[number - 2] is PracticeAnswer.BETTER


def test_no_change_never_leads_straight_back_to_the_same_practice():
    for tap in taps(Position(Stage.NO_CHANGE, EXERCISE)):
        to = step(Position(Stage.NO_CHANGE, EXERCISE), tap)
        assert to in (
            PracticeEnding.FINISHED,
            Position(Stage.CHOOSE),
            Position(Stage.EASIER, EXERCISE),
        )


def test_the_pain_check_offers_the_most_urgent_answer_first():
    assert taps(Position(Stage.PAIN, EXERCISE)) == (
        PracticeAnswer.SIGN,
        PracticeAnswer.WORSE,
        PracticeAnswer.SAME,
        PracticeAnswer.BETTER,
    )


def test_only_the_person_changes_the_exercise():
    for way, _ in WAYS:
        for place, tap in zip(places(way), way, strict=True):
            to = step(place, tap)
            if isinstance(to, Position) and to.exercise and place.exercise:
                assert to.exercise is place.exercise


def test_every_end_says_what_next():
    said = {close: TEXT(f"exercises.close.{close}.text", hold_s=0) for close in PracticeEnding}
    assert "Tell your physio" in said[PracticeEnding.TELL_PHYSIO]
    assert "Next: keep moving" in said[PracticeEnding.FINISHED]
    assert "Then go now" in said[PracticeEnding.RED_FLAGS]
    assert "Emergency now" in TEXT(f"exercises.close.{PracticeEnding.EMERGENCY}.title")


def follow(table, way):
    """Return where a browser ends up by looking up: a card's name or an end."""
    node, seen = 0, [table.cards[0]]
    for tap in way:
        node = table.nodes[node][tap]
        seen.append(table.cards.get(node) or table.ends[node])
    return seen


EXPECTED = {way: [*(place.card for place in places(way)), end] for way, end in WAYS}


def faults(table, ways=tuple(EXPECTED)):
    """Whether following `table` along `ways` differs anywhere from the rule."""
    for way in ways:
        try:
            if follow(table, way) != EXPECTED[way]:
                return True
        except KeyError:
            return True
    return False


def test_following_the_compiled_table_is_following_the_rule_on_every_way():
    assert not faults(compile_practice())


def test_every_node_is_reached_has_every_tap_and_ends_that_stop_are_closed():
    table = compile_practice()
    reached = {0} | {to for moves in table.nodes.values() for to in moves.values()}
    assert reached == set(table.nodes) | set(table.ends)
    assert set(table.nodes).isdisjoint(table.ends)
    assert {table.ends[node] for node in table.closed} == {c for c in PracticeEnding if c.closed}
    assert PracticeEnding.FINISHED not in {table.ends[node] for node in table.closed}


def test_any_changed_cell_of_the_compiled_table_is_found():
    table = compile_practice()
    through = defaultdict(list)  # a wrong cell shows on the ways that lead through it, or nowhere
    for way in EXPECTED:
        node = 0
        for tap in way:
            through[node, tap].append(way)
            node = table.nodes[node][tap]
    every = set(table.nodes) | set(table.ends)
    for node, moves in table.nodes.items():
        for tap, to in moves.items():
            for other in every - {to}:
                changed = {**table.nodes, node: {**moves, tap: other}}
                assert faults(dataclasses.replace(table, nodes=changed), through[node, tap])


def test_a_tap_that_is_not_offered_is_an_error():
    with pytest.raises(KeyError):
        step(START, PracticeAnswer.BETTER)


@given(st.data())
def test_however_long_somebody_practises_a_sign_ends_it_at_once(data):
    place = START
    for _ in range(60):
        tap = data.draw(st.sampled_from(taps(place)))
        to = step(place, tap)
        assert (tap in STOPS) is (isinstance(to, PracticeEnding) and to.closed)
        if isinstance(to, PracticeEnding):
            return
        place = to


def test_an_end_stays_on_the_screen_if_and_only_if_it_sends_to_emergency():
    assert {c for c in PracticeEnding if c.stays} == {
        PracticeEnding.EMERGENCY,
        PracticeEnding.RED_FLAGS,
    }
    assert all(c.stays == c for c in PracticeEnding if c.stays)
