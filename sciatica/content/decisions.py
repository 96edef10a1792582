"""What would make a sign less urgent: a switch of a clinic that needs a clinician's signature.

A decision changes sentences, never a rule: the words that stand instead of others are in
``locales/<lang>/decisions.toml``, under the key of the words that they stand for. It is in force
where a clinic has switched it on *and* somebody's signature of it holds. In every other case the
pages keep the careful sentence; `sciatica check` refuses a switch without a signature.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from sciatica import resources
from sciatica.content.clinic import Clinic, the_clinic
from sciatica.content.facts import printed
from sciatica.content.signing import Standing, standing, today, version_of
from sciatica.content.toml import ContentError
from sciatica.content.words import Words, languages, words

GUIDE = "for-your-clinician.md"
"""Both sides of the evidence, a part for each decision, under its id as heading."""
_INSTEAD = "instead"
_NAME = "decision/"


def signature_name(decision: str) -> str:
    """Return what a signature calls a decision: ``decision/heavy_leg``."""
    return f"{_NAME}{decision}"


def decision_of(name: str) -> str:
    """Return the decision that a signature names; nothing where it names a page."""
    return name.removeprefix(_NAME) if name.startswith(_NAME) else ""


def instead(decision: str, lang: str) -> Mapping[str, str]:
    """Return the keys of the sentences that a decision changes, each with the key of the one that
    stands instead."""
    before = f"decisions.{decision}.{_INSTEAD}."
    return {key.removeprefix(before): key for key in words(lang).entries if key.startswith(before)}


def _guide(decision: str) -> Iterator[str]:
    path = resources.safety() / GUIDE
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        what = f"cannot be read ({error.strerror})."
        raise ContentError(what, "Install again.", path=path) from error
    part = re.search(rf"^## {decision}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if not part:
        what = f"has no part ## {decision}: nobody can sign what is not written."
        raise ContentError(what, "Write it, with both sides.", path=path)
    yield from filter(None, map(str.strip, part[1].splitlines()))


@cache
def text_of(decision: str) -> tuple[str, ...]:
    """Return what a clinician signs: the evidence on both sides, and in every language each
    sentence as it is (``-``) and as it would be (``+``).

    Raises `ContentError` where the evidence is not written.
    """
    lines = [f"# {decision}", *_guide(decision)]
    for lang in languages():
        text = words(lang)
        for key, new in instead(decision, lang).items():
            lines.append(f"{lang} {key}")
            for mark, one in (("-", key), ("+", new)):
                slots = {slot: printed()[slot] for slot in text.slots(one)}
                lines.append(f"{mark} {text(one, **slots)}")
    return tuple(lines)


def standing_of(decision: str, clinic: Clinic, day: date) -> Standing:
    """Return the signature that stands under a decision in a clinic on a day, if one does."""
    version = version_of(text_of(decision))
    return standing(signature_name(decision), version, clinic.name, clinic.signatures, day)


def in_force(clinic: Clinic, day: date) -> tuple[str, ...]:
    """Return the decisions that are switched on and signed."""
    return tuple(one for one in clinic.decisions if standing_of(one, clinic, day).signature)


def unsigned(clinic: Clinic, day: date) -> Mapping[str, Standing]:
    """Return the decisions that are switched on and that no signature carries: they change
    nothing."""
    found = {one: standing_of(one, clinic, day) for one in clinic.decisions}
    return {name: one for name, one in found.items() if one.signature is None}


@cache
def _decided(lang: str, made: tuple[str, ...]) -> Words:
    changed = {key: new for one in made for key, new in instead(one, lang).items()}
    return replace(words(lang), instead=changed)


def decided(text: Words, clinic: Clinic) -> Words:
    """Return the words as a clinic's decisions have them today."""
    made = in_force(clinic, today()) if clinic.decisions else ()
    return _decided(text.lang, made) if made else text


def the_words(lang: str) -> Words:
    """Return the words of a language as the decisions of this process's clinic have them: for
    whatever shows a sign."""
    return decided(words(lang), the_clinic())


def not_in_force(clinic: Clinic, text: Words) -> Iterator[str]:
    """Say of each decision that is switched on in vain that the careful sentence stays, and why."""
    for name, found in unsigned(clinic, today()).items():
        last = found.lapsed
        if last:
            said = {"name": last.name, "date": last.signed_on}
            yield text("sign.decision.lapsed", decision=name, **said)
        else:
            yield text("sign.decision.unsigned", decision=name)
