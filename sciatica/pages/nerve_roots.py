"""The lesson on the nerve roots L4, L5 and S1."""

from collections.abc import Collection, Iterable, Iterator

from markupsafe import Markup

from sciatica.content import Pose, Words, frequencies, legs, printed, roots, source, words
from sciatica.content.artwork import View
from sciatica.figures import Shown, body_layer, describe_legs, draw_legs, root_layer, to_svg
from sciatica.figures.palette import ROOT_COLOURS
from sciatica.model import (
    Disc,
    Evidence,
    EvidenceKind,
    Movement,
    Root,
    RootName,
    Side,
    Zone,
    roots_at_risk,
    usual_origins,
)
from sciatica.pages.block import Block, render
from sciatica.pages.figures import posed_pictures
from sciatica.pages.sources import source_list
from sciatica.widgets import Chooser, Explorer, Option, Panel, Picture, State

NAME = "roots"
LESSON = (RootName.L4, RootName.L5, RootName.S1)
NEIGHBOURS = (RootName.L2, RootName.L3, RootName.S2)
TESTS = (Pose.SLR, Pose.SLUMP, Pose.FEMORAL_STRETCH)
ALL = "all"
FIRST = (ALL, Side.RIGHT)
PAIN_MAP = ("pain_on_map_lumbar", "pain_on_map_s1")
MAP_SOURCES = {"lee2008", "downs2011"}
"""What the choice of core areas instead of full bands rests on."""


def _movement(text: Words, movement: Movement) -> str:
    name = text(f"roots.movement.{movement.id}")
    if not movement.shared:
        return name
    return text("roots.movement.shared", movement=name, roots=", ".join(movement.shared))


def _sites(text: Words, root: Root) -> str:
    return ", ".join(text(f"roots.site.{site}") for site in root.skin)


def _facts(text: Words, root: Root) -> list[tuple[str, str]]:
    """Return the facts of `root` as pairs of label and words: panel and table share them."""
    discs = (text(f"roots.disc.{zone}", disc=disc) for disc, zone in usual_origins(root.name))
    return [
        (text("roots.panel.skin"), _sites(text, root)),
        (text("roots.panel.key_point"), text(f"roots.key_point.{root.key_point.id}")),
        (text("roots.panel.movement"), ", ".join(_movement(text, m) for m in root.movements)),
        (text("roots.panel.reflex"), text(f"roots.reflex.{root.reflex.id}")),
        (text("roots.panel.disc"), "; ".join(discs)),
    ]


def headline(text: Words, shown: Collection[RootName], side: Side) -> str:
    """Say where one root, or all of the lesson, is felt on the patient's `side`."""
    side_word = text(f"roots.side.{side}")
    if len(shown) > 1:
        return text("roots.headline.all", side=side_word)
    (name,) = shown
    sites = _sites(text, roots()[name])
    return text("roots.headline.one", root=name, side=side_word, sites=sites)


def _states(text: Words) -> Iterator[State]:
    for chosen in (ALL, *LESSON):
        for side in Side:
            shown = Shown(frozenset(LESSON if chosen == ALL else [RootName(chosen)]), side)
            yield State(
                choice=(str(chosen), str(side)),
                panel=str(chosen),
                layers=frozenset(
                    {body_layer(side), *(root_layer(root, side) for root in shown.roots)}
                ),
                headline=headline(text, shown.roots, side),
                alts={str(view): describe_legs(view, shown, text) for view in View},
            )


def _panels(text: Words) -> Iterator[Panel]:
    yield Panel(ALL, text("roots.panel.all_title"), render("roots_all", words=text, roots=LESSON))
    for name in LESSON:
        facts = _facts(text, roots()[name])
        yield Panel(name, text("roots.panel.title", root=name), render("facts", facts=facts))


def _pictures(text: Words) -> Iterator[Picture]:
    shown = Shown(frozenset(LESSON), FIRST[1])
    for view in View:
        svg = to_svg(
            draw_legs(view, shown, text, LESSON),
            name=f"{NAME}-{view}",
            description=describe_legs(view, shown, text),
        )
        yield Picture(view, text(f"roots.view.{view}"), svg, round(legs()[view].width))


def root_explorer(lang: str) -> Explorer:
    """Choose a root and a side; see the core skin area from five sides and read what it does."""
    text = words(lang)
    return Explorer.build(
        NAME,
        choosers=[
            Chooser(
                "root",
                text("roots.choose.root"),
                (
                    Option(ALL, text("roots.choose.root_all")),
                    *(Option(str(name), str(name)) for name in LESSON),
                ),
            ),
            Chooser(
                "side",
                text("roots.choose.side"),
                tuple(Option(str(side), text(f"roots.choose.side_{side}")) for side in Side),
            ),
        ],
        pictures=list(_pictures(text)),
        panels=list(_panels(text)),
        states=list(_states(text)),
        default=".".join(map(str, FIRST)),
        unknown_link=text("roots.choose.unknown_link"),
        unscripted=text("roots.choose.unscripted"),
    )


