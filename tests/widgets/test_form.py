"""A group of native controls: nothing is chosen before, and Python hears only what was offered."""

import pytest
from bs4 import BeautifulSoup

from sciatica.widgets.form import Form, Kind

OPTIONS = {"a": "First", "b": "Second & <last>"}


def group(kind, **more):
    return Form.build(kind, "Which?", OPTIONS, submit="Answer", missing="Choose", **more)


@pytest.mark.parametrize(("kind", "native"), [(Kind.ONE, "radio"), (Kind.MANY, "checkbox")])
def test_the_controls_are_native_named_and_not_chosen(kind, native):
    page = BeautifulSoup(group(kind).html, "html.parser")
    assert page.fieldset.legend.text == "Which?"
    assert [one["type"] for one in page.select("input")] == [native, native]
    assert page.select("[checked]") == []
    assert [one.text for one in page.select("label")] == list(OPTIONS.values())


def test_buttons_say_whether_they_were_pressed_and_what_came_of_it_is_announced():
    page = BeautifulSoup(group(Kind.ACT).html, "html.parser")
    buttons = page.select(".sx-form-options button")
    assert [one["aria-pressed"] for one in buttons] == ["false", "false"]
    assert page.select_one(".sx-feedback")["role"] == "status"


def test_what_is_submits_is_heard_until_the_group_is_closed():
    one, heard = group(Kind.ONE), []
    one.on_submit(lambda group: heard.append(group.chosen()))
    one.choose("a")
    one.disabled = True
    one.choose("b")
    assert heard == [("a",)]


def test_a_button_is_heard_each_time_it_is_pressed():
    acts, heard = group(Kind.ACT), []
    acts.on_submit(lambda group: heard.append(group.pressed))
    for name in ("b", "b", "a"):
        acts.press(name)
    assert heard == ["b", "b", "a"]


def test_what_was_never_offered_is_not_heard():
    many, acts, heard = group(Kind.MANY), group(Kind.ACT), []
    many.on_submit(lambda group: heard.append(group.chosen()))
    acts.on_submit(lambda group: heard.append(group.pressed))
    many.choose("a", "<script>")
    acts.press("c")
    assert heard == [("a",)]
