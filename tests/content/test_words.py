"""Words are found by key, and what is missing is named."""

import re
import sys

import pytest

from sciatica.content.toml import ContentError
from sciatica.content.words import languages, words


def test_a_missing_text_is_named_with_its_language():
    with pytest.raises(KeyError, match=r"locales/en has no text 'common\.nothing'"):
        words("en")("common.nothing")


def test_a_missing_slot_is_named():
    with pytest.raises(KeyError, match=r"'common\.strip\.call' has no value for 'number'"):
        words("en")("common.strip.call")


def test_an_unknown_language_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="there are: en"):
        words("xx")


@pytest.mark.parametrize("lang", languages())
def test_no_language_lacks_a_key_of_another(lang):
    assert set(words(lang).entries) == set(words("en").entries)


def test_the_strip_is_word_for_word_the_clinical_bases():
    text = words("en")
    strip = " ".join(text(f"common.strip.{part}") for part in ("lead", "signs", "unsure"))
    assert strip == (
        "New or worse? Any one: go to Emergency now. Numb between the legs · bladder, bowel or "
        "sexual change · both legs · weakness or foot drop. Not sure? Go."
    )


def test_no_number_stands_in_the_words_of_evidence():
    for key, text in words("en").entries.items():
        if ".evidence." in key:
            assert re.sub(r"\{\w+\}|\b100\b|\b[LS]\d\b", "", text) == re.sub(
                r"\{\w+\}|\b100\b|\b[LS]\d\b|\d", "", text
            )


def test_a_text_tells_its_slots():
    slots = words("en").slots("roots.evidence.pain_map")
    assert slots == ["pain_on_map_lumbar", "not_pain_on_map_lumbar", "pain_on_map_s1"]
    assert words("en").slots("roots.site.heel") == []


def test_names_under_a_prefix_come_in_file_order():
    assert words("en").under("home.card")[:2] == ["what-is-sciatica", "nerve-roots"]


def test_a_broken_file_of_words_is_named_with_its_line_and_remedy(tmp_path, monkeypatch):
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "common.toml").write_text('[site]\nname = "A\n')
    monkeypatch.setattr(sys.modules["sciatica.content.words"], "LOCALES", tmp_path)
    with pytest.raises(ContentError, match=r"xx/common\.toml, line 2: this is not valid TOML"):
        words("xx")
