"""A copy of the project's content to break."""

import shutil

import pytest

from sciatica import resources
from sciatica.check import Project
from sciatica.check.reading import read_lists


class Copy:
    """A project whose files can be changed."""

    def __init__(self, root):
        ours = Project.ours()
        self.project = Project(root, root / "sciatica")
        shutil.copytree(ours.facts, self.project.facts)
        shutil.copytree(ours.locales, self.project.locales)
        shutil.copytree(
            ours.package / "content" / "cases", self.project.package / "content" / "cases"
        )
        shutil.copytree(ours.notebooks, self.project.notebooks)
        shutil.copytree(ours.root / "docs" / "safety", root / "docs" / "safety")
        (root / "tests").symlink_to(ours.root / "tests")

    def change(self, path, old, new):
        """Replace `old` in a file (once); return the line on which `new` begins."""
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def locale(self, name, lang="en"):
        return self.project.locales / lang / f"{name}.toml"


@pytest.fixture
def copy(tmp_path):
    if not (resources.root() / "docs").is_dir():
        pytest.skip("only in the repository")
    return Copy(tmp_path / "project")


@pytest.fixture(scope="session")
def lists():
    return read_lists(Project.ours().facts)
