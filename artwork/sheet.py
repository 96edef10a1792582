"""``python -m artwork.sheet OUT.png``: every picture of the product on one sheet, for reviewers.

Each picture of the catalogue is on it in each of its views, with its caption, so nothing that is
drawn stays unseen. No description is left out either: ``--words`` writes them below.
"""

import io
import textwrap
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from sciatica.content.words import words
from sciatica.figures.catalogue import catalogue
from sciatica.figures.picture import Picture

CAPTION_PX, LINE_PX, GAP_PX, LETTER_PX, LETTERS_PX = 34, 16, 14, 7, 13
SHEET_PX, DENSEST_DPI = 1800, 144
"""How wide the sheet is where nobody says how many columns; twice the size in points."""
Shown = tuple[Picture, str]
"""A picture and the name of one of its views."""


def shown(only: str = "") -> Iterator[Shown]:
    """Yield every picture in each of its views that says something of its own, if `only` is in
    ``PICTURE VIEW``. The moments of a movement are for a player."""
    for picture in catalogue(words("en")).values():
        for view in picture.views:
            if not view.startswith("moment-") and only in f"{picture.id} {view}":
                yield picture, view


def drawn(picture: Picture, view: str, widest: int) -> Image.Image:
    """Return a view on white, at twice its size in points but no wider than asked."""
    figure, raw = picture.figure(view), io.BytesIO()
    dpi = min(DENSEST_DPI, widest / figure.get_figwidth())
    figure.savefig(raw, format="png", dpi=dpi, facecolor="white")
    return Image.open(raw).convert("RGB")


def tile(picture: Picture, view: str, width: int, with_words: bool) -> Image.Image:
    """Return a view under its name, its caption and, if asked, its description."""
    name = f"{picture.id} {view}" + (f": {picture.caption}" if picture.caption else "")
    texts = [name, picture.views[view].words] if with_words else [name]
    lines = [line for text in texts for line in textwrap.wrap(text, width // LETTER_PX)]
    image, top = drawn(picture, view, width), CAPTION_PX + LINE_PX * (len(lines) - 1)
    whole = Image.new("RGB", (width, image.height + top), "white")
    font = ImageFont.load_default(LETTERS_PX)
    ImageDraw.Draw(whole).multiline_text((4, 8), "\n".join(lines), "black", font)
    whole.paste(image, ((width - image.width) // 2, top))
    return whole


def sheet(pictures: Iterable[Shown], width: int, columns: int, with_words: bool) -> Image.Image:
    """Return all pictures in rows; each is `width` wide at most."""
    tiles = [tile(*one, width, with_words) for one in pictures]
    rows = [tiles[at : at + columns] for at in range(0, len(tiles), columns)]
    heights = [max(one.height for one in row) + GAP_PX for row in rows]
    whole = Image.new("RGB", (columns * (width + GAP_PX), sum(heights)), "white")
    for number, row in enumerate(rows):
        for column, one in enumerate(row):
            whole.paste(one, (column * (width + GAP_PX), sum(heights[:number])))
    return whole


def main(arguments: list[str] | None = None) -> None:
    """Write the sheet."""
    parser = ArgumentParser(
        "python -m artwork.sheet", description=(__doc__ or "").partition(": ")[2]
    )
    parser.add_argument("out", type=Path, help="the image to write")
    parser.add_argument("--grey", action="store_true", help="as a grey printer makes it")
    parser.add_argument("--words", action="store_true", help="with the descriptions")
    parser.add_argument("--width", type=int, default=440, help="of a picture; 358: on a phone")
    parser.add_argument("--columns", type=int, help="how many pictures stand in a row")
    parser.add_argument("--only", default="", help="pictures and views with this in their names")
    asked = parser.parse_args(arguments)
    chosen = list(shown(asked.only))
    if not chosen:
        parser.error(f"no picture is called {asked.only!r}")
    columns = asked.columns or max(1, SHEET_PX // asked.width)
    image = sheet(chosen, asked.width, columns, asked.words)
    (image.convert("L") if asked.grey else image).save(asked.out)
    print(f"{asked.out}: {len(chosen)} views of {len({one.id for one, _ in chosen})} pictures")


if __name__ == "__main__":
    main()
