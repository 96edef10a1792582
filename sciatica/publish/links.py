"""Links between notebooks become links between pages: always relative, so any base URL works."""

import re
from collections.abc import Sequence

from sciatica.publish.lesson import Lesson

_LINK = re.compile(r'href="(?:[\w./-]*/)?(\d\d-[\w-]+\.ipynb)(#[^"]*)?"')


class DeadLinkError(ValueError):
    """A page links to a notebook that is not there."""


def rewrite(html: str, here: Lesson, lessons: Sequence[Lesson]) -> str:
    """Return `html` of the page `here` with every ``NN-name.ipynb#id`` as a relative address.

    Raises `DeadLinkError` for a link to a notebook that is no page.
    """
    known = {lesson.path.name: lesson for lesson in lessons}

    def replace(match: re.Match[str]) -> str:
        target = known.get(match[1])
        if target is None:
            raise DeadLinkError(
                f"{here.path.name} links to {match[1]}, which is not among the pages"
            )
        return f'href="{address(here, target)}{match[2] or ""}"'

    return _LINK.sub(replace, html)


def address(here: Lesson, target: Lesson) -> str:
    """Return the relative address of `target` as seen from `here`."""
    return (here.to_root + target.route) or "./"
