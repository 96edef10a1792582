"""The PDF sheets are tagged, in order, within their paper, and say why when they cannot be made."""

import builtins
import re
from datetime import date
from itertools import pairwise

import pytest

from sciatica import resources
from sciatica.__main__ import main
from sciatica.content import catalogue, words
from sciatica.figures import to_svg
from sciatica.model import Choices, Side, write_choices
from sciatica.pages.plates import FIRST_SIDE, PICTURES
from sciatica.publish import PublishError, SheetsMissingError
from sciatica.publish import export as exporting
from sciatica.publish.paper import Pictures, tree_of
from sciatica.publish.sheets import Paper, copies, take_home_copy, typeset
from tests.drawn import visible_layers
from tests.pdf import HEADINGS, Read

WHOLE = write_choices(Choices("l5l", ("p", "n", "d"), "x"))
TEXT = words("en")
LETTERS = {"LibertinusSerif", "DejaVuSans"}
INCH = 72


@pytest.fixture(scope="module")
def all_copies(real):
    return [*copies(real, "en"), take_home_copy(real, "en", f"07-x.ipynb#sheet={WHOLE}")]


@pytest.fixture(scope="module")
def made(all_copies):
    """Every sheet on both papers, read."""
    return [(copy, paper, Read(typeset(copy, paper))) for copy in all_copies for paper in Paper]


def test_every_sheet_is_tagged_and_says_its_language_and_its_title(made):
    for copy, _, pdf in made:
        assert pdf.catalog["MarkInfo"] == {"Marked": True, "Suspects": False}
        assert pdf.catalog["Lang"] == b"en"
        assert pdf.file.metadata["Title"] == copy.title
        assert pdf.catalog["ViewerPreferences"]["DisplayDocTitle"]


def test_every_sheet_says_that_it_follows_pdf_ua(made):
    for _, _, pdf in made:
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.catalog["Metadata"].resolve().get_data()


def test_a_sheet_begins_with_the_signs_and_then_its_one_title(made):
    for copy, _, pdf in made:
        assert pdf.texts[0].startswith(TEXT("common.strip.lead"))
        assert "911" in pdf.texts[0]
        assert [text for tag, text in pdf.elements if tag == "H1"] == [copy.title]


def test_headings_leave_no_level_out(made):
    for _, _, pdf in made:
        levels = [HEADINGS.index(tag) for tag, _ in pdf.elements if tag in HEADINGS]
        assert levels[0] == 0
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_is_described_and_none_is_lost(made):
    for copy, _, pdf in made:
        alts = [text for tag, text in pdf.elements if tag == "Figure"]
        assert all(alts)
        assert len(alts) == str(copy.data["body"]).count("'svg':")


def test_every_sheet_takes_its_pages_and_no_text_leaves_its_paper(made):
    for copy, paper, pdf in made:
        assert len(pdf.file.pages) <= copy.kind.pages, (copy.kind.name, paper)
        for page in pdf.file.pages:
            size = sorted((round(page.width), round(page.height)))
            assert size == ([612, 792] if paper is Paper.LETTER else [595, 842])
            margin = INCH / 5
            for char in page.chars:
                assert margin < char["x0"] and char["x1"] < page.width - margin
                assert margin < char["top"] and char["bottom"] < page.height - margin


def test_letters_come_from_the_packages_alone_and_are_dark(made):
    for _, _, pdf in made:
        for page in pdf.file.pages:
            for char in page.chars:
                assert char["fontname"].partition("+")[2].partition("-")[0] in LETTERS
                assert max(char["non_stroking_color"]) < 0.4


def test_what_patients_take_home_has_letters_of_12_points(made):
    for copy, paper, pdf in made:
        if copy.kind.name == "options":
            continue  # six options on one page: as large as they fit
        sizes = [round(char["size"], 1) for page in pdf.file.pages for char in page.chars]
        assert max(set(sizes), key=sizes.count) == 12, (copy.kind.name, paper)


def test_a_sheet_to_take_home_holds_what_was_chosen_and_no_more(real):
    copy = take_home_copy(real, "en", write_choices(Choices("s1r", ("h",), "")))
    pdf = Read(typeset(copy, Paper.A4))
    said = " ".join(pdf.texts)
    assert TEXT("figures.pose.heel_slides.name") in said
    assert TEXT("exercises.nerve_glide.title") not in said
    assert TEXT("take_home.sheet.next_title") not in said
    pictures = [text for tag, text in pdf.elements if tag == "Figure"]
    assert any("S1:" in text and "right leg" in text for text in pictures)
    assert not any("left leg" in text or "L5:" in text for text in pictures)


