"""The page on care weighs nothing in secret: same headings, both outcomes, no promise."""

import re

import pytest
from bs4 import BeautifulSoup

from sciatica import pages
from sciatica.content.facts import page_facts
from sciatica.content.words import words
from sciatica.pages import care
from sciatica.pages.bibliography import SHOWN, cited
from tests.harness.clinics import settings

TEXT = words("en")
WORDS_OF_A_SECTION = 150


def soup(block):
    return BeautifulSoup(str(block.html), "html.parser")


def main_of(real, slug):
    """Return what a patient reads: the main part without the clinicians' fold."""
    (html,) = [page.html for page in real.pages if page.route == f"en/{slug}"]
    main = BeautifulSoup(html, "html.parser").main
    for fold in main.select(".sx-clinicians"):
        fold.extract()
    return main


@pytest.fixture(params=["care", "options", "what-we-do", "how-long"])
def page(real, request):
    return main_of(real, request.param)


@pytest.fixture
def first(real):
    """Return the page that leads to the others."""
    return main_of(real, "care")


def count(text):
    return len(text.split())


# The main message --------------------------------------------------------------------------------


def test_one_main_message_stands_in_a_frame_before_anything_else(first):
    (message,) = first.select(":scope > blockquote")
    assert message.find_previous_sibling().name == "h1"
    assert message.text.strip().startswith("Keep moving in ways that ease your leg.")
    assert "go to Emergency" in message.text
    assert message.find("a")["href"].endswith("red-flags#list")


def test_what_to_do_says_why_and_exactly_how(first):
    todo = first.select_one("#today")
    why = first.find("h2", string="Why keep moving?").find_next_sibling("p")
    assert "did no better" in why.text
    for how in ("Stay for a few minutes", "Walk a few steps, rest", "10 to 20 minutes"):
        assert how in todo.text
    assert first.find("a", href=re.compile("tonight$"))


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
            row.find("td", attrs={"data-label": TEXT(f"options.option.{part}")})
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


def test_every_frequency_is_out_of_a_hundred(page):
    assert not re.search(r"\b1 in \d|\d ?%|\btwice as\b|percent", page.text)


def test_the_clinics_visits_are_a_review_and_no_promise(real):
    page = main_of(real, "what-we-do")
    assert "We review after 3 visits and stop if it isn't helping." in page.text
    assert not re.search(r"first 3|guarantee|stay better|hundreds|pain-free", page.text)


def test_where_two_studies_differ_both_stand_there():
    needling = soup(pages.pillars("en")).select_one("#pillar-needling").text
    assert "A British guideline says not to offer it" in needling
    assert "16 of 100 points less leg pain than with pretend needles" in needling
    physio = soup(pages.pillars("en")).select_one(".sx-evidence").text
    assert "no clear difference in pain" in physio
    assert "45 of 100 called early physio a success after a year, and 28 of 100 after" in physio
    table = soup(pages.options_table("en")).text
    for trial in ("Dutch trial, 283 people", "Canadian trial, 128 people"):
        assert trial in table


def test_medicines_injection_and_surgery_are_told_with_trials_and_harm():
    table = soup(pages.options_table("en")).text
    for said in (
        "no clear change in leg pain",
        "40 of 100 got dizzy, 13 with the dummy",
        "about 5 of 100 points less leg pain than with a pretend injection",
        "stroke, paralysis, death",
        "5 to 8 of 100 need a second operation",
    ):
        assert said in table


# Tone and place ----------------------------------------------------------------------------------


def test_every_pillar_goes_from_what_we_do_to_what_studies_show_to_how_we_decide():
    for pillar in soup(pages.pillars("en")).select(".sx-pillar"):
        assert [h3.text for h3 in pillar.find_all("h3")] == [
            "What we do",
            "What studies show",
            "How we decide together",
        ]
        parts = [part for group in care.PILLAR_PARTS.values() for part in group]
        wanted = [TEXT(f"what_we_do.pillar.{part}") for part in parts]
        assert [dt.text for dt in pillar.find_all("dt")] == wanted


def test_the_advice_of_guidelines_is_named_as_about_acupuncture():
    needling = soup(pages.pillars("en")).select_one("#pillar-needling").text
    assert "Both are about acupuncture, not IMS." in needling
    assert "Very unsure." in needling
    assert "permit" in needling


def test_booking_stands_in_a_block_of_its_own(first):
    booking = first.find("h2", string=TEXT("care.booking.title")).parent
    assert booking.name == "section"
    for other in first.select(".sx-pillar, .sx-decision, .sx-care-plan, .sx-tier"):
        assert booking not in other.parents
        assert other not in booking.parents
    assert "Emergency" not in booking.text


def test_the_clinics_own_words_come_from_its_file_and_are_escaped():
    with settings(
        '[clinic]\nname = "A & B"\nphone = "555 0100"\n[emergency]\nnumber = "112"\n'
        '[services]\nneedling_by = "Dr <b>Who</b>"\n[local]\nlifting = "moving hay"\n'
    ):
        shown = str(pages.pillars("en").html)
        booked = str(pages.booking("en").html)
    assert "Here: Dr &lt;b&gt;Who&lt;/b&gt;." in shown
    assert "moving hay or your sport" in shown
    assert "A &amp; B" in booked
    assert "tel:5550100" in booked


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


