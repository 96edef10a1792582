"""A sheet is put together, printed, and opened again tomorrow from its link."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from sciatica.content.take_home import codes as every_code
from sciatica.content.words import words
from sciatica.model.take_home import (
    BOUNDS,
    FIRST_DAY,
    Choices,
    check_letters,
    write_choices,
)
from sciatica.pages import sheet_link
from sciatica.pages.take_home import chosen_pictures
from tests.harness.browser import Visitor
from tests.harness.qr import qr_rows
from tests.harness.servers import Server, serving

pytestmark = pytest.mark.browser
TEXT = words("en")
PATH = "en/take-home"
PUBLIC = "https://pages.example.org/clinic"
WHOLE = Choices("l5l", ("p", "n", "d"), "x")


def address(code: str) -> str:
    return f"{PATH}#sheet={code}"


def said(page: Page) -> str:
    return page.locator(".sx-take-said").inner_text()


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def shown(page: Page) -> dict[str, list[str]]:
    """Return what stands on the sheet."""
    return {
        name: page.locator(f"[data-{name}]:visible").evaluate_all(
            f"nodes => nodes.map(node => node.dataset.{name})"
        )
        for name in ("scene", "piece", "family", "next")
    }


def test_the_sheet_follows_every_tick_and_the_same_link_opens_it_again(visitor: Visitor) -> None:
    page = visitor.open(PATH)
    assert said(page) == TEXT("take_home.sheet.empty")
    assert shown(page) == {"scene": [], "piece": [], "family": [], "next": []}
    expect(page.locator(".sx-take-emergency")).to_be_visible()
    page.get_by_text(TEXT("board.group.leg.name"), exact=True).click()
    page.get_by_label("L5, left leg", exact=True).check()
    for code in "dpn":  # in any order: the sheet has its own
        page.locator(f"[data-exercise][value={code}]").check()
    page.get_by_label(TEXT("options.option.exercise.name")).check()
    expect(page).to_have_url(re.compile(rf"#sheet={re.escape(write_choices(WHOLE))}$"))
    wanted = {
        "scene": ["legs"],
        "piece": ["p", "n", "d"],
        "family": ["prone_propping", "nerve_glide", "dead_bug"],
        "next": ["x"],
    }
    assert shown(page) == wanted
    page.reload()
    assert shown(page) == wanted
    lit = page.locator("[data-layer]:visible").evaluate_all(
        "nodes => [...new Set(nodes.map(node => node.dataset.layer))]"
    )
    assert {layer for layer in lit if re.match("L4|L5|S1|body", layer)} == {"L5-left", "body-left"}


VISIBLE = """codes => Object.fromEntries(codes.map((code) => {
  document.querySelector(`input[name$="-picture"][value="${code}"]`).click();
  const shown = document.querySelectorAll("[data-scene]:not([hidden]) figure:not([hidden])");
  return [code, [...shown].map((figure) => {
    const layers = [...figure.querySelectorAll("[data-layer]")];
    const visible = layers.filter((layer) => layer.getAttribute("display") !== "none");
    const names = [layers, visible].map((some) => some.map((layer) => layer.dataset.layer));
    const said = figure.querySelector("svg").getAttribute("aria-label");
    return [figure.dataset.picture, said, ...names];
  })];
}))"""


def test_every_picture_shows_in_the_browser_what_it_shows_on_paper(
    visitor: Visitor,
) -> None:
    seen = visitor.open(PATH).evaluate(VISIBLE, list(every_code().pictures))
    for code, figures in seen.items():
        chosen = chosen_pictures("en", code)
        assert [name for name, *_ in figures] == [picture.id for picture, _ in chosen], code
        for (picture, view), (_, said, layers, visible) in zip(chosen, figures, strict=True):
            assert said == picture.views[view].words, (code, picture.id)
            assert set(visible) == picture.views[view].layers & set(layers), (code, picture.id)


def test_a_link_with_its_picture_chosen_waits_for_the_rest(visitor: Visitor) -> None:
    link = sheet_link("s1r").split("#")[1]
    page = visitor.open(f"{PATH}#{link}")
    expect(page.locator(".sx-take-choose")).to_have_attribute("open", "")
    expect(page.get_by_label("S1, right leg", exact=True)).to_be_checked()
    assert TEXT("take_home.sheet.ready") == said(page)


def test_more_than_four_exercises_are_too_many(visitor: Visitor) -> None:
    page = visitor.open(address(write_choices(Choices("", tuple("pqrs"), ""))))
    assert TEXT("take_home.sheet.many") not in said(page)
    page.goto(f"{page.url.split('#')[0]}#sheet={write_choices(Choices('', tuple('pqrst'), ''))}")
    expect(page.locator(".sx-take-said")).to_contain_text(TEXT("take_home.sheet.many"))


# How much ---------------------------------------------------------------------------------------

DOSED = Choices(
    "l5l",
    ("p", "n"),
    "x",
    {"p": {"leg": 2, "many": 10, "hold": 30, "rest": 1, "day": 3}, "n": {"day": 12}},
    date(2026, 11, 30),
)
ON_SHEET = {
    "p": ["right", "10", "30 seconds", "1 second", "3"],
    "n": ["", "", "", "", "12"],
}


def written(page: Page) -> dict[str, list[str]]:
    """Return what stands on the lines of each exercise of the sheet."""
    return {
        piece.get_attribute("data-piece") or "": piece.locator(".sx-write").all_inner_texts()
        for piece in page.locator("[data-piece]:visible").all()
    }


def on(page: Page, day: str) -> Page:
    page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00:00"))
    return page


def write(page: Page, choices: Choices) -> None:
    """Write the doses as a clinician does."""
    for code, dose in choices.doses.items():
        row = page.locator(f"[data-dose={code}]")
        for name, number in dose.items():
            field = row.locator(f"[data-number={name}]")
            if name == "leg":
                field.select_option(str(number))
            else:
                field.fill(str(number))
                field.press("Tab")


def test_numbers_stand_on_the_sheet_and_reach_the_link_by_an_explicit_choice_alone(
    visitor: Visitor,
) -> None:
    plain = Choices(DOSED.picture, DOSED.exercises, DOSED.next_step)
    page = on(visitor.open(address(write_choices(plain))), "2026-11-30")
    page.locator(".sx-take-choose > summary").click()
    write(page, DOSED)
    assert written(page) == ON_SHEET
    assert page.url.endswith(f"#sheet={write_choices(plain)}")
    assert TEXT("take_home.sheet.unshared") in said(page)
    share = page.get_by_label(TEXT("take_home.sheet.share"))
    expect(page.get_by_text(TEXT("take_home.sheet.share_lead"))).to_be_visible()
    expect(share).not_to_be_checked()
    share.check()
    assert page.url.endswith(f"#sheet={write_choices(DOSED)}")
    assert TEXT("take_home.sheet.shared") in said(page)
    share.uncheck()
    assert page.url.endswith(f"#sheet={write_choices(plain)}")


def test_a_link_brings_the_numbers_with_their_day_and_says_when_to_ask_first(
    visitor: Visitor,
) -> None:
    page = on(visitor.open(PATH), "2027-01-11")
    page.evaluate("code => { location.hash = `sheet=${code}`; }", write_choices(DOSED))
    plan = page.locator(".sx-take-plan")
    says = TEXT("take_home.plan.says", date="November 30, 2026", until="January 11, 2027")
    expect(plan).to_have_text(says)
    assert written(page) == ON_SHEET
    assert page.locator("[data-dose=p] [data-number=hold]").input_value() == "30"
    for day, passed in (("2027-01-12", True), ("2026-11-30", False), ("2026-11-01", True)):
        on(page, day)
        page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))")
        assert (TEXT("take_home.plan.passed") in plan.inner_text()) == passed, day
    # whoever writes another number writes a plan of that day
    on(page, "2027-02-01")
    page.locator(".sx-take-choose > summary").click()
    field = page.locator("[data-dose=n] [data-number=day]")
    field.fill("2")
    field.press("Tab")
    expect(plan).to_contain_text("February 1, 2027")
    newer = {**DOSED.doses, "n": {"day": 2}}
    code = write_choices(replace(DOSED, doses=newer, written_on=date(2027, 2, 1)))
    assert page.url.endswith(f"#sheet={code}")


def test_a_number_out_of_its_range_is_left_out_and_said(visitor: Visitor) -> None:
    page = visitor.open(address(write_choices(Choices("", ("p",), ""))))
    page.locator(".sx-take-choose > summary").click()
    page.get_by_label(TEXT("take_home.sheet.share")).check()
    plain = page.url
    for name, number in (("many", "61"), ("many", "0"), ("hold", "2.5"), ("day", "-1")):
        field = page.locator(f"[data-dose=p] [data-number={name}]")
        field.fill(number)
        field.press("Tab")
        assert TEXT("take_home.sheet.out_of_range") in said(page), (name, number)
        assert written(page) == {"p": [""] * 5}
        assert page.url == plain
        assert field.input_value() == number  # what was typed can be mended
        field.fill("")
        field.press("Tab")
    assert TEXT("take_home.sheet.out_of_range") not in said(page)


def test_no_link_but_a_whole_one_shows_numbers(visitor: Visitor) -> None:
    code = write_choices(DOSED)
    told = code.rpartition(".")[0].split(".")
    wrong = [code[:end] for end in (-1, -4, -12)] + [code.replace("2.l5l", "1.l5l", 1)]
    for changes in ({5: "zzzzzz" * 2}, {5: "000000" * 2}, {5: told[5][:-1]}, {4: "1"}, {2: "p"}):
        cut = ".".join(changes.get(at, part) for at, part in enumerate(told))
        wrong.append(f"{cut}.{check_letters(cut)}")
    page = visitor.open(PATH)
    for one in wrong:
        page.evaluate("location.hash = 'sheet'")
        page.evaluate("code => { location.hash = `sheet=${code}`; }", one)
        expect(page.locator(".sx-take-said")).to_contain_text(TEXT("take_home.sheet.mangled"))
        assert written(page) == {}, one
        expect(page.locator(".sx-take-plan")).to_be_hidden()


def test_browser_and_python_write_the_same_doses(visitor: Visitor) -> None:
    page = visitor.open(PATH)
    codes = every_code()
    for number in range(12):
        some = tuple(codes.exercises[number : number + 4])
        doses = {
            code: {
                name: (least, most, (least + most) // 2, least + number % (most - least))[
                    (number + place + at) % 4
                ]
                for at, (name, (least, most)) in enumerate(BOUNDS.items())
                if (number * 7 + place * 3 + at) % 5
            }
            for place, code in enumerate(some)
        }
        day = FIRST_DAY + timedelta(days=number * 3000)
        code = write_choices(Choices("", some, "", doses, day))
        page.evaluate("code => { location.hash = `sheet=${code}`; }", code)
        expect(page.locator("[data-piece]:visible")).to_have_count(4)
        page.evaluate("history.replaceState(null, '', location.pathname)")
        page.locator("[data-exercise]").first.dispatch_event("change")
        assert page.url.endswith(f"#sheet={code}")


def test_more_exercises_than_a_link_carries_numbers_for_leave_all_out(visitor: Visitor) -> None:
    page = visitor.open(address(write_choices(DOSED)))
    page.locator(".sx-take-choose > summary").click()
    for code in "dhj":
        page.locator(f"[data-exercise][value={code}]").check()
    assert TEXT("take_home.sheet.too_many_shared") in said(page)
    assert page.url.endswith(write_choices(Choices("l5l", tuple("pndhj"), "x")))
    page.locator("[data-exercise][value=j]").uncheck()
    assert page.url.endswith(write_choices(replace(DOSED, exercises=tuple("pndh"))))


def test_a_new_patient_finds_no_number_of_the_last(visitor: Visitor) -> None:
    page = visitor.open(address(write_choices(DOSED)))
    page.get_by_role("button", name=TEXT("take_home.sheet.again")).click()
    values = "fields => fields.map(one => one.value).join('')"
    assert page.locator("[data-dose] [data-number]").evaluate_all(values) == ""
    expect(page.get_by_label(TEXT("take_home.sheet.share"))).not_to_be_checked()
    page.locator("[data-exercise][value=p]").check()
    assert written(page) == {"p": [""] * 5}


def test_the_sheet_with_numbers_takes_two_pages(visitor: Visitor) -> None:
    whole = replace(DOSED, exercises=("p", "n", "d"))
    assert pages_of(visitor.open(address(write_choices(whole))).pdf(format="Letter")) == 2


def test_a_link_from_a_sheet_with_another_order_opens_in_the_order_of_now(visitor: Visitor) -> None:
    told = "1.l5r.np.w"
    page = visitor.open(address(f"{told}.{check_letters(told)}"))
    assert shown(page)["piece"] == ["p", "n"]
    assert said(page) == TEXT("take_home.sheet.ready")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("1.l9r.p.w", "mangled"),
        ("1.l5r.pp.w", "mangled"),
        ("1.l5r", "mangled"),
        ("3.l5r.p.w", "version"),
        ("2.l5r.p.w", "mangled"),
    ],
)
def test_a_link_that_cannot_be_opened_says_why_and_chooses_nothing(
    visitor: Visitor, told: str, why: str
) -> None:
    page = visitor.open(address(f"{told}.{check_letters(told)}"))
    assert said(page).startswith(TEXT(f"take_home.sheet.{why}"))
    assert shown(page)["scene"] == shown(page)["piece"] == []
    expect(page.locator(".sx-take-emergency")).to_be_visible()


def test_a_link_that_mail_has_encoded_opens_the_sheet_by_way_of_the_server(
    visitor: Visitor,
) -> None:
    code = write_choices(WHOLE)
    page = visitor.open(f"{PATH}%23sheet%3D{code}%3E")
    assert shown(page)["piece"] == list(WHOLE.exercises)
    assert said(page) == TEXT("take_home.sheet.ready")
    for end in ("#sheet", "#sheet=", "#shee"):
        page = visitor.open(f"{PATH}{end}")
        assert said(page).startswith(TEXT("take_home.sheet.mangled")), end


def test_a_wrong_letter_never_shows_the_other_leg(visitor: Visitor) -> None:
    page = visitor.open(address(write_choices(WHOLE).replace("l5l", "l5r")))
    assert said(page).startswith(TEXT("take_home.sheet.mangled"))


def test_browser_and_python_write_the_same_codes(visitor: Visitor) -> None:
    page = visitor.open(PATH)
    codes = every_code()
    for number, picture in enumerate(["", *codes.pictures]):
        exercises = tuple(codes.exercises[number :: number + 2])
        code = write_choices(Choices(picture, exercises, codes.next_steps[number % 6]))
        page.evaluate("code => { location.hash = `sheet=${code}`; }", code)
        expect(page.locator("[data-piece]:visible")).to_have_count(len(exercises))
        assert set(shown(page)["piece"]) == set(exercises)
        # as if ticked by hand: the browser writes the code anew
        page.evaluate("history.replaceState(null, '', location.pathname)")
        page.locator("[data-exercise]").first.dispatch_event("change")
        assert page.url.endswith(f"#sheet={code}")


def test_a_new_patient_finds_nothing_of_the_last(visitor: Visitor) -> None:
    page = visitor.open(address(write_choices(WHOLE)))
    page.get_by_role("button", name=TEXT("take_home.sheet.again")).click()
    assert "#" not in page.url
    assert shown(page)["piece"] == []
    assert page.locator("input:checked").evaluate_all("all => all.map(one => one.value)") == [
        "",
        "",
    ]


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_three_exercises_a_picture_and_a_next_step_take_two_pages(
    visitor: Visitor, paper: str
) -> None:
    pdf = visitor.open(address(write_choices(WHOLE))).pdf(format=paper)
    assert pages_of(pdf) == 2


def test_without_javascript_every_piece_stands_there(visitor: Visitor) -> None:
    page = visitor.open(PATH, java_script_enabled=False)
    codes = every_code()
    assert shown(page)["piece"] == list(codes.exercises)
    assert shown(page)["next"] == list(codes.next_steps)
    expect(page.locator(".sx-take-desk")).to_be_hidden()


@pytest.fixture(scope="module")
def public(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a clinic whose pages can be reached from outside."""
    folder = tmp_path_factory.mktemp("public")
    (folder / "clinic.toml").write_text(
        f'[clinic]\nname = "C"\n[emergency]\nnumber = "911"\n[site]\npublic_url = "{PUBLIC}/"\n'
    )
    with serving(folder) as server:
        yield server


