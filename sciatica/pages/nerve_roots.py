"""The lesson on the nerve roots L4, L5 and S1."""

from collections.abc import Collection, Iterable, Iterator
from itertools import product

from markupsafe import Markup

from sciatica.content.artwork import LegView
from sciatica.content.facts import printed, roots
from sciatica.content.posed_artwork import Pose
from sciatica.content.words import Words, words
from sciatica.figures.legs import Layer, leg_map, view_name
from sciatica.figures.palette import ROOT_COLOURS
from sciatica.figures.picture import ALL
from sciatica.model.anatomy import LESSON, Disc, RootName, Side, Zone, roots_at_risk, usual_origins
from sciatica.model.roots import Movement, Root
from sciatica.pages.block import Block, render
from sciatica.pages.citing import sources_of_numbers
from sciatica.pages.pictures import figure, posed_row, row
from sciatica.widgets.explorer import Chooser, Explorer, ExplorerState, Option, Panel

NAME = "roots"
NEIGHBOURS = (RootName.L2, RootName.L3, RootName.S2)
TESTS = (Pose.SLR, Pose.SLUMP, Pose.FEMORAL_STRETCH)
FIRST = (ALL, Side.RIGHT, Layer.FEELING)
"""What the explorer shows until somebody chooses; rows of pictures show this side."""


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


def _pain(text: Words, root: Root) -> str:
    return ", ".join(text(f"roots.site.{site}") for site in root.pain)


def headline(text: Words, shown: Collection[RootName], side: Side, layer: Layer) -> str:
    """Say where one root, or all of the lesson, is felt or hurts on the patient's `side`."""
    side_word = text(f"roots.side.{side}")
    if len(shown) > 1:
        return text(f"roots.headline.all_{layer}", side=side_word)
    (name,) = shown
    sites = (_sites if layer is Layer.FEELING else _pain)(text, roots()[name])
    return text(f"roots.headline.one_{layer}", root=name, side=side_word, sites=sites)


def _states(text: Words) -> Iterator[ExplorerState]:
    for chosen in (ALL, *LESSON):
        for side, layer in product(Side, Layer):
            shown = LESSON if chosen == ALL else (RootName(chosen),)
            yield ExplorerState(
                choice=(str(chosen), str(side), str(layer)),
                panels=(_panel(chosen, layer),),
                headline=headline(text, shown, side, layer),
                shows={
                    leg_map(view, LESSON, text).id: view_name(chosen, side, layer)
                    for view in LegView
                },
            )


def _panel(chosen: str, layer: Layer) -> str:
    return str(chosen) if layer is Layer.FEELING else f"{chosen}-{layer}"


def _panels(text: Words) -> Iterator[Panel]:
    legend = {layer: text(f"roots.legend.{layer}") for layer in Layer}
    yield Panel(
        ALL,
        text("roots.panel.all_title"),
        render("roots_all", words=text, roots=LESSON, legend=legend[Layer.FEELING]),
    )
    for name in LESSON:
        facts = _facts(text, roots()[name])
        yield Panel(
            name,
            text("roots.panel.title", root=name),
            render("facts", facts=facts, legend=legend[Layer.FEELING]),
        )
    for chosen in (ALL, *LESSON):
        hurts = LESSON if chosen == ALL else (RootName(chosen),)
        title = "roots.panel.all_pain_title" if chosen == ALL else "roots.panel.pain_title"
        yield Panel(
            _panel(chosen, Layer.PAIN),
            text(title, **({} if chosen == ALL else {"root": chosen})),
            render(
                "facts",
                facts=[
                    (text("roots.panel.pain_of", root=name), _pain(text, roots()[name]))
                    for name in hurts
                ],
                legend=legend[Layer.PAIN],
            ),
        )


def root_explorer(lang: str) -> Explorer:
    """Choose a root, a side and a layer; see from six sides where the root is felt, or where it
    hurts, and read what it does."""
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
            Chooser(
                "layer",
                text("roots.choose.layer"),
                tuple(Option(str(one), text(f"roots.choose.layer_{one}")) for one in Layer),
            ),
        ],
        pictures=[leg_map(view, LESSON, text) for view in LegView],
        panels=list(_panels(text)),
        states=list(_states(text)),
        default=".".join(map(str, FIRST)),
        unknown_link=text("roots.choose.unknown_link"),
        unscripted=text("roots.choose.unscripted"),
    )


def root_table(lang: str) -> Block:
    """Show the facts of the three roots side by side: the twin of the explorer's panels."""
    text = words(lang)
    rows = [
        (name, [*_facts(text, root), (text("roots.panel.pain"), _pain(text, root))])
        for name, root in ((name, roots()[name]) for name in LESSON)
    ]
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
    return posed_row(captions, FIRST[1], text, NAME, captions.values())


def root_movements(lang: str) -> Block:
    """Show what the three roots help the leg to do, and where their jerks are tapped."""
    text = words(lang)
    movements = dict.fromkeys(m.id for name in LESSON for m in roots()[name].movements)
    tapped = {
        reflex: _in_order(name for name, root in roots().items() if root.reflex.id == reflex)
        for reflex in ("knee", "ankle")
    }
    jerks = {Pose.REFLEXES: text("roots.reflex.caption", **tapped)}
    tapping = posed_row(jerks, FIRST[1], text, NAME, jerks.values())
    return Block(_moving(text, movements) + tapping)


def pain_map(lang: str) -> Block:
    """Say, with its source, how often pain follows the map."""
    text, key = words(lang), "roots.evidence.pain_map"
    return Block(
        render("evidence", sentence=text(key, **printed()), sources=sources_of_numbers(text, key))
    )


def roots_for_clinicians(lang: str) -> Block:
    """Fold out tests, reflexes, the myotome conflict, discs and zones, and the neighbours."""
    text = words(lang)
    discs = [(disc, zone, roots_at_risk(disc, zone)) for disc in Disc for zone in Zone]
    tested = [(name, [text(f"roots.test.{t.id}") for t in roots()[name].tests]) for name in LESSON]
    six = tuple(ROOT_COLOURS)
    areas = row(
        (
            figure(leg_map(view, six, text), view_name(ALL, FIRST[1], Layer.FEELING), NAME)
            for view in (LegView.FRONT, LegView.BACK)
        ),
        "sx-posed",
    )
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
            areas=areas,
            test_pictures=posed_row(TESTS, FIRST[1], text, NAME),
            moving=_moving(text, shown),
        )
    )
