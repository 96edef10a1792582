"""The drill as items: what is right follows from the facts."""

import shutil
from importlib import import_module

import pytest

from sciatica.check import Project
from sciatica.check.reading import read_lists
from sciatica.content.facts import FACTS, Folder, cards, each_scenario, scenarios
from sciatica.content.toml import ContentError
from sciatica.content.words import Words, languages, words
from sciatica.model.triage import EMERGENCY_NOW, Action
from sciatica.model.walk import Answer
from sciatica.training import AnswerOption, Question, asking, drill, explain, items

items_module = import_module("sciatica.training.items")  # the package names its function alike
DRILL = {question.id: question for question in items("en") if question.id.startswith("drill.")}


def by(**wanted):
    return [s for s in scenarios() if all(getattr(s, name) == v for name, v in wanted.items())]


@pytest.mark.parametrize("lang", languages())
def test_the_items_have_names_of_their_own(lang):
    names = [question.id for question in items(lang)]
    assert len(set(names)) == len(names)


def test_each_scenario_asks_what_to_do_and_then_what_to_say():
    assert set(DRILL) == {f"drill.{s.id}{part}" for s in scenarios() for part in ("", ".words")}


def test_an_emergency_left_waiting_is_marked_and_nothing_else():
    for scenario in scenarios():
        question = DRILL[f"drill.{scenario.id}"]
        waiting = (
            {a for a in Action if a not in EMERGENCY_NOW}
            if scenario.right <= EMERGENCY_NOW
            else set()
        )
        assert question.unsafe == waiting


def test_an_emergency_played_down_is_marked():
    for scenario in scenarios():
        played_down = DRILL[f"drill.{scenario.id}.words"].unsafe
        assert played_down == ({"soft"} if scenario.right <= EMERGENCY_NOW else set())


def test_new_both_legs_slow_start_not_sure_old_and_the_two_weeks_are_all_in_it():
    lines = {(s.line.id, s.answer) for s in scenarios()}
    assert {("both_legs", Answer.YES), ("slow_or_urgent", Answer.YES)} <= lines
    assert {answer for _, answer in lines} >= {Answer.NOT_SURE, Answer.OLD, Answer.NONE}
    assert DRILL["drill.two_weeks"].correct == EMERGENCY_NOW
    assert DRILL["drill.old_leak"].correct == {Action.SAME_DAY}


def test_legs_that_give_way_and_cancer_are_in_it():
    assert DRILL["drill.both_legs_give_way"].correct == {Action.CALL}
    assert DRILL["drill.cancer_numb_legs"].correct == EMERGENCY_NOW
    assert DRILL["drill.cancer_leg_pain"].correct == {Action.SAME_DAY}
    assert DRILL["drill.weight_loss"].correct == {Action.WITHIN_DAYS}


def test_every_card_of_the_safety_list_is_drilled():
    assert {s.card.id for s in scenarios()} == {card.id for card in cards()}


def test_the_good_sentence_says_emergency_where_it_is_one():
    for scenario in scenarios():
        options = DRILL[f"drill.{scenario.id}.words"].options
        said = next(one.text for one in options if one.id == "say").lower()
        assert ("emergency" in said) or not scenario.right <= EMERGENCY_NOW


def test_the_good_sentence_stands_in_no_fixed_place():
    places = {
        [option.id for option in question.options].index("say")
        for name, question in DRILL.items()
        if name.endswith(".words")
    }
    assert places == {0, 1, 2, 3}


def test_the_good_sentence_is_not_told_by_its_length():
    longest = [
        max(question.options, key=lambda option: len(option.text)).id
        for name, question in DRILL.items()
        if name.endswith(".words")
    ]
    assert len(longest) / 8 <= longest.count("say") <= len(longest) / 3


