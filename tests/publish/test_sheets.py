"""The PDF sheets are tagged, in order, within their paper, and say why when they cannot be made."""

import builtins
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import matplotlib
import pytest

from sciatica import resources
from sciatica.__main__ import main
from sciatica.content.pictures import picture_facts
from sciatica.content.words import words
from sciatica.figures.catalogue import catalogue
from sciatica.model.take_home import Choices, write_choices
from sciatica.publish import export as exporting
from sciatica.publish import fonts
from sciatica.publish.errors import PublishError
from sciatica.publish.paper import Pictures, tree_of, walk
from sciatica.publish.sheets import (
    LARGE_PT,
    PATIENTS_PT,
    Paper,
    SheetsMissingError,
    copies,
    take_home_copy,
    typeset,
)
from sciatica.publish.site import BakedPage, Site
from tests.harness import toys
from tests.harness.pdf import HEADINGS, Read

WHOLE = write_choices(Choices("l5l", ("p", "n", "d"), "x"))
TEXT = words("en")
LETTERS = {"LibertinusSerif", "DejaVuSans"}
INCH = 72
PAPER_MM = 178
"""How wide a picture can stand on the narrower paper, see sheet.typ."""
TAKE_HOME = import_module("sciatica.pages.take_home")  # a function of it hides its name


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
        # one that grows takes a page more before its letters become too small to read
        assert len(pdf.file.pages) <= copy.kind.pages + copy.kind.grows, (copy.kind.name, paper)
        for page in pdf.file.pages:
            size = sorted((round(page.width), round(page.height)))
            assert size == ([612, 792] if paper is Paper.LETTER else [595, 842])
            margin = INCH / 5
            for char in page.chars:
                assert margin < char["x0"] and char["x1"] < page.width - margin
                assert margin < char["top"] and char["bottom"] < page.height - margin


@pytest.fixture(scope="module")
def in_large_print(all_copies):
    """Every sheet in large print, on the smaller paper, read."""
    return [(copy, Read(typeset(copy, Paper.A4, large=True))) for copy in all_copies]


def test_large_print_has_letters_of_18_points(in_large_print):
    for copy, pdf in in_large_print:
        sizes = Counter(round(c["size"], 1) for page in pdf.file.pages for c in page.chars)
        assert sizes.most_common(1)[0][0] == LARGE_PT, copy.kind.name
        # the number of a page, and names in pictures, which grow with them
        assert min(sizes) >= 8, copy.kind.name


def test_large_print_says_what_the_sheet_says_in_the_same_order(all_copies, made, in_large_print):
    usual = {copy.kind.name: pdf for copy, paper, pdf in made if paper is Paper.A4}
    for copy, pdf in in_large_print:
        # a table becomes a list: its heads stand before each cell
        if copy.kind.name not in ("options", "work-tasks"):
            assert pdf.texts == usual[copy.kind.name].texts, copy.kind.name


def test_large_print_stays_on_its_paper(in_large_print):
    for copy, pdf in in_large_print:
        for page in pdf.file.pages:
            assert (round(page.width), round(page.height)) == (595, 842)
            for char in page.chars:
                left, right = char["x0"], page.width - char["x1"]
                assert min(left, right) > INCH / 5, copy.kind.name


def test_letters_in_pictures_of_the_sheet_are_at_least_nine_points_high(real):
    for code, entry, side in picture_facts().on_sheet():
        needed = {name: catalogue(TEXT)[name].paper_mm for name in entry.shown(side)}
        assert all(width <= PAPER_MM for width in needed.values()), needed
        if entry.id not in ("legs", "nerve-inflamed", "slice-L4-5"):
            continue
        copy = take_home_copy(real, "en", write_choices(Choices(code, (), "")))
        shown = [node for node in walk(copy.data["body"]) if "least" in node]
        assert sorted(node["least"] for node in shown) == sorted(needed.values())


def test_letters_come_from_the_packages_alone_and_are_dark(made):
    for _, _, pdf in made:
        for page in pdf.file.pages:
            for char in page.chars:
                assert char["fontname"].partition("+")[2].partition("-")[0] in LETTERS
                assert max(char["non_stroking_color"]) < 0.4


def test_what_patients_take_home_has_letters_that_they_can_read(made):
    for copy, paper, pdf in made:
        if copy.kind.name == "options":
            continue  # six options on two pages: as large as they fit
        sizes = [round(char["size"], 1) for page in pdf.file.pages for char in page.chars]
        least = PATIENTS_PT if copy.kind.grows else 12
        assert max(set(sizes), key=sizes.count) >= least, (copy.kind.name, paper)


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


