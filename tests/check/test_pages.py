"""Finished pages are judged by what a patient reads, hears and dials."""

from dataclasses import replace
from datetime import date

import nbformat
import pytest

from sciatica import resources
from sciatica.check import Project, check, judge, rehearsal, runner
from sciatica.check.clinic_numbers import hunted_numbers, numbers_left, written_numbers
from sciatica.check.pages import figures_without_words, signatures_of_nothing, unsigned_pages
from sciatica.check.reading import grade, sentences, syllables, too_hard
from sciatica.check.report import Fault, Report
from sciatica.check.runner import Made
from sciatica.content import signing
from sciatica.content.clinic import PLACES, load_clinic, the_clinic
from sciatica.content.signing import Signature, Text, add_signature, version_of
from sciatica.publish.lesson import Lesson
from tests.harness.judged import page, said
from tests.harness.notebooks import OPEN, notebook

HARD = (
    "Individuals experiencing neurological deterioration necessitate immediate multidisciplinary "
    "evaluation, irrespective of previously established therapeutic considerations."
)
EASY = "Walk a bit each day. Rest when it hurts. Ask us."
GOOD = '<svg role="img" aria-label="{}" width="1"><path d="{}"/></svg>'


def test_headings_and_list_items_without_a_full_stop_are_sentences():
    html = page("<h2>Which nerve is it</h2><ul><li>one two three<li>four five six.</ul><p>No. Go!")
    assert sentences(html.html) == [
        "Which nerve is it",
        "one two three",
        "four five six.",
        "No.",
        "Go!",
    ]


def test_labels_controls_and_what_is_for_clinicians_are_not_graded():
    html = page(
        f"<details class='sx-clinicians'><p>{HARD}</p></details><nav>{HARD}</nav>"
        f"<ol class='sx-sources'><li>{HARD}</ol><table><tr><td>{HARD}</table>"
        f"<script>{HARD}</script><svg><text>{HARD}</text></svg>"
        f"<fieldset><label>{HARD}</label></fieldset><dt>Skin</dt><p>Sit and rest.</p>"
    )
    assert sentences(html.html) == ["Sit and rest."]


def test_a_sentence_said_twice_is_graded_once():
    assert sentences(page("<p>Sit and rest.</p><p>Sit and rest.</p>").html) == ["Sit and rest."]


def test_the_grade_is_flesch_and_kincaids(lists):
    found = grade(["The dog has a very happy friend."], lists)  # 7 words, 9 syllables
    assert found.kincaid == pytest.approx(0.39 * 7 + 11.8 * 9 / 7 - 15.59)
    assert found.smog == pytest.approx(3.1291)


@pytest.mark.parametrize(
    ("word", "count"),
    [("nerve", 1), ("people", 2), ("emergency", 4), ("doctor's", 2), ("35", 1), ("L5", 1)],
)
def test_syllables_are_counted_without_a_network(word, count, monkeypatch):
    monkeypatch.setattr("socket.socket", None)
    syllables.cache_clear()
    assert syllables(word) == count


def test_a_name_that_cannot_be_avoided_counts_as_one_syllable(lists):
    named = grade(["Your physiotherapist treats sciatica at L5/S1 today."], lists)
    plain = grade(["Your name treats name at name today."], lists)
    assert named.kincaid == pytest.approx(plain.kincaid)


def test_a_page_above_the_grade_is_a_fault_that_names_its_three_hardest_sentences(lists):
    long = [f"{HARD[:-1]} {word}." for word in ("one", "two", "three")]
    (found,) = said(too_hard(page(f"<p>{EASY}</p>" + "".join(f"<p>{s}</p>" for s in long)), lists))
    assert "above 6" in found[2]
    assert "SMOG" in found[2]
    assert all(sentence in found[2] for sentence in long)
    assert said(too_hard(page(f"<p>{EASY}</p>"), lists)) == []


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ('<svg aria-label="Two legs from the front"></svg>', 'has no role="img"'),
        ('<svg role="img"></svg>', 'says only ""'),
        ('<svg role="img" aria-label="A leg"></svg>', 'says only "A leg"'),
        (
            GOOD.format("Two legs from the front", "M0")
            + GOOD.format("Two legs from the front", 1),
            "same description",
        ),
    ],
)
def test_a_figure_without_words_of_its_own_is_a_fault(html, why):
    ((_, _, text),) = said(figures_without_words(page(html)))
    assert why in text


