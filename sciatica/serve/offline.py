"""What a clinic's own tablet keeps for the minutes without a network: see ``offline.js``."""

import json
import re
from pathlib import Path

from sciatica.content.words import words
from sciatica.publish.bake import LANG
from sciatica.publish.page import ASSETS
from sciatica.publish.site import Site
from sciatica.publish.trouble import kept_note

SCRIPT = Path(__file__).with_name("offline.js")
KEPT = ("", f"{LANG}/red-flags", f"{LANG}/emergency-sheet", f"{LANG}/board")
"""The pages that open without a network, by their routes."""
SITE_HEADER = "Sciatica-Site"
"""The header of every answer by which the worker knows whether what it keeps is still true."""
_NAME = re.compile(r"[\w-]+\.js")


def worker(site: Site) -> str:
    """Return the service worker of a site. It names the site, so that a browser that asks for it
    again takes it for a new one after each bake."""
    html = "".join(page.html for page in site.pages if page.route in KEPT)
    named = sorted(set(_NAME.findall(html)) & site.assets.keys())
    addresses = [*(f"./{route}" for route in KEPT), *(f"./{ASSETS}/{name}" for name in named)]
    kept = {
        "site": site.fingerprint,
        "lang": LANG,
        "addresses": addresses,
        "note": str(kept_note(words(LANG))),
    }
    return f"const KEPT = {json.dumps(kept)};\n{SCRIPT.read_text(encoding='utf-8')}"
