"""A clinician signs one version of a page; a changed page loses its signature by itself."""

import asyncio
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from bs4 import BeautifulSoup

from sciatica import resources
from sciatica.__main__ import main
from sciatica.content import decisions, signing
from sciatica.content.clinic import load_clinic, the_clinic
from sciatica.content.signing import Signature, version_of
from sciatica.publish import sign as command
from sciatica.publish.execute import run_all
from sciatica.publish.lesson import find_lessons
from sciatica.publish.page import finish
from sciatica.publish.readable import readable
from sciatica.publish.site import BakedPage, Site
from tests.harness.notebooks import OPEN, write_notebook
from tests.harness.programs import takes_long


async def executed(lessons):
    return [run.notebook async for run in run_all(lessons)]


@pytest.fixture(scope="module")
def lesson_once(tmp_path_factory):
    """Return the one lesson of a small site, executed."""
    takes_long("kernels")
    shelf = partial(write_notebook, tmp_path_factory.mktemp("signed") / "notebooks")
    notebooks = shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs", '<a id="list"></a>')
    lessons = list(find_lessons(notebooks / "en", "en"))
    (notebook,) = asyncio.run(executed(lessons))
    return notebook, lessons


@pytest.fixture
def lesson(lesson_once):
    """Return this lesson; a test may change it."""
    return deepcopy(lesson_once)


def made(notebook, lessons):
    page = finish(notebook, lessons[0], lessons)
    return BeautifulSoup(page.html, "html.parser").footer.text, page


def sign(monkeypatch, page, **changed):
    """Let the clinic of this process hold a signature of a page."""
    text = signing.Text(tuple(page.text))
    who = {"name": "Ada Example", "role": "physiotherapist", "licence": "AB 1234"}
    about = {"of": page.lesson.id, "clinic": the_clinic().name, "signed_on": signing.today()}
    given = Signature(**{**about, **who, "version": version_of(text), "text": text, **changed})
    clinic = replace(the_clinic(), signatures=(given,))
    monkeypatch.setattr("sciatica.publish.page.the_clinic", lambda: clinic)
    return given


def test_a_signed_version_names_who_signed_it_and_when(monkeypatch, lesson):
    before, page = made(*lesson)
    given = sign(monkeypatch, page)
    said, _ = made(*lesson)
    assert "No clinician has signed" in before
    assert f"Signed by Ada Example, physiotherapist, on {given.signed_on}" in said
    assert "No clinician has signed" not in said
    footer = BeautifulSoup(page.html, "html.parser").footer
    assert footer["data-version"] == given.version  # for the judge, and for whoever writes to us


def test_a_changed_page_loses_its_signature_by_itself(monkeypatch, lesson):
    notebook, lessons = lesson
    sign(monkeypatch, made(notebook, lessons)[1])
    notebook.cells[1].source += "\n\nA new sentence."
    said, _ = made(notebook, lessons)
    assert "No clinician has signed this page as it is now" in said
    assert "Ada Example" not in said


@pytest.mark.parametrize(
    "changed",
    [{"signed_on": date(2020, 1, 1)}, {"clinic": "Another clinic"}],
    ids=["long ago", "elsewhere"],
)
def test_a_signature_of_long_ago_or_of_elsewhere_does_not_stand(monkeypatch, lesson, changed):
    sign(monkeypatch, made(*lesson)[1], **changed)
    assert "No clinician has signed this page as it is now" in made(*lesson)[0]


def test_how_a_page_looks_is_not_signed_but_every_word_is(lesson):
    text = made(*lesson)[1].text
    assert "(When to go to Emergency)" in text
    assert any("New or worse? Any one: go to Emergency now." in line for line in text)
    look = readable('<p class="a">Go <b>now</b>.</p><svg aria-label="A leg"><path d="M0"/></svg>')
    assert look == ("Go now.", "(A leg)")
    assert look == readable('<div>Go now.</div><!-- x --><style>p {}</style><i title="A leg"></i>')


# The command --------------------------------------------------------------------------------------

ADA = ["--name", "Ada Example", "--role", "physiotherapist", "--licence", "AB 1234"]
SETTINGS = '[clinic]\nname = "A clinic"\n[emergency]\nnumber = "112"\n'


