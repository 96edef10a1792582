"""``python -m artwork.sheet OUT.png``: every picture of the product on one sheet, for reviewers.

Each module of `sciatica.figures` with a function ``drawings(words)`` is on it, so nothing that is
drawn stays unseen. ``--grey`` shows what a grey printer makes of it, ``--width=390`` how it stands
on a phone; ``--only=dead`` keeps the names with that text. No description is left out either:
``--words`` writes them below the names.
"""

import io
import sys
import textwrap

from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image, ImageDraw, ImageFont

from sciatica.content import words
from sciatica.figures.drawing import Drawing, catalogue

_CAPTION, _GAP = 34, 14


def picture_of(drawing: Drawing, widest: int) -> Image.Image:
    """One picture on white, at twice its size in points but no wider than asked."""
    figure = drawing.draw()
    figure.set_dpi(min(144.0, widest / figure.get_figwidth()))
    FigureCanvasAgg(figure)
    figure.patch.set_facecolor("white")
    raw = io.BytesIO()
    figure.savefig(raw, format="png", dpi=figure.get_dpi())
    return Image.open(raw).convert("RGB")


def sheet(drawings: list[Drawing], cell: int, columns: int, with_words: bool) -> Image.Image:
    """All pictures in rows, each under its name."""
    font = ImageFont.load_default(13)
    tiles = []
    for drawing in drawings:
        picture = picture_of(drawing, cell)
        caption = f"{drawing.name}: {drawing.caption}" if drawing.caption else drawing.name
        caption = "\n".join(textwrap.wrap(caption, cell // 7))
        if with_words:
            caption += "\n" + "\n".join(textwrap.wrap(drawing.description, cell // 7))
        height = _CAPTION + 16 * caption.count("\n")
        tile = Image.new("RGB", (cell, picture.height + height), "white")
        ImageDraw.Draw(tile).multiline_text((4, 8), caption, "black", font)
        tile.paste(picture, ((cell - picture.width) // 2, height))
        tiles.append(tile)
    rows = [tiles[i : i + columns] for i in range(0, len(tiles), columns)]
    heights = [max(tile.height for tile in row) + _GAP for row in rows]
    whole = Image.new("RGB", (columns * (cell + _GAP), sum(heights)), "white")
    for row, top in zip(rows, [sum(heights[:i]) for i in range(len(rows))], strict=True):
        for column, tile in enumerate(row):
            whole.paste(tile, (column * (cell + _GAP), top))
    return whole


def main() -> None:
    """Write the sheet."""
    options = dict(w[2:].partition("=")[::2] for w in sys.argv[1:] if w.startswith("--"))
    target = next(word for word in sys.argv[1:] if not word.startswith("--"))
    cell = int(options.get("width", 440))
    chosen = [d for d in catalogue(words("en")) if options.get("only", "") in d.name]
    columns = int(options.get("columns", max(1, 1800 // cell)))
    image = sheet(chosen, cell, columns, "words" in options)
    (image.convert("L") if "grey" in options else image).save(target)
    print(f"{target}: {len(chosen)} pictures")


if __name__ == "__main__":
    main()