def test_the_same_figure_twice_and_a_decoration_are_fine():
    twice = GOOD.format("Two legs from the front", "M0 0") * 2
    html = page(f'{twice}<svg aria-hidden="true"></svg>')
    assert said(figures_without_words(html)) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>Call 911 now</p>",
        '<a href="tel:911">Call</a>',
        '<p aria-label="dial 911">x</p>',
        '<script type="application/json">{"a": ["Call 911."]}</script>',
        '<div data-state=\'{"html": "or 811"}\'></div>',
    ],
)
def test_a_number_that_another_clinic_did_not_give_is_found_on_its_page(html):
    assert len(said(numbers_left(page(html), {"911", "811"}))) == 1


def test_a_number_inside_another_number_or_a_drawing_is_no_number_to_dial():
    html = page('<p>112, 1911, 9112, 5.911</p><svg><path d="M 911 811"/></svg><i id="x911">a</i>')
    assert said(numbers_left(html, {"911", "811"})) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sciatica/pages/a.py", 'NUMBER = "911"'),
        ("sciatica/widgets/a.js", 'const call = "tel:911";'),
        ("sciatica/widgets/a.css", '.a::after { content: "911"; }'),
        ("sciatica/pages/templates/a.html.j2", "<p>911</p>"),
        ("sciatica/content/locales/en/a.toml", 'a = "Call 911"'),
        ("notebooks/en/01-a.ipynb", '"Call 911"'),
        ("share/a.html.j2", "<p>911</p>"),
    ],
)
def test_a_number_written_into_a_source_is_found_with_its_line(tmp_path, name, text):
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(f"\n{text}\n")
    project = Project(tmp_path, tmp_path / "sciatica")
    ((file, line, what),) = said(written_numbers(project, {"911"}))
    assert (file, line) == (name, 2)
    assert "Take it from clinic.toml" in what


def test_the_rehearsed_clinic_has_none_of_the_hunted_numbers_and_every_setting():
    ours = load_clinic(resources.default_clinic())
    hunted = hunted_numbers(ours) | {"112"}
    with rehearsal.rehearsal_clinic(hunted) as path:
        clinic = load_clinic(path)
    values = [getattr(clinic, name) for name in PLACES.values()]
    assert all(values)
    assert not hunted & set(values)


def lesson(folder, *cells):
    path = folder / "notebooks" / "en" / "01-made.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook(("py", OPEN), *cells), path)
    return Project(folder, resources.PACKAGE)


def test_what_pages_look_up_is_recorded_also_what_is_missing(tmp_path):
    code = 'from sciatica.content.words import words\nwords("en")("roots.site.elbow")'
    project = lesson(tmp_path, "# A", ("py", code))
    result = runner.look_up(project, resources.default_clinic())
    assert {("en", "common.strip.lead"), ("en", "roots.site.elbow")} <= result.used
    ((line, why),) = result.failed.values()
    assert "no text 'roots.site.elbow'" in why
    written = (project.notebooks / "en" / "01-made.ipynb").read_text().splitlines()
    assert "from sciatica.content.words import words" in written[line - 1]


def test_words_of_settings_signature_and_troubles_are_looked_up_too(tmp_path):
    project = lesson(tmp_path, "# A", ("py", 'pages.clinic_block("en")'))
    with rehearsal.rehearsal_clinic(set()) as clinic:
        used = {key for _, key in runner.look_up(project, clinic).used}
    assert {
        "home.clinic.booking",
        "common.footer.lapsed",
        "common.footer.signed",
        "common.footer.unsigned",
        "common.trouble.baking_title",
        "red_flags.tier.A.hospital",
    } <= used


