"""Live pages made for the tests: our lessons, and a folder of staff pages beside them."""

import shutil

import nbformat

from sciatica import resources

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
PAGES = {"count": COUNT, "broken": "1 / 0", "dies": "import os\nos._exit(1)"}


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
    for name in ("00-home", "04-red-flags"):
        _write(lessons / "en" / f"{name}.ipynb", OPEN.replace("_live", ""), "reading")
    _add_staff_pages(lessons)
    return lessons


def _add_staff_pages(lessons):
    for slug, code in PAGES.items():
        _write(lessons / "en" / "staff" / f"{slug}.ipynb", OPEN, "live", code.strip())


def _write(path, first, kind, *codes):
    v4 = nbformat.v4
    title = "# A page for staff\n\nWords that need no kernel."
    cells = [v4.new_code_cell(first, id="open"), v4.new_markdown_cell(title, id="words")]
    cells += [v4.new_code_cell(code, id="code") for code in codes]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    about = {"kernelspec": kernel, "sciatica": {"kind": kind}}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(v4.new_notebook(cells=cells, metadata=about), path)