def test_only_the_chosen_root_and_side_are_visible_in_its_pictures(real):
    copy = take_home_copy(real, "en", write_choices(Choices("l5l", (), "")))
    for number in re.findall(r"'svg': (\d+)", str(copy.data["body"])):
        svg = copy.pictures[f"picture-{number}.svg"]
        assert 'data-layer="L5-left">' in svg or "L5-left" not in svg
        for layer in ("L5-right", "L4-left", "S1-left", "L4-right"):
            assert f'data-layer="{layer}">' not in svg


@pytest.mark.parametrize(
    "picture",
    [one for one in catalogue().pictures if one.shows == "visit"],
    ids=lambda one: one.code,
)
def test_a_picture_of_the_board_is_the_same_on_the_sheet(real, picture):
    entry = next(one for one in PICTURES if one.id == picture.of["picture"])
    side = Side(picture.of.get("side", FIRST_SIDE))
    copy = take_home_copy(real, "en", write_choices(Choices(picture.code, (), "")))
    shown = re.findall(r"'svg': (\d+)", str(copy.data["body"]))
    seen = [visible_layers(copy.pictures[f"picture-{number}.svg"]) for number in shown]
    drawn = [to_svg(plate.draw(TEXT, side), name="x", description="x") for plate in entry.plates]
    assert seen == [visible_layers(svg) for svg in drawn]


def test_a_sheet_with_too_many_exercises_grows_and_keeps_its_letters(real):
    copy = take_home_copy(real, "en", write_choices(Choices("3l", tuple("pqrstnacefg"), "s")))
    pdf = Read(typeset(copy, Paper.LETTER))
    assert len(pdf.file.pages) > copy.kind.pages
    assert TEXT("red_flags.wallet.unsure") in " ".join(pdf.texts)


@pytest.mark.parametrize("link", ["1.l5r.pnd.x.m7", "nonsense", "https://example.org/#sheet=1.l5l"])
def test_a_link_that_cannot_be_opened_says_why(real, link):
    with pytest.raises(PublishError, match=TEXT("take_home.sheet.mangled").split(",")[0]):
        take_home_copy(real, "en", link)


def test_an_element_that_cannot_be_set_is_an_error_and_no_gap():
    soup = Pictures().lift("<div><p>a</p><video></video></div>")
    with pytest.raises(PublishError, match="<video>"):
        tree_of(soup.div)
    with pytest.raises(PublishError, match="no description"):
        tree_of(Pictures().lift("<p><svg><path/></svg></p>").p)


def without_typst(monkeypatch):
    """Let it be as if typst were not installed."""
    real_import = builtins.__import__

    def look(name, *rest):
        if name == "typst":
            raise ModuleNotFoundError("No module named 'typst'", name="typst")
        return real_import(name, *rest)

    monkeypatch.setattr(builtins, "__import__", look)


def test_without_typst_a_sheet_says_how_to_get_it(all_copies, monkeypatch):
    without_typst(monkeypatch)
    with pytest.raises(SheetsMissingError, match="make sheets"):
        typeset(all_copies[0], Paper.A4)


def test_without_typst_the_pages_are_exported_and_the_rest_is_said(real, tmp_path, monkeypatch):
    without_typst(monkeypatch)
    monkeypatch.setattr(exporting, "baked", lambda clinic, say: real)
    told = []
    assert (
        exporting.export(tmp_path, resources.default_clinic(), told.append, date(2026, 1, 1)) == 0
    )
    assert (tmp_path / "en" / "care.html").exists()
    assert not (tmp_path / "en" / "sheets").exists()
    assert any("typst" in line for line in told)


def test_the_command_writes_a_sheet_beside_what_was_written_before(
    real, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(exporting, "baked", lambda clinic, say: real)
    for paper in ("a4", "letter"):
        assert main(["sheet", str(tmp_path), "--paper", paper, "--link", f"#sheet={WHOLE}"]) == 0
    assert sorted(path.name for path in (tmp_path / "en").iterdir()) == [
        "take-home-a4.pdf",
        "take-home-letter.pdf",
    ]
    (tmp_path / "en" / "take-home-a4.pdf").write_text("mine")
    assert main(["sheet", str(tmp_path), "--paper", "a4", "--link", WHOLE]) == 2
    assert "was not written here" in capsys.readouterr().err
