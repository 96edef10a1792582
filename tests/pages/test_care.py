"""The page on care weighs nothing in secret: same headings, both outcomes, no promise."""

import re

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content import frequencies, source, words
from sciatica.figures.icon_array import IMPROVED
from sciatica.pages import care
from sciatica.pages.ledger import CITED

TEXT = words("en")
WORDS_OF_A_SECTION = 150


def soup(block):
    return BeautifulSoup(str(block.html), "html.parser")


@pytest.fixture
def page(real):
    """Return what a patient reads: the main part without the clinicians' fold."""
    (html,) = [page.html for page in real.pages if page.route == "en/care"]
    main = BeautifulSoup(html, "html.parser").main
    main.select_one(".sx-clinicians").extract()
    return main


def count(text):
    return len(text.split())


# The options -------------------------------------------------------------------------------------


def test_every_option_has_the_same_headings_in_the_same_order():
    table = soup(pages.options_table("en")).table
    heads = [th.text for th in table.thead.find_all("th")][1:]
    rows = table.tbody.find_all("tr")
    assert len(rows) == 6
    for row in rows:
        assert [td["data-label"] for td in row.find_all("td")] == heads
        assert all(td.text.strip() for td in row.find_all("td"))


def test_good_and_hard_are_told_at_the_same_length_within_a_quarter():
    for row in soup(pages.options_table("en")).tbody.find_all("tr"):
        good, hard = (
            row.find("td", attrs={"data-label": TEXT(f"care.option.{part}")})
            for part in ("good", "hard")
        )
        for cell in (good, hard):
            for cite in cell.find_all("cite"):
                cite.decompose()
        ratio = len(" ".join(hard.text.split())) / len(" ".join(good.text.split()))
        assert 0.8 <= ratio <= 1.25, (row.th.text, ratio)


def test_nothing_is_chosen_or_ranked_beforehand():
    html = soup(pages.options_table("en"))
    assert html.find_all(["input", "select", "button", "ol"]) == []
    assert not re.search(r"best|recommend|first choice", html.text, re.I)
    assert "no ranking" in html.caption.text


def test_the_table_meets_the_six_qualifying_criteria_of_ipdas():
    html = soup(pages.options_table("en"))
    lead = html.p.text
    heads = [th.text for th in html.thead.find_all("th")]
    assert "Sciatica is leg pain from an irritated nerve." in lead  # 1 the condition
    assert "The decision: what do you want to try next" in lead  # 2 the decision
    assert heads[1] == "What it is"  # 3 the options
    assert heads[2] == "What may be good"  # 4 what speaks for each
    assert heads[3] == "What may be hard"  # 5 what speaks against each
    assert heads[4] == "What it is like"  # 6 what living with it is like


# Numbers -----------------------------------------------------------------------------------------


def test_the_study_that_sounds_worse_stands_beside_the_one_that_sounds_better(page):
    first, second = page.select(".sx-pair figure")
    assert "87 of 100 had improved, 13 had not." in first.text
    assert "55 of 100 were clearly less limited, 45 were not." in second.text
    for figure in (first, second):
        assert "not cured" in figure.text
        assert figure.figcaption.text.strip()
        assert figure.cite


def test_no_figure_joins_two_outcomes():
    outcomes = {frequencies()[name].outcome for name in IMPROVED}
    assert len(outcomes) == len(IMPROVED)


def test_the_page_says_that_it_does_not_know_where_one_will_be(page):
    assert "We do not know where you will be." in page.text


def test_every_frequency_is_out_of_a_hundred(page):
    assert not re.search(r"\b1 in \d|\d ?%|\btwice as\b|percent", page.text)


def test_the_clinics_visits_are_a_review_and_no_promise(page):
    assert "We review after 3 visits and stop if it isn't helping." in page.text
    assert not re.search(r"first 3|guarantee|stay better|hundreds|pain-free", page.text)


# Tone and place ----------------------------------------------------------------------------------


def test_every_pillar_goes_from_what_we_do_to_what_studies_show_to_how_we_decide():
    for pillar in soup(pages.pillars("en")).select(".sx-pillar"):
        assert [h4.text for h4 in pillar.find_all("h4")] == [
            "What we do",
            "What studies show",
            "How we decide together",
        ]
        parts = [part for group in care.PILLAR_PARTS.values() for part in group]
        wanted = [TEXT(f"care.pillar.{part}") for part in parts]
        assert [dt.text for dt in pillar.find_all("dt")] == wanted


def test_the_advice_of_guidelines_is_named_as_about_acupuncture():
    needling = soup(pages.pillars("en")).select_one("#pillar-needling").text
    assert "That advice is about acupuncture, not IMS." in needling
    assert "Very unsure." in needling
    assert "permit" in needling


def test_booking_stands_in_a_block_of_its_own(page):
    booking = page.find("h2", string=TEXT("care.booking.title")).parent
    assert booking.name == "section"
    for other in page.select(".sx-pillar, .sx-decision, .sx-plan, .sx-tier"):
        assert booking not in other.parents
        assert other not in booking.parents
    assert "Emergency" not in booking.text


