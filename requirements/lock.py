"""Pin every dependency for all systems: names, versions and hashes, no addresses."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
EXTRAS = {
    "serve": ["training"],
    "lab": ["lab", "training"],
    "sheets": ["sheets"],
    "test": ["test", "training"],
    "engines": ["test", "training", "engines"],
    "art": ["art"],
}


def main() -> None:
    """Write one file for each way of using the project."""
    for name, extras in EXTRAS.items():
        print(f"pinning {name} ...", flush=True)
        subprocess.run(
            [
                sys.executable, "-m", "uv", "--quiet", "pip", "compile", "pyproject.toml",
                "--universal", "--python-version", "3.11", "--generate-hashes",
                "--no-emit-index-url", "--no-emit-find-links", "--no-annotate",
                "--custom-compile-command", "make lock",
                *(f"--extra={extra}" for extra in extras),
                "--output-file", str(HERE / f"{name}.txt"),
            ],
            check=True,
            cwd=HERE.parent,
        )  # fmt: skip


if __name__ == "__main__":
    main()
