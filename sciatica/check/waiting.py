"""What still waits for a person: pages to be signed."""

import re
from collections.abc import Iterator

from sciatica.check.making import Made
from sciatica.check.report import Finding
from sciatica.content import signature

_VERSION = re.compile(r'class="sx-version">[^<]*?\b([0-9a-f]{12})\b')


def unsigned_pages(pages: list[Made]) -> Iterator[Finding]:
    """Yield every page that no clinician has signed in its present version."""
    for page in pages:
        version = _VERSION.search(page.html)
        if page.lesson and version and signature(page.lesson.slug, version[1]) is None:
            yield Finding(
                page.file,
                1,
                "no clinician has signed this page.",
                f'Version to sign: "{version[1]}" as [page.{page.lesson.slug}] in '
                "facts/signatures.toml.",
            )
