"""The page on exercises: a walk that knows when to stop, a timer, and a card to print for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from sciatica.content import (
    Pose,
    Words,
    exercises,
    pain_answers,
    posed,
    printed,
    quantities,
    the_clinic,
    words,
)
from sciatica.figures import (
    describe_pain_shift,
    describe_pose,
    draw_movement,
    draw_pain_shift,
    draw_pose,
    to_svg,
)
from sciatica.model import (
    Close,
    EvidenceKind,
    Exercise,
    ExerciseName,
    Place,
    Shift,
    Stage,
    Topic,
    compile_practice,
    taps,
)
from sciatica.pages.block import Block, emphasised, render
from sciatica.pages.figures import posed_pictures
from sciatica.pages.sources import read_sources, source_list
from sciatica.widgets import AdvicePanel, Group, HoldTimer, Step, Walkthrough, timer_html

NAME = "practice"
IDLE_S = 900
"""Somebody who lies on a mat touches nothing for long; a timer that runs counts as a touch."""
OF_EACH = (Stage.ASK_FIRST, Stage.SET_UP, Stage.STEPS, Stage.PRACTICE, Stage.EASIER, Stage.HARDER)
COUNTED = (Stage.ASK_FIRST, Stage.SET_UP, Stage.STEPS, Stage.PRACTICE)
"""Cards that bear a number on the way to the practice."""
EASIER: Mapping[ExerciseName, Sequence[Pose]] = {
    ExerciseName.PRONE_PROPPING: (Pose.PRONE_PILLOW, Pose.BENCH_LEAN),
    ExerciseName.NERVE_GLIDE: (Pose.GLIDE_SMALL, Pose.GLIDE_OTHER_LEG, Pose.GLIDE_LYING),
    ExerciseName.DEAD_BUG: (Pose.HEEL_SLIDES, Pose.ONE_ARM, Pose.MARCHING),
}
HARDER: Mapping[ExerciseName, Sequence[Pose]] = {
    ExerciseName.PRONE_PROPPING: (Pose.PRESS_UP, Pose.STANDING_EXTENSION),
    ExerciseName.NERVE_GLIDE: (Pose.GLIDE_FOOT_UP, Pose.GLIDE_STANDING),
    ExerciseName.DEAD_BUG: (Pose.LONG_LEVERS, Pose.BAND, Pose.BIRD_DOG, Pose.SIDE_PLANK),
}
# the tensioner is no version to practise alone: it pulls at both ends of the nerve
DOSE = ("many", "hold", "rest", "day", "review")
"""What the physio fills in."""
SURE = {
    ExerciseName.PRONE_PROPPING: "sure",
    ExerciseName.NERVE_GLIDE: "very_unsure",
    ExerciseName.DEAD_BUG: "very_unsure",
}
FOR_STAFF = ("schmid1999mr", "long2008")
"""Sources of the fold for clinicians alone."""


def say(text: Words, key: str) -> str:
    """Return a text of this page with its numbers filled in."""
    return text(f"exercises.{key}", **printed())


def numbered(text: Words, name: ExerciseName, part: str) -> list[str]:
    """Return the numbered texts of a part: ``set_up_1``, ``set_up_2`` ..."""
    keys = [key for key in text.under(f"exercises.{name}") if key.startswith(f"{part}_")]
    return [say(text, f"{name}.{key}") for key in keys]


def topic_texts(text: Words, name: ExerciseName, part: str, topics: Iterable[Topic]) -> list[str]:
    """Return the words of `topics`, such as what stops an exercise."""
    return [say(text, f"{name}.{part}.{topic.id}") for topic in topics]


# Pictures -------------------------------------------------------------------------------------


def _movement(text: Words, name: ExerciseName) -> Markup:
    """Show start and end side by side; the end can play its moments."""
    pose = Pose(name)
    pictures = [
        {
            "caption": text(f"exercises.{name}.start"),
            "svg": to_svg(
                draw_pose(pose, moment=0),
                name=f"start-{pose}",
                description=describe_pose(pose, text, moment=0),
            ),
            "width": round(posed()[pose].width),
            "plays": False,
        },
        {
            "caption": text(f"exercises.{name}.end"),
            "svg": to_svg(
                draw_movement(pose), name=f"move-{pose}", description=describe_pose(pose, text)
            ),
            "width": round(posed()[pose].width),
            "plays": True,
        },
    ]
    if name is ExerciseName.DEAD_BUG:
        other = Pose.DEAD_BUG_OTHER_SIDE
        pictures.append(
            {
                "caption": text(f"exercises.{name}.end_other"),
                "svg": to_svg(
                    draw_pose(other), name=f"end-{other}", description=describe_pose(other, text)
                ),
                "width": round(posed()[other].width),
                "plays": False,
            }
        )
    return render("exercise_movement", pictures=pictures, show=text("exercises.motion.show"))


def _shifts(text: Words) -> Markup:
    """Show the rule of centralisation."""
    pictures = []
    for shift in Shift:
        svg = to_svg(
            draw_pain_shift(shift, text),
            name=f"pain-{shift}",
            description=describe_pain_shift(shift, text),
        )
        pictures.append({"caption": text(f"exercises.pain_shift.{shift}"), "svg": svg})
    return render("exercise_shifts", pictures=pictures, key=text("exercises.pain_shift.key"))


# The timer ------------------------------------------------------------------------------------


def _timer_labels(text: Words, *, hold: bool) -> dict[str, str]:
    same = (
        "label", "ready", "get_ready", "rest", "done", "paused", "stopped", "missing", "start",
        "pause", "go_on", "stop", "numbers", "lead_s", "rest_s", "rounds", "signals", "sound",
        "voice", "vibration", "no_voice", "no_vibration", "behind", "asleep", "awake",
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


def _hold_s(hold: bool) -> int | None:
    """Return the clinic's own hold; the other exercises wait for the physio's number."""
    return int(quantities()["hold_s"].count) if hold else None


def hold_timer(lang: str) -> HoldTimer:
    """Show the timer by itself, for people who know the way."""
    return HoldTimer.build(hold_s=_hold_s(True), labels=_timer_labels(words(lang), hold=True))


# The walk -------------------------------------------------------------------------------------


def _tap_labels(text: Words, place: Place) -> dict[str, str]:
    """Return the label of every tap at `place`; some read differently on some cards."""
    labels = {}
    for tap in taps(place):
        own = f"exercises.tap.{tap}_{place.stage}"
        labels[str(tap)] = text(own if own in text else f"exercises.tap.{tap}")
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
            return render("exercise_choose", words=text, names=list(ExerciseName))
        case Stage.PAIN, _:
            return render("exercise_pain", words=text, rule=rule(text), shifts=_shifts(text))
        case ((Stage.GO_ON | Stage.NO_CHANGE), _):
            return render("exercise_text", text=text(f"exercises.card.{stage}.text"))
        case Stage.ASK_FIRST, Exercise(name=name):
            cases = topic_texts(text, name, "ask", exercise.ask_first)
            return render("exercise_ask", words=text, cases=cases)
        case Stage.SET_UP, Exercise(name=name):
            return render("exercise_list", lines=numbered(text, name, "set_up"), pictures=Markup())
        case Stage.STEPS, Exercise(name=name):
            lines = numbered(text, name, "step")
            return render("exercise_list", lines=lines, pictures=_movement(text, name))
        case Stage.PRACTICE, Exercise(name=name):
            hold = name is ExerciseName.PRONE_PROPPING
            return render(
                "exercise_practice",
                words=text,
                lead=say(text, f"{name}.practice"),
                timer=timer_html(hold_s=_hold_s(hold), labels=_timer_labels(text, hold=hold)),
                stops=topic_texts(text, name, "stop", exercise.stops),
                fields=DOSE,
                common=say(text, f"{name}.common"),
                clinic=say(text, "dose.clinic_hold") if hold else "",
            )
        case Stage.EASIER, Exercise(name=name):
            return posed_pictures(EASIER[name], text)
        case Stage.HARDER, Exercise(name=name):
            lead = render("exercise_text", text=text("exercises.card.harder.text"))
            return lead + posed_pictures(HARDER[name], text)
    raise AssertionError(f"no words for {stage}")


def _step(text: Words, stage: Stage, progress: str, exercise: Exercise | None = None) -> Step:
    place = Place(stage, exercise.name if exercise else None)
    return Step(
        id=place.card,
        title=text(f"exercises.card.{stage}.title"),
        body=_body(text, stage, exercise),
        progress=progress,
        answers=_tap_labels(text, place),
    )


def _card(text: Words, exercise: Exercise) -> Group:
    """Return everything about one exercise: what prints on one page."""
    name = exercise.name
    title = text(f"exercises.{name}.title")
    steps = []
    for stage in OF_EACH:
        progress = title
        if stage in COUNTED:
            number = COUNTED.index(stage) + 1
            progress = text("exercises.progress", title=title, number=number, total=len(COUNTED))
        steps.append(_step(text, stage, progress, exercise))
    stenosis = name is ExerciseName.PRONE_PROPPING
    return Group(
        steps,
        id=str(name),
        title=title,
        head=render(
            "exercise_head",
            why=say(text, f"{name}.why"),
            stenosis=text("exercises.stenosis") if stenosis else "",
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
    for close in Close:
        body = render("exercise_end", words=text, clinic=the_clinic(), close=close, Close=Close)
        yield AdvicePanel(str(close), text(f"exercises.close.{close}.title"), body)


def exercise_walk(lang: str) -> Walkthrough:
    """Walk through an exercise, from today's safety card to what next. Taps leave no trace."""
    text = words(lang)
    labels = {name: text(f"exercises.walk.{name}") for name in ("back", "again", "end", "cleared")}
    return Walkthrough.build(
        NAME,
        walk=compile_practice(),
        groups=list(_groups(text)),
        advice=list(_ends(text)),
        labels={**labels, "unscripted": text("exercises.unscripted")},
        stands_alone=True,
        idle_s=IDLE_S,
    )