def test_without_phone_or_link_the_booking_block_does_not_ask_to_call(first):
    booking = first.find("h2", string=TEXT("care.booking.title")).parent
    assert booking.a is None
    assert "call" not in booking.text


def test_old_links_to_parts_of_the_page_lead_to_the_pages_that_have_them_now(first):
    for anchor, notebook in care.MORE.items():
        place = first.find(id=anchor)
        assert place.a["href"].endswith(f"/{notebook.removesuffix('.ipynb')[3:]}")
    assert first.find(id="time").a["href"].endswith("/how-long")


# What a script can judge of PEMAT ----------------------------------------------------------------


def test_the_page_has_a_summary_and_its_actions_are_an_ordered_list(first):
    heads = [h2.text for h2 in first.find_all("h2")]
    assert heads[0] == "In short"
    summary = first.find("h2", string="In short").find_next("ul")
    inside = [link["href"][1:] for link in summary.find_all("a") if link["href"][0] == "#"]
    assert inside == ["today", "options", "net"]
    assert all(first.find(id=anchor) for anchor in inside)
    actions = first.find("h2", string="What to do today").find_next("ol")
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


def test_a_term_is_defined_where_it_stands_first(real):
    page = main_of(real, "what-we-do")
    terms = page.find_all("dfn")
    assert {term.text for term in terms} == {"IMS", "nerve glide"}
    for term in terms:
        before = [
            str(text)
            for text in term.find_all_previous(string=True)
            if not text.find_parent(["h2", "h3", "script"])
        ]
        assert not any(re.search(rf"\b{term.text}\b", text) for text in before)


def test_every_question_opens_without_a_script():
    for question in soup(pages.questions("en")).find_all("details"):
        assert question.summary.text.endswith("?")
        assert not question.has_attr("open")


# Sources -----------------------------------------------------------------------------------------


def test_every_page_lists_exactly_the_sources_it_says_it_rests_on(real):
    by_slug = {page.route.rpartition("/")[2]: page.html for page in real.pages}
    for slug in page_facts():
        listed = BeautifulSoup(by_slug[slug], "html.parser").select("[id^=source-]")
        names = {item["id"].removeprefix("source-") for item in listed}
        assert names == {one.id for one in cited("en", slug)}


def test_every_citation_of_every_page_leads_to_a_source_that_it_lists(real):
    for made in real.pages:
        page = BeautifulSoup(made.html, "html.parser")
        listed = {f"#{item['id']}" for item in page.select("[id^=source-]")}
        assert {link["href"] for link in page.select("cite a")} <= listed, made.route


def test_every_page_whose_facts_are_shown_stands_among_the_facts_of_pages():
    assert set(SHOWN) <= set(page_facts())


def test_the_page_of_sources_names_each_source_how_much_was_read_and_where_it_is_used():
    listed = soup(pages.all_sources("en"))
    for slug in page_facts():
        for one in cited("en", slug):
            item = listed.select_one(f"#source-{one.id}")
            assert one.checked in item.text
            assert any(f"-{slug}.ipynb" in link["href"] for link in item.find_all("a"))


def test_every_source_of_the_ledger_is_used_on_some_page():
    idle = [
        item["id"]
        for item in soup(pages.all_sources("en")).select("[id^=source-]")
        if not item.select('a[href*=".ipynb"], [data-workshop]')
    ]
    assert idle == []


def test_questions_that_few_dare_to_ask_are_answered_and_their_signs_stay_blunt():
    asked = {
        fold["id"].removeprefix("question-"): fold.p.get_text()
        for fold in soup(pages.questions("en")).select("details")
    }
    assert {"work", "travel", "sex", "pregnancy", "mood"} <= asked.keys()
    assert "That is an Emergency sign: go now." in asked["sex"]
    assert "go to Emergency now" in asked["pregnancy"]
    for name in ("pregnancy", "travel"):
        assert "call 911 now" in asked[name], name
    for name in ("pregnancy", "travel", "mood"):
        assert "have a doctor see you today" in asked[name].lower(), name


def test_who_cannot_cope_finds_the_crisis_line_on_the_page_that_names_it(first):
    assert "the crisis line on this page" in first.get_text()
    assert first.select(".sx-crisis a[href^='tel:']")


def test_what_not_to_do_stands_beside_what_to_do_each_in_a_whole_sentence(first):
    lines = first.select(".sx-avoid li")
    assert len(lines) == 4
    assert all(line.get_text().startswith("Do not ") for line in lines)


def test_what_it_usually_feels_like_asks_nothing_and_judges_nobody(real):
    main = main_of(real, "what-is-sciatica")
    (title,) = [one for one in main.select("h2") if "usually feels like" in one.get_text()]
    said = " ".join(
        part.get_text() for part in title.find_all_next(["p", "ul", "h2"]) if part.name != "h2"
    ).split("The sciatic nerve is")[0]
    assert "?" not in said
    assert "does not tell you what you have" in said
    assert "go to Emergency now" in said
