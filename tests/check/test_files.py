"""What is written is judged with file, line and remedy: each fault appears in a broken copy."""

import re
import shutil

import pytest

from sciatica import resources
from sciatica.check import Project, facts, judge, judge_files, signs
from sciatica.check.pages import never_words
from sciatica.check.texts import locale_texts
from sciatica.check.words import (
    keys_of_one_language,
    missing_keys,
    numbers_in_words,
    unused_exceptions,
    unused_keys,
)
from sciatica.content.facts import sources
from tests.harness.judged import page, said

FACTS = "sciatica/content/facts"
WORDS = "sciatica/content/locales/en"
HAZARD = '\n[[hazard]]\nid = "new"\ntitle = "A"\nharm = "B"\nseverity = "minor"\nguard = "C"\n'


def only(findings):
    (one,) = said(findings)
    return one


def new(judge_one, copy, break_it):
    """Return what a judge finds after `break_it` and did not find before, and the broken line."""
    before = set(said(judge_one()))
    line = break_it()
    return [one for one in said(judge_one()) if one not in before], line


def test_a_fact_that_its_loader_refuses_is_a_fault_with_file_line_key_and_remedy(copy):
    line = copy.change(copy.project.facts / "roots.toml", ', evidence = "read:berra2021" }', " }")
    file, at, text = only(facts.broken_facts(copy.project))
    assert (file, at) == (f"{FACTS}/roots.toml", line)
    assert (
        text == "root[L4].tests[femoral_stretch].evidence: the key 'evidence' is missing. Add it."
    )


def test_everything_that_is_wrong_with_a_file_is_told_at_once(copy):
    path = copy.project.facts / "red_flags.toml"
    lines = [
        copy.change(path, 'tier = "B"', "tier = 3"),
        copy.change(path, "], call =", "], cal ="),
    ]
    found = said(facts.broken_facts(copy.project))
    assert sorted(at for _, at, _ in found) == sorted(lines)


def test_a_file_that_several_loaders_need_is_told_once(copy):
    copy.change(copy.project.facts / "sources.toml", "short =", "shrt =")
    assert "Did you mean 'short'?" in only(facts.broken_facts(copy.project))[2]


def test_a_file_of_facts_that_nothing_reads_is_a_fault(copy):
    (copy.project.facts / "workshops.toml").write_text("[glide]\n")
    file, _, text = only(facts.broken_facts(copy.project))
    assert (file, "nothing reads" in text) == (f"{FACTS}/workshops.toml", True)


def test_a_source_that_nothing_names_is_a_remark_and_no_fault(copy):
    with (copy.project.facts / "sources.toml").open("a") as file:
        file.write('\n[lonely]\nshort = "A"\ncite = "B"\nchecked = "whole"\n')
    report = judge_files(copy.project)
    assert "no fact names the source lonely." in [one.what for one in report.remarks]
    assert not [one for one in report.faults if "lonely" in one.what]


def test_a_source_that_only_a_case_names_is_used(copy):
    case = next(facts.case_paths(copy.project))
    copy.change(case, "evidence = [", 'evidence = ["read:lonely", ')
    with (copy.project.facts / "sources.toml").open("a") as file:
        file.write('\n[lonely]\nshort = "A"\ncite = "B"\nchecked = "whole"\n')
    assert said(facts.unused_sources(copy.project)) == []


def test_no_source_is_named_in_code_so_that_a_clinician_can_mend_each():
    package = Project.ours().package
    ids = "|".join(sources())
    named = re.compile(rf"""["'](?:read:)?(?:{ids})["']|source-(?:{ids})\b""")
    code = [path for kind in ("py", "j2", "js") for path in package.rglob(f"*.{kind}")]
    assert len(code) > 100
    assert [path.name for path in code if named.search(path.read_text("utf-8"))] == []


def test_a_source_read_in_part_is_a_remark_and_one_read_whole_is_not(copy):
    copy.change(copy.project.facts / "sources.toml", 'checked = "abstract"', 'checked = "whole"')
    found = [one.what for one in facts.partly_read(copy.project)]
    assert not any(what.startswith("Murphy 2009") for what in found)
    assert "Berra 2021 was read in part only: tables." in found


def test_facts_from_memory_are_grouped_by_entry_and_counted(copy):
    before, count = facts.from_memory(copy.project)
    for read in ("read:berra2021", "read:isncsci_foot"):  # of a test of L4, and of its skin
        copy.change(copy.project.facts / "roots.toml", read, "memory:high")
    after, more = facts.from_memory(copy.project)
    assert more == count + 2
    assert len(after) == len(before) + 1
    assert any("root L4: skin" in one.what and "femoral_stretch" in one.what for one in after)


