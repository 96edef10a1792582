"""What changes is baked again, whether or not the system tells of it, and whoever broke the
clinic's settings hears so until they are mended."""

import asyncio
import os
import shutil
import time
from contextlib import asynccontextmanager, suppress
from threading import Event

import pytest
import watchfiles

from sciatica import resources
from sciatica.content.clinic import ClinicError, load_clinic
from sciatica.publish import inputs
from sciatica.publish.errors import PublishError
from sciatica.publish.inputs import snapshot, wake_ups
from sciatica.publish.site import BakedPage, Site
from sciatica.serve import bakery, metrics
from sciatica.serve.bakery import Bakery
from sciatica.serve.clinic_file import ClinicFile
from sciatica.serve.page_store import PageStore
from tests.harness.deciding import sign


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with all that pages are made from: one lesson and a clinic's settings."""
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "a.ipynb").write_text("a")
    shutil.copy(resources.default_clinic(), tmp_path / "clinic.toml")
    monkeypatch.setattr(inputs, "_folders", lambda notebooks: (notebooks,))
    monkeypatch.setattr(inputs, "LOOK_EVERY_S", 0.2)
    monkeypatch.setattr(inputs, "POLL_EVERY_S", 0.2)
    return tmp_path


def silence(monkeypatch):
    """Let the system tell of nothing, as where a folder lies on another machine."""

    def watch(*_, stop_event, rust_timeout, **__):
        while not stop_event.wait(rust_timeout / 1000):
            yield set()

    monkeypatch.setattr(watchfiles, "watch", watch)


def refuse(monkeypatch):
    """Let the system refuse to tell of changes."""

    def watch(*_, **__):
        raise OSError("OS file watch limit reached.")
        yield

    monkeypatch.setattr(watchfiles, "watch", watch)


@asynccontextmanager
async def watching(folder, monkeypatch, said=None, ends=()):
    """Watch with bakes that only read the settings; give what waits for a word to be `said`. The
    bakes after the first end as `ends` says, in this order: a site, or an error."""
    said = [] if said is None else said
    coming = iter((Site("", [], {}, {}), *ends))
    clinic, lessons = folder / "clinic.toml", folder / "lessons"
    store = PageStore(load_clinic(clinic), "/")
    made = Bakery(
        store,
        clinic=clinic,
        notebooks=lessons,
        cache=folder,
        say=said.append,
        changed=lambda: said.append("renewed"),
    )

    def run():
        try:
            load_clinic(clinic)
        except ClinicError as error:
            raise PublishError(str(error)) from error
        if isinstance(end := next(coming, Site("", [], {}, {})), Exception):
            raise end
        return end

    monkeypatch.setattr(made, "_run", run)
    task = asyncio.create_task(made.watch(lambda: said.append("ready")))

    async def hear(word, times=1):
        for _ in range(400):
            if sum(word in line for line in said) >= times:
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"{word!r} is not among {said}")

    try:
        await hear("ready")
        await asyncio.sleep(0.5)  # it has looked at all once more
        yield hear
    finally:
        made.stop()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(task, 5)


@pytest.mark.parametrize("system", [None, refuse])
def test_a_changed_lesson_is_baked_again(folder, monkeypatch, system):
    if system:
        system(monkeypatch)

    async def run():
        async with watching(folder, monkeypatch) as hear:
            if system:
                await hear("this system does not tell of them (OS file watch limit reached.)")
            (folder / "lessons" / "a.ipynb").write_text("another")
            await hear("Changed: a.ipynb")
            await hear("new pages are served")

    asyncio.run(run())


def test_a_decision_that_nobody_signed_is_told_with_each_bake_until_it_is(folder, monkeypatch):
    said = []
    clinic = folder / "clinic.toml"
    with clinic.open("a") as file:
        file.write("\n[decisions]\nheavy_leg = true\n")
    plain = clinic.read_text()
    clinic.write_text(plain.replace("[decisions]      #", "#", 1))

    async def run():
        async with watching(folder, monkeypatch, said) as hear:
            await hear("NOT in force: [decisions] heavy_leg")
            name = load_clinic(clinic).name
            sign(clinic, "heavy_leg", clinic=name)
            await hear("Changed: signatures.toml")
            await hear("new pages are served")
            assert sum("NOT in force" in line for line in said) == 1

    asyncio.run(run())


def test_what_kernels_are_forked_from_is_renewed_before_the_pages_and_only_after_a_change(
    folder, monkeypatch
):
    said = []

    async def run():
        async with watching(folder, monkeypatch, said) as hear:
            assert "renewed" not in said
            (folder / "lessons" / "a.ipynb").write_text("another")
            await hear("new pages are served")

    asyncio.run(run())
    assert [line.strip() for line in said[-3:]] == [
        "Changed: a.ipynb",
        "renewed",
        "The new pages are served.",
    ]


@pytest.mark.parametrize("system", [None, silence, refuse])
def test_a_changed_setting_is_seen_even_with_the_same_time_and_size(folder, monkeypatch, system):
    if system:
        system(monkeypatch)
    clinic = folder / "clinic.toml"
    before = clinic.stat()

    async def run():
        async with watching(folder, monkeypatch) as hear:
            clinic.write_text(clinic.read_text("utf-8").replace('"911"', '"112"'), "utf-8")
            os.utime(clinic, ns=(before.st_atime_ns, before.st_mtime_ns))
            await hear("Changed: clinic.toml")

    asyncio.run(run())
    assert clinic.stat().st_size == before.st_size


def test_settings_that_go_are_missed(folder, monkeypatch):
    async def run():
        async with watching(folder, monkeypatch) as hear:
            (folder / "clinic.toml").unlink()
            await hear("Changed: clinic.toml")

    asyncio.run(run())


