"""The judge refuses a decision that nobody signed."""

from sciatica.check import Project
from sciatica.check.pages import signatures_of_nothing, unsigned_decisions
from tests.harness.deciding import sign, switch
from tests.harness.judged import said


def test_a_switch_that_nobody_signed_is_a_fault_on_its_line(tmp_path):
    path = switch(tmp_path, "heavy_leg", "inflammatory_months")
    sign(path, "heavy_leg")
    ((file, line, text),) = said(unsigned_decisions(Project.ours(), path))
    assert file == str(path)
    assert path.read_text().splitlines()[line - 1] == "inflammatory_months = true"
    assert "no signature of a clinician holds for it" in text
    assert "sciatica sign inflammatory_months" in text


def test_a_signature_of_a_decision_signs_something(tmp_path):
    path = switch(tmp_path)
    sign(path, "heavy_leg")
    sign(path, "heavy_leg", of="decision/heavy_lag")
    ((_, _, text),) = said(signatures_of_nothing(Project.ours(), path))
    assert "no page and no decision 'decision/heavy_lag'" in text
