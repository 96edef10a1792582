"""The page on exercises: a walk that knows when to stop, a timer, and a card to print for each."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from sciatica.content.clinic import the_clinic
from sciatica.content.exercises import Exercise, exercises, pain_answers
from sciatica.content.facts import printed, quantities
from sciatica.content.words import Words, words
from sciatica.figures.pain_shift import pain_shift
from sciatica.figures.picture import WHOLE, Picture
from sciatica.figures.posed import START
from sciatica.model.anatomy import Side
from sciatica.model.evidence import Topic
from sciatica.model.practice import (
    ExerciseName,
    Position,
    PracticeEnding,
    Shift,
    Stage,
    compile_practice,
    taps,
)
from sciatica.pages.block import Block, emphasised, render
from sciatica.pages.citing import read_sources
from sciatica.pages.pictures import figure, posed, posed_row, row
from sciatica.pages.safety import after_walk, call_signs, walk_labels
from sciatica.widgets.idle import IDLE_S
from sciatica.widgets.timer import HoldTimer, timer_html
from sciatica.widgets.walkthrough import AdvicePanel, Group, Step, Walkthrough

NAME = "practice"
OF_EACH = (Stage.ASK_FIRST, Stage.SET_UP, Stage.STEPS, Stage.PRACTICE, Stage.EASIER, Stage.HARDER)
COUNTED = (Stage.ASK_FIRST, Stage.SET_UP, Stage.STEPS, Stage.PRACTICE)
"""Cards that bear a number on the way to the practice."""
LENT = f"{NAME}-end"
"""Begins the ids of the moves as they stand with the steps: everywhere else on the page the same
drawing is shown again, and not sent again."""
SHOWN_SIDE, PAIN_SIDE = Side.RIGHT, Side.LEFT
"""The side that moves in the pictures, and the side that hurts in those of the rule."""
DOSE = ("many", "hold", "rest", "day", "review")
"""What the physio fills in."""


def say(text: Words, key: str) -> str:
    """Return a text of this page with its numbers filled in."""
    return text(f"exercises.{key}", **printed())


def both_names(text: Words, name: ExerciseName) -> str:
    """Return the plain name of an exercise and its usual one, for whoever looks for that."""
    title, usual = (text(f"exercises.{name}.{key}") for key in ("title", "usual"))
    return text("exercises.names", title=title, usual=usual)


def numbered(text: Words, name: ExerciseName, part: str) -> list[str]:
    """Return the numbered texts of a part: ``set_up_1``, ``set_up_2`` ..."""
    keys = [key for key in text.under(f"exercises.{name}") if key.startswith(f"{part}_")]
    return [say(text, f"{name}.{key}") for key in keys]


def topic_texts(text: Words, name: ExerciseName, part: str, topics: Iterable[Topic]) -> list[str]:
    """Return the words of `topics`, such as what stops an exercise."""
    return [say(text, f"{name}.{part}.{topic.id}") for topic in topics]


# Pictures -------------------------------------------------------------------------------------


def _movement(text: Words, exercise: Exercise) -> Markup:
    """Show start and end side by side; the end can play its moments."""

    def part(picture: Picture, view: str, key: str, plays: bool = False) -> dict[str, object]:
        moments = picture.views if plays else ()
        return {
            "caption": text(f"exercises.{exercise.id}.{key}"),
            "svg": picture.svg(f"{NAME}-{key}", view, moments, lends=plays),
            "plays": plays,
        }

    picture, end = posed(exercise.main.figure, SHOWN_SIDE, text)
    pictures = [part(picture, START, "start"), part(picture, end, "end", plays=True)]
    if exercise.other_side:
        pictures.append(part(*posed(exercise.other_side, SHOWN_SIDE, text), "end_other"))
    return render(
        "exercise_movement",
        pictures=pictures,
        width=picture.width_px,
        still=text("exercises.motion.still"),
    )


def _again(text: Words, exercise: Exercise, prefix: str, view: str = "") -> Markup:
    """Show the end of the move, or another view of it, once more."""
    picture, end = posed(exercise.main.figure, SHOWN_SIDE, text)
    return picture.svg(f"{NAME}-{prefix}", view or end, again=True, borrows=LENT)


def _choices(text: Words) -> Iterator[dict[str, object]]:
    """Yield the exercises as equal cards: whom to ask first stands before what it is for."""
    for name, exercise in exercises().items():
        yield {
            "svg": _again(text, exercise, "choose"),
            "title": text(f"exercises.{name}.title"),
            "usual": text(f"exercises.{name}.usual"),
            "cases": topic_texts(text, name, "ask", exercise.ask_first),
            "why": say(text, f"{name}.why"),
            "stenosis": text("exercises.stenosis") if exercise.bends_back else "",
        }


def exercises_in_sight(lang: str) -> Block:
    """Show what is to come, before any word of it: the three moves, playing, by their names."""
    text = words(lang)
    shown = []
    for name, exercise in exercises().items():
        picture, end = posed(exercise.main.figure, SHOWN_SIDE, text)
        svg = picture.svg(f"{NAME}-sight", end, picture.views, again=True, borrows=LENT)
        names = {key: text(f"exercises.{name}.{key}") for key in ("title", "usual")}
        shown.append({"svg": svg, "width": picture.width_px, **names})
    still = text("exercises.motion.still_all")
    return Block(render("exercises_in_sight", shown=shown, still=still))


def _shifts(text: Words) -> Markup:
    """Show the rule of centralisation."""
    shifts = row(
        (figure(pain_shift(shift, PAIN_SIDE, text), WHOLE, NAME) for shift in Shift), "sx-shifts"
    )
    return render("exercise_shifts", pictures=shifts, key=text("exercises.pain_shift.key"))


# The timer ------------------------------------------------------------------------------------


def _timer_labels(text: Words, *, hold: bool) -> dict[str, str]:
    same = (
        "label", "ready", "get_ready", "rest", "done", "paused", "stopped", "missing", "start",
        "pause", "go_on", "stop", "settings", "numbers", "lead_s", "rest_s", "rounds", "signals",
        "sound", "voice", "vibration", "no_voice", "no_vibration", "behind", "asleep", "awake",
    )  # fmt: skip
    return {
        **{key: text(f"exercises.timer.{key}") for key in same},
        # the browser fills in which round it is
        "begin": text(
            f"exercises.timer.{'hold' if hold else 'move'}", round="{round}", rounds="{rounds}"
        ),
        "hold_s": text(f"exercises.timer.{'hold_s' if hold else 'move_s'}"),
        "unscripted": say(text, "timer.unscripted_hold")
        if hold
        else text("exercises.timer.unscripted"),
        "lang": text.lang,
    }


def _hold_s(exercise: Exercise) -> int | None:
    """Return the clinic's own hold; where it has none, the physio's number is waited for."""
    return int(quantities()[exercise.hold].count) if exercise.hold else None


def hold_timer(lang: str) -> HoldTimer:
    """Show the timer by itself, for people who know the way, with the clinic's own hold."""
    held = next(_hold_s(exercise) for exercise in exercises().values() if exercise.hold)
    return HoldTimer.build(hold_s=held, labels=_timer_labels(words(lang), hold=True))


