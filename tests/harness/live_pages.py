"""Live pages made for the tests: our lessons, or two short ones, and staff pages beside them."""

import shutil
from pathlib import Path
from typing import NamedTuple

import nbformat

from sciatica import resources
from tests.harness.notebooks import notebook

OPEN = 'from sciatica import pages\n\npages.open_live_page("en")'
COUNT = """
import asyncio, threading, time
import ipywidgets
said = ipywidgets.Label("nothing yet")
count = ipywidgets.Button(description="Count")
fail = ipywidgets.Button(description="Fail")
number = ipywidgets.IntText(description="Divide by", value=1)
done = []

def one_more(_):
    done.append(1)
    said.value = f"counted {len(done)}"

def raise_it(_):
    raise ValueError("on purpose")

async def raise_later():
    raise ValueError("on purpose")

later = ipywidgets.Button(description="Fail later")
thread = ipywidgets.Button(description="Fail aside")
slow = ipywidgets.Button(description="Take long")
count.on_click(one_more)
fail.on_click(raise_it)
later.on_click(lambda _: asyncio.get_event_loop().create_task(raise_later()) and None)
thread.on_click(lambda _: threading.Thread(target=raise_it, args=(None,)).start())
slow.on_click(lambda _: time.sleep(7))
number.observe(lambda change: 1 / change.new, "value")
ipywidgets.VBox([count, said, fail, later, thread, slow, number])
"""
HELD = """
import pathlib, time
while not pathlib.Path({go!r}).exists():
    time.sleep(0.05)
"""
"""A cell that ends when a file appears."""
SAY_ASIDE = """
import os, pathlib, tempfile, threading
import ipywidgets

one, other = ipywidgets.Label("first"), ipywidgets.Label("first")
one.send({"said": "while the cells run"})

def say():
    other.value = "later"
    other.send({"said": "with bytes"}, [b"\\x00\\x01\\x02"])
    pathlib.Path(tempfile.gettempdir(), f"sciatica-spoke-{os.getpid()}").touch()

threading.Timer(0.5, say).start()
ipywidgets.VBox([one, other])
"""
"""A page whose kernel speaks while its cells run, and again later: then there is a file."""
MIXED = (
    "# A page for staff",
    ("py", "print('printed first')\nimport ipywidgets\nipywidgets.Label('a widget first')"),
    "Words between.",
    ("py", "from IPython.display import HTML, display\ndisplay(HTML('<b>shown</b>'), 'plain')"),
    "Words at the end.",
    ("py", "ipywidgets.Label('a widget at the end')"),
)
"""Words, outputs and widgets in any order."""
CORE = """
import ipywidgets

ABSTRACT = {"DOMWidget", "CoreWidget", "ValueWidget", "interactive", "Controller"}
GIVEN = {
    "GridspecLayout": dict(n_rows=1, n_columns=1),
    "Audio": dict(value=b"none", autoplay=False),
    "Video": dict(value=b"none", autoplay=False),
    "SelectionSlider": dict(options=["one", "two"]),
    "SelectionRangeSlider": dict(options=["one", "two"]),
}
for name, kind in sorted(vars(ipywidgets).items()):
    if isinstance(kind, type) and issubclass(kind, ipywidgets.DOMWidget) and name not in ABSTRACT:
        display(kind(**GIVEN.get(name, {})))
"""
"""Every widget of ipywidgets that stands on a page by itself."""
OWN = """
import anywidget, traitlets

class Own(anywidget.AnyWidget):
    _esm = '''
    export default {
      render({ model, el }) {
        const show = () => {
          const bytes = new Uint8Array(model.get("data").buffer);
          el.textContent = `${bytes.join(" ")} ${model.get("said")}`;
        };
        model.on("change", show);
        model.on("msg:custom", (said, [bytes]) => { el.title = `${said} ${bytes.getUint8(0)}`; });
        el.addEventListener("click", () => model.send("pressed", null, [new Uint8Array([9])]));
        el.className = "own";
        show();
      },
    };
    '''
    _css = ".own { color: rgb(1, 2, 3); }"
    data = traitlets.Bytes(b"\\x01\\x02").tag(sync=True)
    said = traitlets.Unicode("-").tag(sync=True)

def hear(widget, said, bytes_):
    widget.said = f"{said} {bytes(bytes_[0])[0]}"
    widget.send("heard", [b"\\x07"])

own = Own()
own.on_msg(hear)
own
"""
"""An anywidget that somebody has written, with bytes in all directions."""
SHOW = """
import ipywidgets
from IPython.display import HTML, display

def show(word):
    print("chosen", word)
    display(ipywidgets.Label(f"a widget for {word}"))

ipywidgets.interact(show, word=["one", "two"])
out = ipywidgets.Output()
with out:
    print("printed within")
    display(HTML("<b>shown within</b>"))
display(out)
"""
"""What a function shows, and shows anew."""
UNKNOWN = """
import ipywidgets, traitlets

class Far(ipywidgets.DOMWidget):
    _model_module = traitlets.Unicode("elsewhere").tag(sync=True)
    _model_name = traitlets.Unicode("FarModel").tag(sync=True)

Far()
"""
TELL = "import os\nprint(*(f'{name}={value}' for name, value in os.environ.items()))"
PAGES = {
    "count": COUNT,
    "broken": "1 / 0",
    "dies": "import os\nos._exit(1)",
    "told": TELL,
    "aside": SAY_ASIDE,
    "core": CORE,
    "own": OWN,
    "show": SHOW,
    "unknown": UNKNOWN,
}


