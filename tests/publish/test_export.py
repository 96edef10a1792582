"""Exported pages stand alone, lead to one another, and are never written over somebody's file."""

import hashlib
import json
import re
from base64 import b64encode
from datetime import date
from pathlib import PurePosixPath

import pytest
from bs4 import BeautifulSoup

from sciatica import resources
from sciatica.__main__ import main
from sciatica.check.pages import outside_addresses
from sciatica.content.clinic import load_clinic
from sciatica.publish import folder
from sciatica.publish.errors import PublishError
from sciatica.publish.export import LIMIT_BYTES, page_files
from sciatica.publish.folder import LEDGER, FolderError, fill_folder
from sciatica.publish.front import FrontLink, Print, front_page
from sciatica.publish.single import file_of, single_page
from sciatica.publish.site import BakedPage

HEAD = '<meta charset="utf-8">\n'


@pytest.fixture(scope="module")
def exported(real):
    return {name: data.decode() for name, data in page_files(real).items()}


def write(folder, files):
    return fill_folder(folder, {name: text.encode() for name, text in files.items()}, {})


def test_every_page_of_the_site_is_a_file_in_its_languages_folder(real, exported):
    assert sorted(exported) == sorted(
        f"{page.route}.html" if page.route else "en/index.html" for page in real.pages
    )


def test_a_file_says_word_for_word_what_its_page_says(real, exported):
    for page in real.pages:
        served, file = (
            BeautifulSoup(html, "html.parser").body for html in (page.html, exported[file_of(page)])
        )
        for body in (served, file):
            for script in body.select('script[type="module"]'):
                script.decompose()
        assert file.text == served.text
        for name in ("id", "aria-label", "data-layer", "display"):
            assert [tag.get(name) for tag in file()] == [tag.get(name) for tag in served()]


def test_a_file_asks_for_nothing(exported):
    for name, html in exported.items():
        assert list(outside_addresses(html)) == [], name
        page = BeautifulSoup(html, "html.parser")
        assert [tag for tag in page.select("[src], link[href]") if tag["href"][:5] != "data:"] == []


def test_every_link_leads_to_a_page_or_an_id_that_is_there(exported):
    ids = {
        name: {tag["id"] for tag in BeautifulSoup(html, "html.parser").select("[id]")}
        for name, html in exported.items()
    }
    for name, html in exported.items():
        for link in BeautifulSoup(html, "html.parser").select("a[href]"):
            if re.match(r"(?:tel|sms|https?):", link["href"]):
                continue
            file, _, anchor = link["href"].partition("#")
            target = str(PurePosixPath(name).parent / file) if file else name
            assert target in exported, (name, link["href"])
            # what stands behind = is a choice, which the page's own script reads
            assert not anchor or "=" in anchor or anchor in ids[target], (name, link["href"])


def test_only_the_scripts_that_came_with_the_page_may_run(exported):
    for name, html in exported.items():
        page = BeautifulSoup(html, "html.parser")
        policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]
        scripts = [tag for tag in page.find_all("script") if tag.get("type", "module") == "module"]
        # its widgets; what tells where they did not start, and opens its folds for the printer
        widgets, folds = (bool(page.select(of)) for of in ("[data-finished]", "main details"))
        assert len(scripts) == widgets + (widgets or folds), name
        digest = [b64encode(hashlib.sha256(s.string.encode()).digest()).decode() for s in scripts]
        wanted = " ".join(f"'sha256-{one}'" for one in digest) or "'none'"
        assert f"default-src 'none'; script-src {wanted};" in policy
        assert html.index(HEAD) < html.index("http-equiv") < html.index("<title>")


def test_every_file_opens_quickly_on_an_old_phone(exported):
    for name, html in exported.items():
        assert len(html.encode()) <= LIMIT_BYTES, name


@pytest.mark.parametrize(
    "script", ["export default a;\nexport const b = 1;", "import x from 'y';\nexport default x;"]
)
def test_a_widget_that_cannot_travel_in_a_page_is_named(script):
    page = BakedPage(
        "en/a",
        "A",
        "en",
        HEAD + '<link rel="modulepreload" href="../assets/host.js">\n'
        '<div data-script="w.js"></div><script type="module" src="../assets/host.js"></script>',
        "",
    )
    with pytest.raises(PublishError, match=r"w\.js"):
        single_page(page, {"w.js": script, "host.js": ""}, {"en/a": "en/a.html"})