# Around the walk ------------------------------------------------------------------------------


def exercise_studies(lang: str) -> Block:
    """Say of each exercise what studies found and how sure that is."""
    text = words(lang)
    shown = []
    for name, exercise in exercises().items():
        read = read_sources(exercise.evidence)
        found = say(text, f"studies.{name}")
        sure = text(f"exercises.studies.{SURE[name]}")
        shown.append((text(f"exercises.{name}.title"), found, sure, read))
    return Block(render("exercise_studies", studies=shown))


def exercises_for_clinicians(lang: str) -> Block:
    """Fold out the rule's basis, the slider's pairing, doses and the trial that disagrees."""
    return Block(render("fold", words=words(lang), under="exercises.clinicians"))


def cited() -> set[str]:
    """Return the ids of the sources that this page rests on."""
    every = [e for one in exercises().values() for e in one.evidence]
    listed = [t for one in exercises().values() for t in (*one.ask_first, *one.stops)]
    every += [e for topic in (*listed, *pain_answers()) for e in topic.evidence]
    return {e.detail for e in every if e.kind is EvidenceKind.READ} | set(FOR_STAFF)


def exercise_sources(lang: str) -> Block:
    """List the sources of this page, and what comes from memory."""
    text = words(lang)
    to_verify = [text(f"exercises.to_verify.{key}") for key in text.under("exercises.to_verify")]
    return source_list(text, cited(), to_verify)
