"""Notebooks made on the spot."""

from pathlib import Path
from typing import Any

import nbformat

OPEN = 'from sciatica import pages\n\npages.open_page("en")'


def notebook(*cells: Any, kind: str = "reading") -> nbformat.NotebookNode:
    """Return a notebook: text is Markdown, a ("py", code) pair is a code cell."""
    v4 = nbformat.v4
    made = [
        v4.new_code_cell(cell[1]) if isinstance(cell, tuple) else v4.new_markdown_cell(cell)
        for cell in cells
    ]
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "sciatica": {"kind": kind},
    }
    return v4.new_notebook(cells=made, metadata=metadata)


def write_notebook(folder: Path, name: str, *cells: Any, kind: str = "reading") -> Path:
    """Write a notebook into the lessons of `folder`; return this folder."""
    path = folder / "en" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook(*cells, kind=kind), path)
    return folder