def test_a_number_in_the_words_is_a_fault_on_its_line(copy, lists):
    found, line = new(
        lambda: numbers_in_words(copy.project, lists),
        copy,
        lambda: copy.change(copy.locale("roots"), "about {pain_on_map_s1} of", "about 65 of"),
    )
    ((file, at, text),) = found
    assert (file, at) == (f"{WORDS}/roots.toml", line)
    assert '"65"' in text
    assert "facts/numbers.toml" in text


def test_a_number_in_a_lesson_is_a_fault_on_its_line(copy, lists):
    path = copy.project.notebooks / "en" / "02-nerve-roots.ipynb"
    found, line = new(
        lambda: numbers_in_words(copy.project, lists),
        copy,
        lambda: copy.change(path, "## Remember", "## Remember 9 of 10"),
    )
    assert [(file, at) for file, at, _ in found] == [
        ("notebooks/en/02-nerve-roots.ipynb", line)
    ] * 2


@pytest.mark.parametrize("text", ["L4, L5/S1 and T12", "{many} of 100 people", "1. Sit.", "CC0"])
def test_levels_slots_hundreds_and_list_numbers_are_no_claims(copy, lists, text):
    found, _ = new(
        lambda: numbers_in_words(copy.project, lists),
        copy,
        lambda: copy.change(copy.locale("roots"), "inner knee", text),
    )
    assert found == []


def test_an_exception_holds_only_where_it_is_listed(copy, lists):
    found, _ = new(
        lambda: numbers_in_words(copy.project, lists),
        copy,
        lambda: copy.change(copy.locale("roots"), "inner knee", "over 70"),
    )
    assert len(found) == 1


def test_an_exception_that_nothing_needs_is_remarked(copy, lists):
    path = copy.locale("red_flags")
    path.write_text(path.read_text().replace("70", "seventy"))
    assert [one.number for one in unused_exceptions(copy.project, lists)] == ["70"]


def test_every_exception_and_name_has_its_reason(lists):
    assert all(len(one.why) > 10 for one in (*lists.names, *lists.numbers))


@pytest.mark.parametrize(
    "said_so",
    [
        "It chokes it",
        "CHOKING",
        "a crumbling spine",
        "Slipped  discs",
        "a disc has slipped",
        "nerve-storm",
        "re-boot",
        "missing **link**",
        "wear\\nand tear",
        "wear<br>and tear",
        "cho<b>ke</b>",
    ],
)
def test_a_word_from_the_never_list_is_found_across_markup_and_line_breaks(copy, lists, said_so):
    line = copy.change(copy.locale("roots"), "inner knee", said_so)
    file, at, text = only(never_words(copy.project, lists, []))
    assert (file, at) == (f"{WORDS}/roots.toml", line)
    assert "stands on a patient page. Write" in text


def test_a_word_that_only_looks_like_a_forbidden_one_is_left_alone(copy, lists):
    copy.change(copy.locale("roots"), "inner knee", "artichokes, wear a tearless boot, a link")
    assert said(never_words(copy.project, lists, [])) == []


def test_a_forbidden_word_in_a_lesson_is_found_on_its_line(copy, lists):
    path = copy.project.notebooks / "en" / "02-nerve-roots.ipynb"
    line = copy.change(path, "## Remember", "## Reboots")
    assert only(never_words(copy.project, lists, []))[:2] == (
        "notebooks/en/02-nerve-roots.ipynb",
        line,
    )


def test_a_forbidden_word_that_only_the_finished_page_shows_is_found(copy, lists):
    shown = page("<p>wear <em>and</em>\n tear</p>")
    assert "appears on the finished page" in only(never_words(copy.project, lists, [shown]))[2]


def test_a_text_that_is_looked_up_and_missing_is_named_with_its_file(copy):
    used = [("en", "roots.site.heel"), ("en", "roots.site.elbow")]
    file, _, text = only(missing_keys(copy.project, used))
    assert file == f"{WORDS}/roots.toml"
    assert "roots.site.elbow" in text


def test_a_text_that_nothing_looks_up_is_named_with_its_line(copy, lists):
    path = copy.locale("roots")
    used = [("en", text.key) for text in locale_texts(copy.project, "en")]
    line = copy.change(path, "[key_point]", 'elbow = "elbow"\n[key_point]')
    assert only(unused_keys(copy.project, used, lists))[:2] == (f"{WORDS}/roots.toml", line)


