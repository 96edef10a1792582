"""The browser's half of live pages is what its build says, and can be built again."""

import hashlib
import json
import re
import shutil
import subprocess

import pytest

from sciatica import resources
from sciatica.serve.live_page import CLIENT, KNOWN
from sciatica.widgets.board import Board

SOURCES = resources.PACKAGE.parent / "client"
BUILT_FROM = json.loads((CLIENT / "built-from.json").read_text("utf-8"))
from_checkout = pytest.mark.skipif(not SOURCES.is_dir(), reason="needs the checkout")


def hashes(folder, names):
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def test_what_is_shipped_is_what_was_built():
    assert {path.name for path in CLIENT.iterdir()} == {"built-from.json", *BUILT_FROM["outputs"]}
    assert hashes(CLIENT, BUILT_FROM["outputs"]) == BUILT_FROM["outputs"]


@from_checkout
def test_it_was_built_from_the_sources_that_stand_here():
    assert hashes(SOURCES, BUILT_FROM["inputs"]) == BUILT_FROM["inputs"]
    assert {path.name for path in SOURCES.glob("*js")} <= set(BUILT_FROM["inputs"])


@from_checkout
def test_every_input_from_elsewhere_is_pinned_by_its_hash_and_no_registry_is_named():
    lock = json.loads((SOURCES / "package-lock.json").read_text("utf-8"))
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert all(about["integrity"].startswith("sha512-") for about in packages.values())
    assert not any("resolved" in about for about in packages.values())
    wanted = json.loads((SOURCES / "package.json").read_text("utf-8"))
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert packages[f"node_modules/{name}"]["version"] == version


@from_checkout
def test_every_package_in_it_has_its_licence_there_and_its_name_in_the_notice():
    licences = (CLIENT / "licences.txt").read_text("utf-8")
    notice = (resources.PACKAGE.parent / "NOTICE").read_text("utf-8")
    for name, about in BUILT_FROM["packages"].items():
        version, _, licence = about.partition(", ")
        assert f"{name} {version} ({licence})\n\n" in licences
        assert re.search(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])", notice), name
    assert set(BUILT_FROM["packages"]) >= KNOWN


@from_checkout
def test_the_library_on_the_board_has_its_licence_beside_it_and_its_name_in_the_notice():
    widgets = resources.PACKAGE / "widgets"
    script = (widgets / "perfect_freehand.js").read_text("utf-8")
    name = re.search(r"/\*! (perfect-freehand [\d.]+), MIT License, (Copyright .*?) \*/", script)
    assert name[2] in (widgets / "perfect_freehand_licence.txt").read_text("utf-8")
    assert name[1] in (resources.PACKAGE.parent / "NOTICE").read_text("utf-8")
    assert name[0] in Board._esm, "the browser gets it with its licence named"


@from_checkout
@pytest.mark.slow("a build with Node")
def test_a_build_gives_the_same_bytes_again(tmp_path):
    if not shutil.which("npm"):
        pytest.skip("Node is not here, and is not needed")
    source, target = tmp_path / "client", tmp_path / "built"
    shutil.copytree(SOURCES, source, ignore=shutil.ignore_patterns("node_modules"))
    got = subprocess.run(["npm", "ci"], cwd=source, capture_output=True, text=True)
    if got.returncode:
        pytest.skip(f"the packages cannot be had: {got.stderr[-300:]}")
    subprocess.run(["node", "build.mjs", target], cwd=source, check=True, capture_output=True)
    assert hashes(target, BUILT_FROM["outputs"]) == BUILT_FROM["outputs"]