def test_a_question_whose_answer_is_not_among_the_options_is_refused():
    with pytest.raises(ValueError, match="not among the options"):
        Question("x", "", "", "", (AnswerOption("a", "A"),), frozenset({"b"}), "", Action.TREAT)
    with pytest.raises(ValueError, match="the same id"):
        Question(
            "x",
            "",
            "",
            "",
            (AnswerOption("a", "A"), AnswerOption("a", "B")),
            frozenset({"a"}),
            "",
            Action.TREAT,
        )


@pytest.fixture
def broken(monkeypatch):
    """Words from which some were forgotten, as the workshop finds them."""

    def forget(*keys):
        text = words("en")
        entries = {key: one for key, one in text.entries.items() if key not in keys}
        monkeypatch.setattr(items_module, "words", lambda lang: Words(lang, entries))
        made = items_module.bank.__wrapped__("en")
        for module in (items_module, asking, drill):
            monkeypatch.setattr(module, "bank", lambda lang: made)
        return made

    return forget


def test_an_item_without_a_word_is_left_out_with_a_remark_and_takes_nobody_with_it(broken):
    every = len(items("en"))
    made = broken("drill.scenario.clot.soft", "explain.wordings.worn.why")
    named = {question.id for question in made.questions}
    assert named.isdisjoint({"drill.clot", "drill.clot.words", "explain.worn"})
    assert len(named) == every - 3
    assert [(one.part, one.name) for one in made.left_out] == [
        ("drill", "clot"),
        ("explain", "worn"),
    ]
    assert "drill.scenario.clot.soft" in made.left_out[0].why


@pytest.mark.parametrize("page", [drill.red_flag_drill, explain.explain_it])
def test_a_page_says_what_it_leaves_out_and_asks_the_rest(broken, page):
    broken("drill.scenario.clot.soft", "explain.wordings.worn.why")
    shown = page("en", recorder=lambda *_: None)
    name = "clot" if page is drill.red_flag_drill else "worn"
    said = words("en")("training.left_out", count=1, names=name)
    assert any(said in getattr(one, "value", "") for one in shown.children)


def test_without_a_single_scenario_the_drill_says_so_and_does_not_fail(broken):
    broken(*(f"drill.scenario.{one.id}.title" for one in scenarios()))
    assert drill.red_flag_drill("en", recorder=lambda *_: None).children


def test_a_scenario_that_cannot_be_read_leaves_the_others(tmp_path):
    copied = shutil.copytree(FACTS, tmp_path / "facts")
    path = copied / "drill.toml"
    path.write_text(
        path.read_text("utf-8").replace('card = "saddle"', 'card = "sadle"', 1), "utf-8"
    )
    found = list(each_scenario(Folder(copied)))
    wrong = [one for one in found if isinstance(one, ContentError)]
    assert len(found) == len(scenarios())
    assert ["Did you mean 'saddle'?" in str(one) for one in wrong] == [True]


def test_a_sentence_that_is_better_frightens_nobody():
    never = read_lists(Project.ours().facts).never
    good = {"drill": "say", "case": "say", "explain": "better"}
    for question in items("en"):
        name = good[question.id.split(".")[0]]
        for option in question.options:
            if option.id == name:
                assert not [word.word for word in never if word.pattern.search(option.text)]


def test_every_item_of_the_cases_and_the_explanations_is_there():
    names = {question.id for question in items("en")}
    assert {
        f"case.{n:02d}{part}" for n in range(1, 13) for part in ("", ".action", ".words")
    } < names
    assert {"explain.choking", "explain.teach_back"} < names


def test_every_bad_sentence_says_what_is_wrong_with_it_and_shows_no_bracket():
    asked = [item for item in items("en") if item.id.endswith(".words")]
    assert len(asked) > 30
    reasons = []
    for item in asked:
        for option in item.options:
            assert "[" not in option.text
            assert bool(option.wrong) is (option.id not in item.correct)
            reasons.append(option.wrong)
            if option.wrong:
                spot = option.wrong.split('"')[1]
                assert spot in option.text, option.wrong
    assert len(set(reasons)) > len(asked) * 2
