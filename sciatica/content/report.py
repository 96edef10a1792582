"""The words of a scan report, from ``facts/report.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from sciatica.content.facts import OURS, Folder, document, load
from sciatica.content.pictures import picture_facts
from sciatica.content.toml import nearest
from sciatica.model.evidence import Evidence

SERIOUS = "serious"
"""The group whose words cannot wait: they have no picture and no number."""


@dataclass(frozen=True, slots=True)
class ReportWord:
    """One word: its group, by a picture's id which of its views stands beside it, and what is said
    of it rests on. `place_only`: the pictures show where it is, not the change."""

    id: str
    group: str
    evidence: tuple[Evidence, ...]
    shows: Mapping[str, str] = field(default_factory=dict)
    place_only: bool = False


@dataclass(frozen=True, slots=True)
class _Report:
    word: tuple[ReportWord, ...]


@cache
def report_words(folder: Folder = OURS) -> tuple[ReportWord, ...]:
    """Return the words in their order.

    Raises `ContentError` for a picture that there is not, and for one beside a serious word.
    """
    written, loaded = document(folder, "report"), load(folder, "report", _Report).word
    known = {one.id for one in picture_facts(folder).picture}
    for place, word in enumerate(loaded):
        if (word.group == SERIOUS) == bool(word.shows):
            what = f"{word.id!r} shows {len(word.shows)} pictures."
            remedy = "A serious word shows none, any other word at least one."
            raise written.error(("word", place, "id"), what, remedy)
        for name in word.shows.keys() - known:
            what = f"there is no picture {name!r}."
            raise written.error(("word", place, "shows", name), what, nearest(name, known))
    return loaded
