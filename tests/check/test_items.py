"""What somebody who writes for the workshop can get wrong: each mistake is named with file and line
and what may have been meant, before it reaches a page."""

import pytest

from sciatica.check import judge_files
from sciatica.check.items import broken_items, calming_sentences
from tests.harness.judged import said

FACTS, WORDS, CASES = (f"sciatica/content/{part}" for part in ("facts", "locales/en", "cases"))
SCENARIO = '[[scenario]]\nid = "{id}"\ncard = "saddle"\nline = "feeling_changed"\nanswer = "yes"\n'

MISTAKES = {
    "a new scenario without its words": (
        f"{FACTS}/drill.toml",
        '[[scenario]]\nid = "saddle_new"',
        SCENARIO.format(id="own")
        + 'evidence = ["read:cescard"]\n\n[[scenario]]\nid = "saddle_new"',
        "there are no words drill.scenario.own.title in 'en'",
    ),
    "a sentence that was forgotten": (
        f"{WORDS}/drill.toml",
        'soft = "That is probably',
        'sft = "That is probably',
        "Did you mean 'sft'?",
    ),
    "words for a scenario that is not there": (
        f"{WORDS}/drill.toml",
        "[scenario.saddle_new]",
        "[scenario.saddle_neu]",
        "Did you mean 'saddle_new'?",
    ),
    "a brace in a story": (
        f"{WORDS}/drill.toml",
        'story = "Bea, 51, has',
        'story = "Bea {51}, has',
        "this item cannot be asked",
    ),
    "a scenario on a card that is not there": (
        f"{FACTS}/drill.toml",
        'card = "saddle"',
        'card = "saddel"',
        "Did you mean 'saddle'?",
    ),
    "a scenario on a line that is not there": (
        f"{FACTS}/drill.toml",
        'line = "feeling_changed"',
        'line = "feeling_change"',
        "Did you mean 'feeling_changed'?",
    ),
    "an answer that cannot be given": (
        f"{FACTS}/drill.toml",
        'answer = "yes"',
        'answer = "yess"',
        "Did you mean 'yes'?",
    ),
    "a scenario that rests on nothing": (
        f"{FACTS}/drill.toml",
        'evidence = ["read:cescard"]',
        "evidence = []",
        "there is no evidence",
    ),
    "a source that is not in the ledger": (
        f"{FACTS}/drill.toml",
        "read:cescard",
        "read:cescrad",
        "the source 'cescrad' is not in sources.toml",
    ),
    "a bad sentence without a better one": (
        f"{WORDS}/explain.toml",
        'better = "The nerve is irritated',
        'beter = "The nerve is irritated',
        "Did you mean 'beter'?",
    ),
    "a test that nobody can read": (
        f"{WORDS}/examine.toml",
        'slump = "Slump"',
        'slum = "Slump"',
        "there are no words examine.check.slump",
    ),
    "an answer of a patient without words": (
        f"{WORDS}/examine.toml",
        'smoker = "Smokes',
        'smokes = "Smokes',
        "its value 'smoker' has no words in 'en'. Did you mean 'smokes'?",
    ),
    "a patient with a sign that is not there": (
        f"{FACTS}/patients.toml",
        "touch_l5 = 0.3",
        "touch_l9 = 0.3",
        "there is no check 'touch_l9'. Did you mean 'touch_l5'?",
    ),
    "a range the wrong way round": (
        f"{FACTS}/patients.toml",
        "severity = [0.6, 0.95]",
        "severity = [0.95, 0.6]",
        "severity runs from the lower to the higher",
    ),
    "no known action": (
        f"{CASES}/09-infection.toml",
        'action = ["emergency"',
        'action = ["emergncy"',
        "Did you mean 'emergency'?",
    ),
    "critical in words": (
        f"{CASES}/01-s1.toml",
        "critical = false",
        'critical = "no"',
        "must be true or false",
    ),
    "no known bearing": (
        f"{CASES}/01-s1.toml",
        'heel_raises = "for"',
        'heel_raises = "fr"',
        "Did you mean 'for'?",
    ),
    "nothing that could come too late": (
        f"{CASES}/09-infection.toml",
        'action = ["emergency", "call"]',
        'action = ["treat"]',
        "no action can come too late where it is right to treat",
    ),
    "a patient who is told to be safe": (
        f"{CASES}/10-deep-gluteal.toml",
        'say = "',
        'say = "All clear. ',
        'the word "All clear" stands in the sentence to say',
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_an_author_gets_wrong_is_named_with_its_file_and_what_was_meant(copy, mistake):
    file, old, new, why = MISTAKES[mistake]
    line = copy.change(copy.project.root / file, old, new)
    found = said(judge_files(copy.project).faults)
    assert any(why in text for _, _, text in found), found
    assert all(at > 1 or line == 1 for _, at, _ in found), found


def test_nothing_of_ours_is_left_out(copy, lists):
    assert broken_items(copy.project) == []
    assert list(calming_sentences(copy.project, lists)) == []
