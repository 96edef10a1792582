"""The contact sheet leaves out no picture that a reviewer should see."""

import pytest
from PIL import Image

from artwork.sheet import main, shown
from sciatica.content.words import words
from sciatica.figures.catalogue import catalogue


def test_every_picture_is_on_it_in_each_view_but_the_moments_of_a_movement():
    pictures = catalogue(words("en"))
    wanted = [
        (name, view)
        for name, picture in pictures.items()
        for view in picture.views
        if "moment" not in view
    ]
    assert [(picture.id, view) for picture, view in shown()] == wanted
    assert {name for name, _ in wanted} == set(pictures)


def test_it_holds_what_was_asked_for_in_grey_and_in_words(tmp_path, capsys):
    plain, told = tmp_path / "plain.png", tmp_path / "told.png"
    main([str(plain), "--only=pedicles", "--width=200"])
    main([str(told), "--only=pedicles", "--width=200", "--columns=1", "--words", "--grey"])
    assert "1 views of 1 pictures" in capsys.readouterr().out
    wide, narrow = Image.open(plain), Image.open(told)
    assert (wide.mode, narrow.mode) == ("RGB", "L")
    assert (wide.width, narrow.width) == (9 * 214, 214)
    assert narrow.height > wide.height
    with pytest.raises(SystemExit):
        main([str(plain), "--only=nothing of that name"])
