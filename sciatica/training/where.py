"""Where may the disc be? From signs to the places from which a disc can reach the root; one tap
checks, and the model shows each place."""

import ipywidgets

from sciatica.content.facts import roots
from sciatica.content.words import Words, words
from sciatica.model.anatomy import LESSON, Disc, RootName, Side, Zone, roots_at_risk, usual_origins
from sciatica.model.lesions import Form as Lesion
from sciatica.training.html import page, passage, render
from sciatica.widgets.form import Form, Kind
from sciatica.widgets.model3d import NONE, REACHED, Model3d

Place = tuple[Disc, Zone]
PLACES: dict[str, Place] = {
    f"{disc} {zone}": (disc, zone) for disc in Disc for zone in (Zone.SUBARTICULAR, Zone.FORAMINAL)
}
"""Where somebody may say that the disc is, by id: each reaches one root alone."""
_SIDES = tuple(Side)
NO_REFLEX = "none"


def person(number: int) -> tuple[RootName, Side]:
    """Return whose signs a person of that number has: every root and side in turn."""
    return LESSON[number % len(LESSON)], _SIDES[number % len(_SIDES)]


def story(root: RootName, side: Side, text: Words) -> str:
    """Tell the signs of a root, without its name."""
    told = roots()[root]
    reflex = told.reflex.id
    return text(
        "where.story",
        side=text(f"roots.side.{side}"),
        sites=", ".join(text(f"roots.site.{site}") for site in told.skin),
        movements=", ".join(text(f"roots.movement.{one.id}") for one in told.movements),
        reflex=text("where.no_reflex")
        if reflex == NO_REFLEX
        else text("where.reflex", reflex=text(f"roots.reflex.{reflex}")),
    )


class Where:
    """The page. `answer`, `see` and `another` are its groups, `model` what it shows them on."""

    def __init__(self, lang: str, model: Model3d, number: int) -> None:
        self._text, self.model, self._number = words(lang), model, number
        self._places = {
            name: self._text(f"roots.disc.{zone}", disc=disc)
            for name, (disc, zone) in PLACES.items()
        }
        self._labels = {name: said[:1].upper() + said[1:] for name, said in self._places.items()}
        self._place = ipywidgets.VBox()
        self.box = page(self._place, model)
        self._begin(shows_focus=False)

    def _begin(self, *, shows_focus: bool) -> None:
        text = self._text
        self.root, self.side = person(self._number)
        self.model.form, self.model.root, self.model.side = NONE, NONE, str(self.side)
        self.model.view = "behind"
        self.answer = Form.build(
            Kind.MANY,
            text("where.ask"),
            self._labels,
            submit=text("training.ask.hand_in"),
            missing=text("training.ask.missing"),
            shows_focus=shows_focus,
        )
        self.answer.on_submit(self._check)
        told = passage(
            "story",
            progress=text("where.person", number=self._number),
            story=story(self.root, self.side, text),
        )
        self._place.children = (told, self.answer)

    def _check(self, answer: Form) -> None:
        chosen = set(answer.chosen())
        if not chosen:
            return
        text = self._text
        right = [f"{disc} {zone}" for disc, zone in usual_origins(self.root)]
        mine = text("training.ask.your_answer")
        answer.disabled = True
        answer.marks = dict.fromkeys(chosen, mine) | {
            name: text("training.ask.right_answer") + (f" ({mine})" if name in chosen else "")
            for name in right
        }
        answer.feedback = render(
            "where",
            verdict="right" if chosen == set(right) else "not_right",
            said=text("where.right" if chosen == set(right) else "where.partly"),
            why=text(
                "where.why",
                root=self.root,
                side=text(f"roots.side.{self.side}"),
                places="; ".join(self._places[name] for name in right),
            ),
            caution=text("where.caution"),
        )
        self.see = Form.build(Kind.ACT, text("where.see"), self._labels)
        self.see.on_submit(lambda see: self._show(see.pressed))
        self.another = Form.build(Kind.ACT, text("where.next"), {"another": text("where.another")})
        self.another.on_submit(self._go_on)
        self._place.children = (*self._place.children, self.another, self.see)
        self._show(right[0])

    def _show(self, name: str) -> None:
        disc, zone = PLACES[name]
        with self.model.hold_sync():
            self.model.level, self.model.zone = str(disc), str(zone)
            self.model.form, self.model.root = str(Lesion.PROTRUSION), REACHED
            self.model.side, self.model.view = str(self.side), "disc"
        (root,) = roots_at_risk(disc, zone).roots
        said = self._text("where.reaches", place=self._places[name], root=root)
        self.see.feedback = render("note", text=said)

    def _go_on(self, _: Form) -> None:
        self._number += 1
        self._begin(shows_focus=True)


def where_is_the_disc(lang: str, model: Model3d, number: int = 1) -> ipywidgets.VBox:
    """Ask where the disc may be, of the person of that number, and show it on `model`."""
    return Where(lang, model, number).box