def pictures_of(copy):
    """Return the pictures that stand on a sheet, in reading order."""
    return [
        copy.pictures[f"picture-{number}.svg"]
        for number in re.findall(r"'svg': (\d+)", str(copy.data["body"]))
    ]


def test_only_the_chosen_root_and_side_are_visible_in_its_pictures(real):
    copy = take_home_copy(real, "en", write_choices(Choices("l5l", (), "")))
    chosen = TAKE_HOME.chosen_pictures("en", "l5l")
    assert pictures_of(copy) == [picture.svg("sheet", view) for picture, view in chosen]
    for picture, view in chosen:
        assert "L5-left" in picture.views[view].layers, picture.id
        for layer in ("L5-right", "L4-left", "S1-left", "L4-right"):
            assert layer not in picture.views[view].layers, picture.id


def toy_site():
    """Return a site of one page: the sheet to take home of `tests.widgets.toys`."""
    page = f'<div class="sx-strip"></div>{toys.take_home().html}<footer></footer>'
    return Site("toys", [BakedPage("en/take-home", "Sheet", "en", page, "")], {}, {})


def test_a_sheet_asks_the_chosen_pictures_themselves_and_shows_no_others(monkeypatch):
    shown = {"l5l": [(toys.LEGS, "left"), (toys.DISC, "L4-5")], "l5r": [(toys.LEGS, "right")]}
    monkeypatch.setattr(TAKE_HOME, "chosen_pictures", lambda lang, code: shown[code], raising=False)
    for code, pictures in shown.items():
        copy = take_home_copy(toy_site(), "en", f"#sheet={write_choices(Choices(code, (), 'w'))}")
        assert pictures_of(copy) == [picture.svg("sheet", view) for picture, view in pictures]
        nodes = list(walk(copy.data["body"]))
        alts = [node["alt"] for node in nodes if node["tag"] == "img"]
        assert alts == [picture.views[view].words for picture, view in pictures]
        said = [kid for node in nodes for kid in node.get("kids", []) if isinstance(kid, str)]
        assert toys.CHOICES[["l5r", "l5l"].index(code)].state.headline in said
        assert "do w" in said and "do x" not in said and "do p" not in said
    assert pictures_of(take_home_copy(toy_site(), "en", write_choices(Choices()))) == []


def test_a_link_that_mail_has_changed_makes_the_sheet_that_was_meant(monkeypatch):
    monkeypatch.setattr(TAKE_HOME, "chosen_pictures", lambda lang, code: [], raising=False)
    code = write_choices(Choices("d", ("p",), "x"))
    whole = take_home_copy(toy_site(), "en", code)
    for link in (f"#SHEET%3D{code.upper()}).", f"https://x.org/en/take-home?sheet={code}&utm=1"):
        assert take_home_copy(toy_site(), "en", link).data == whole.data, link
    for link in ("", "#sheet", "#sheet=", "https://x.org/en/take-home", f"#sheet={code[:-1]}"):
        with pytest.raises(PublishError, match="mangled!"):
            take_home_copy(toy_site(), "en", link)


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


def test_a_letter_that_our_fonts_lack_is_set_in_a_font_of_this_machine(all_copies, monkeypatch):
    there = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "STIXGeneral.ttf"
    monkeypatch.setattr(fonts, "findSystemFonts", lambda: [str(there)])
    (sheet,) = (one for one in all_copies if one.kind.name == "emergency-sheet")
    data = json.loads(json.dumps(sheet.data).replace(sheet.title, f"{sheet.title} \\u1d81"))
    assert data != sheet.data
    page = Read(typeset(replace(sheet, data=data), Paper.LETTER)).file.pages[0]
    (odd,) = {char["fontname"].partition("+")[2] for char in page.chars if char["text"] == "\u1d81"}
    assert odd.startswith("STIXGeneral")


def test_a_letter_that_no_font_has_is_named_with_its_setting_and_no_box_is_printed(
    real, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(fonts, "findSystemFonts", list)
    monkeypatch.setattr(exporting, "baked", lambda clinic, say: real)
    clinic = tmp_path / "clinic.toml"
    clinic.write_text(
        resources.default_clinic().read_text("utf-8").replace("Dynamic", "\u738b Dynamic"), "utf-8"
    )
    for command in ("sheet", "export"):
        folder = tmp_path / command
        assert main([command, str(folder), "--clinic", str(clinic)]) == 2
        said = capsys.readouterr().err
        assert "[clinic] name holds '\u738b', CJK UNIFIED IDEOGRAPH-738B (U+738B)" in said
        assert "Install a font" in said
        assert not folder.exists()
