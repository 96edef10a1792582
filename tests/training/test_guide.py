"""The session guide: the plan adds up, the clock is right, the wall shows no notes."""

from datetime import UTC, datetime

from sciatica.content.words import words
from sciatica.training.guide import PLAN, TOTAL_MINUTES, Guide, times
from sciatica.training.schedule import after

TEXT = words("en")
BEGIN = datetime(2026, 3, 2, 12, 50).astimezone()


def shown(guide):
    return guide._plan.value


def test_the_session_takes_45_minutes_drill_8_examination_12_cases_15_explaining_10():
    assert TOTAL_MINUTES == 45
    assert [(one.id, one.minutes) for one in PLAN] == [
        *(("drill", 8), ("examine", 12)),
        *(("cases", 15), ("explain", 10)),
    ]


def test_the_stations_follow_each_other_without_a_gap():
    assert times(BEGIN) == [
        *(("12:50", "12:58"), ("12:58", "13:10")),
        *(("13:10", "13:25"), ("13:25", "13:35")),
    ]


def test_beginning_writes_the_times_into_the_plan_and_the_wall_keeps_them():
    guide = Guide("en", lambda: BEGIN)
    assert "13:10" not in shown(guide)
    guide.begin.press("now")
    assert "12:58 to 13:10" in shown(guide)
    guide.projector.value = ["on"]
    assert "12:58 to 13:10" in shown(guide)


def test_the_wall_shows_the_plan_without_the_notes_and_the_way_back_is_open():
    guide = Guide("en")
    for note in (TEXT("guide.station.drill.watch"), TEXT("guide.you"), 'href="room"'):
        assert note in shown(guide)
        guide.projector.value = ["on"]
        assert note not in shown(guide)
        assert TEXT("guide.station.drill.learners") in shown(guide)
        assert "sx-on-wall" in guide.box._dom_classes
        guide.projector.value = []
        assert note in shown(guide)
        assert "sx-on-wall" not in guide.box._dom_classes


def test_every_station_leads_to_its_page_and_the_end_to_the_retests():
    html = shown(Guide("en"))
    for station in PLAN:
        assert f'href="{station.page}"' in html
    assert 'href="remember"' in html


def test_the_weeks_it_tells_are_those_of_the_schedule():
    memory, at, weeks = None, BEGIN, []
    for _ in range(3):
        memory = after(memory, True, at.astimezone(UTC))
        weeks.append(round((memory.due - at).days / 7))
        at = memory.due
    said = TEXT("guide.after_what", first=weeks[0], second=weeks[1], third=weeks[2])
    assert said in shown(Guide("en"))