class Small(NamedTuple):
    """A small site for servers that are not asked about the project's own pages."""

    lessons: Path
    cache: Path
    """The XDG cache in which it is made already."""


def make_lessons(folder):
    """Copy our lessons into `folder` and add the staff pages. Return the folder of lessons.

    The bytes are always the same, so that servers can share the finished pages.
    """
    lessons = folder / "notebooks"
    shutil.copytree(resources.notebooks(), lessons)
    _add_staff_pages(lessons)
    return lessons


def make_two_lessons(folder):
    """Make two short lessons in `folder`, done in a moment, and add the staff pages. Return the
    folder of lessons."""
    lessons = folder / "notebooks"
    write_lesson(lessons, "00-home")
    write_lesson(lessons, "04-red-flags", 'pages.hold_timer("en")')
    _add_staff_pages(lessons)
    return lessons


def make_held_lessons(folder, go):
    """Make two short lessons in `folder`; the second is made only when the file `go` appears.
    Return the folder of lessons."""
    lessons = folder / "notebooks"
    write_lesson(lessons, "00-home")
    write_lesson(lessons, "04-red-flags", HELD.format(go=str(go)).strip())
    return lessons


def write_lesson(lessons, name, *codes):
    """Write a short lesson: the strip, a few words, and these cells."""
    _write(lessons / "en" / f"{name}.ipynb", OPEN.replace("_live", ""), "reading", *codes)


def _add_staff_pages(lessons):
    for slug, code in PAGES.items():
        _write(lessons / "en" / "staff" / f"{slug}.ipynb", OPEN, "live", code.strip())
    mixed = notebook(("py", OPEN), *MIXED, kind="live")
    for number, cell in enumerate(mixed.cells):
        cell.id = f"cell{number}"  # not another one each time
    nbformat.write(mixed, lessons / "en" / "staff" / "mixed.ipynb")


def _write(path, first, kind, *codes):
    v4 = nbformat.v4
    title = "# A page for staff\n\nWords that need no kernel."
    cells = [v4.new_code_cell(first, id="open"), v4.new_markdown_cell(title, id="words")]
    cells += [v4.new_code_cell(code, id=f"code{n or ''}") for n, code in enumerate(codes)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    about = {"kernelspec": kernel, "sciatica": {"kind": kind}}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(v4.new_notebook(cells=cells, metadata=about), path)
