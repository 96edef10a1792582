"""Bake in a process of its own: ``python -m sciatica.publish CACHE CLINIC NOTEBOOKS``.

The server starts this for the first bake and after every change, so that code and words are
never stale and the server never stalls. Each line on standard output is one JSON object: the
progress of a page, ``{"cache": WHY}`` where the site could not be kept on disk, and at the end
``{"site": ...}``: the whole site, so that a full disk stops nobody. A ``clinic.toml`` or words that
cannot be used end it with one plain line on standard error and code 2.
"""

import asyncio
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from sciatica.content.clinic import ENVIRONMENT, load_clinic
from sciatica.errors import UserError
from sciatica.publish.inputs import fingerprint
from sciatica.publish.site import Site, kept_site, pictures_folder, to_text


def _bake(cache: Path, clinic: Path, notebooks: Path) -> Site:
    """Make the site, and tell of each page."""
    # what draws takes a second to load, and a start with kept pages has no use for it
    from sciatica.figures.shrink import keep_in
    from sciatica.publish.bake import Progress, bake

    keep_in(pictures_folder())

    def report(progress: Progress) -> None:
        print(json.dumps(asdict(progress)), flush=True)

    def complain(error: OSError) -> None:
        why = f"{cache} cannot be written ({error.strerror or error}). Free some space there."
        print(json.dumps({"cache": why}), flush=True)

    return asyncio.run(bake(cache, clinic, report, notebooks, complain))


def main(arguments: list[str]) -> int:
    """Bake and tell. Returns the exit code."""
    cache, clinic, notebooks = (Path(argument).absolute() for argument in arguments)
    try:
        load_clinic(clinic)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    os.environ[ENVIRONMENT] = str(clinic)  # the kernel that runs the notebooks inherits it
    try:
        kept = kept_site(cache, fingerprint(notebooks, clinic))
        site = kept or _bake(cache, clinic, notebooks)
    except (UserError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f'{{"site": {to_text(site)}}}', flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
