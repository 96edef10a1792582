"""Bake in a process of its own: ``python -m sciatica.publish CACHE CLINIC NOTEBOOKS``.

The server starts this for the first bake and after every change, so that code and words are
never stale and the server never stalls. Each line on standard output is one JSON object: the
progress of a page, or at the end ``{"site": FINGERPRINT}``. A ``clinic.toml`` or
words that cannot be used end it with one plain line on standard error and code 2.
"""

import asyncio
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from sciatica.content import ClinicError, ContentError, load_clinic
from sciatica.content.clinic import ENVIRONMENT
from sciatica.publish.bake import Progress, bake


def main(arguments: list[str]) -> int:
    """Bake and tell. Returns the exit code."""
    cache, clinic, notebooks = (Path(argument).absolute() for argument in arguments)
    try:
        load_clinic(clinic)
    except ClinicError as error:
        print(error, file=sys.stderr)
        return 2
    os.environ[ENVIRONMENT] = str(clinic)  # the kernel that runs the notebooks inherits it

    def report(progress: Progress) -> None:
        print(json.dumps(asdict(progress)), flush=True)

    try:
        site = asyncio.run(bake(cache, clinic, report, notebooks))
    except (ContentError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps({"site": site.fingerprint}), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
