"""A clinic's logo: one small picture that travels inside every page, and can do nothing there."""

import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from sciatica.content.structure import RefusedError

LIMIT_BYTES = 64_000
"""Every page carries it: more would make each of them slow on an old phone."""
LIMIT_PIXELS = 2000
PNG_MARK = b"\x89PNG\r\n\x1a\n"
SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"
DRAWS = re.compile(
    "svg|g|defs|symbol|use|title|desc|metadata|style|path|rect|circle|ellipse|line|polyline|polygon"
    "|text|tspan|textPath|linearGradient|radialGradient|stop|pattern|clipPath|mask|marker|image"
    "|view|switch|filter|fe[A-Z][A-Za-z]*"
)
"""What an SVG may hold: what draws, and nothing that runs, moves or embeds a page. Elements of
another namespace (an editor's own notes) draw nothing."""
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg);base64,")
_ELSEWHERE = re.compile(r"@import|url\(\s*[\"']?(?!\s*[\"']?(?:#|data:image/(?:png|jpeg);))", re.I)


class Logo(str):
    """The name of the file as the clinic wrote it. `uri` is the picture itself."""

    uri: str

    def __new__(cls, name: str, uri: str = "") -> "Logo":
        """Make the name, and keep the picture with it."""
        made = super().__new__(cls, name)
        made.uri = uri
        return made


def read_logo(name: str, folder: Path) -> Logo:
    """Return the picture `name` of `folder`. Raises `RefusedError` for one that cannot be shown,
    or could do more than be seen."""
    kind = Path(name).suffix.lower()
    if kind not in CHECKS:
        raise RefusedError(f"{name!r} is no SVG or PNG.", "Save the logo as SVG or PNG.")
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        what = f"{name!r} cannot be read ({error.strerror})."
        raise RefusedError(what, f"Put it into {folder}, or leave this empty.") from error
    if len(data) > LIMIT_BYTES:
        what = f"{name!r} has {len(data) / 1000:.0f} kB, and every page would carry it."
        raise RefusedError(what, f"Save it smaller: at most {LIMIT_BYTES // 1000} kB.")
    media, check = CHECKS[kind]
    if fault := check(data):
        raise RefusedError(f"{name!r} {fault}.", "Save it again as a plain picture.")
    return Logo(name, f"data:{media};base64,{b64encode(data).decode()}")


def _png_fault(data: bytes) -> str:
    if not (data.startswith(PNG_MARK) and data[12:16] == b"IHDR" and data[-8:-4] == b"IEND"):
        return "is no whole PNG"
    wide, high = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    if not (0 < wide <= LIMIT_PIXELS and 0 < high <= LIMIT_PIXELS):
        return f"is {wide} by {high} dots; {LIMIT_PIXELS} are enough"
    return ""


class _Svg:
    """Reads an SVG to its end, and keeps what is wrong with it."""

    def __init__(self) -> None:
        self.fault = ""
        self._root = ""
        self._style: list[str] = []

    def read(self, data: bytes) -> str:
        """Return why the picture cannot be used, or nothing."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._element
        parser.CharacterDataHandler = self._style.append
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = lambda target, _: self._refuse(f"holds <?{target}?>")
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            self._refuse(f"is no SVG ({expat.ErrorString(error.code)}, line {error.lineno})")
        if self._root != f"{SVG} svg":
            self._refuse("is no SVG")
        self._look("its text", "".join(self._style))
        return self.fault

    def _refuse(self, fault: str) -> None:
        self.fault = self.fault or fault

    def _doctype(self, _name: str, _system: object, _public: object, inner: int) -> None:
        if inner:
            self._refuse("declares entities")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self._root = self._root or name
        space, _, tag = name.rpartition(" ")
        if space == XHTML or (space == SVG and not DRAWS.fullmatch(tag)):
            self._refuse(f"holds <{tag}>")
        for key, value in attributes.items():
            key = key.rpartition(" ")[2]
            if key.lower().startswith("on"):
                self._refuse(f"holds a script ({key})")
            elif key in ("href", "src") and space == SVG and not _INSIDE.match(value.strip()):
                self._refuse(f"points elsewhere ({value[:40]})")
            elif space == SVG:
                self._look(key, value)

    def _look(self, where: str, text: str) -> None:
        if _ELSEWHERE.search(text):
            self._refuse(f"points elsewhere (in {where})")


CHECKS: dict[str, tuple[str, Callable[[bytes], str]]] = {
    ".svg": ("image/svg+xml", lambda data: _Svg().read(data)),
    ".png": ("image/png", _png_fault),
}
"""The kinds of pictures: how a browser is told, and what says why one cannot be used."""