def test_a_link_to_what_is_not_exported_is_named():
    page = BakedPage("en/a", "A", "en", HEAD + '<a href="staff/cases">x</a>', "")
    with pytest.raises(PublishError, match=r"en/a links to staff/cases, which is not exported"):
        single_page(page, {}, {"en/a": "en/a.html"})


def test_the_front_page_leads_to_every_page_and_says_when_it_was_made():
    entries = {"en": [FrontLink("Care", "en/care.html")]}
    sheets = {"en": {"Card": [Print("a4", "en/sheets/card-a4.pdf", "20 kB")]}}
    clinic = load_clinic(resources.default_clinic())
    page = BeautifulSoup(front_page(clinic, date(2026, 11, 24), entries, sheets), "html.parser")
    assert {a["href"] for a in page.main.select("a")} == {"en/care.html", "en/sheets/card-a4.pdf"}
    assert "2026-11-24" in page.main.text
    assert page.select_one(".sx-strip a[href^=tel]")["href"] == clinic.emergency_number.link


def test_the_same_folder_can_be_written_again_and_what_is_made_no_more_goes(tmp_path):
    assert write(tmp_path, {"en/a.html": "1", "en/b.html": "1"}) == []
    assert write(tmp_path, {"en/a.html": "2"}) == ["en/b.html"]
    assert (tmp_path / "en/a.html").read_text() == "2"
    assert not (tmp_path / "en/b.html").exists()


@pytest.mark.parametrize("before", [{}, {"en/a.html": "ours"}])
def test_a_file_that_was_not_written_here_or_was_changed_is_never_written_over(tmp_path, before):
    if before:
        write(tmp_path, before)
    (tmp_path / "en").mkdir(exist_ok=True)
    (tmp_path / "en/a.html").write_text("theirs")
    with pytest.raises(FolderError, match=r"en/a\.html was not written here"):
        write(tmp_path, {"0.html": "new", "en/a.html": "new"})
    assert (tmp_path / "en/a.html").read_text() == "theirs"
    assert not (tmp_path / "0.html").exists()


def test_a_changed_page_that_is_made_no_more_stays(tmp_path):
    write(tmp_path, {"a.html": "1", "b.html": "1"})
    (tmp_path / "b.html").write_text("theirs")
    assert write(tmp_path, {"a.html": "2"}) == []
    assert (tmp_path / "b.html").read_text() == "theirs"


def test_other_files_in_the_folder_stay(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    write(tmp_path, {"a.html": "1"})
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_an_export_that_was_cut_short_can_be_done_again(tmp_path, monkeypatch):
    write(tmp_path, {"a.html": "1", "b.html": "1"})
    real_write, calls = folder.write_whole, []

    def cut(path, data):
        calls.append(path)
        if len(calls) == 3:
            raise OSError(28, "No space left on device", str(path))
        real_write(path, data)

    monkeypatch.setattr("sciatica.publish.folder.write_whole", cut)
    with pytest.raises(FolderError, match="No space left on device"):
        write(tmp_path, {"a.html": "2", "b.html": "2"})
    monkeypatch.undo()
    assert write(tmp_path, {"a.html": "3", "b.html": "3"}) == []


@pytest.mark.parametrize("text", ["no json", "[]", '{"files": 3}'])
def test_a_ledger_that_is_no_ledger_is_named(tmp_path, text):
    (tmp_path / LEDGER).write_text(text)
    with pytest.raises(FolderError, match="Choose an empty folder"):
        write(tmp_path, {"a.html": "1"})


def test_a_ledger_never_reaches_outside_its_folder(tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("1")
    inside = tmp_path / "folder"
    write(inside, {"a.html": "1"})
    ledger = json.loads((inside / LEDGER).read_text())
    ledger["files"]["../victim.txt"] = [hashlib.sha256(b"1").hexdigest()]
    (inside / LEDGER).write_text(json.dumps(ledger))
    with pytest.raises(FolderError, match="outside"):
        write(inside, {"a.html": "2"})
    assert victim.exists()


def test_a_folder_that_is_a_file_is_a_plain_sentence_and_code_2(tmp_path, capsys, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setattr("sciatica.publish.export.cache_folder", lambda: tmp_path)
    monkeypatch.setattr("sciatica.publish.export.baked", lambda clinic, say: pytest.fail("baked"))
    assert main(["export", str(tmp_path / "file")]) == 2
    assert capsys.readouterr().err.endswith("is a file. Name a folder.\n")
