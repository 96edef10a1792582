"""Sentences without a verb, and double negatives: what the grade formulas are fooled by.

"Calf pain after the same walk, gone on standing still" scores as easy, and is harder to a reader in
a second language than twelve plain words. What is a verb is told by an open list (``reading.toml``)
and by a rule, not by grammar: a form that is as often a noun counts where a verb would stand, at
the beginning or after a pronoun. So it rather misses a fragment than invents one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sciatica.check.reading import Lists, sentences
from sciatica.check.report import Fault
from sciatica.check.runner import Made

SHORTEST = 3
"""Fewer words are a label."""
WORST = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CLAUSE = re.compile(r"[.,:;!?·()\"“”]+")
_BEFORE_A_VERB = frozenset((
    "i", "you", "he", "she", "it", "we", "they", "who", "that", "which", "this", "these",
    "those", "and", "or", "then", "to", "not", "please", "also", "let", "people", "nobody",
    "somebody", "everybody", "many", "most", "some", "both",
))  # fmt: skip
_BEFORE_A_NOUN = frozenset((
    "a", "an", "the", "my", "your", "our", "no", "two", "three", "four", "several", "many",
    "few", "of", "in", "with", "for", "on", "at", "by", "and", "or", "these", "those",
    "small", "some", "most", "same", "new", "other", "common",
))  # fmt: skip
_NOT_JUDGED = re.compile(r"<(cite|h[1-6]|figcaption|caption|dt|title)\b.*?</\1>", re.DOTALL)
"""References and names of things: nobody expects a sentence there."""
_NEGATIVE = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|without|cannot)\b|n['’]t\b", re.I
)
_VOWELS = "aeiou"


@cache
def forms(verb: str) -> frozenset[str]:
    """Return the finite forms of a regular English verb. A form in -ing needs another verb."""
    if verb.endswith("e"):
        return frozenset((verb, f"{verb}s", f"{verb}d"))
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return frozenset((verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied"))
    doubled = f"{verb}{verb[-1]}ed"
    return frozenset((verb, f"{verb}s", f"{verb}es", f"{verb}ed", doubled))


@cache
def _known(verbs: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*(forms(verb) for verb in verbs))


def has_verb(sentence: str, lists: Lists) -> bool:
    """Return whether a verb stands in the sentence, as far as the lists know."""
    sure, either = _known(lists.verbs), _known(lists.either)
    for clause in _CLAUSE.split(sentence):
        before = ""
        for word in (one.lower().replace("’", "'") for one in _WORD.findall(clause)):
            if word in sure or word.endswith("n't") or ("'" in word[1:-1] and word[-2:] != "'s"):
                return True
            if word in either and _stands_as_verb(before, word):
                return True
            if word.endswith("'s") and word[:-2] in _BEFORE_A_VERB:  # it's, that's
                return True
            before = word
    return False


def _stands_as_verb(before: str, word: str) -> bool:
    """Whether a form that is as often a noun stands after `before` as a verb would."""
    if not before or before in _BEFORE_A_VERB:
        return True
    if word.endswith("s"):  # the physio looks
        return before not in _BEFORE_A_NOUN
    return before.endswith("s") and before not in _BEFORE_A_NOUN  # these pages help


@dataclass(frozen=True, slots=True)
class Fragments:
    """The sentences of a page that have no verb, among all of at least three words."""

    found: tuple[str, ...]
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return len(self.found) / self.of if self.of else 0.0


def fragments(html: str, lists: Lists) -> Fragments:
    """Return what has no verb among the sentences and list items of a page."""
    judged = sentences(_NOT_JUDGED.sub("", html))
    whole = [one for one in judged if len(_WORD.findall(one)) >= SHORTEST]
    return Fragments(tuple(one for one in whole if not has_verb(one, lists)), len(whole))


def double_negatives(html: str) -> list[str]:
    """Return the sentences with two negatives in one clause."""
    return [
        one
        for one in sentences(html)
        if any(len(_NEGATIVE.findall(clause)) > 1 for clause in _CLAUSE.split(one))
    ]


def too_many_fragments(page: Made, lists: Lists) -> Iterator[Fault]:
    """Yield a page with more fragments than the lists allow, with the longest of them."""
    found = fragments(page.html, lists)
    if found.share > lists.fragments:
        longest = sorted(found.found, key=len, reverse=True)[:WORST]
        yield Fault(
            page.file,
            page.line_of(longest[0]),
            f"{found.share:.0%} of its sentences have no verb, more than {lists.fragments:.0%}.",
            "Give these one first: " + "; ".join(f'"{one}"' for one in longest) + ".",
        )


def fragments_and_negatives(pages: Sequence[Made], lists: Lists) -> Iterator[Fault]:
    """Remark on the share of fragments of every page, and on each double negative."""
    for page in pages:
        found = fragments(page.html, lists)
        if found.found:
            longest = max(found.found, key=len)
            share = f"{len(found.found)} of {found.of} sentences have no verb ({found.share:.0%})."
            yield Fault(page.file, page.line_of(longest), share, f'The longest: "{longest}"')
        for sentence in double_negatives(page.html):
            what = f'two negatives in one: "{sentence}"'
            yield Fault(page.file, page.line_of(sentence), what, "Say it with one, or with none.")
