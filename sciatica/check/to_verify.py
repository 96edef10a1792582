"""What still waits for somebody with a library, as a page to print: facts by page and urgency, and
where each source is of which only a part was read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sciatica.check.facts import every_claim
from sciatica.check.project import Project
from sciatica.check.texts import locale_texts
from sciatica.content.claims import STAFF, Claim, by_page, sentences, urgency, waiting
from sciatica.content.facts import Folder, sources
from sciatica.content.toml import ContentError, read
from sciatica.content.whole_file import write_whole
from sciatica.content.words import Words
from sciatica.model.evidence import Extent, Source
from sciatica.model.red_flags import Tier

Say = Callable[[Claim], Sequence[str]]
"""Gives the sentences that hang on a claim."""


@dataclass(slots=True)
class Shelf:
    """A source that was read in part, and what hangs on it."""

    source: Source
    facts: list[Claim] = field(default_factory=list)

    @property
    def rank(self) -> tuple[int, int, str]:
        """What bears the most urgent sign comes first, then what bears most."""
        return min(map(urgency, self.facts)), -len(self.facts), self.source.short


def open_facts(project: Project) -> list[Claim]:
    """Return every fact that rests on memory or on a source read in part."""
    return waiting(Folder(project.facts), every_claim(project))


def said_of(project: Project, lang: str) -> Say:
    """Return what gives the sentences of a language that hang on a claim."""
    texts = {text.key: text.body for text in locale_texts(project, lang)}

    def said(claim: Claim) -> Sequence[str]:
        if claim.path.parent == project.cases:
            return (str(read(claim.path).value((lang, "words", "say"))),)
        return sentences(claim, texts)

    return said


def shelves(project: Project, facts: Sequence[Claim]) -> list[Shelf]:
    """Return every source read in part, with what hangs on it; the most urgent first."""
    found = {
        name: Shelf(one)
        for name, one in sources(Folder(project.facts)).items()
        if one.extent is not Extent.WHOLE
    }
    for one in facts:
        for evidence in dict.fromkeys(one.evidence):
            if (shelf := found.get(evidence.removeprefix("read:"))) is not None:
                shelf.facts.append(one)
    return sorted((one for one in found.values() if one.facts), key=lambda one: one.rank)


# The page -----------------------------------------------------------------------------------------


def _tier(text: Words, tier: Tier | None) -> str:
    return text(f"red_flags.tier.{tier}.title") if tier else text("to_verify.no_sign")


def _fact(project: Project, text: Words, say: Say, written: set[str], fact: Claim) -> Iterator[str]:
    """Yield a fact to tick with its sentences; those `written` before are not written again."""
    name = f"{fact.label} {fact.field}".strip()
    said = text("to_verify.fact", name=name, page=fact.page, tier=_tier(text, fact.tier))
    sentences = say(fact)
    again = bool(sentences) and written.issuperset(sentences)
    above = f" {text('to_verify.above')}" if again else ""
    yield f"- [ ] {said}{above} (`{project.name(fact.path)}:{fact.line}`)"
    if not again:
        written.update(sentences)
        yield from (f"  > {one}" for sentence in sentences for one in sentence.splitlines())


def _to_fetch(text: Words, listed: Sequence[Shelf]) -> Iterator[str]:
    """Yield one line for each source: what to fetch first, and what hangs on it."""
    columns = [text(f"to_verify.column.{name}") for name in ("source", "urgent", "facts", "read")]
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for shelf in listed:
        source, count = shelf.source, str(len(shelf.facts))
        name = f"[{source.short}]({source.url})" if source.url else source.short
        first = _tier(text, min(shelf.facts, key=urgency).tier)
        yield f"| {' | '.join((name, first, count, source.checked))} |"


def library_page(project: Project, text: Words) -> str:
    """Return "what we could not read, and where it is" as Markdown."""
    facts = sorted(open_facts(project), key=lambda one: (urgency(one), one.page == STAFF))
    fact_lines = partial(_fact, project, text, said_of(project, text.lang), set[str]())
    listed = shelves(project, facts)
    lines = [f"# {text('to_verify.title')}", "", text("to_verify.how"), ""]
    lines += [f"## {text('to_verify.fetch')}", "", text("to_verify.fetch_how"), ""]
    lines += _to_fetch(text, listed)
    lines += ["", f"## {text('to_verify.memory')}", "", text("to_verify.memory_how"), ""]
    for page, counts in by_page(facts):
        lines.append(f"- {said_counts(text, page, counts)}")
    lines.append("")
    lines += [line for fact in facts if fact.from_memory for line in fact_lines(fact)]
    lines += ["", f"## {text('to_verify.partly')}", ""]
    for shelf in listed:
        source = shelf.source
        lines += [f"### {source.short}", "", source.cite, ""]
        lines.append(f"- {text('to_verify.read', checked=source.checked)}")
        held = text("to_verify.at", url=source.url) if source.url else text("to_verify.ask")
        lines += [f"- {held}", ""]
        lines += [line for fact in shelf.facts for line in fact_lines(fact)]
        lines.append("")
    return "\n".join(lines) + "\n"


def said_counts(text: Words, page: str, counts: Mapping[Tier | None, int]) -> str:
    """Return how many facts of a page are to be verified, by urgency, in words."""
    parts = [
        text("to_verify.count", count=count, tier=text(f"to_verify.tier.{tier or 'none'}"))
        for tier, count in counts.items()
    ]
    return text("to_verify.page", page=page, total=sum(counts.values()), parts=", ".join(parts))


def write_library_page(
    project: Project, text: Words, path: Path, say: Callable[[str], None]
) -> None:
    """Write the page into `path`. Raises `ContentError` where it cannot be written."""
    try:
        write_whole(path, library_page(project, text).encode())
    except OSError as error:
        what = f"cannot be written ({error.strerror or error})."
        raise ContentError(what, "Name another file.", path=path) from error
    say(text("to_verify.wrote", file=path))
