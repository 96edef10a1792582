"""What has no verb is found, what has one is not; two negatives in one clause are named."""

import pytest

from sciatica.check.fragments import (
    double_negatives,
    forms,
    fragments,
    has_verb,
    too_many_fragments,
)
from sciatica.check.runner import Made


def page(html):
    return Made(None, "x.ipynb", f"<main>{html}</main>", "", ())


WHOLE = (
    "Take a short walk.",
    "It hurts.",
    "Lean your hands on something firm.",
    "You need not be free of pain first.",
    "Pee is slow to start.",
    "Your physio looks for the why.",
    "These pages help you.",
    "It's new.",
    "Do not drive if a foot is weak.",
)
BROKEN = (
    "Pelvic or monthly pain.",
    "A hard fall, crash or blow before the pain.",
    "Less feeling, or none, of poo or gas.",
    "Cancer, now or before, with weak legs.",
    "A short walk in the morning.",
)


@pytest.mark.parametrize("sentence", WHOLE)
def test_a_sentence_with_a_verb_is_no_fragment(sentence, lists):
    assert has_verb(sentence, lists)


@pytest.mark.parametrize("sentence", BROKEN)
def test_a_sentence_without_a_verb_is_one(sentence, lists):
    assert not has_verb(sentence, lists)


def test_the_forms_of_a_regular_verb_follow_its_spelling():
    assert {"carries", "carried"} <= forms("carry")
    assert {"stays", "stayed"} <= forms("stay")
    assert {"eases", "eased"} <= forms("ease")
    assert {"stops", "stopped"} <= forms("stop")
    assert "walking" not in forms("walk")


def test_references_headings_and_captions_are_not_judged(lists):
    html = "<main><h2>A plan for tomorrow</h2><p>It helps. <cite>Koes 2007, NHS</cite></p></main>"
    assert fragments(html, lists).found == ()


def test_a_page_of_fragments_is_told_with_the_longest_of_them(lists):
    said = "".join(f"<li>{one}</li>" for one in BROKEN)
    (fault,) = too_many_fragments(page(f"<ul>{said}</ul>"), lists)
    assert "100% of its sentences have no verb" in fault.what
    assert BROKEN[1] in fault.remedy
    assert list(too_many_fragments(page(f"<p>{' '.join(WHOLE)}</p>"), lists)) == []


def test_two_negatives_in_one_clause_are_named():
    html = "<main><p>No sign today does not rule it out. Not now, and not later.</p></main>"
    assert double_negatives(html) == ["No sign today does not rule it out."]
