"""One way to fill a template, and one emergency link."""

import pytest
from jinja2 import UndefinedError

from sciatica import resources
from sciatica.html import renderer


def test_texts_are_escaped_and_a_name_that_nobody_gave_is_an_error(tmp_path):
    (tmp_path / "greeting.html.j2").write_text("<p>{{ name }}</p>")
    render = renderer(tmp_path)
    assert render("greeting", name="<Ada>") == "<p>&lt;Ada&gt;</p>"
    with pytest.raises(UndefinedError):
        render("greeting")


def test_the_emergency_link_is_written_in_one_template():
    templates = resources.PACKAGE.rglob("*.j2")
    links = [path.name for path in templates if 'class="sx-call"' in path.read_text("utf-8")]
    assert links == ["call.html.j2"]
