"""What somebody who writes for the workshop can get wrong: each mistake is named with file and line
and what may have been meant, before it reaches a page."""

import os

import pytest

from sciatica import resources
from sciatica.check import judge_files
from sciatica.check.items import broken_items, calming_sentences
from sciatica.check.own import check_files
from sciatica.content.own import CASES as OWN_CASES
from sciatica.content.own import DRILL, NAME, PARTS, PATIENTS, begin
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


# Of one clinic -----------------------------------------------------------------------------------

OWN_MISTAKES = {
    "nobody says that all are invented": (
        OWN_CASES,
        "invented = true\n",
        "",
        "everybody in it is invented",
    ),
    "a case that tells no signs at all": (
        OWN_CASES,
        "[signs]\n",
        "[sign]\n",
        "'sign' is not known here",
    ),
    "a case of ours in its number": (None, "51-", "12-", "the number 12 may become one of ours"),
    "a sign that the safety list does not have": (
        OWN_CASES,
        '"legs.weaker" = "old"',
        '"legs.weakr" = "old"',
        "the safety list has no line 'legs.weakr'. Did you mean 'legs.weaker'?",
    ),
    "an action that is less urgent than a sign": (
        OWN_CASES,
        'action = ["within_days"]',
        'action = ["treat"]',
        "treat is less urgent than the safety list has legs.weaker (old). Write 'within_days'",
    ),
    "a number of a study that is typed": (
        OWN_CASES,
        "specificity {spec_crossed_slr}",
        "specificity 88",
        'the number "88" is written into en.why',
    ),
    "a sentence to say that promises too much": (
        DRILL,
        'say = "This needs',
        'say = "All clear. This needs',
        'the word "All clear" stands in the sentence to say',
    ),
    "a scenario without one of its sentences": (
        DRILL,
        "fear = ",
        "feer = ",
        "Did you mean 'fear'?",
    ),
    "a source that stands in neither ledger": (
        DRILL,
        "clinic:10",
        "read:own_book",
        "the source 'own_book' is not in sources.toml",
    ),
    "a brace in a story of a scenario": (
        DRILL,
        "Ada, 44",
        "Ada {44}",
        "a brace stands in this text",
    ),
    "a test that is not there": (
        PATIENTS,
        "reflex_ankle = 0.3",
        "reflex_ankel = 0.3",
        "there is no check 'reflex_ankel'. Did you mean 'reflex_ankle'?",
    ),
    "a value that a test never gives": (
        PATIENTS,
        'ask_change = "sitting"',
        'ask_change = "siting"',
        "ask_change has no value 'siting'. Did you mean 'sitting'?",
    ),
    "a patient who has no words for a sign": (
        PATIENTS,
        '"legs.weaker" = "Running',
        '"saddle.feeling_changed" = "Running',
        "this patient does not tell 'saddle.feeling_changed'",
    ),
    "a weakness of days that is told as old": (
        PATIENTS,
        "weeks = [6, 16]",
        "weeks = [1, 16]",
        "weak muscles are old and unchanged from 6 weeks on; before, they are new",
    ),
}
WITHOUT_A_LINE = {
    "nobody says that all are invented",
    "an action that is less urgent than a sign",
}
TABLE = resources.root() / "docs" / "mistakes.md"


def of_own(part, old, new, folder):
    """Make the mistake in a fresh folder; return what the check says and the line of it."""
    for one in PARTS:
        begin(one, "Night nurse", folder)
    if part is None:
        path = next(folder.glob("cases/*"))
        path = path.rename(path.with_name(path.name.replace(old, new)))
        line = 1
    else:
        path = next(folder.glob(f"{part}/*.toml"))
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        line = text[: text.index(old)].count("\n") + 1
    said = []
    assert check_files(said.append, [path]) == 1
    return said, line


@pytest.mark.parametrize("mistake", OWN_MISTAKES)
def test_what_an_author_of_a_clinic_gets_wrong_is_named_in_its_file(mistake, tmp_path):
    part, old, new, why = OWN_MISTAKES[mistake]
    said, line = of_own(part, old, new, tmp_path / NAME)
    (found, *_) = [one for one in said if why in one] or [str(said)]
    # what is missing has no line of its own
    assert f":{line}: " in found or mistake in WITHOUT_A_LINE, said


def rows():
    """Yield every row of the table: what goes wrong, where, and what is said."""
    for mistake, (file, _, _, why) in MISTAKES.items():
        yield f"| {mistake} | `{file.removeprefix('sciatica/content/')}` | {why} |"
    for mistake, (part, _, _, why) in OWN_MISTAKES.items():
        yield f"| {mistake} | your own {part or OWN_CASES} | {why} |"


def test_the_docs_list_every_mistake_and_what_is_said_of_it():
    if not TABLE.is_file():
        pytest.skip("only in the repository")
    text = TABLE.read_text(encoding="utf-8")
    head = text[: text.index("|---")]
    wanted = f"{head}|---|---|---|\n" + "\n".join(rows()) + "\n"
    if os.environ.get("SCIATICA_RENEW_SNAPSHOTS"):
        TABLE.write_text(wanted, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == wanted