# The walk -------------------------------------------------------------------------------------


def _tap_labels(text: Words, place: Position) -> dict[str, str]:
    """Return the label of every tap at `place`; some read differently on some cards."""
    labels = {}
    for tap in taps(place):
        own, named = f"exercises.tap.{tap}_{place.stage}", f"exercises.{tap}.title"
        keys = (own, named, f"exercises.tap.{tap}")
        labels[str(tap)] = text(next(key for key in keys if key in text))
    return labels


def rule(text: Words) -> list[Markup]:
    """Return what the place of the pain means, the most urgent first."""
    return [emphasised(text(f"exercises.rule.{topic.id}")) for topic in pain_answers()]


def _body(text: Words, stage: Stage, exercise: Exercise | None) -> Markup:
    """Return what stands on a card, without its buttons."""
    match stage, exercise:
        case Stage.SAFETY, _:
            return render("exercise_safety", words=text)
        case Stage.CHOOSE, _:
            return render("exercise_choose", words=text, cards=list(_choices(text)))
        case Stage.PAIN, _:
            return render("exercise_pain", words=text, rule=rule(text), shifts=_shifts(text))
        case ((Stage.GO_ON | Stage.NO_CHANGE), _):
            return render("exercise_text", text=text(f"exercises.card.{stage}.text"))
        case Stage.ASK_FIRST, Exercise(id=name):
            cases = topic_texts(text, name, "ask", exercise.ask_first)
            return render("exercise_ask", words=text, cases=cases)
        case Stage.SET_UP, Exercise(id=name):
            begins = render("exercise_begins", svg=_again(text, exercise, "begin", START))
            return render("exercise_list", lines=numbered(text, name, "set_up"), pictures=begins)
        case Stage.STEPS, Exercise(id=name):
            lines = numbered(text, name, "step")
            return render("exercise_list", lines=lines, pictures=_movement(text, exercise))
        case Stage.PRACTICE, Exercise(id=name):
            hold = bool(exercise.hold)
            return render(
                "exercise_practice",
                words=text,
                lead=say(text, f"{name}.practice"),
                picture=_again(text, exercise, "now"),
                timer=timer_html(hold_s=_hold_s(exercise), labels=_timer_labels(text, hold=hold)),
                stops=topic_texts(text, name, "stop", exercise.stops),
                fields=DOSE,
                common=say(text, f"{name}.common"),
                clinic=say(text, "dose.clinic_hold") if hold else "",
            )
        case Stage.EASIER, Exercise():
            return posed_row([one.figure for one in exercise.easier], SHOWN_SIDE, text, NAME)
        case Stage.HARDER, Exercise():
            lead = render("exercise_text", text=text("exercises.card.harder.text"))
            harder = [one.figure for one in exercise.harder]
            return lead + posed_row(harder, SHOWN_SIDE, text, NAME)
    raise AssertionError(f"no words for {stage}")