def test_a_text_that_one_language_lacks_is_named_with_its_line(copy):
    shutil.copytree(copy.project.locales / "en", copy.project.locales / "fr")
    line = copy.change(copy.locale("roots", "fr"), 'heel = "heel"\n', "")
    file, at, text = only(keys_of_one_language(copy.project))
    assert (file, at) == (f"{WORDS}/roots.toml", line)
    assert "roots.site.heel stands in 'en' and not in 'fr'" in text


def test_a_sign_without_words_is_named_with_its_line_in_the_facts(copy):
    copy.change(copy.locale("red_flags"), "leaks =", "drips =")
    file, at, text = only(signs.signs_without_words(copy.project))
    path = copy.project.facts / "red_flags.toml"
    assert file == f"{FACTS}/red_flags.toml"
    assert 'id = "leaks"' in path.read_text().splitlines()[at - 1]
    assert "toilet.leaks has no words in 'en'" in text


def test_a_tier_without_an_action_is_found_at_every_sign_of_it(copy):
    copy.change(copy.locale("red_flags"), "[tier.C]", "[tier.Z]")
    found = said(signs.signs_without_words(copy.project))
    assert len(found) == sum(sign.tier == "C" for sign in signs.signs(copy.project))
    assert all("has no action" in text for _, _, text in found)


def test_a_sign_under_no_hazard_is_named(copy):
    text = copy.project.hazards.read_text()
    copy.project.hazards.write_text(text.replace('"legs.weaker",', ""))
    found = [text for _, _, text in said(signs.signs_without_hazard(copy.project))]
    assert any("legs.weaker stands under no hazard" in text for text in found)


def test_a_hazard_that_guards_an_unknown_sign_or_names_no_test_is_named(copy):
    with copy.project.hazards.open("a") as file:
        file.write(f'{HAZARD}tests = []\nsigns = ["legs.third_leg"]\n')
    found = [text for _, _, text in said(signs.signs_without_hazard(copy.project))]
    assert any("new guards the sign legs.third_leg" in text for text in found)
    assert any("the hazard new names no test" in text for text in found)


def test_a_guard_that_does_not_exist_is_named_with_its_line(copy):
    name = "tests/content/test_words.py::test_the_moon_is_round"
    with copy.project.hazards.open("a") as file:
        file.write(f'{HAZARD}tests = [\n  "{name}",\n]\n')
    line = len(copy.project.hazards.read_text().splitlines()) - 1
    found = said(signs.signs_without_hazard(copy.project))
    assert ("docs/safety/hazards.toml", line, f"the test {name} does not exist. Write it, or "
            "mend the name.") in found  # fmt: skip


def test_without_a_hazard_log_the_repository_fails(copy):
    copy.project.hazards.unlink()
    assert "there is no hazard log" in only(signs.signs_without_hazard(copy.project))[2]


def test_in_an_installed_wheel_no_test_of_the_hazard_log_is_looked_for(copy):
    (copy.project.root / "tests").unlink()
    report = judge_files(copy.project)
    assert any("are not in the wheel" in one.what for one in report.remarks)
    assert not any("does not exist" in one.what for one in report.faults)


def test_broken_toml_is_named_with_its_line_and_stops_the_rest(copy):
    line = copy.change(copy.locale("roots"), 'heel = "heel"', "heel = heel")
    report = judge(copy.project, resources.default_clinic())
    ((file, at, text),) = said(report.faults)
    assert (file, at) == (f"{WORDS}/roots.toml", line)
    assert "not valid TOML" in text


def test_a_file_that_is_no_notebook_is_named(copy):
    path = copy.project.notebooks / "en" / "02-nerve-roots.ipynb"
    path.write_text("{\n\n oops")
    file, at, _ = only(facts.broken_files(copy.project))
    assert (file, at) == ("notebooks/en/02-nerve-roots.ipynb", 3)


def test_a_clinic_file_that_cannot_be_used_is_named_with_its_line(copy):
    path = copy.project.root / "clinic.toml"
    path.write_text('[clinic]\nname = "A"\n[emergency]\nnumber = 112\n')
    file, at, text = only(facts.broken_clinic(copy.project, path))
    assert (file, at) == ("clinic.toml", 4)
    assert "must be text in double quotes" in text


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("forms = ", "shapes = ", "there is no key 'shapes'"),
        ("chok(?:e", "chok((?:e", "is no pattern"),
    ],
)
def test_a_broken_list_of_the_judge_is_told(copy, old, new, why):
    path = copy.project.facts / "reading.toml"
    copy.change(path, old, new)
    assert any(why in text for _, _, text in said(facts.broken_facts(copy.project)))