@pytest.fixture
def site(tmp_path, monkeypatch, shelf):
    """Let the command sign pages of one lesson; return what says its words, and the settings."""
    (tmp_path / "clinic.toml").write_text(SETTINGS)
    monkeypatch.chdir(tmp_path)
    shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs")
    shelf("06-care.ipynb", ("py", OPEN), "# Care")
    monkeypatch.setattr(command.resources, "notebooks", lambda: tmp_path / "notebooks")
    words = {"": ("Go now.", "Not sure? Go.")}

    def baked(*_):
        return Site("", [BakedPage("en/red-flags", "Signs", "en", "", "", words[""])], {}, {})

    monkeypatch.setattr(command, "baked", baked)
    return words, tmp_path / "clinic.toml"


def answered(monkeypatch, *answers):
    given = iter(answers)
    monkeypatch.setattr("builtins.input", lambda _: next(given))


def test_the_whole_text_is_shown_first_and_what_changed_the_next_time(site, monkeypatch, capsys):
    words, clinic = site
    answered(monkeypatch, "yes", "yes")
    assert main(["sign", "red-flags", *ADA]) == 0
    said = capsys.readouterr().out
    assert "Nobody has signed this before" in said
    assert "\nGo now.\nNot sure? Go.\n" in said
    (given,) = load_clinic(clinic).signatures
    assert (given.name, given.role, given.licence) == ("Ada Example", "physiotherapist", "AB 1234")
    assert (given.of, given.clinic, given.text) == ("en/red-flags", "A clinic", words[""])
    words[""] = ("Go now.", "Not sure? Wait.")
    assert main(["sign", "/en/red-flags", *ADA]) == 0
    said = capsys.readouterr().out
    assert "Last signed by Ada Example" in said
    assert " Go now.\n-Not sure? Go.\n+Not sure? Wait.\n" in said
    assert [one.text for one in load_clinic(clinic).signatures] == [given.text, words[""]]


def test_a_decision_is_signed_with_both_sides_and_each_sentence_before_and_after(site, capsys):
    clinic = site[1]
    assert main(["sign", "heavy_leg", *ADA, "--yes"]) == 0
    said = capsys.readouterr().out
    assert "| for the change | for the line as it is |" in said
    assert "\n- A leg is heavy or weaker, a foot slaps" in said
    assert "\n+ A leg gives way or is weaker, a foot slaps" in said
    assert "under [decisions]: heavy_leg = true" in said
    (given,) = load_clinic(clinic).signatures
    assert given.of == "decision/heavy_leg"
    assert not decisions.in_force(load_clinic(clinic), signing.today())
    clinic.write_text(f"{SETTINGS}[decisions]\nheavy_leg = true\n")
    assert decisions.in_force(load_clinic(clinic), signing.today()) == ("heavy_leg",)


@pytest.mark.parametrize("answer", ["no", "", "y"])
def test_whoever_does_not_say_yes_signs_nothing(site, monkeypatch, capsys, answer):
    answered(monkeypatch, answer)
    assert main(["sign", "red-flags", *ADA]) == 1
    assert "Nothing was signed." in capsys.readouterr().out
    assert not site[1].with_name("signatures.toml").exists()


def test_where_nobody_can_answer_nothing_is_signed(site, monkeypatch, capsys):
    def end(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", end)
    assert main(["sign", "red-flags", *ADA]) == 1
    assert "Nothing was signed." in capsys.readouterr().out


def test_a_signature_is_not_written_twice_on_a_day(site, capsys):
    for _ in range(2):
        assert main(["sign", "red-flags", *ADA, "--yes"]) == 0
    assert "signed already by Ada Example" in capsys.readouterr().out
    assert len(load_clinic(site[1]).signatures) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["red-flag", *ADA], "no page and no decision 'red-flag' to sign. Did you mean"),
        (["", *ADA], "no decision ''"),
        (["red-flags", *ADA, "--name", " "], "--name: this is empty. Write it."),
        (["red-flags", *ADA, "--role", "a" * 121], "--role: this is too long"),
        (["red-flags", *ADA, "--licence", "a\x1bb"], "--licence: this is too long, or holds"),
        (["red-flags", *ADA, "--clinic", "gone.toml"], "gone.toml"),
    ],
)
def test_what_cannot_be_signed_is_said_in_a_sentence(site, capsys, arguments, said):
    assert main(["sign", *arguments, "--yes"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert not site[1].with_name("signatures.toml").exists()


def test_nobody_signs_for_the_settings_that_come_with_the_product(site, capsys):
    usual = str(resources.default_clinic())
    assert main(["sign", "red-flags", *ADA, "--yes", "--clinic", usual]) == 2
    assert "belong to no clinic" in capsys.readouterr().err