def _step(text: Words, stage: Stage, progress: str, exercise: Exercise | None = None) -> Step:
    place = Position(stage, exercise.id if exercise else None)
    return Step(
        id=place.card,
        title=text(f"exercises.card.{stage}.title"),
        body=_body(text, stage, exercise),
        progress=progress,
        answers=_tap_labels(text, place),
    )


def _card(text: Words, exercise: Exercise) -> Group:
    """Return everything about one exercise: what prints on one page."""
    name = exercise.id
    title = text(f"exercises.{name}.title")
    steps = []
    for stage in OF_EACH:
        progress = title
        if stage in COUNTED:
            number = COUNTED.index(stage) + 1
            progress = text("exercises.progress", title=title, number=number, total=len(COUNTED))
        steps.append(_step(text, stage, progress, exercise))
    return Group(
        steps,
        id=str(name),
        title=both_names(text, name),
        head=render(
            "exercise_head",
            why=say(text, f"{name}.why"),
            stenosis=text("exercises.stenosis") if exercise.bends_back else "",
        ),
        foot=render("exercise_foot", words=text, clinic=the_clinic(), rule=rule(text)),
    )


def _groups(text: Words) -> Iterator[Group]:
    yield Group([_step(text, Stage.SAFETY, text("exercises.progress_first"))])
    yield Group([_step(text, Stage.CHOOSE, text("exercises.progress_choose"))], live_only=True)
    for exercise in exercises().values():
        yield _card(text, exercise)
    after = text("exercises.progress_after")
    yield Group([_step(text, stage, after) for stage in (Stage.PAIN, Stage.GO_ON, Stage.NO_CHANGE)])


def _ends(text: Words) -> Iterator[AdvicePanel]:
    for close in PracticeEnding:
        body = render(
            "exercise_end",
            words=text,
            clinic=the_clinic(),
            close=close,
            PracticeEnding=PracticeEnding,
            call_signs=call_signs(text),
        )
        yield AdvicePanel(str(close), text(f"exercises.close.{close}.title"), body)


def exercise_walk(lang: str) -> Walkthrough:
    """Walk through an exercise, from today's safety card to what next. Taps leave no trace."""
    text = words(lang)
    return Walkthrough.build(
        NAME,
        walk=compile_practice(),
        groups=list(_groups(text)),
        advice=list(_ends(text)),
        labels=walk_labels(text, "exercises"),
        after=after_walk(text),
        stands_alone=True,
        # somebody who lies on a mat touches nothing for long; a timer that runs counts as a touch
        shared_idle_s=IDLE_S,
    )


# Around the walk ------------------------------------------------------------------------------


def exercise_studies(lang: str) -> Block:
    """Say of each exercise what studies found and how sure that is."""
    text = words(lang)
    shown = []
    for name, exercise in exercises().items():
        read = read_sources(exercise.evidence)
        found = say(text, f"studies.{name}")
        sure = text(f"exercises.studies.{exercise.sure}")
        shown.append((both_names(text, name), found, sure, read))
    return Block(render("exercise_studies", studies=shown))


def exercises_for_clinicians(lang: str) -> Block:
    """Fold out the rule's basis, the slider's pairing, doses and the trial that disagrees."""
    return Block(render("fold", words=words(lang), under="exercises.clinicians"))
