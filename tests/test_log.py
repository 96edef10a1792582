"""The log has one line an event, in a form that machines read, on standard error alone."""

import logging
import re

import pytest

from sciatica import log

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} "


@pytest.fixture
def said(capfd):
    """Return a function that gives the one line that was written."""

    def line():
        out, err = capfd.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert re.match(TIME, err)
        return re.sub(TIME, "", err).rstrip("\n")

    return line


def test_a_line_holds_the_time_the_event_and_its_fields_and_nothing_else(said):
    log.event("live_opened", page="en/staff/cases", seconds=1.23456, live=3)
    assert said() == "live_opened page=en/staff/cases seconds=1.235 live=3"


def test_what_holds_a_space_a_quote_or_a_line_end_is_quoted(said):
    log.event("odd", empty="", text='a "b"\nc\\d', percent="100%s")
    assert said() == r'odd empty="" text="a \"b\"\nc\\d" percent=100%s'


def test_a_failure_brings_its_reason_and_its_traceback_on_one_line(said):
    try:
        raise ValueError("no\nluck")
    except ValueError as error:
        log.failure("page_failed", error, page="en/a")
    line = said()
    assert line.startswith(r'page_failed page=en/a error="ValueError: no\nluck" traceback="Trace')
    assert line.endswith('ValueError: no\\nluck"')


def test_nobody_else_hears_of_an_event(said, monkeypatch):
    heard = []
    handler = logging.Handler()
    handler.emit = heard.append
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    log.event("kernel_ended", why="idle")
    assert said() == "kernel_ended why=idle"
    assert heard == []
