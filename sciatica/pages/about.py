"""Quality and privacy, with numbers: who signed, what the facts rest on, how the pages behave, what
is kept about anybody, what could go wrong, and whom to tell.

What changes by itself (a signature, a measure) is marked in the templates: it is no part of the
text that a clinician signs.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from urllib.parse import quote

from sciatica import __version__
from sciatica.content.accuracy import accuracy_slots
from sciatica.content.claims import PAGES, STAFF, Claim, case_claims, claims, sentences
from sciatica.content.clinic import the_clinic
from sciatica.content.decisions import standing_of
from sciatica.content.facts import OURS, document, printed
from sciatica.content.facts import sources as source_facts
from sciatica.content.hazards import hazards
from sciatica.content.measured import SHORT_WORDS, measured
from sciatica.content.notebooks import reading_pages
from sciatica.content.quality import quality
from sciatica.content.signing import Signature, checked_on, last_of, today
from sciatica.content.words import Words, words
from sciatica.model.evidence import Extent
from sciatica.model.red_flags import Tier
from sciatica.pages.block import Block, render

SIZES = "spine"
"""The facts that pictures are drawn by: no sentence hangs on them."""
LABEL_WORDS = 2
"""What has no more words than this is a label, and no sentence."""


def _licences(given: Iterable[Signature]) -> str:
    return "; ".join(dict.fromkeys(f"{one.name}: {one.licence}" for one in given))


def about_signatures(lang: str) -> Block:
    """Show whose name was put under which page, in this clinic."""
    clinic, day = the_clinic(), today()
    ours = [one for one in clinic.signatures if one.clinic == clinic.name]
    signed = [(page, last_of(page.id, ours)) for page in reading_pages(lang)]
    given = [(page, one, one.in_force(day)) for page, one in signed if one]
    licences = _licences(one for _, one, _ in given)
    return Block(render("about_signed", words=words(lang), given=given, licences=licences))


def about_decisions(lang: str) -> Block:
    """Say whether this clinic made a sign less urgent, and in whose name."""
    clinic, day = the_clinic(), today()
    standing = ((name, standing_of(name, clinic, day).signature) for name in clinic.decisions)
    made = [(name, one) for name, one in standing if one]
    licences = _licences(one for _, one in made)
    return Block(render("about_decisions", words=words(lang), made=made, licences=licences))


def _sentences(text: Words, given: Sequence[Claim]) -> list[str]:
    """Return the sentences that hang on some claims, each once, with their numbers in them."""
    slots = {**printed(), **accuracy_slots(text.lang)}
    own = [text(claim.statement) for claim in given if claim.path.stem == PAGES]
    said = dict.fromkeys(one for claim in given for one in sentences(claim, text.entries))
    filled = []
    for one in said:
        try:
            filled.append(one.format_map(slots))
        except KeyError:  # a setting of the clinic stands in it
            continue
    return list(dict.fromkeys([*own, *(one for one in filled if len(one.split()) > LABEL_WORDS)]))


def _by_page(text: Words, given: Sequence[Claim]) -> Mapping[str, Sequence[str]]:
    """Return the sentences that hang on some claims, by the title of their page."""
    pages = {
        page.title: [one for one in given if one.page == page.slug and one.path.stem != SIZES]
        for page in reading_pages(text.lang)
    }
    return {title: said for title, here in pages.items() if (said := _sentences(text, here))}


def about_sources(lang: str) -> Block:
    """Say what the facts rest on: how much of each source was read, what is known from memory."""
    text = words(lang)
    given = [*claims(OURS), *case_claims()]
    remembered = [one for one in given if one.from_memory]
    tiers = Counter((one.tier, one.page == STAFF) for one in remembered)
    read = Counter(one.extent for one in source_facts().values())
    return Block(
        render(
            "about_sources",
            words=text,
            facts=len(given),
            sources=len(source_facts()),
            read={extent: read[extent] for extent in Extent if read[extent]},
            remembered=len(remembered),
            tiers={tier: (tiers[tier, False], tiers[tier, True]) for tier in (*Tier, None)},
            sentences=_by_page(text, remembered),
            sizes=sum(one.path.stem == SIZES for one in remembered),
        )
    )


def about_words(lang: str) -> Block:
    """Show how hard each page is to read, how large it is, and how the page on care scores."""
    found, scores = measured().page, quality()
    met = {name: asdict(getattr(scores, name)) for name in ("ipdas", "pemat")}
    return Block(
        render(
            "about_words",
            words=words(lang),
            grade=f"{document(OURS, 'reading').value(('grade',)):g}",
            short=SHORT_WORDS,
            pages=[(page, found.get(page.id)) for page in reading_pages(lang)],
            met=met,
            discern=scores.discern,
            items=asdict(scores.discern),
        )
    )


def about_measures(lang: str) -> Block:
    """Say how the pages behave in a browser: barriers, size, and what nobody has measured yet."""
    found = measured()
    sizes = [page.kilobytes for page in found.page.values()]
    requests = [page.requests for page in found.page.values()]
    return Block(
        render(
            "about_measures",
            words=words(lang),
            found=found,
            largest=max(sizes),
            smallest=min(sizes),
            requests=max(requests),
        )
    )


def about_privacy(lang: str) -> Block:
    """Say what is stored about anybody (nothing), and how to see that oneself."""
    return Block(render("about_privacy", words=words(lang), clinic=the_clinic(), found=measured()))


def about_hazards(lang: str) -> Block:
    """Say how many things could go wrong, how bad they are, how many tests guard against them."""
    known = hazards()
    tests = {test for one in known for test in one.tests}
    return Block(
        render(
            "about_hazards",
            words=words(lang),
            hazards=known,
            severities=Counter(one.severity for one in known),
            tests=len(tests),
        )
    )


def about_version(lang: str) -> Block:
    """Say which version this is, from when its facts are, and under which licences it stands."""
    return Block(render("about_version", words=words(lang), version=__version__, date=checked_on()))


def about_telling(lang: str) -> Block:
    """Say how to tell the clinic that a sentence is unclear or wrong."""
    text, clinic = words(lang), the_clinic()
    subject = quote(text("about.tell.subject"))
    return Block(render("about_telling", words=text, clinic=clinic, subject=subject))
