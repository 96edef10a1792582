"""`make` sets up a fresh machine, and one on which it was cut short."""

import os
import shutil
import subprocess
import sys

import pytest

from sciatica import resources

MAKEFILE = resources.root() / "Makefile"
pytestmark = pytest.mark.skipif(
    not (MAKEFILE.is_file() and shutil.which("make")), reason="needs the checkout and make"
)


def make(python, folder):
    """Make a virtual environment in `folder` with this Python; return what was said."""
    command = ["make", "--file", str(MAKEFILE), f"{folder}/bin/pip", f"VENV={folder}"]
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        [*command, f"PYTHON={python}"],
        capture_output=True,
        text=True,
        env=bare,
        cwd=MAKEFILE.parent,
    )


def python_without_ensurepip(tmp_path):
    """Return a Python like that of Debian without the package python3-venv."""
    script = tmp_path / "python-bare"
    script.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = -c ]; then exit 0; fi\n'
        'for last; do :; done; mkdir -p "$last/bin"; ln -sf /usr/bin/false "$last/bin/python"\n'
        'echo "ensurepip is not available"; exit 1\n'
    )
    script.chmod(0o755)
    return script


@pytest.mark.slow("a virtual environment that is made")
def test_where_venv_is_missing_one_sentence_names_the_package_and_then_it_simply_works(tmp_path):
    folder = tmp_path / "venv"
    refused = make(python_without_ensurepip(tmp_path), folder)
    assert refused.returncode
    assert "sudo apt-get install python3-venv" in refused.stderr
    assert (folder / "bin" / "python").exists()  # begun and not finished, as Debian leaves it
    worked = make(sys.executable, folder)
    assert worked.returncode == 0, worked.stderr
    pip = subprocess.run([folder / "bin" / "python", "-m", "pip", "--version"], check=False)
    assert pip.returncode == 0


def test_a_python_that_is_too_old_is_named(tmp_path):
    script = tmp_path / "python-old"
    script.write_text("#!/bin/sh\nexit 1\n")
    script.chmod(0o755)
    refused = make(script, tmp_path / "venv")
    assert refused.returncode
    assert "Python 3.11 or newer is needed" in refused.stderr
