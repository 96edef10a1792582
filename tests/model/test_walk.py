"""The walk keeps its law on every one of its paths, and any changed cell of its table shows."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.content.facts import cards
from sciatica.model.evidence import Evidence
from sciatica.model.red_flags import Card, CardLine, Tier
from sciatica.model.walk import (
    Advice,
    Answer,
    Note,
    Verdict,
    answers,
    compile_walk,
    end_of,
    judge,
    sequences,
)
from sciatica.model.walk_table import WalkTable

CARDS = cards()
PATHS = list(sequences(CARDS))
ENDS = {path: end_of(CARDS, path) for path in PATHS}
URGENT = {Answer.YES, Answer.NOT_SURE}

# the clinical base, by hand: card, answer -> stops, what is noted
CALL, A, B, C, OPEN = (
    Advice.CALL,
    Advice.EMERGENCY,
    Advice.SAME_DAY,
    Advice.WITHIN_DAYS,
    Advice.OPEN,
)
PUBLISHED = {
    ("call_now", "yes"): (True, [CALL]),
    ("call_now", "not_sure"): (True, [CALL]),
    ("call_now", "none"): (False, []),
    ("call_now", "old"): (False, [B]),
    ("saddle", "yes"): (True, [A]),
    ("saddle", "not_sure"): (True, [A]),
    ("saddle", "none"): (False, []),
    ("saddle", "old"): (False, [B]),
    ("toilet", "yes"): (True, [A]),
    ("toilet", "not_sure"): (True, [A]),
    ("toilet", "none"): (False, []),
    ("toilet", "old"): (False, [B]),
    ("intimate", "yes"): (True, [A]),
    ("intimate", "not_sure"): (True, [A]),
    ("intimate", "none"): (False, []),
    ("intimate", "old"): (False, [B]),
    ("intimate", "rather_not"): (False, [OPEN]),
    ("legs", "yes"): (True, [A]),
    ("legs", "not_sure"): (True, [A]),
    ("legs", "none"): (False, []),
    ("legs", "old"): (False, [C]),
    ("suddenly_unwell", "yes"): (True, [A]),
    ("suddenly_unwell", "not_sure"): (True, [A]),
    ("suddenly_unwell", "none"): (False, []),
    ("suddenly_unwell", "old"): (False, [B]),
    ("tell_a_doctor", "yes"): (False, [B, C]),
    ("tell_a_doctor", "not_sure"): (False, [B, C]),
    ("tell_a_doctor", "none"): (False, []),
    ("tell_a_doctor", "old"): (False, [C]),
}


def rule(card, answer):
    verdict = judge(card, answer)
    return verdict.stops, [note.advice for note in verdict.notes]


def follow(table, given):
    """Return the end that a browser reaches by looking up, or None."""
    node = 0
    for answer in given:
        node = table.nodes[node][answer]
    return table.ends.get(node)


def test_every_cell_of_the_rule_is_the_published_one():
    cells = {(card.id, str(a)): rule(card, a) for card in CARDS for a in answers(card)}
    assert cells == PUBLISHED


def test_there_are_558_ways_through_the_walk_and_none_is_a_dead_end():
    assert len(PATHS) == len(set(PATHS)) == 558
    for path in PATHS:
        assert end_of(CARDS, path).notes
        assert all(end_of(CARDS, path[:n]) is None for n in range(len(path)))


def test_every_tier_a_yes_or_not_sure_ends_at_once_in_its_action():
    for path in PATHS:
        for card, answer in zip(CARDS, path, strict=False):
            if card.tier is Tier.EMERGENCY_NOW and answer in URGENT:
                assert answer == path[-1]
                advice = Advice.CALL if card.calls else Advice.EMERGENCY
                assert end_of(CARDS, path).notes[0] == Note(card.id, advice)


def test_what_to_call_for_is_asked_before_any_other_card_that_stops():
    for path in PATHS:
        asked = [card.calls for card in CARDS[: len(path)] if card.tier is Tier.EMERGENCY_NOW]
        assert asked == sorted(asked, reverse=True)
    called = {line.id for card in CARDS if not card.calls for line in card.lines if line.call}
    assert called == {"artery"}  # contested: docs/safety/for-your-clinician.md


def test_a_sign_to_call_for_ends_in_the_call_on_every_way_and_nothing_else_does():
    for path in PATHS:
        urgent = any(
            card.calls and answer in URGENT for card, answer in zip(CARDS, path, strict=False)
        )
        notes = end_of(CARDS, path).notes
        assert (notes[0].advice is Advice.CALL) == urgent
        assert (len(notes) == 1) or not urgent


def test_the_card_that_is_asked_first_makes_no_other_way_less_urgent():
    order = list(Advice)
    for path in PATHS:
        if len(path) > 1:
            without = end_of(CARDS[1:], path[1:]).notes[0].advice
            assert order.index(end_of(CARDS, path).notes[0].advice) <= order.index(without)


def test_nothing_but_yes_or_not_sure_on_a_tier_a_card_stops_the_walk():
    for path in PATHS:
        if len(path) < len(CARDS):
            assert CARDS[len(path) - 1].tier is Tier.EMERGENCY_NOW
            assert path[-1] in URGENT


def test_every_note_is_kept_and_the_most_urgent_comes_first():
    order = list(Advice)
    for path in PATHS:
        given = [n for card, a in zip(CARDS, path, strict=False) for n in judge(card, a).notes]
        notes = end_of(CARDS, path).notes
        ranks = [order.index(note.advice) for note in notes]
        assert ranks == sorted(ranks)
        if given:
            assert sorted(notes, key=lambda n: n.id) == sorted(given, key=lambda n: n.id)
        else:
            assert [note.advice for note in notes] == [Advice.ALL_NONE]


def test_only_none_to_everything_ends_without_a_sign():
    ends = [path for path in PATHS if end_of(CARDS, path).notes[0].advice is Advice.ALL_NONE]
    assert ends == [(Answer.NONE,) * len(CARDS)]


def test_rather_not_say_never_counts_as_none_and_comes_before_any_doctors_visit():
    for path in PATHS:
        if Answer.RATHER_NOT in path:
            advice = [note.advice for note in end_of(CARDS, path).notes]
            assert Advice.OPEN in advice
            assert advice[0] in (Advice.OPEN, Advice.EMERGENCY, Advice.CALL)


def urgency(path):
    """0 for the most urgent end."""
    return list(Advice).index(ENDS[path].notes[0].advice)


def test_no_answer_lowers_the_urgency_that_another_answer_brought():
    complete = set(PATHS)
    for path in PATHS:
        for place, answer in enumerate(path):
            if answer is Answer.NONE:
                continue
            # the same walk with one sign taken back is never more urgent
            milder = (*path[:place], Answer.NONE, *path[place + 1 :])
            if milder not in complete:
                milder += (Answer.NONE,) * (len(CARDS) - len(milder))
            assert urgency(path) <= urgency(milder)


# the signs that the second reading added, by hand
ADDED = {"both_weak": CALL, "cancer_legs": A, "cancer_nerve": B}


def test_new_signs_raise_and_never_lower_on_every_way():
    """The cards without the added signs never lead to a more urgent end, on any way."""
    before = tuple(
        dataclasses.replace(card, lines=tuple(x for x in card.lines if x.id not in ADDED))
        for card in CARDS
    )
    order = list(Advice)
    assert {x.id for card in CARDS for x in card.lines} >= set(ADDED)
    for path in PATHS:
        new, old = end_of(CARDS, path), end_of(before, path)
        assert order.index(new.notes[0].advice) <= order.index(old.notes[0].advice)
        for card, answer in zip(CARDS, path, strict=False):
            for line in card.lines:
                if line.id in ADDED and answer in URGENT:
                    assert Note(card.id, ADDED[line.id]) in new.notes


def test_not_sure_counts_as_yes_everywhere():
    for card in CARDS:
        assert judge(card, Answer.NOT_SURE) == judge(card, Answer.YES)


def faults(table: WalkTable, paths: Iterable[Sequence[Answer]] = PATHS) -> bool:
    """Whether following `table` along `paths` differs anywhere from the rule."""
    for path in paths:
        node = 0
        for step, answer in enumerate(path):
            if table.cards.get(node) != CARDS[step].id or answer not in table.nodes.get(node, {}):
                return True
            node = table.nodes[node][answer]
        if table.ends.get(node) != ENDS[path]:
            return True
    return False


def through(table: WalkTable) -> Mapping[int, Sequence[Sequence[Answer]]]:
    """Return the paths that lead through each node: a wrong one shows on them or nowhere."""
    by_node = defaultdict(list)
    for path in PATHS:
        node = 0
        for answer in path:
            by_node[node].append(path)
            node = table.nodes[node][answer]
        by_node[node].append(path)
    return by_node


def test_following_the_compiled_table_is_following_the_rule_on_every_path():
    assert not faults(compile_walk(CARDS))


def test_every_node_of_the_compiled_table_is_reached_and_has_every_answer():
    table = compile_walk(CARDS)
    reached = {0} | {to for moves in table.nodes.values() for to in moves.values()}
    assert reached == set(table.nodes) | set(table.ends)
    by_name = {card.id: card for card in CARDS}
    for node, moves in table.nodes.items():
        assert set(moves) == set(answers(by_name[table.cards[node]]))


def test_any_changed_cell_of_the_compiled_table_is_found():
    table = compile_walk(CARDS)
    paths = through(table)
    every = set(table.nodes) | set(table.ends)
    found = mutants = 0
    for node, moves in table.nodes.items():
        for answer, to in moves.items():
            # to the node just before or behind: the mistakes nearest to right
            for other in sorted(every - {to}, key=lambda n, to=to: abs(n - to))[:2]:
                changed = {**table.nodes, node: {**moves, answer: other}}
                mutants += 1
                found += faults(dataclasses.replace(table, nodes=changed), paths[node])
    for node, end in table.ends.items():
        for other in (Advice.ALL_NONE, Advice.WITHIN_DAYS, Advice.EMERGENCY, Advice.CALL):
            notes = (dataclasses.replace(end.notes[0], advice=other), *end.notes[1:])
            if notes != end.notes:
                changed = {**table.ends, node: dataclasses.replace(end, notes=notes)}
                mutants += 1
                found += faults(dataclasses.replace(table, ends=changed), paths[node])
    assert mutants > 1000
    assert found == mutants


@pytest.mark.parametrize("cell", PUBLISHED)
def test_any_changed_cell_of_the_rule_is_found(cell, monkeypatch):
    import sciatica.model.walk as module

    name, answer = cell
    honest = module.judge
    others = [
        Verdict(stops, tuple(Note(name, advice) for advice in advices))
        for stops in (True, False)
        for advices in ([], [CALL], [A], [B], [C], [OPEN], [B, C])
        if (stops, advices) != PUBLISHED[cell]
        # to stop on the last card or to go on to the end is the same walk
        and not (name == CARDS[-1].id and advices == PUBLISHED[cell][1])
    ]
    for other in others:

        def judge_wrongly(card, given, other=other):
            if (card.id, str(given)) == (name, answer):
                return other
            return honest(card, given)

        monkeypatch.setattr(module, "judge", judge_wrongly)
        paths = list(sequences(CARDS))
        same = paths == PATHS and all(
            [n.advice for n in end_of(CARDS, path).notes] == [n.advice for n in ENDS[path].notes]
            for path in paths
        )
        assert not same


@st.composite
def any_cards(draw):
    count = draw(st.integers(1, 4))
    made = []
    for number in range(count):
        tiers = draw(st.lists(st.sampled_from(Tier), min_size=1, max_size=3))
        lines = tuple(
            CardLine(f"l{i}", tier, (Evidence.parse("clinic:7"),), call=draw(st.booleans()))
            for i, tier in enumerate(tiers)
        )
        made.append(Card(f"c{number}", 0, lines, draw(st.sampled_from(Tier)), draw(st.booleans())))
    return tuple(made)


@given(any_cards(), st.data())
def test_whatever_the_cards_the_law_holds(made, data):
    table = compile_walk(made)
    given_answers = []
    while (end := end_of(made, given_answers)) is None:
        given_answers.append(data.draw(st.sampled_from(answers(made[len(given_answers)]))))
    assert follow(table, given_answers) == end
    last = made[len(given_answers) - 1]
    if last.tier is Tier.EMERGENCY_NOW and given_answers[-1] in URGENT:
        assert end.notes[0].advice.tier is Tier.EMERGENCY_NOW
    said = {note.advice for note in end.notes}
    if any(answer is not Answer.NONE for answer in given_answers):
        assert Advice.ALL_NONE not in said


def test_an_end_stays_on_the_screen_if_and_only_if_it_sends_to_emergency():
    for node, end in compile_walk(cards()).ends.items():
        first = end.notes[0].advice
        assert end.stays == (str(first) if first in (Advice.CALL, Advice.EMERGENCY) else ""), node
