"""The explorer of the disc: level, form, zone and side, and the root that a lesion can reach."""

from collections.abc import Iterator
from itertools import product

from sciatica.content.clinic import the_clinic
from sciatica.content.facts import roots
from sciatica.content.words import Words, words
from sciatica.figures.disc import disc_along, disc_slice, lesion_view, lesions_of, slug
from sciatica.model.anatomy import LESSON, Disc, Relation, RootName, Side, Zone, roots_at_risk
from sciatica.model.lesions import Form, Lesion, Size
from sciatica.pages.block import Block, emphasised, render
from sciatica.pages.cause_parts import chooser, sources_of, told
from sciatica.widgets.explorer import JOIN, Chooser, Explorer, ExplorerState, Option, Panel

FIRST = Lesion(Disc.L4_L5, Zone.SUBARTICULAR, Form.PROTRUSION, Size.LARGE, Side.RIGHT)


def _choice(lesion: Lesion) -> tuple[str, ...]:
    """Return what is chosen for a lesion: a bulge has no zone, and the middle has no side."""
    level = (slug(lesion.disc), str(lesion.form))
    if lesion.zone is None:
        return level
    if lesion.zone is Zone.CENTRAL:
        return (*level, str(lesion.zone))
    return (*level, str(lesion.zone), str(lesion.side))


def disc_headline(lesion: Lesion, text: Words) -> str:
    """Say in a sentence of its own what a lesion is and which root it can reach."""
    if lesion.zone is None:
        return text("causes.disc.headline.bulge", disc=lesion.disc)
    risk = roots_at_risk(lesion.disc, lesion.zone)
    side = text(f"roots.side.{lesion.side}")
    return text(
        f"causes.disc.headline.{risk.relation}",
        disc=lesion.disc,
        form=text(f"causes.disc.named.{lesion.form}"),
        where=text(f"spine.zone.{lesion.zone}.where", side=side),
        root=risk.roots[0],
    )


def _disc_panels_of(lesion: Lesion) -> tuple[str, ...]:
    form = f"form-{lesion.form}"
    if lesion.zone is None:
        return (form,)
    zone, risk = f"zone-{lesion.zone}", roots_at_risk(lesion.disc, lesion.zone)
    if risk.relation is Relation.SEVERAL:
        return (zone, form)
    return (form, zone, f"root-{risk.roots[0]}-{lesion.side}")


def _disc_state(lesion: Lesion, text: Words) -> ExplorerState:
    view = lesion_view(lesion)
    return ExplorerState(
        choice=_choice(lesion),
        panels=_disc_panels_of(lesion),
        headline=disc_headline(lesion, text),
        shows={
            disc_slice(lesion.disc, text).id: view,
            disc_along(text).id: f"{slug(lesion.disc)}.{view}",
        },
    )


def _zone_panel(text: Words, zone: Zone) -> Panel:
    key = f"causes.disc.zone.{zone}"
    body = render(
        "cause_zone",
        words=text,
        text=emphasised(text(f"{key}.text")),
        sources=sources_of("zone", zone),
        several=zone is Zone.CENTRAL,
        clinic=the_clinic(),
    )
    return Panel(f"zone-{zone}", text(f"{key}.title"), body)


def _root_panel(text: Words, root: RootName, side: Side) -> Panel:
    side_word = text(f"roots.side.{side}")
    body = render(
        "cause_root",
        words=text,
        root=root,
        side=side,
        side_word=side_word,
        sites=", ".join(text(f"roots.site.{site}") for site in roots()[root].skin),
        in_lesson=root in LESSON,
    )
    title = text("causes.disc.root.title", root=root, side=side_word)
    return Panel(f"root-{root}-{side}", title, body)


def _disc_panels(text: Words) -> Iterator[Panel]:
    zones = {zone: _zone_panel(text, zone) for zone in Zone}
    yield zones.pop(Zone.CENTRAL)  # its signs stand above all else
    for form in Form:
        yield told(text, f"causes.disc.form.{form}", "form", form)
    yield from zones.values()
    reached = dict.fromkeys(
        roots_at_risk(disc, zone).roots[0]
        for disc in Disc
        for zone in (Zone.FORAMINAL, Zone.SUBARTICULAR)
    )
    for root, side in product(reached, Side):
        yield _root_panel(text, root, side)


def disc_explorer(lang: str) -> Explorer:
    """Choose a disc, what it does, where and on which side; see the root that it can reach."""
    text = words(lang)
    lesions = [lesion for disc in Disc for lesion in lesions_of(disc)]
    return Explorer.build(
        "disc",
        choosers=[
            Chooser(
                "level",
                text("causes.disc.choose.level"),
                tuple(Option(slug(disc), disc) for disc in Disc),
            ),
            chooser(text, "disc", "form", Form),
            chooser(text, "disc", "zone", Zone),
            chooser(text, "disc", "side", Side),
        ],
        pictures=[*(disc_slice(disc, text) for disc in Disc), disc_along(text)],
        panels=list(_disc_panels(text)),
        states=[_disc_state(lesion, text) for lesion in lesions],
        default=JOIN.join(_choice(FIRST)),
        unknown_link=text("causes.unknown_link"),
        unscripted=text("causes.disc.choose.unscripted"),
    )


def disc_table(lang: str) -> Block:
    """Say for each disc and zone which root is at risk and why: the explorer's twin."""
    text = words(lang)
    rows = []
    for zone in Zone:
        risks = [roots_at_risk(disc, zone) for disc in Disc]
        why = text(f"causes.disc.because.{risks[0].relation}")
        reached = [", ".join(risk.roots) for risk in risks]
        rows.append((text(f"causes.disc.choose.zone_{zone}"), why, reached))
    return Block(render("cause_disc_table", words=text, discs=tuple(Disc), rows=rows))