def test_the_clinics_own_words_come_from_its_file_and_are_escaped(monkeypatch, tmp_path):
    file = tmp_path / "clinic.toml"
    file.write_text(
        '[clinic]\nname = "A & B"\nphone = "555 0100"\n[emergency]\nnumber = "112"\n'
        '[services]\nneedling_by = "Dr <b>Who</b>"\n[local]\nlifting = "moving hay"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("SCIATICA_CLINIC", str(file))
    care.the_clinic.cache_clear()
    try:
        shown = str(pages.pillars("en").html)
        booked = str(pages.booking("en").html)
    finally:
        care.the_clinic.cache_clear()
    assert "Here: Dr &lt;b&gt;Who&lt;/b&gt;." in shown
    assert "moving hay or your sport" in shown
    assert "A &amp; B" in booked
    assert "tel:555 0100" in booked


def test_the_plan_is_blank_and_says_what_the_emergency_strip_says():
    plan = soup(pages.flare_up_plan("en"))
    assert len(plan.select("dd")) == 6
    assert plan.find_all(["input", "textarea", "form"]) == []
    for key in ("lead", "signs", "unsure"):
        assert TEXT(f"common.strip.{key}") in plan.text
    assert plan.select_one("a.sx-call")["href"] == "tel:911"


def test_a_foot_too_weak_to_drive_is_named_as_an_emergency_sign():
    (driving,) = [li.text for li in soup(pages.today("en")).find_all("li") if "drive" in li.text]
    assert "is new or worse is an Emergency sign" in driving


def test_the_page_never_says_that_one_is_safe_or_has_time(page):
    assert not re.search(r"\b(you are|you're) safe\b|\bno risk\b|you have time", page.text, re.I)


def test_without_phone_or_link_the_booking_block_does_not_ask_to_call(page):
    booking = page.find("h2", string=TEXT("care.booking.title")).parent
    assert booking.a is None
    assert "call" not in booking.text


# What a script can judge of PEMAT ----------------------------------------------------------------


def test_the_page_has_a_summary_and_its_actions_are_an_ordered_list(page):
    heads = [h2.text for h2 in page.find_all("h2")]
    assert heads[0] == "In short"
    summary = page.find("h2", string="In short").find_next("ul")
    inside = [link["href"][1:] for link in summary.find_all("a") if link["href"][0] == "#"]
    assert inside == ["today", "time", "options"]
    assert all(page.find(id=anchor) for anchor in inside)
    actions = page.find("h2", string="What to do today").find_next("ol")
    assert len(actions.find_all("li")) == 7
    assert all(li.strong for li in actions.find_all("li"))


def test_no_section_is_longer_than_150_words(page):
    for part in page.select("table, details, .sx-sources"):
        part.extract()
    sections, here = {}, ""
    for piece in page.find_all(["h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "figcaption"]):
        if piece.name in ("h1", "h2", "h3", "h4"):
            here = f"{len(sections)} {piece.text}"
        elif not piece.find(["p", "li"]):
            sections[here] = sections.get(here, 0) + count(piece.text)
    long = {title: words for title, words in sections.items() if words > WORDS_OF_A_SECTION}
    assert long == {}


def test_every_answer_is_shorter_than_a_section():
    for question in soup(pages.questions("en")).find_all("details"):
        assert count(question.text) < WORDS_OF_A_SECTION / 2


def test_a_term_is_defined_where_it_stands_first(page):
    terms = page.find_all("dfn")
    assert {term.text for term in terms} == {"IMS", "nerve glide"}
    for term in terms:
        before = [
            str(text)
            for text in term.find_all_previous(string=True)
            if not text.find_parent(["h3", "script"])
        ]
        assert not any(re.search(rf"\b{term.text}\b", text) for text in before)


def test_every_question_opens_without_a_script():
    for question in soup(pages.questions("en")).find_all("details"):
        assert question.summary.text.endswith("?")
        assert not question.has_attr("open")


# Sources -----------------------------------------------------------------------------------------


def test_every_page_lists_exactly_the_sources_it_says_it_rests_on(real):
    by_slug = {page.route.rpartition("/")[2]: page.html for page in real.pages}
    for slug, cited in CITED.items():
        listed = BeautifulSoup(by_slug[slug], "html.parser").select("[id^=source-]")
        assert {item["id"].removeprefix("source-") for item in listed} == cited()


def test_every_citation_on_the_page_leads_to_its_source(page):
    listed = {item["id"] for item in page.select("[id^=source-]")}
    assert {link["href"][1:] for link in page.select("cite a")} <= listed


def test_the_page_of_sources_names_each_source_how_much_was_read_and_where_it_is_used():
    listed = soup(pages.all_sources("en"))
    for slug, cited in CITED.items():
        for name in cited():
            item = listed.select_one(f"#source-{name}")
            assert source(name).checked in item.text
            assert any(f"-{slug}.ipynb" in link["href"] for link in item.find_all("a"))


def test_every_source_of_the_ledger_is_used_on_some_page():
    idle = [
        item["id"]
        for item in soup(pages.all_sources("en")).select("[id^=source-]")
        if not item.select('a[href*=".ipynb"], [data-workshop]')
    ]
    assert idle == []
