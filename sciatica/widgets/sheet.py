"""A sheet that is put together from prepared pieces: one picture, some exercises, one next step.

Every piece stands in the HTML; Python compiles what belongs to each picture, and the browser shows
the pieces that are chosen. What is chosen lives in the page's address alone, as a short code
(`sciatica.model.take_home`): the same link opens the same sheet tomorrow. Without JavaScript every
piece is shown, to be ticked by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from sciatica.model import Codes
from sciatica.model.take_home import VERSION
from sciatica.widgets.explorer import Picture
from sciatica.widgets.html import HERE, HtmlFirst, data_element, fill
from sciatica.widgets.qr import compile_qr

MANY = 4
"""More exercises than that on one sheet are too many to keep up: the page says so."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Pictures that stand together; choices of one scene show other layers of them."""

    id: str
    pictures: tuple[Picture, ...]
    note: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """One picture to choose: which pictures of its scene, which of their layers, and the words.

    Layers that no choice of its scene names stay as they are drawn. Choices of one `group` stand in
    one fold.
    """

    code: str
    label: str
    group: str
    scene: str
    headline: str
    alts: Mapping[str, str]
    layers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to tick, and what it puts on the sheet."""

    code: str
    label: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Family:
    """Pieces under one heading, with words that stand there as soon as one of them is chosen."""

    id: str
    title: str
    pieces: tuple[Piece, ...]
    head: Markup = field(default_factory=Markup)
    foot: Markup = field(default_factory=Markup)


def compile_sheet(codes: Codes, pictures: Sequence[PictureChoice], address: str) -> dict[str, Any]:
    """Return the table that the browser reads; a QR code only where there is an `address`.

    Raises `ValueError` where a code has no picture or a picture no code.
    """
    if [one.code for one in pictures] != list(codes.pictures):
        raise ValueError("the pictures of a sheet are not those of its codes")
    return {
        "version": VERSION,
        "codes": {
            "pictures": list(codes.pictures),
            "exercises": list(codes.exercises),
            "next_steps": list(codes.next_steps),
        },
        "retired": {name: list(some) for name, some in codes.retired.items()},
        "layers": _layers(pictures),
        "pictures": {
            one.code: {
                "scene": one.scene,
                "headline": one.headline,
                "alts": dict(one.alts),
                "layers": sorted(one.layers),
            }
            for one in pictures
        },
        "many": MANY,
        "qr": compile_qr(address, codes.longest) if address else None,
    }


def _layers(pictures: Sequence[PictureChoice]) -> dict[str, list[str]]:
    """Return the layers that choices switch, by scene: another scene may use the same names."""
    layers: dict[str, set[str]] = {}
    for one in pictures:
        layers.setdefault(one.scene, set()).update(one.layers)
    return {scene: sorted(some) for scene, some in layers.items()}


def _grouped(pictures: Sequence[PictureChoice]) -> dict[str, list[PictureChoice]]:
    groups: dict[str, list[PictureChoice]] = {}
    for one in pictures:
        groups.setdefault(one.group, []).append(one)
    return groups


class Sheet(HtmlFirst):
    """Tick what was explained; print the sheet or hand on its link."""

    _esm = HERE / "sheet.js"
    _css = HERE / "sheet.css"

    @classmethod
    def build(
        cls,
        name: str,
        *,
        codes: Codes,
        scenes: Sequence[Scene],
        pictures: Sequence[PictureChoice],
        exercises: Sequence[Family],
        next_steps: Sequence[Piece],
        parts: Mapping[str, Markup],
        labels: Mapping[str, str],
        address: str = "",
    ) -> "Sheet":
        """Build a sheet.

        `name` is unique on its page and stands in the URL fragment (``#name=1.l5r.pn.w.8c``).
        `parts` are what stands around the pieces: ``head, exercises, rule, foot``.
        `labels` are the words of the controls. `address` is the page's public address, for the QR
        code; empty: none. Raises `ValueError` where pieces and codes do not fit.
        """
        pieces = [piece.code for family in exercises for piece in family.pieces]
        if pieces != list(codes.exercises):
            raise ValueError("the exercises of a sheet are not those of its codes")
        if [piece.code for piece in next_steps] != list(codes.next_steps):
            raise ValueError("the next steps of a sheet are not those of its codes")
        table = compile_sheet(codes, pictures, f"{address}#{name}=" if address else "")
        first = {scene.id: next(p for p in pictures if p.scene == scene.id) for scene in scenes}
        html = fill(
            "sheet",
            name=name,
            scenes=scenes,
            first=first,
            groups=_grouped(pictures),
            exercises=exercises,
            next_steps=next_steps,
            parts=parts,
            labels=labels,
            with_qr=bool(address),
            table=data_element(table),
        )
        return cls(html=html)