def test_the_process_keeps_its_own_clinic_after_the_rehearsal(tmp_path):
    before = the_clinic()
    with rehearsal.rehearsal_clinic(set()) as clinic:
        runner.look_up(lesson(tmp_path, "# A"), clinic)
    assert the_clinic() == before


def test_a_notebook_that_fails_is_a_fault_with_its_line_and_no_traceback(tmp_path):
    project = lesson(tmp_path, "# A", ("py", "1 / 0"))
    report = judge(project, resources.default_clinic())
    text = (project.notebooks / "en" / "01-made.ipynb").read_text().splitlines()
    (found,) = [one for one in report.faults if "ZeroDivisionError" in one.what]
    assert "1 / 0" in text[found.line - 1]
    assert found.file == "notebooks/en/01-made.ipynb"


def test_a_signature_that_signs_nothing_is_told_with_its_line(copy, tmp_path):
    clinic = tmp_path / "clinic.toml"
    clinic.write_text('[clinic]\nname = "A"\n[emergency]\nnumber = "112"\n')
    text = Text(("Go now.",))
    good = Signature("en/care", "A", "Ada", "physio", "1", date(2026, 1, 1), version_of(text), text)
    wrong = {
        "there is no page and no decision 'en/nerve-root'": {"of": "en/nerve-root"},
        "this signs for 'B', not for 'A'": {"clinic": "B"},
        "this holds from 2999-01-01 on": {"signed_on": date(2999, 1, 1)},
    }
    for one in (good, *(replace(good, **changed) for changed in wrong.values())):
        path = add_signature(clinic, one)
    found = said(signatures_of_nothing(copy.project, clinic))
    for (file, line, told), (what, changed) in zip(found, wrong.items(), strict=True):
        assert file == str(path)
        assert what in told
        (key,) = changed
        assert path.read_text().splitlines()[line - 1].startswith(f"{key} = ")
    assert list(signatures_of_nothing(copy.project, resources.default_clinic())) == []


def test_a_page_is_unsigned_until_somebody_signs_its_version(tmp_path):
    path = tmp_path / "notebooks" / "en" / "06-care.ipynb"
    lesson = Lesson(path, "en", "care", "Care")
    text = Text(("Go now.",))
    html = f'<footer class="sx-footer" data-version="{version_of(text)}"></footer>'
    made = [Made(lesson, "06-care.ipynb", html, "", ())]
    usual, day = load_clinic(resources.default_clinic()), signing.today()

    def told(*given):
        clinic = replace(usual, signatures=given)
        return [str(one) for one in unsigned_pages(made, clinic)]

    good = Signature("en/care", usual.name, "Ada", "physio", "1", day, version_of(text), text)
    assert "no clinician has signed this page. Read it, then: sciatica sign care" in told()[0]
    assert told(good) == []
    old = replace(good, signed_on=date(2020, 1, 1))
    assert "the signature of Ada (2020-01-01) does not hold any more" in told(old)[0]
    assert told(old, good) == []


def test_a_report_counts_and_puts_faults_first():
    report = Report([Fault("a", 1, "wrong.", "Mend it.")], [Fault("b", 2, "by the way.")])
    report.facts_to_verify = 17
    assert report.lines == [
        "a:1: wrong. Mend it.",
        "b:2: by the way.",
        "1 fault, 0 pages unsigned, 17 facts to be verified.",
    ]


def test_the_project_itself_passes(judged, monkeypatch):
    monkeypatch.setattr("sciatica.check.judge", lambda project, clinic: judged)
    lines = []
    code = check(lines.append)
    assert code == 0, "\n".join(lines)
    assert lines[-1].startswith("0 faults, ")