def root_table(lang: str) -> Block:
    """Show the facts of the three roots side by side: the twin of the explorer's panels."""
    text = words(lang)
    rows = [(name, _facts(text, roots()[name])) for name in LESSON]
    return Block(render("root_table", rows=rows, words=text))


def _roots_of(movement: str) -> str:
    """Return the roots that help a movement."""
    helping = {
        name
        for root in roots().values()
        for m in root.movements
        if m.id == movement
        for name in (root.name, *m.shared)
    }
    return _in_order(helping)


def _in_order(names: Iterable[RootName]) -> str:
    """Return roots in their order in life, kept together on one line."""
    wanted = set(names)
    return ",\u00a0".join(name for name in RootName if name in wanted)


def _moving(text: Words, movements: Iterable[str]) -> Markup:
    captions = {
        Pose(movement): text(
            "roots.movement.caption",
            movement=text(f"figures.pose.{movement}.name"),
            roots=_roots_of(movement),
        )
        for movement in movements
    }
    return posed_pictures(captions, text, captions)


def root_movements(lang: str) -> Block:
    """Show what the three roots help the leg to do, and where their jerks are tapped."""
    text = words(lang)
    movements = dict.fromkeys(m.id for name in LESSON for m in roots()[name].movements)
    tapped = {
        reflex: _in_order(name for name, root in roots().items() if root.reflex.id == reflex)
        for reflex in ("knee", "ankle")
    }
    jerks = {Pose.REFLEXES: text("roots.reflex.caption", **tapped)}
    return Block(_moving(text, movements) + posed_pictures(jerks, text, jerks))


def pain_map(lang: str) -> Block:
    """Say, with its source, how often pain follows the map."""
    sentence = words(lang)("roots.evidence.pain_map", **printed())
    evidence = frequencies()[PAIN_MAP[0]].evidence
    return Block(render("evidence", sentence=sentence, source=source(evidence.detail)))


def roots_for_clinicians(lang: str) -> Block:
    """Fold out tests, reflexes, the myotome conflict, discs and zones, and the neighbours."""
    text = words(lang)
    discs = [(disc, zone, roots_at_risk(disc, zone)) for disc in Disc for zone in Zone]
    tested = [(name, [text(f"roots.test.{t.id}") for t in roots()[name].tests]) for name in LESSON]
    all_six = Shown(frozenset(ROOT_COLOURS), Side.RIGHT)
    areas = [
        {
            "id": view,
            "caption": text(f"roots.view.{view}"),
            "width": round(legs()[view].width),
            "svg": to_svg(
                draw_legs(view, all_six, text),
                name=f"{NAME}-six-{view}",
                description=describe_legs(view, all_six, text),
            ),
        }
        for view in (View.FRONT, View.BACK)
    ]
    others = dict.fromkeys(m.id for name in NEIGHBOURS for m in roots()[name].movements)
    shown = [m for m in others if m not in {m.id for n in LESSON for m in roots()[n].movements}]
    neighbours = [
        {
            "name": name,
            "skin": _sites(text, roots()[name]),
            "key_point": text(f"roots.key_point.{roots()[name].key_point.id}"),
            "movement": ", ".join(_movement(text, m) for m in roots()[name].movements),
            "reflex": text(f"roots.reflex.{roots()[name].reflex.id}"),
            "test": ", ".join(text(f"roots.test.{t.id}") for t in roots()[name].tests),
        }
        for name in NEIGHBOURS
    ]
    return Block(
        render(
            "roots_for_clinicians",
            words=text,
            discs=discs,
            tested=tested,
            neighbours=neighbours,
            areas=render("posed", pictures=areas),
            test_pictures=posed_pictures(TESTS, text),
            moving=_moving(text, shown),
        )
    )


def _evidence(root: Root) -> Iterator[tuple[str, Evidence]]:
    yield "skin", root.skin_evidence
    yield "key_point", root.key_point.evidence
    for movement in root.movements:
        yield "movement", movement.evidence
    yield "reflex", root.reflex.evidence
    for test in root.tests:
        yield "test", test.evidence


def cited() -> set[str]:
    """Return the ids of the sources that this lesson rests on."""
    evidence = (e for root in roots().values() for _, e in _evidence(root))
    read = {e.detail for e in evidence if e.kind is EvidenceKind.READ}
    return read | {frequencies()[name].evidence.detail for name in PAIN_MAP} | MAP_SOURCES


def root_sources(lang: str) -> Block:
    """List the sources of this lesson, how much of each was read, and what nobody checked yet."""
    text = words(lang)
    evidence = [item for root in roots().values() for item in _evidence(root)]
    memory = dict.fromkeys(kind for kind, e in evidence if e.kind is EvidenceKind.MEMORY)
    to_verify = [text(f"roots.kind.{kind}") for kind in memory]
    return source_list(text, cited(), to_verify)
