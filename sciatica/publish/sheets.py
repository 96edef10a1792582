"""Sheets for the front desk: parts of the finished pages as tagged PDF (PDF/UA-1).

A sheet is a piece of a served page, read from its HTML and set by typst: the words exist once. The
letters are as large as its pages allow, 12 points where possible.
"""

import io
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import segno
from bs4 import BeautifulSoup, Tag

from sciatica.errors import UserError
from sciatica.model.practice import ExerciseName
from sciatica.model.take_home import Codes, LinkError, LinkFault, code_in, read_choices
from sciatica.publish.errors import PublishError
from sciatica.publish.fonts import fonts_for
from sciatica.publish.paper import Pictures, tree_of
from sciatica.publish.site import BakedPage, Site
from sciatica.widgets.take_home import said_doses

TEMPLATE = Path(__file__).parent / "typeset" / "sheet.typ"
TAKE_HOME = "take-home"
SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
"""Sizes of the letters, in points: the first at which a sheet fits on its pages is taken."""
PATIENTS_PT = 10.5
"""Patients need no smaller letters on a sheet of their own."""
LARGE_PT = 18.0
"""Large print: one thing below the other, on as many pages as it takes."""


class Paper(StrEnum):
    """What the sheets are printed on."""

    LETTER = "letter"
    A4 = "a4"


class SheetsMissingError(UserError):
    """typst is not installed. The text says how to get it."""

    def __init__(self) -> None:
        super().__init__(
            "the PDF sheets need typst, which is not installed. Install it: make sheets "
            "(or: pip install 'sciatica[sheets]')."
        )


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A sheet: a part of the page `slug`, found by a CSS selector, on at most so many pages.

    One that `grows` takes more pages where it does not fit in letters that patients can read.
    """

    name: str
    slug: str
    selector: str
    pages: int = 1
    landscape: bool = False
    grows: bool = False


KINDS = (
    SheetKind("red-flag-card", "red-flag-card", ".sx-wallet, .sx-wallet + p"),
    SheetKind("emergency-sheet", "emergency-sheet", "section.sx-sheet"),
    SheetKind("work-tasks", "work-tasks", "section.sx-sheet"),
    *(
        SheetKind(f"exercise-{name.replace('_', '-')}", "exercises", f"#practice-{name}", pages=2)
        for name in ExerciseName
    ),
    SheetKind("options", "options", "#options", pages=2, landscape=True),
    SheetKind("flare-up-plan", "flare-up-plan", "#plan"),
    SheetKind("fridge-sheet", "how-long", "#fridge"),
)
"""The sheets that need no choice."""
HOME = SheetKind(TAKE_HOME, TAKE_HOME, ".sx-take-sheet", pages=2, grows=True)
"""The sheet to take home, which needs one."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a sheet is set from, as plain data and pictures: the same for every paper."""

    kind: SheetKind
    data: Mapping[str, Any]
    pictures: Mapping[str, str]

    @property
    def title(self) -> str:
        """The document's title."""
        return str(self.data["title"])


def copies(site: Site, lang: str) -> Iterator[Copy]:
    """Yield every sheet of `lang` that needs no choice."""
    for kind in KINDS:
        yield copy_of(site, lang, kind)


def take_home_copy(site: Site, lang: str, link: str) -> Copy:
    """Return the sheet to take home with what `link` (or the code in it) has chosen.

    Raises `PublishError` that says why, where the link cannot be opened.
    """
    return copy_of(site, lang, HOME, code_in(link))


def _page(site: Site, lang: str, kind: SheetKind) -> BakedPage:
    for page in site.pages:
        if page.lang == lang and page.route == f"{lang}/{kind.slug}":
            return page
    raise PublishError(f"the sheet {kind.name} needs the page {lang}/{kind.slug}: it is not made")


def copy_of(site: Site, lang: str, kind: SheetKind, code: str | None = None) -> Copy:
    """Return the sheet `kind`; `code` is what was chosen, where something can be.

    Raises `PublishError` where the page is not made, or the code opens no sheet.
    """
    page = _page(site, lang, kind)
    pictures = Pictures()
    soup = pictures.lift(page.html)
    qr: dict[str, Any] | None = None
    extra: dict[str, str] = {}
    if code is not None:
        qr, extra = _choose(soup, pictures, lang, code)
    body = soup.new_tag("div")
    for part in soup.select(kind.selector):
        body.append(part)
    if not body.contents:
        raise PublishError(f"the page {page.route} holds no {kind.selector} for {kind.name}")
    heading = body.find(re.compile("h[1-6]"))
    title = " ".join(heading.get_text().split()) if heading else page.title
    trees = {
        name: tree_of(part)
        for name, part in (
            ("strip", _only(soup, ".sx-strip")),
            ("body", body),
            ("foot", _only(soup, "footer")),
        )
    }
    data = {
        "title": title,
        "lang": lang,
        "landscape": kind.landscape,
        "lead": None if heading else title,
        "qr": qr,
        "widths": {str(n): _width(svg) for n, svg in enumerate(pictures.svgs)},
        **trees,
    }
    files = {f"picture-{number}.svg": svg for number, svg in enumerate(pictures.svgs)}
    return Copy(kind, data, {**files, **extra})


def _only(soup: BeautifulSoup, selector: str) -> Tag:
    found = soup.select_one(selector)
    if found is None:
        raise PublishError(f"a page has no {selector}")
    return found


def _width(svg: str) -> float:
    match = re.search(r'\bwidth="([\d.]+)', svg.partition(">")[0])
    return float(match[1]) if match else 100.0


