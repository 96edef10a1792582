"""What scour has made once is kept, whole or not at all."""

import os
import time

import pytest

from sciatica.figures import shrink

RAW = '<svg xmlns="http://www.w3.org/2000/svg" width="3"><path d="M 0.000001 0 L 1 1"/></svg>'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(shrink.FOLDER, str(tmp_path / "pictures"))
    return tmp_path / "pictures"


@pytest.fixture
def times(monkeypatch):
    """Return a list that grows each time scour works."""
    calls, work = [], shrink.scour.scourString
    monkeypatch.setattr(
        shrink.scour, "scourString", lambda raw, options: calls.append(raw) or work(raw, options)
    )
    return calls


def test_a_picture_is_shrunk_once_and_another_anew(folder, times):
    first = shrink.shrunk(RAW)
    assert len(first) < len(RAW)
    assert shrink.shrunk(RAW) == first
    assert len(times) == 1
    assert shrink.shrunk(RAW.replace("1 1", "2 2")) != first
    assert [path.suffix for path in folder.iterdir()] == [".svg", ".svg"]


def test_what_scour_is_told_counts(folder, times, monkeypatch):
    shrink.shrunk(RAW)
    coarse = shrink._options()
    coarse.digits = 2
    monkeypatch.setattr(shrink, "_options", lambda: coarse)
    shrink.shrunk(RAW)
    assert len(times) == 2


@pytest.mark.parametrize("left", ["", "<svg><path", "\0" * 200])
def test_half_a_kept_picture_is_made_again(folder, times, left):
    first = shrink.shrunk(RAW)
    (kept,) = folder.iterdir()
    kept.write_text(left, "utf-8")
    assert shrink.shrunk(RAW) == first
    assert kept.read_text("utf-8") == first
    assert len(times) == 2


def test_without_a_folder_or_with_one_that_cannot_be_written_it_works(tmp_path, monkeypatch, times):
    monkeypatch.delenv(shrink.FOLDER)
    first = shrink.shrunk(RAW)
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("")
    monkeypatch.setenv(shrink.FOLDER, str(in_the_way))
    assert shrink.shrunk(RAW) == first
    assert len(times) == 2


def test_what_nobody_uses_goes_and_what_is_used_stays(folder):
    shrink.shrunk(RAW)
    shrink.shrunk(RAW.replace("1 1", "2 2"))
    long_ago = time.time() - shrink.UNUSED_AFTER_S - 60
    for kept in folder.iterdir():
        os.utime(kept, (long_ago, long_ago))
    shrink.shrunk(RAW)
    shrink.keep_in(folder)
    assert len(list(folder.iterdir())) == 1
