"""Pictures in a page: a figure with its caption, alone or in a row at one scale."""

from collections.abc import Iterable

from markupsafe import Markup

from sciatica.content.pictures import Entry
from sciatica.content.posed_artwork import Pose
from sciatica.content.words import Words
from sciatica.figures.picture import WHOLE, Picture
from sciatica.figures.posed import END, pose, straight_leg_raise
from sciatica.model.anatomy import Side
from sciatica.pages.block import render

SLR_DEG = 45
"""The angle at which the straight-leg raise stands in a row of tests: an example, no finding."""


def figure(
    picture: Picture, view: str, prefix: str, caption: str | None = None, *, again: bool = False
) -> Markup:
    """Return one view of a picture with its own caption or another.

    `prefix` begins its ids: a page that shows a picture twice needs two. One that stands there
    `again` is not said a second time.
    """
    said = picture.caption if caption is None else caption
    svg = picture.svg(prefix, view, again=again)
    return render("figure", svg=svg, caption=said, width=picture.width_px)


def row(figures: Iterable[Markup], kind: str = "") -> Markup:
    """Return figures side by side; `kind` is a further class of the row."""
    return render("pictures", figures=figures, kind=kind)


def posed(of: Pose, side: Side, words: Words) -> tuple[Picture, str]:
    """Return a dressed figure whose `side` moves, and the view of it that stands in a row."""
    if of is Pose.SLR:
        return straight_leg_raise(SLR_DEG, side, words), WHOLE
    return pose(of, side, words), END


def posed_row(
    poses: Iterable[Pose], side: Side, words: Words, prefix: str, captions: Iterable[str] = ()
) -> Markup:
    """Return dressed figures in a row; `captions` stand instead of their names."""
    shown = [posed(one, side, words) for one in poses]
    texts = list(captions) or [picture.caption for picture, _ in shown]
    return row(
        (
            figure(picture, view, prefix, text)
            for (picture, view), text in zip(shown, texts, strict=True)
        ),
        "sx-posed",
    )


def said(words: Words, entry: Entry, part: str, **slots: object) -> str:
    """Return a part of what is said of an entry (label, title, see, means, then, ask): its own
    words, or those that it shares with other discs, or with its group."""
    places = [f"picture.{entry.id}", f"form.{entry.says}", f"group.{entry.group}"]
    keys = [f"board.{place}.{part}" for place in places]
    key = next((key for key in keys if key in words), keys[0])
    if entry.disc:
        slots |= {"disc": entry.disc, "past": entry.disc.traversing, "out": entry.disc.exiting}
    return words(key, **slots)


def title(words: Words, entry: Entry, side: Side) -> str:
    """Return the line above what is shown of `side` in a visit."""
    return said(words, entry, "title", side=words(f"roots.side.{side}"))
