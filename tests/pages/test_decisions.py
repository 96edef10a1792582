"""Pages with and without a decision: a sentence changes, urgency by rule does not."""

import json

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.check.rehearsal import clinic_file
from sciatica.content.decisions import instead, the_words
from sciatica.content.facts import decisions, printed
from sciatica.content.words import words
from tests.harness.deciding import decided_clinic, switch

TEXT = words("en")
NAMES = [one.id for one in decisions()]


def soup(html):
    return BeautifulSoup(str(html), "html.parser")


def shown(folder, *names):
    """Return list, walk and clinicians' fold of a clinic in which some decisions are in force."""
    decided_clinic(folder, *names)
    with clinic_file(folder / "clinic.toml"):
        listed = pages.safety_list("en").html
        return soup(listed), soup(pages.safety_walk("en").html), fold()


def fold():
    return soup(pages.red_flags_for_clinicians("en").html)


def urgency(page):
    """Return what a list says by rule: by tier how many signs, and how many are called for."""
    return [
        (tier["class"], len(tier.find_all("li")), len(tier.select("li .sx-call")))
        for tier in page.select(".sx-tier")
    ]


def table(walk):
    """Return the table by which the walk goes on."""
    return json.loads(walk.select_one("script[type='application/json']").string)


def test_with_every_decision_in_force_cards_tiers_and_calls_are_the_same(tmp_path):
    (with_all, with_none) = (tmp_path / name for name in ("all", "none"))
    for folder in (with_all, with_none):
        folder.mkdir()
    listed, walk, _ = shown(with_all, *NAMES)
    plain_list, plain_walk, _ = shown(with_none)
    assert urgency(listed) == urgency(plain_list)
    assert len(urgency(listed)) == 4
    assert table(walk) == table(plain_walk)


@pytest.mark.parametrize("name", NAMES)
def test_list_walk_and_fold_show_the_same_sentence_with_and_without_a_decision(tmp_path, name):
    for folder, on in (("with", [name]), ("without", [])):
        (tmp_path / folder).mkdir()
        listed, walk, staff = (page.text for page in shown(tmp_path / folder, *on))
        for key, new in instead(name, "en").items():
            slots = {slot: printed()[slot] for slot in TEXT.slots(new)}
            right, wrong = (TEXT(one, **slots) for one in ((new, key) if on else (key, new)))
            for place in [staff] if ".staff." in key else [listed, walk, staff]:
                assert right in place
                assert wrong in right or wrong not in place  # one adds to the other


def test_an_unsigned_switch_leaves_every_page_as_it_was(tmp_path):
    with clinic_file(switch(tmp_path, *NAMES)):
        assert not the_words("en").instead
        assert "heavy or weaker" in pages.safety_list("en").html


def test_what_is_in_force_stands_on_the_page_about_these_pages_with_name_and_end(tmp_path):
    clinic = decided_clinic(tmp_path, "heavy_leg")
    (given,) = clinic.signatures
    with clinic_file(tmp_path / "clinic.toml"):
        told = soup(pages.about_decisions("en").html).text
    assert TEXT("decisions.heavy_leg.title") in told
    assert "Ada Example, physiotherapist" in told
    assert str(given.lapses_on) in told
    assert TEXT("about.decisions.none") in soup(pages.about_decisions("en").html).text
