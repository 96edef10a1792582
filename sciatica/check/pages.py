"""Finished pages: words never said, pictures in words, nothing from elsewhere, signatures."""

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup

from sciatica.check.project import Project
from sciatica.check.reading import Lists, NeverWord
from sciatica.check.report import Fault
from sciatica.check.runner import Made
from sciatica.check.texts import Text, locale_texts, markdown_texts, plain, without_markup
from sciatica.content import decisions, facts, signing
from sciatica.content.clinic import DECISIONS, Clinic, load_clinic
from sciatica.content.toml import read
from sciatica.content.words import words
from sciatica.publish.bake import LANG
from sciatica.publish.lesson import find_lessons

# Words that frighten, promise or sell -----------------------------------------------------------


def _remedy(word: NeverWord) -> str:
    return f'Write "{word.instead}" instead.'


def _found(text: Text, lists: Lists) -> Iterator[tuple[NeverWord, Fault]]:
    body, offsets = without_markup(text.body)
    for word in lists.never:
        for match in word.pattern.finditer(body):
            said = " ".join(match[0].split())
            yield (
                word,
                Fault(
                    text.file,
                    text.line_at(offsets[match.start()]),
                    f'the word "{said}" stands on a patient page.',
                    _remedy(word),
                ),
            )


def never_words(project: Project, lists: Lists, pages: list[Made]) -> Iterator[Fault]:
    """Yield every word of the never-list, where it is written or else on which page it appears."""
    texts = [text for lang in project.languages for text in locale_texts(project, lang)]
    texts = [text for text in texts if not lists.for_staff(text.key)]
    written: set[str] = set()
    for text in [*texts, *markdown_texts(project, staff=False)]:
        for word, finding in _found(text, lists):
            written.add(word.word)
            yield finding
    for page in pages:
        said = plain(page.html)
        for word in lists.never:
            match = word.pattern.search(said)
            if match and word.word not in written:  # it comes from facts, code or a template
                yield Fault(
                    page.file,
                    page.line_of(match[0]),
                    f'the word "{match[0]}" appears on the finished page.',
                    _remedy(word),
                )


# Every picture says in words what it shows ------------------------------------------------------

WORDS_OF_A_DESCRIPTION = 4
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_ID = re.compile(r'\b(?:id|aria-label|href|xlink:href)="[^"]*"')


def _drawing(svg: str) -> str:
    """Return what is drawn, without names: two views of one figure are the same."""
    return _ID.sub("", svg)


def figures_without_words(page: Made) -> Iterator[Fault]:
    """Yield every picture of a page without a role or a real description of its own."""
    described: dict[str, str] = {}
    for svg in _SVG.findall(page.html):
        tag = BeautifulSoup(svg, "html.parser").svg
        if tag is None or tag.get("aria-hidden") == "true":
            continue
        label = " ".join(str(tag.get("aria-label") or "").split())
        line = page.line_of(svg)
        if tag.get("role") != "img":
            yield Fault(
                page.file, line, f'a figure ({label or "unnamed"}) has no role="img".', "Add it."
            )
        if len(label.split()) < WORDS_OF_A_DESCRIPTION:
            yield Fault(
                page.file,
                line,
                f'a figure says only "{label}" to a screen reader.',
                "Say in its aria-label what it shows (describe_...).",
            )
        elif described.setdefault(label, _drawing(svg)) != _drawing(svg):
            yield Fault(
                page.file,
                line,
                f'two different figures have the same description: "{label}".',
                "Say what tells them apart.",
            )


# Nothing stands on another machine --------------------------------------------------------------

# what a browser loads by itself, in HTML and CSS, and in scripts; a link to be clicked is neither
_ADDRESS = r"""((?:https?:|wss?:)?//[\w.-]+[^\s"'`)<>]*)"""
_MARKUP = r"(?:\bsrc(?:set)?\s*=|\bposter\s*=|<link\b[^>]*?\bhref\s*=|\burl\(|@import)"
_CALL = r"\b(?:import|fetch|WebSocket|EventSource|Worker|sendBeacon)\("
_SCRIPT = rf"(?:\bfrom|\bimport|{_CALL})"
_LOADED = re.compile(
    rf"""{_MARKUP}\s*["']?\s*{_ADDRESS}|{_SCRIPT}\s*["'`]{_ADDRESS}""", re.IGNORECASE
)


def outside_addresses(source: str) -> Iterator[str]:
    """Yield each address on another machine that `source` (HTML, CSS or script) would load."""
    for match in _LOADED.finditer(source):
        yield match[1] or match[2]


def loads_from_outside(page: Made) -> Iterator[Fault]:
    """Yield everything that a finished page would load from another machine."""
    for address in outside_addresses(page.html):
        yield Fault(
            page.file,
            page.line_of(address),
            f"the page loads {address} from another machine.",
            "Put it into the project: no page asks another machine for anything.",
        )


# What waits for a person ------------------------------------------------------------------------

_VERSION = re.compile(r'<footer\b[^>]*\bdata-version="([0-9a-f]{12})"')


def unsigned_pages(pages: list[Made], clinic: Clinic) -> Iterator[Fault]:
    """Yield every page that no clinician has signed in its present version."""
    for page in pages:
        version = _VERSION.search(page.html)
        if not page.lesson or not version:
            continue
        given, day = clinic.signatures, signing.today()
        found = signing.standing(page.lesson.id, version[1], clinic.name, given, day)
        if found.signature is None:
            last = found.lapsed
            what = "no clinician has signed this page."
            if last:
                what = f"the signature of {last.name} ({last.signed_on}) does not hold any more."
            remedy = f"Read it, then: sciatica sign {page.lesson.slug} --name ... (see --help)."
            yield Fault(page.file, 1, what, remedy)


def unsigned_decisions(project: Project, clinic: Path) -> Iterator[Fault]:
    """Yield every decision that is switched on without a signature that holds."""
    text, written = words(LANG), read(clinic)
    for name in decisions.unsigned(load_clinic(clinic), signing.today()):
        yield Fault(
            project.name(clinic),
            written.line((DECISIONS, name)),
            text("sign.decision.fault", decision=name),
            text("sign.decision.remedy", decision=name),
        )


def signatures_of_nothing(project: Project, clinic: Path) -> Iterator[Fault]:
    """Remark on every signature that signs nothing: of a page that is not there (any more), of
    another clinic, of a day to come. A year that is over needs no word."""
    path = signing.signatures_file(clinic)
    settings = load_clinic(clinic)
    if path is None or not settings.signatures:
        return
    known = {
        lesson.id
        for lang in project.languages
        for lesson in find_lessons(project.notebooks / lang, lang)
    }
    known |= {decisions.signature_name(one.id) for one in facts.decisions()}
    written, day = read(path), signing.today()
    for place, given in enumerate(settings.signatures):
        if given.of not in known:
            key, what = "of", f"there is no page and no decision {given.of!r}: this signs nothing."
        elif given.clinic != settings.name:
            key, what = "clinic", f"this signs for {given.clinic!r}, not for {settings.name!r}."
        elif given.signed_on > day:
            key, what = "signed_on", f"this holds from {given.signed_on} on, and today is {day}."
        else:
            continue
        line = written.line(("signature", place, key))
        yield Fault(project.name(path), line, what, "Sign again, or take it out.")
