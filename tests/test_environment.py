"""environment.yml says the same as pyproject.toml, and no pin names a place."""

import re
import tomllib

import yaml

from sciatica import resources

ROOT = resources.PACKAGE.parent
NAMED_BY_THE_USER = {"jupyterlab", "ipywidgets", "matplotlib", "voila", "pytest", "nbval"}


def split(requirement):
    name, _, version = re.match(r"([\w.-]+)\s*(\[.*\])?\s*(.*)", requirement).groups()
    return name.lower().replace("_", "-"), version.replace(" ", "")


def wanted():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    return (
        dict(map(split, [*project["dependencies"], *extras["training"]])),
        dict(map(split, [*extras["lab"], *extras["test"]])),
        project["requires-python"],
    )


def conda():
    """Return what the environment holds, from conda-forge or through pip, but the package."""
    entries = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    (through_pip,) = [entry["pip"] for entry in entries if isinstance(entry, dict)]
    names = [entry for entry in entries if isinstance(entry, str)]
    return dict(map(split, [*names, *(one for one in through_pip if one[0] != "-")]))


def test_conda_gets_every_package_that_the_product_needs_in_the_same_versions():
    needed, _, python = wanted()
    got = conda()
    assert {name: got.get(name) for name in needed} == needed
    assert got["python"] == python


def test_conda_gets_the_six_packages_named_by_the_user_in_the_same_versions():
    needed, extra, _ = wanted()
    versions = needed | extra
    got = conda()
    assert {name: got[name] for name in NAMED_BY_THE_USER} == {
        name: versions[name] for name in NAMED_BY_THE_USER
    }


def test_conda_gets_nothing_that_pyproject_does_not_name():
    needed, extra, _ = wanted()
    assert set(conda()) - set(needed) - set(extra) == {"python", "pip"}


def test_every_pin_has_a_hash_and_no_file_of_pins_names_an_address():
    for path in [*(ROOT / "requirements").glob("*.txt"), ROOT / "environment.yml"]:
        text = path.read_text()
        assert "://" not in text, path.name
        if path.suffix == ".txt":
            pins = re.findall(r"^[\w.\[\]-]+==", text, re.M)
            assert pins
            assert len(re.findall(r"^[\w.\[\]-]+==[^\n]*(?:\\\n\s+|\s)--hash=", text, re.M)) == len(
                pins
            )


def test_the_pins_hold_every_package_that_pyproject_names():
    needed, extra, _ = wanted()
    for name, packages in (("serve", needed), ("test", needed | extra)):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        pinned = {match.lower() for match in re.findall(r"^([\w.-]+)==", text, re.M)}
        assert set(packages) <= pinned


def test_the_environment_file_reaches_the_package_itself():
    entries = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    (pip,) = [entry["pip"] for entry in entries if isinstance(entry, dict)]
    assert pip[-1] == "--editable ."
