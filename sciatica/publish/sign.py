"""`sciatica sign`: a clinician reads what changed since the last signature, and signs, or not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from sciatica import resources
from sciatica.content import decisions, facts, signing
from sciatica.content.clinic import load_clinic
from sciatica.content.signing import Signature, add_signature, last_of, signed_file, version_of
from sciatica.content.structure import RefusedError
from sciatica.content.toml import nearest
from sciatica.content.words import languages, words
from sciatica.errors import UserError
from sciatica.publish.bake import LANG
from sciatica.publish.export import baked
from sciatica.publish.lesson import Lesson, find_lessons

Say = Callable[[str], None]
Ask = Callable[[str], str]
AROUND = 1
"""So many unchanged lines stand around a change."""


class SignError(UserError):
    """Nothing was signed. The text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as they say."""

    name: str
    role: str
    licence: str


@dataclass(frozen=True, slots=True)
class Signable:
    """A text that can be signed: what a signature calls it, its title, its lines."""

    of: str
    title: str
    text: Sequence[str]


def _checked(signer: Signer) -> Signer:
    made = {}
    for option in Signer.__slots__:
        try:
            made[option] = signing.line(getattr(signer, option))
        except RefusedError as fault:
            said = {"option": f"--{option}", "what": fault.what, "remedy": fault.remedy}
            raise SignError(words(LANG)("sign.argument", **said)) from fault
    return Signer(**made)


def _lessons() -> Iterator[Lesson]:
    for lang in languages():
        yield from find_lessons(resources.notebooks() / lang, lang)


def _decision(name: str) -> Signable:
    of, title = decisions.signature_name(name), words(LANG)(f"decisions.{name}.title")
    return Signable(of, title, decisions.text_of(name))


def _page(lesson: Lesson, clinic: Path, say: Say) -> Signable:
    (page,) = (page for page in baked(clinic, say).pages if page.route == lesson.route)
    return Signable(lesson.id, page.title, page.text)


def _find(of: str, clinic: Path, say: Say) -> Signable:
    """Return what is called `of`: a decision by its id, a page by its slug, its address or its
    id."""
    known = {one.id for one in facts.decisions()}
    if of.strip() in known:
        return _decision(of.strip())
    names: dict[str, Lesson] = {}
    for lesson in _lessons():
        names |= dict.fromkeys((lesson.slug, lesson.id, lesson.route, f"/{lesson.id}"), lesson)
    wanted = of.strip().rstrip("/")
    if not wanted or wanted not in names:
        near = nearest(wanted, sorted({*known, *(lesson.slug for lesson in names.values())}))
        raise SignError(words(LANG)("sign.unknown", of=of, nearest=near))
    return _page(names[wanted], clinic, say)


def changes(before: Sequence[str], now: Sequence[str]) -> list[str]:
    """Return the lines that went and came, each after its sign, with their neighbours."""
    lines = list(unified_diff(before, now, lineterm="", n=AROUND))[2:]
    return ["" if line.startswith("@@") else line for line in lines]


def sign(say: Say, ask: Ask, clinic: Path, of: str, signer: Signer, *, sure: bool) -> int:
    """Show what is to be signed, ask unless one is `sure`, and write the signature.

    Returns the exit code: 1 where somebody would rather not. Raises `SignError`, `ContentError` and
    `PublishError`; nothing is written then.
    """
    text, signer = words(LANG), _checked(signer)
    signed_file(clinic)
    settings = load_clinic(clinic)
    found = _find(of, clinic, say)
    given = Signature(
        of=found.of,
        clinic=settings.name,
        name=signing.line(signer.name),
        role=signing.line(signer.role),
        licence=signing.line(signer.licence),
        signed_on=signing.today(),
        version=version_of(found.text),
        text=signing.Text(tuple(found.text)),
    )
    if given in settings.signatures:
        say(text("sign.already", name=given.name))
        return 0
    say(
        text(
            "sign.title",
            title=found.title,
            of=given.of,
            version=given.version,
            clinic=settings.name,
        )
    )
    last = last_of(given.of, settings.signatures)
    if last is None:
        lines, head = list(given.text), text("sign.whole")
    else:
        lines = changes(last.text, given.text)
        head = text("sign.since", name=last.name, role=last.role, date=last.signed_on)
    for line in ("", head, "", *(lines or [text("sign.same")]), ""):
        say(line)
    name = decisions.decision_of(given.of)
    binding = "sign.decision.binding" if name else "sign.binding"
    say(text(binding, date=given.lapses_on))
    asked = text("sign.sure", name=given.name, role=given.role, licence=given.licence)
    if not sure and ask(asked).strip() != "yes":
        say(text("sign.nothing"))
        return 1
    say(text("sign.signed", file=add_signature(clinic, given)))
    if name in settings.decisions:
        say(text("sign.decision.on"))
    elif name:
        say(text("sign.decision.switch", file=clinic.name, decision=name))
    return 0
