"""The doctor names what is wrong on this machine, and what to do, one line a check."""

import json
import shutil
import socket
from collections import namedtuple

import pytest

from sciatica import doctor as office
from sciatica import resources
from sciatica.__main__ import main
from sciatica.check import Fault, Report
from sciatica.content.clinic import PLACES, REQUIRED
from sciatica.content.words import words
from sciatica.doctor import Place, clinic, machine, network, pages, way
from sciatica.doctor.result import FAULT, NOTE, OK, Result
from tests.harness.deciding import sign, switch
from tests.harness.relay import Relay

TEXT = words("en")


def place(**changes):
    return Place(
        **{
            "ip": "127.0.0.1",
            "port": 8866,
            "base_url": "/",
            "clinic": resources.default_clinic(),
            **changes,
        }
    )


def only(results):
    (result,) = results
    return result


@pytest.fixture
def settings(tmp_path):
    """Write a clinic.toml of one's own."""

    def write(old="", new=""):
        path = tmp_path / "clinic.toml"
        text = resources.default_clinic().read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return path

    return write


def test_a_sound_installation_is_told_for_a_program_and_ends_with_0(capsys, judged, monkeypatch):
    monkeypatch.setattr("sciatica.doctor.pages.judge", lambda project, clinic: judged)
    assert main(["doctor", "--json", "--port", str(free_port())]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    assert list(dict.fromkeys(one["check"].split()[0] for one in told["checks"])) == [
        name for name, _ in office.CHECKS if name != "way"
    ]
    assert {one["state"] for one in told["checks"]} <= {OK, NOTE}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_decision_without_a_signature_is_a_fault_and_one_in_force_is_noted(tmp_path):
    path = switch(tmp_path, "heavy_leg", "fixed_foot_drop")
    sign(path, "heavy_leg")
    told = {one.check: one for one in clinic.settings(place(clinic=path), TEXT)}
    assert told["clinic decisions.heavy_leg"].state == NOTE
    wrong = told["clinic decisions.fixed_foot_drop"]
    assert wrong.state == FAULT
    assert "sciatica sign fixed_foot_drop" in str(wrong)


def test_a_fault_ends_it_with_1_and_stands_on_one_line_with_its_remedy(monkeypatch):
    results = [Result("a", OK, "Fine."), Result("b", FAULT, "Broken.", "Mend it.")]
    monkeypatch.setattr(office, "CHECKS", (("a", lambda *_: iter(results)),))
    said = []
    assert office.doctor(said.append, place()) == 1
    assert [line.split() for line in said[:2]] == [
        ["ok", "a", "Fine."],
        ["FAULT", "b", "Broken.", "Mend", "it."],
    ]
    assert said[2:] == [TEXT("doctor.ill", faults=1)]


def test_a_check_that_raises_is_a_fault_and_the_others_go_on(monkeypatch):
    def faints(*_):
        raise RuntimeError("first line\nsecond line")

    well = Result("b", OK, "Fine.")
    monkeypatch.setattr(office, "CHECKS", (("a", faints), ("b", lambda *_: iter([well]))))
    fainted, after = office.examine(place(), TEXT)
    assert (fainted.check, fainted.state) == ("a", FAULT)
    assert "RuntimeError: first line second line" in fainted.says
    assert after == well


# The machine -------------------------------------------------------------------------------------


def test_an_old_python_is_a_fault(monkeypatch):
    monkeypatch.setattr(machine, "metadata", lambda _: {"Requires-Python": ">=99"})
    assert only(machine.python(place(), TEXT)).state == FAULT


@pytest.mark.parametrize(
    ("need", "named"),
    [("no-such-package>=1", "no-such-package>=1 (-)"), ("tornado<1", "tornado<1")],
)
def test_a_package_that_is_missing_or_wrong_is_a_fault(monkeypatch, need, named):
    monkeypatch.setattr(machine, "requires", lambda _: ["tornado", need])
    result = only(machine.packages(place(), TEXT))
    assert result.state == FAULT
    assert named in result.says


def test_a_package_for_another_system_or_another_use_is_not_missed(monkeypatch):
    needs = ['no-such-package; sys_platform == "nowhere"', 'no-such-test; extra == "test"']
    monkeypatch.setattr(machine, "requires", lambda _: needs)
    assert only(machine.packages(place(), TEXT)).state != FAULT


def test_a_version_that_was_not_tested_is_noted(monkeypatch, tmp_path):
    (tmp_path / "requirements").mkdir()
    pins = "tornado==0.1 \\\n    --hash=sha256:00\nnowhere==1 ; sys_platform == 'nowhere' \\\n"
    (tmp_path / "requirements" / "serve.txt").write_text(pins)
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    result = only(machine.packages(place(), TEXT))
    assert result.state == NOTE
    assert "tornado==0.1" in result.says
    assert "nowhere" not in result.says


def test_a_cache_that_cannot_be_written_is_a_fault_and_names_the_folder(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setattr(machine, "kept_folder", lambda: tmp_path / "file" / "sites")
    result = only(machine.cache(place(), TEXT))
    assert result.state == FAULT
    assert str(tmp_path / "file") in result.says


def test_a_disk_that_is_nearly_full_is_a_fault(monkeypatch, tmp_path):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(machine, "kept_folder", lambda: tmp_path)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: usage(9e9, 9e9, 3_000_000))
    result = only(machine.cache(place(), TEXT))
    assert result.state == FAULT
    assert "3 MB" in result.says


def test_a_kernel_that_does_not_start_is_a_fault_with_its_reason(monkeypatch):
    def refuses(*_, **__):
        raise OSError("no such program")

    monkeypatch.setattr(machine.KernelManager, "start_kernel", refuses)
    result = only(machine.kernel(place(), TEXT))
    assert result.state == FAULT
    assert "no such program" in result.says


# The network -------------------------------------------------------------------------------------


def test_a_port_that_another_program_holds_is_a_fault_with_a_way_out():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        result = only(network.port(place(port=port), TEXT))
    assert result.state == FAULT
    assert f"--port {port + 1}" in result.says


def test_a_server_for_this_machine_alone_says_how_to_open_it_to_others():
    result = only(network.reach(place(), TEXT))
    assert result.state == OK
    assert "--ip 0.0.0.0" in result.says


@pytest.mark.parametrize(("answers", "state"), [(True, OK), (False, FAULT)])
def test_the_address_that_others_type_is_tried(monkeypatch, answers, state):
    tried = []
    monkeypatch.setattr(network, "likely_address", lambda *_: "http://192.0.2.9:8866/")
    monkeypatch.setattr(network, "_answers", lambda address: tried.append(address) or answers)
    result = only(network.reach(place(ip="0.0.0.0", port=free_port()), TEXT))
    assert result.state == state
    assert "http://192.0.2.9:8866/" in result.says
    assert only(tried).startswith("http://192.0.2.9:")


def test_the_trial_answers_itself():
    with network._listening("127.0.0.1") as port:
        assert network._answers(f"http://127.0.0.1:{port}/")
    assert not network._answers(f"http://127.0.0.1:{port}/")


def test_without_a_network_nobody_else_can_come(monkeypatch):
    monkeypatch.setattr(network, "likely_address", lambda *_: "http://127.0.0.1:8866/")
    assert only(network.reach(place(ip="0.0.0.0"), TEXT)).state == FAULT


def test_a_screen_that_will_go_dark_is_noted_unless_patients_come_over_https(settings):
    assert only(network.https(place(), TEXT)).state == OK
    assert only(network.https(place(ip="0.0.0.0"), TEXT)).state == NOTE
    public = settings('public_url = ""', 'public_url = "https://example.org/"')
    assert only(network.https(place(ip="0.0.0.0", clinic=public), TEXT)).state == OK


def test_the_public_way_is_tried_with_its_live_connections(server):
    def said(url):
        return only(way.way(place(url=url), TEXT))

    assert not list(way.way(place(), TEXT))
    assert said(server.url).state == said(server.url[:-1]).state == OK
    relay = Relay(server.port, is_old=True)
    blocked = said(relay.url)
    assert (blocked.state, "WebSocket" in blocked.says) == (FAULT, True)
    assert "share/nginx" in blocked.remedy
    relay.kill()
    assert "does not answer" in said(relay.url).says
    assert said(f"{server.url}en/").state == FAULT


def test_staff_pages_that_the_network_can_open_without_a_token_are_noted(monkeypatch):
    monkeypatch.setattr(network, "_ours_runs", lambda _: False)
    assert only(network.staff(place(), TEXT)).state == OK
    assert only(network.staff(place(ip="0.0.0.0", staff_token=True), TEXT)).state == OK
    open_ = only(network.staff(place(ip="0.0.0.0"), TEXT))
    assert open_.state == NOTE
    assert "SCIATICA_STAFF_TOKEN" in open_.remedy


@pytest.mark.parametrize(("field_is_there", "state"), [(True, OK), (False, NOTE)])
def test_a_server_that_runs_is_asked_itself(monkeypatch, field_is_there, state):
    monkeypatch.setattr(network, "_ours_runs", lambda _: True)
    monkeypatch.setattr(network, "_answers", lambda address: field_is_there)
    for told in (True, False):
        assert only(network.staff(place(ip="0.0.0.0", staff_token=told), TEXT)).state == state


# The clinic --------------------------------------------------------------------------------------


def test_every_field_of_the_clinic_has_a_line():
    file, *fields = clinic.settings(place(), TEXT)
    assert file.state == NOTE
    assert "Copy it to clinic.toml" in file.says
    assert [one.check for one in fields] == [f"clinic {part}.{key}" for part, key in PLACES]
    assert {one.state for one in fields} == {OK, NOTE}


@pytest.mark.parametrize("field", sorted(set(PLACES.values()) - set(REQUIRED)))
def test_what_an_empty_field_means_is_said(field):
    assert TEXT(f"doctor.clinic.empty.{field}").startswith("Empty: ")


def test_a_file_of_the_clinic_is_named_and_its_fields_told(settings):
    own = settings("text = true", "text = false")
    file, *fields = clinic.settings(place(clinic=own), TEXT)
    assert (file.state, file.says) == (OK, TEXT("doctor.clinic.file", file=own))
    told = {one.check.removeprefix("clinic "): one for one in fields}
    assert told["crisis_line.number"].says == "9-8-8"
    assert told["crisis_line.text"].says == TEXT("doctor.clinic.empty.crisis_text")


def test_a_broken_clinic_is_one_fault_with_file_and_line(settings):
    broken = settings('number = "911"', 'number = "call us"')
    result = only(clinic.settings(place(clinic=broken), TEXT))
    assert result.state == FAULT
    assert f"{broken}, line " in result.says


def test_records_that_cannot_be_kept_are_a_fault_and_those_that_can_are_not(settings, tmp_path):
    assert only(clinic.training(place(), TEXT)).state == OK
    for database, state in (("sqlite:///training.db", OK), ("sqlite:///nowhere/a.db", FAULT)):
        kept = settings('database = ""', f'database = "{database}"')
        assert only(clinic.training(place(clinic=kept), TEXT)).state == state
    assert (tmp_path / "training.db").exists()


def test_the_password_of_a_database_is_not_shown(settings):
    kept = settings('database = ""', 'database = "postgresql://staff:secret@x/training"')
    said = " ".join(map(str, clinic.settings(place(clinic=kept), TEXT)))
    assert "staff:***@x" in said
    assert "secret" not in said


# The pages ---------------------------------------------------------------------------------------


@pytest.fixture
def templates(monkeypatch, tmp_path):
    folder = tmp_path / "templates"
    shutil.copytree(resources.templates(), folder)
    monkeypatch.setattr(resources, "templates", lambda: folder)
    return folder


@pytest.mark.parametrize("name", pages.FILES)
def test_a_missing_file_of_the_template_is_named(templates, name):
    (templates / name).unlink()
    result = only(pages.template(place(), TEXT))
    assert result.state == FAULT
    assert str(templates / name) in result.says


def test_a_broken_template_is_named_with_its_line(templates):
    path = templates / "finished.html.j2"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:4], "{% nonsense %}", *lines[4:]]), "utf-8")
    result = only(pages.template(place(), TEXT))
    assert result.state == FAULT
    assert f"{path}, line 5" in result.says


def test_something_from_another_machine_is_a_fault(templates):
    assert only(pages.outside(place(), TEXT)).state == OK
    sheet = '<link rel="stylesheet" href="https://fonts.example/a.css">'
    (templates / "finished.html.j2").write_text(sheet, "utf-8")
    result = only(pages.outside(place(), TEXT))
    assert result.state == FAULT
    assert "finished.html.j2: https://fonts.example/a.css" in result.says


@pytest.mark.parametrize(
    ("policy", "out"),
    [
        ("default-src 'self'; img-src data:", False),
        ("default-src 'self'; img-src https://x.example", True),
        ("default-src 'self'; script-src *", True),
        ("script-src 'self'", True),
    ],
)
def test_a_policy_that_lets_a_page_ask_elsewhere_is_seen(policy, out):
    assert pages._lets_out(policy) is out


def test_the_first_fault_of_the_content_is_shown(monkeypatch):
    fault = Fault("a.toml", 3, "the text is missing.", "Add it.")
    monkeypatch.setattr(pages, "judge", lambda *_: Report(faults=[fault]))
    result = only(pages.content(place(), TEXT))
    assert result.state == FAULT
    assert "a.toml:3: the text is missing. Add it." in result.says
