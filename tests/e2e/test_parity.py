"""One source, three forms: every text of a sheet is the same when served, exported and on PDF."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sciatica.model.take_home import Choices, write_choices
from sciatica.publish.export import page_files
from sciatica.publish.sheets import HOME, KINDS, Paper, SheetKind, copy_of, typeset
from sciatica.publish.site import Site
from tests.harness.browser import Visitor
from tests.harness.pdf import Read

pytestmark = pytest.mark.browser

CODES = [
    write_choices(choices)
    for choices in (
        Choices(),
        Choices("l5l", ("p", "n", "d"), "x"),
        Choices("n", ("q", "g", "i"), "s"),
        Choices("3r", (), "w"),
        Choices("5pl", ("d",), "x"),
    )
]
DOSES = {"p": {"leg": 2, "many": 10, "hold": 30, "rest": 1, "day": 3}, "n": {"hold": 1}}
DOSED = write_choices(Choices("l5l", ("p", "n"), "x", DOSES, date.today()))  # not too old
SHEETS = [
    *[pytest.param(kind, "", id=kind.name) for kind in KINDS],
    *[pytest.param(HOME, code, id=f"{HOME.name}-{code}") for code in CODES],
    pytest.param(HOME, DOSED, id=f"{HOME.name}-with-doses"),
]
PRINTED = """selector => {
  const texts = [];
  const holds = "p, li, dt, dd, th, td, caption, figcaption, h1, h2, h3, h4, h5, h6";
  const roots = [...document.querySelectorAll(`.sx-strip, main > h1, ${selector}, footer`)];
  const titled = roots.some((root) => root.matches(selector) && root.querySelector("h2, h3"));
  const title = document.querySelector("main h1");
  if (titled) roots.splice(roots.indexOf(title), 1);
  for (const root of roots) {
    for (const node of [root, ...root.querySelectorAll("*")]) {
      if (!node.checkVisibility()) continue;
      const text = node.matches("svg[role=img]") ? node.getAttribute("aria-label")
        : node.matches(holds) ? node.innerText : "";
      if (text.trim()) texts.push(text.replace(/\\s+/g, " ").trim());
    }
  }
  return texts;
}"""


def by_id(kind: SheetKind, texts: list[str]) -> Mapping[str, str]:
    """Return the texts by an id: the sheet and their place on it, in reading order."""
    return {f"{kind.name}/{number}": text for number, text in enumerate(texts, 1)}


def printed(page: Page, kind: SheetKind) -> Mapping[str, str]:
    page.emulate_media(media="print")
    return by_id(kind, page.evaluate(PRINTED, kind.selector))


@pytest.fixture(scope="module")
def stick(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported pages."""
    folder = tmp_path_factory.mktemp("stick")
    for name, data in page_files(real).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def offline(browser: Browser, stick: Path) -> Iterator[Page]:
    visitor = Visitor(browser, stick.as_uri())
    yield visitor.profile(offline=True).new_page()
    visitor.leave()


@pytest.mark.parametrize(("kind", "code"), SHEETS)
def test_a_text_is_the_same_served_exported_and_on_pdf(
    real: Site, stick: Path, visitor: Visitor, offline: Page, kind: SheetKind, code: str
) -> None:
    fragment = f"#sheet={code}" if code else ""
    served = printed(visitor.open(f"en/{kind.slug}{fragment}"), kind)
    offline.goto(f"{(stick / 'en' / kind.slug).as_uri()}.html{fragment}")
    pdf = Read(typeset(copy_of(real, "en", kind, code or None), Paper.LETTER))
    assert printed(offline, kind) == served
    assert by_id(kind, pdf.texts) == served
