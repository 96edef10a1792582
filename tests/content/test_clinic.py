"""A clinic.toml is read as it was meant, or answered with file, line and remedy."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica import resources
from sciatica.content.accent import EMERGENCY, PAPERS, contrast
from sciatica.content.clinic import ClinicError, companions, load_clinic
from sciatica.content.logo import LIMIT_BYTES, PNG_MARK
from sciatica.content.phone import phone
from sciatica.content.structure import RefusedError
from sciatica.widgets.html import TOKENS

GOOD = '[clinic]\nname = "A clinic"\n[emergency]\nnumber = "112"\n'


def write(folder, text):
    path = folder / "clinic.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_default_file_is_good_and_invents_no_phone_number():
    clinic = load_clinic(resources.default_clinic())
    assert (clinic.emergency_number, clinic.nurse_number) == ("911", "811")
    assert clinic.phone == ""


def test_what_is_left_out_is_empty(tmp_path):
    clinic = load_clinic(write(tmp_path, GOOD))
    assert (clinic.name, clinic.emergency_number, clinic.phone) == ("A clinic", "112", "")


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        (GOOD.replace("number", "numbr"), 4, "Did you mean 'number'?"),
        (GOOD + "[decisions]\nheavy_legs = true\n", 6, "Did you mean 'heavy_leg'?"),
        (GOOD + '[decisions]\nheavy_leg = "yes"\n', 6, "must be true or false"),
        (GOOD + "[sight]\n", 5, "Did you mean 'site'?"),
        (GOOD.replace('"112"', "112"), 4, "must be text in double quotes"),
        (GOOD.replace("112", "call us"), 4, "Write digits only"),
        (GOOD.replace("112", ""), 4, "must not be empty"),
        (GOOD.replace('name = "A clinic"\n', ""), 1, "[clinic] needs name"),
        (GOOD + '[site]\npublic_url = "www.x.org"\n', 6, "It begins with https://"),
        (GOOD + '[site]\npublic_url = "https://x.org/?a=1"\n', 6, "holds no ? and no #"),
        (GOOD + '[site]\npublic_url = "https://x.org/#a"\n', 6, "holds no ? and no #"),
        (GOOD + '[site]\nframed_by = "https://x.org/a"\n', 6, "without a path"),
        (GOOD + '[site]\nframed_by = "http://x.org"\n', 6, "is not a list of sites"),
        (GOOD + '[site]\nframed_by = "https://x.org; script-src *"\n', 6, "is not a list of sites"),
        (GOOD.replace("[em", 'feedback_mail = "us"\n[em'), 3, "is not a mail address. Write it as"),
        (GOOD.replace("[em", 'feedback_mail = "a@b.c?cc=d"\n[em'), 3, "is not a mail address"),
        (GOOD + '[local]\nsport = "' + 201 * "a" + '"\n', 6, "at most 200 letters"),
        (GOOD + '[crisis_line]\nnumber = ""\n', 6, "must not be empty"),
        (GOOD + '[crisis_line]\ntext = "9-8-8"\n', 6, "must be true or false"),
        (GOOD.replace("112", "112 ext. 2"), 4, "Write the number alone"),
        (GOOD + '[training]\ndatabase = "training.db"\n', 6, "Write it as sqlite:///training.db"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy(tmp_path, text, line, remedy):
    with pytest.raises(ClinicError) as caught:
        load_clinic(write(tmp_path, text))
    assert f"clinic.toml, line {line}, " in str(caught.value)
    assert remedy in str(caught.value)


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("sqlite:///training.db", "sqlite:///{here}/training.db"),
        ("sqlite:////var/lib/training.db", "sqlite:////var/lib/training.db"),
        ("postgresql://x/training", "postgresql://x/training"),
        ("", ""),
    ],
)
def test_a_file_of_records_is_named_from_the_folder_of_the_settings(tmp_path, named, found):
    text = f'{GOOD}[training]\ndatabase = "{named}"\n'
    assert load_clinic(write(tmp_path, text)).database == found.format(here=tmp_path)


def test_broken_toml_is_named_with_its_line(tmp_path):
    with pytest.raises(ClinicError, match=r"not valid TOML: .*line 2.*double quotes"):
        load_clinic(write(tmp_path, "[clinic]\nname = A clinic\n"))


def test_a_missing_file_is_named_with_a_remedy(tmp_path):
    with pytest.raises(ClinicError, match=r"cannot be read .*--clinic"):
        load_clinic(tmp_path / "clinic.toml")


SETTINGS = '[clinic]\r\n\tname\t= "Ä clinic"\r\n[emergency]\r\nnumber = "112"\r\n'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_a_file_is_read_as_it_was_meant_however_an_editor_saved_it(tmp_path, encoding):
    path = tmp_path / "clinic.toml"
    for text in (SETTINGS, SETTINGS.replace("\r\n", "\n"), SETTINGS.replace("\r\n", "\r")):
        path.write_bytes(text.encode(encoding))
        clinic = load_clinic(path)
        assert (clinic.name, clinic.emergency_number) == ("Ä clinic", "112")


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (
            GOOD.replace("A clinic", "Ä").encode("cp1252"),
            2,
            "column 9 holds the byte C4 (perhaps Ä)",
        ),
        (GOOD.encode("utf-16")[:-1], 4, "column 15 holds half a letter of UTF-16"),
        (GOOD.encode() + b"\0", 5, "column 1 holds NUL (U+0000)"),
        (GOOD.encode() + b"\x1a", 5, "column 1 holds CONTROL-Z (U+001A)"),
        (("\ufeff\ufeff" + GOOD).encode(), 1, "column 1 holds ZERO WIDTH NO-BREAK SPACE (U+FEFF)"),
        (GOOD.replace("112", "\u202a112").encode(), 4, "column 11 holds LEFT-TO-RIGHT EMBEDDING"),
        (
            GOOD.replace("name =", "name\u00a0=").encode(),
            2,
            "column 5 holds NO-BREAK SPACE (U+00A0)",
        ),
        (
            GOOD.replace("name", "na\u200bme").encode(),
            2,
            "column 3 holds ZERO WIDTH SPACE (U+200B)",
        ),
        (GOOD.replace('"112"', "“112”").encode(), 4, "column 10 holds LEFT DOUBLE QUOTATION MARK"),
        (GOOD.replace('112"', "112”").encode(), 4, "column 14 holds RIGHT DOUBLE QUOTATION MARK"),
        (GOOD.replace("name =", "name ＝").encode(), 2, "column 6 holds FULLWIDTH EQUALS SIGN"),
        (f"```toml\n{GOOD}```\n".encode(), 1, "``` is a fence of Markdown"),
        (f"{GOOD}```\n".encode(), 5, "``` is a fence of Markdown"),
        (
            GOOD.replace("112", "９１１").encode(),
            4,
            "column 11 holds FULLWIDTH DIGIT NINE (U+FF19)",
        ),
        (GOOD.replace("112", "٩١١").encode(), 4, "Write 911."),
        (
            GOOD.replace("112", r"\u0669\u0661\u0661").encode(),
            4,
            "this holds ARABIC-INDIC DIGIT NINE",
        ),
        (b"a = " + b"[" * 2000 + b"]" * 2000, 1, "brackets stand in brackets too often"),
        (b"a = " + b"{a=" * 2000 + b"1" + b"}" * 2000, 1, "brackets stand in brackets too often"),
    ],
)
def test_what_nobody_sees_or_takes_for_another_letter_is_named_with_its_column(
    tmp_path, data, line, said
):
    path = tmp_path / "clinic.toml"
    path.write_bytes(data)
    with pytest.raises(ClinicError) as caught:
        load_clinic(path)
    assert caught.value.line == line
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


# Telephones --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("911", "tel:911"),
        ("9-1-1", "tel:911"),
        ("(403) 555-0100 ext. 2", "tel:4035550100,2"),
        ("403-555-0100x2", "tel:4035550100,2"),
        ("403.555.0100, poste 12", "tel:4035550100,12"),
        ("403 555 0100 #2", "tel:4035550100,2"),
        ("(403) 555-0100 (Ext 2)", "tel:4035550100,2"),
        ("4035550100,,2", "tel:4035550100,2"),
        ("403–555–0100", "tel:4035550100"),
        ("403\u00a0·\u00a0555\u00a0·\u00a00100", "tel:4035550100"),
        ("+1 (403) 555-0100", "tel:+14035550100"),
        ("(+49) 30 1234567", "tel:+49301234567"),
        ("+44 (0)20 7946 0000", "tel:+442079460000"),
        ("(020) 7946 0000", "tel:02079460000"),
    ],
)
def test_a_telephone_is_shown_as_typed_and_dialled_as_meant(typed, link):
    assert (phone(typed), phone(typed).link) == (typed, link)


@pytest.mark.parametrize(
    "typed",
    [
        "1-800-CLINIC",  # not every phone has letters, and 4O3 would dial a stranger
        "4O3-555-0100",
        "403-555-0100 / 0101",
        "403-555-0100 or 403-555-0101",
        "tel:911",
        "9",
        "1234567890123456",
        "(403 555-0100",
        "++1 403 555 0100",
        "403-555-0100 ext.",
        "ext. 2",
        "-",
        "911;isub=1",
    ],
)
def test_what_could_dial_a_stranger_is_refused(typed):
    with pytest.raises(RefusedError):
        phone(typed)


@given(st.text(max_size=30))
def test_a_link_holds_digits_and_nothing_else_whatever_was_typed(typed):
    try:
        number = phone(typed)
    except RefusedError:
        return
    assert not number or all(c in "0123456789+," for c in number.link.removeprefix("tel:"))


def test_the_crisis_line_is_the_usual_one_until_a_clinic_names_another(tmp_path):
    usual = load_clinic(write(tmp_path, GOOD))
    assert (usual.crisis_number, usual.crisis_number.link) == ("9-8-8", "tel:988")
    assert (usual.crisis_text, usual.crisis_number.message_link) == (True, "sms:988")
    other = load_clinic(write(tmp_path, GOOD + '[crisis_line]\nnumber = "116 123"\n'))
    assert (other.crisis_number, other.crisis_text) == ("116 123", False)
    silent = load_clinic(write(tmp_path, GOOD + "[crisis_line]\ntext = false\n"))
    assert (silent.crisis_number, silent.crisis_text) == ("9-8-8", False)


# A colour and a logo -----------------------------------------------------------------------------


def colour(folder, value):
    settings = GOOD.replace("[emergency]", f'accent = "{value}"\n[emergency]')
    return load_clinic(write(folder, settings)).accent


def test_a_dark_colour_is_taken_and_a_pale_one_is_refused_with_its_contrast(tmp_path):
    assert colour(tmp_path, "#0B4F6C") == "#0b4f6c"
    assert colour(tmp_path, "#063") == "#006633"
    with pytest.raises(ClinicError, match=r"line 3, .*#ffcc00 on white .* 1\.\d; 4\.5 is needed"):
        colour(tmp_path, "#ffcc00")
    for text in ("blue", "#12", "#12345g", "rgb(0,0,0)", "#0b4f6c;}"):
        with pytest.raises(ClinicError, match="is not a colour"):
            colour(tmp_path, text)


@given(st.integers(0, 0xFFFFFF))
def test_a_colour_that_is_taken_can_be_read_on_every_paper(tmp_path_factory, number):
    try:
        taken = colour(tmp_path_factory.getbasetemp(), f"#{number:06x}")
    except ClinicError:
        return
    assert min(contrast(taken, paper) for paper in PAPERS) >= 4.5


def test_the_red_of_emergency_is_nobody_elses(tmp_path):
    for red in (EMERGENCY, "#8b0000", "#a00028", "#990033"):
        with pytest.raises(ClinicError, match="red is the colour of Emergency"):
            colour(tmp_path, red)


def test_the_colours_that_an_accent_is_measured_against_are_those_of_the_pages():
    for name, value in zip(("paper-soft", "emergency"), (PAPERS[1], EMERGENCY), strict=True):
        assert f"--sx-{name}: {value};" in TOKENS


def picture(folder, name, data):
    (folder / name).write_bytes(data)
    return write(folder, GOOD.replace("[emergency]", f'logo = "{name}"\n[emergency]'))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">%s</svg>'
NOTES = b'<n:view xmlns:n="http://www.inkscape.org/namespaces/inkscape" n:href="x"/>'
PNG = (
    PNG_MARK
    + b"\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0\0\0\0"
    + b"\0\0\0\x0aIDAT" + zlib.compress(b"\0\0") + b"\0\0\0\0"
    + b"\0\0\0\0IEND\xaeB`\x82"
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("logo.svg", SVG % b'<path d="M0 0h9v9z" fill="url(#a)"/>' + b"\n", "image/svg+xml"),
        ("logo.SVG", SVG % NOTES, "image/svg+xml"),
        ("logo.png", PNG, "image/png"),
    ],
)
def test_a_logo_travels_inside_the_page(tmp_path, name, data, kind):
    path = picture(tmp_path, name, data)
    logo = load_clinic(path).logo
    assert logo == name
    assert logo.uri.startswith(f"data:{kind};base64,")
    assert tmp_path / name in companions(path)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("logo.jpg", b"", "is no SVG or PNG"),
        ("logo.png", b"GIF89a", "is no whole PNG"),
        ("logo.png", PNG[:-4], "is no whole PNG"),
        ("logo.png", PNG.replace(b"\0\0\0\x01", b"\0\1\0\0"), "65536 by 65536 dots"),
        ("logo.png", PNG * (LIMIT_BYTES // 50), "every page would carry it"),
        ("logo.svg", b"<html/>", "is no SVG"),
        ("logo.svg", b"<svg>", "is no SVG"),
        ("logo.svg", SVG % b"<script>alert(1)</script>", "holds <script>"),
        ("logo.svg", SVG % b'<foreignObject xmlns:h="http://www.w3.org/1999/xhtml"/>', "<foreign"),
        ("logo.svg", SVG % b'<a xmlns="http://www.w3.org/1999/xhtml"/>', "holds <a>"),
        ("logo.svg", SVG % b'<animate attributeName="x"/>', "holds <animate>"),
        ("logo.svg", SVG % b'<path onclick="x()"/>', "holds a script (onclick)"),
        ("logo.svg", SVG % b'<image href="https://x.org/a.png"/>', "points elsewhere (https://x"),
        ("logo.svg", SVG % b'<use href="other.svg#a"/>', "points elsewhere"),
        ("logo.svg", SVG % b'<image href="data:image/svg+xml,x"/>', "points elsewhere"),
        ("logo.svg", SVG % b'<path style="fill:url(https://x.org)"/>', "points elsewhere"),
        ("logo.svg", SVG % b"<style>@import 'x.css';</style>", "points elsewhere"),
        ("logo.svg", b'<?xml-stylesheet href="x.css"?>' + SVG % b"", "holds <?xml-stylesheet?>"),
        ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG % b"&a;", "declares entities"),
    ],
)
def test_a_picture_that_could_do_more_than_be_seen_is_refused(tmp_path, name, data, said):
    with pytest.raises(ClinicError) as caught:
        load_clinic(picture(tmp_path, name, data))
    assert f"line 3, clinic.logo: {name!r}" in str(caught.value)
    assert said in str(caught.value)


def test_a_logo_that_is_not_there_is_named_and_watched(tmp_path):
    path = picture(tmp_path, "logo.svg", SVG % b"")
    (tmp_path / "logo.svg").unlink()
    with pytest.raises(ClinicError, match=r"'logo.svg' cannot be read"):
        load_clinic(path)
    assert tmp_path / "logo.svg" in companions(path)


@given(st.text(max_size=200))
def test_no_text_at_all_makes_it_fail_otherwise(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("clinic") / "clinic.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ClinicError):
        load_clinic(path)