def test_the_code_for_phones_follows_the_choices_and_the_server_learns_none(
    browser: Browser, public: Server
) -> None:
    visitor = Visitor(browser, public.url)
    page = visitor.open(address(write_choices(WHOLE)))
    codes = every_code()
    page.locator(".sx-take-choose > summary").click()  # a whole sheet opens with its choices folded
    for chosen in (WHOLE, Choices("l5l", ("p", "n", "d"), "w")):
        page.locator(f'input[name="sheet-next"][value="{chosen.next_step}"]').check()
        code = write_choices(chosen)
        expect(page).to_have_url(re.compile(rf"#sheet={re.escape(code)}$"))
        rows = qr_rows(f"{PUBLIC}/en/take-home.html#sheet=", code, codes.longest)
        wanted = {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
        path = page.locator(".sx-take-qr path").get_attribute("d") or ""
        drawn = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)}
        assert drawn == wanted
    assert pages_of(page.pdf(format="Letter")) <= 3  # the code may take a page more
    dosed = write_choices(DOSED)
    page.goto(f"{page.url.partition('#')[0]}#sheet={dosed}")
    expect(page.locator(".sx-take-qr figcaption")).to_have_text(TEXT("take_home.sheet.qr_dosed"))
    rows = qr_rows(f"{PUBLIC}/en/take-home.html#sheet=", dosed, codes.longest_dosed)
    wanted = {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
    path = page.locator(".sx-take-qr path").get_attribute("d") or ""
    assert {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)} == wanted
    page.locator(".sx-take-choose > summary").click()
    page.get_by_label(TEXT("take_home.sheet.share")).uncheck()
    expect(page.locator(".sx-take-qr figcaption")).to_have_text(TEXT("take_home.sheet.qr_without"))
    visitor.leave()
    assert visitor.complaints == []
    log = public.log.read_text()
    assert [choice for choice in ("sheet=", "l5l", "pnd", dosed) if choice in log] == []