def _choose(
    soup: BeautifulSoup, pictures: Pictures, lang: str, code: str
) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """Leave on the sheet what `code` chooses, as the page's own script does.

    Returns what goes with its QR code, and the code itself as a picture.
    """
    root = _only(soup, "[data-sheet]")
    table = json.loads(str(root.find("script", recursive=False).string))  # type: ignore[union-attr]
    codes = Codes(**table["codes"], retired=table["retired"])
    try:
        choices = read_choices(code, codes)
    except LinkError as error:
        fault = "version" if error.fault is LinkFault.VERSION else str(error.fault)
        raise PublishError(str(root[f"data-{fault}"])) from None
    _choose_picture(root, pictures, table["states"].get(choices.picture), lang, choices.picture)
    for piece in root.select("[data-piece]"):
        if piece["data-piece"] not in choices.exercises:
            piece.decompose()
    day, doses = said_doses(table, choices)
    _only_in(root, ".sx-take-plan").string = day
    for code, dose in doses.items():
        for name, said in dose.items():
            place = _only_in(root, f'[data-piece="{code}"] [data-field="{name}"] .sx-write')
            place.string = said
    for family in root.select("[data-family]"):
        if not family.select("[data-piece]"):
            family.decompose()
    for piece in root.select("[data-next]"):
        if piece["data-next"] != choices.next_step:
            piece.decompose()
    for name, chosen in (
        ("picture", choices.picture),
        ("exercises", choices.exercises),
        ("next", choices.next_step),
    ):
        if not chosen:
            _only(soup, f'[data-part="{name}"]').decompose()
    figure = root.select_one(".sx-take-qr")
    if figure is None:
        return None, {}
    caption = str(root["data-qr-dosed" if doses else "data-qr"])
    picture = segno.make_qr(table["qr"]["address"] + code, error="m", boost_error=False)
    sink = io.BytesIO()
    picture.save(sink, kind="svg", border=4, scale=4)
    about = {"caption": caption, "alt": root["data-qr-alt"]}
    return about, {"qr.svg": sink.getvalue().decode()}


def _choose_picture(
    root: Tag, pictures: Pictures, state: Mapping[str, Any] | None, lang: str, code: str
) -> None:
    """Leave the one scene that shows the picture `code`, and its figures as that picture says."""
    from sciatica.pages.take_home import chosen_pictures  # a test puts its own pictures there

    shown = chosen_pictures(lang, code) if state else ()
    chosen = {picture.id: (picture, view) for picture, view in shown}
    for scene in root.select("[data-scene]"):
        if state is None or scene["data-scene"] != state["scene"]:
            scene.decompose()
            continue
        _only_in(scene, ".sx-take-headline").string = state["headline"]
        for figure in scene.select("[data-picture]"):
            if figure["data-picture"] not in chosen:
                figure.decompose()
                continue
            picture, view = chosen[str(figure["data-picture"])]
            image = _only_in(figure, "img")
            image["alt"] = picture.views[view].words
            pictures.svgs[int(str(image["data-svg"]))] = picture.svg("sheet", view)


def _only_in(tag: Tag, selector: str) -> Tag:
    found = tag.select_one(selector)
    if found is None:
        raise PublishError(f"the sheet has no {selector}")
    return found


def typeset(copy: Copy, paper: Paper, *, large: bool = False) -> bytes:
    """Return the sheet as a tagged PDF that follows PDF/UA-1; `large` for eyes that need it.

    Raises `SheetsMissingError` without typst, and `PublishError` where it does not fit its pages.
    """
    try:
        import typst
    except ModuleNotFoundError:
        raise SheetsMissingError from None
    with tempfile.TemporaryDirectory(prefix="sciatica-") as name:
        folder = Path(name)
        (folder / TEMPLATE.name).write_text(TEMPLATE.read_text("utf-8"), encoding="utf-8")
        (folder / "sheet.json").write_text(json.dumps(copy.data), encoding="utf-8")
        fonts = folder / "fonts"
        fonts.mkdir()
        for font in fonts_for(_texts(copy.data)):  # typst searches folders
            shutil.copy(font, fonts)
        for file, svg in copy.pictures.items():
            (folder / file).write_text(svg, encoding="utf-8")
        about: dict[str, Any] = {
            "root": name,
            "font_paths": [str(fonts)],
            "ignore_system_fonts": True,
        }
        size = LARGE_PT if large else _size(typst, folder, copy.kind, paper, about)
        about["sys_inputs"] = {"size": str(size), "paper": str(paper)}
        return bytes(
            typst.compile(
                str(folder / TEMPLATE.name), format="pdf", pdf_standards=["ua-1"], **about
            )
        )


def _texts(data: Any) -> Iterator[str]:
    """Yield every text in `data`."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        yield from _texts(list(data.values()))
    elif isinstance(data, Sequence):
        for one in data:
            yield from _texts(one)


def _size(
    typst: Any, folder: Path, kind: SheetKind, paper: Paper, about: Mapping[str, Any]
) -> float:
    """Return the largest letters at which the sheet fits on its pages."""
    for size in SIZES:
        if kind.grows and size < PATIENTS_PT:
            return SIZES[0]
        inputs = {"size": str(size), "paper": str(paper)}
        pages = typst.query(
            str(folder / TEMPLATE.name), "<pages>", field="value", one=True,
            **{**about, "sys_inputs": inputs},
        )  # fmt: skip
        if int(pages) <= kind.pages:
            return size
    raise PublishError(
        f"the sheet {kind.name} does not fit on {kind.pages} of {paper}: shorten its text"
    )