def test_a_lesson_of_which_the_system_tells_nothing_is_seen_later(folder, monkeypatch):
    silence(monkeypatch)
    monkeypatch.setattr(bakery, "LOOK_AT_ALL_EVERY_S", 1.0)

    async def run():
        async with watching(folder, monkeypatch) as hear:
            (folder / "lessons" / "a.ipynb").write_text("another")
            await hear("Changed: a.ipynb")

    asyncio.run(run())


def test_the_wait_ends_at_once_when_the_server_stops(folder, monkeypatch):
    monkeypatch.setattr(inputs, "LOOK_EVERY_S", 60.0)

    async def run():
        async with watching(folder, monkeypatch):
            pass

    began = time.monotonic()
    asyncio.run(run())
    assert time.monotonic() - began < 5


def test_without_a_folder_there_is_a_reason_and_changes_are_looked_for(folder):
    shutil.rmtree(folder / "lessons")
    reasons, stop = [], Event()
    wake_up = wake_ups(folder / "lessons", stop, reasons.append)
    assert next(wake_up)
    assert [type(reason) for reason in reasons] == [FileNotFoundError]
    stop.set()
    assert list(wake_up) == []
    assert folder / "clinic.toml" in snapshot(folder / "lessons", folder / "clinic.toml")


def test_a_changed_logo_is_seen_though_the_system_tells_nothing(folder, monkeypatch):
    silence(monkeypatch)
    clinic, logo = folder / "clinic.toml", folder / "logo.svg"
    clinic.write_text(clinic.read_text("utf-8").replace('logo = ""', 'logo = "logo.svg"'), "utf-8")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>'
    logo.write_text(drawing)

    async def run():
        async with watching(folder, monkeypatch) as hear:
            logo.write_text(drawing.replace("9", "12"))
            await hear("Changed: logo.svg")
            await hear("new pages are served")
            logo.unlink()
            await hear("could not be made: ")

    asyncio.run(run())


def test_the_terminal_is_reminded_of_old_pages_until_they_are_new(folder, monkeypatch):
    monkeypatch.setattr(bakery, "REMIND_EVERY_S", 0)
    clinic = folder / "clinic.toml"
    good = clinic.read_text("utf-8")
    said = []

    async def run():
        async with watching(folder, monkeypatch, said) as hear:
            clinic.write_text(good.replace('"911"', '"nine"'), "utf-8")
            await hear("could not be made: ")
            await hear("STILL the old pages, perhaps an old number: ", times=3)
            assert metrics.STALE._value.get() == 1
            clinic.write_text(good, "utf-8")
            await hear("new pages are served")
            await asyncio.sleep(0.6)  # time for three more
            assert said[-1] == "  The new pages are served."
            assert metrics.STALE._value.get() == 0
        assert all("'nine'" in line for line in said if "STILL" in line)

    asyncio.run(run())


@pytest.mark.parametrize(
    "why", [PublishError("it ended with code -9"), OSError(24, "Too many open files")]
)
def test_a_bake_that_fails_for_no_fault_of_its_inputs_is_tried_again(folder, monkeypatch, why):
    monkeypatch.setattr(bakery, "RETRY_AFTER_S", (0.1, 0.2))
    clinic = folder / "clinic.toml"
    said = []

    async def run():
        async with watching(folder, monkeypatch, said, [why] * 3) as hear:
            clinic.write_text(clinic.read_text("utf-8").replace('"911"', '"112"'), "utf-8")
            await hear("new pages are served")
        assert sum("could not be made: " in line for line in said) == 3
        assert sum("Changed: " in line for line in said) == 1

    asyncio.run(run())


def test_a_page_that_failed_alone_is_tried_again_too(folder, monkeypatch):
    monkeypatch.setattr(bakery, "RETRY_AFTER_S", (0.1,))
    failed = Site("", [BakedPage("en/a", "A", "en", "", "it was killed")], {}, {"failed": ""})
    said = []

    async def run():
        async with watching(folder, monkeypatch, said, [failed, failed]) as hear:
            (folder / "lessons" / "a.ipynb").write_text("another")
            await hear("new pages are served", times=3)
            await asyncio.sleep(0.6)  # time for three more
        assert sum("new pages" in line for line in said) == 3

    asyncio.run(run())


def test_a_watch_that_fails_begins_anew_and_says_so(folder, monkeypatch):
    monkeypatch.setattr(bakery, "RETRY_AFTER_S", (0.1,))
    said = []

    def full(*_):
        monkeypatch.setattr(bakery, "snapshot", snapshot)
        raise OSError(24, "Too many open files")

    async def run():
        async with watching(folder, monkeypatch, said) as hear:
            monkeypatch.setattr(bakery, "snapshot", full)
            (folder / "lessons" / "a.ipynb").write_text("another")
            await hear("Changes are not looked for just now ([Errno 24] Too many open files)")
            await asyncio.sleep(0.6)  # it has begun anew
            (folder / "lessons" / "a.ipynb").write_text("a third")
            await hear("Changed: a.ipynb")
        assert said.count("ready") == 1

    asyncio.run(run())


def test_a_file_that_breaks_is_noted_once_and_the_last_good_settings_hold(tmp_path, capfd):
    path = tmp_path / "clinic.toml"
    good = '[clinic]\nname = "A"\n[emergency]\nnumber = "112"\n'
    path.write_text(good)
    file = ClinicFile(path)
    path.unlink()
    for _ in range(3):
        assert file.read().emergency_number == "112"
        assert "cannot be read" in file.trouble
    assert capfd.readouterr().err.count("clinic_unusable") == 1
    path.write_text(good.replace("112", "999"))
    assert (file.read().emergency_number, file.trouble) == ("999", "")
