"""A year of a disc: two people who looked alike on a first scan, and differ on a later one.

How many got smaller stands beside the pictures, by form, with those who did not. No month stands
here that no study gave, and the page ends without a promise.
"""

from collections.abc import Iterator
from itertools import product

from sciatica.content.clinic import the_clinic
from sciatica.content.facts import printed
from sciatica.content.words import Words, words
from sciatica.figures.course import FORMS, course_view, disc_course
from sciatica.figures.disc import slug
from sciatica.model.anatomy import Disc, Side
from sciatica.model.lesions import Course, Form, Scan
from sciatica.pages.block import Block, render
from sciatica.pages.cause_parts import sources_of
from sciatica.pages.citing import sources_of_numbers
from sciatica.widgets.explorer import JOIN, Chooser, Explorer, ExplorerState, Option, Panel

NAME = "year"
REVIEWS = ("chiu", "resorb")
FIRST = (slug(Disc.L4_L5), Side.RIGHT, Form.EXTRUSION, Scan.FIRST)
ROWS_OF, ROWS_SIDE = Disc.L4_L5, Side.LEFT  # the explorer begins on the right
"""What the pictures of all forms and scans are drawn of: those on paper."""


def _chooser(text: Words, name: str, options: tuple[str, ...]) -> Chooser:
    labels = (Option(one, text(f"{NAME}.choose.{name}_{one}")) for one in options)
    return Chooser(name, text(f"{NAME}.choose.{name}"), tuple(labels))


def _panel(text: Words, form: Form) -> Panel:
    slots = printed()
    name = text(f"{NAME}.form.{form}.name")
    rows = [
        (
            text(f"causes.why.shrink_{review}", **slots),
            source,
            slots[f"{review}_{form}"],
            slots[f"not_{review}_{form}"],
        )
        for review, source in zip(REVIEWS, sources_of("why", "shrink"), strict=True)
    ]
    key = f"{NAME}.form.{form}.more"
    body = render(
        "year_count",
        words=text,
        rows=rows,
        more=text(key, **slots),
        sources=sources_of_numbers(text, key),
    )
    return Panel(f"form-{form}", f"{name}: {text(f'{NAME}.count.title')}", body)


def _states(text: Words) -> Iterator[ExplorerState]:
    for disc, side, form, scan in product(Disc, Side, FORMS, Scan):
        yield ExplorerState(
            choice=(slug(disc), str(side), str(form), str(scan)),
            panels=(f"form-{form}",),
            headline=text(
                f"{NAME}.headline.{scan}",
                form=text(f"{NAME}.form.{form}.name"),
                disc=disc,
                side=text(f"roots.side.{side}"),
            ),
            shows={
                disc_course(course, disc, text).id: course_view(form, side, scan)
                for course in Course
            },
        )


def year_explorer(lang: str) -> Explorer:
    """Choose a disc, a side, a form and a scan; see the one that got smaller beside the other."""
    text = words(lang)
    return Explorer.build(
        NAME,
        choosers=[
            Chooser(
                "level",
                text(f"{NAME}.choose.level"),
                tuple(Option(slug(disc), disc) for disc in Disc),
            ),
            _chooser(text, "side", tuple(Side)),
            _chooser(text, "form", FORMS),
            _chooser(text, "scan", tuple(Scan)),
        ],
        pictures=[disc_course(course, disc, text) for disc in Disc for course in Course],
        panels=[_panel(text, form) for form in FORMS],
        states=list(_states(text)),
        default=JOIN.join(FIRST),
        unknown_link=text(f"{NAME}.unknown_link"),
        unscripted=text(f"{NAME}.unscripted"),
    )


def year_rows(lang: str) -> Block:
    """Show every form on both scans of both people: for paper, and where nothing can be chosen."""
    text = words(lang)
    rows = []
    for form in FORMS:
        cells = []
        for course, scan in product(Course, Scan):
            picture = disc_course(course, ROWS_OF, text)
            view = course_view(form, ROWS_SIDE, scan)
            lender = form is FORMS[0] and scan is Scan.FIRST
            shown = [course_view(one, ROWS_SIDE, at) for one in FORMS for at in Scan]
            svg = (
                picture.svg(f"{NAME}-rows", view, shown, lends=True)
                if lender
                else picture.svg(f"{NAME}-{form}-{scan}", view, borrows=f"{NAME}-rows")
            )
            cells.append((course, scan, svg))
        rows.append((form, cells))
    return Block(render("year_rows", words=text, rows=rows))


def year_limits(lang: str) -> Block:
    """Say when, what of a bulge, and that picture and pain are two things."""
    text, slots = words(lang), printed()

    def say(key: str) -> str:
        return text(f"{NAME}.{key}", **slots)

    sources = {
        key: sources_of_numbers(text, f"{NAME}.{key}") for key in ("when.text", "bulge.text")
    }
    return Block(
        render(
            "year_limits",
            words=text,
            say=say,
            sources=sources,
            limits=sources_of("why", "limits"),
            clinic=the_clinic(),
        )
    )
