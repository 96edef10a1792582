"""What all tests share: sites, each baked once a run, and a server of ours, started once a worker.

The workers of a run share what is made in its base folder; a lock lets one make it while the others
wait.
"""

import asyncio
import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import pytest
from bs4 import BeautifulSoup
from filelock import FileLock
from hypothesis import settings

from sciatica import resources
from sciatica.check import Project, judge
from sciatica.figures.shrink import keep_in
from sciatica.publish.bake import bake
from sciatica.publish.process import bake_in_process
from tests.harness.live_pages import Small, make_two_lessons
from tests.harness.programs import LACKING, LEFT_OUT, be_quick, takes_long
from tests.harness.servers import serving

collect_ignore = [] if find_spec("PyQt5") and os.environ.get("DISPLAY") else ["engines"]
"""`make test-engines` brings what they need: an old browser, and a screen for it."""
LONGEST = ("e2e", "serve", "publish", "check", "artwork", "figures")
"""Folders whose tests take longest: their files are given out first, so that no worker has one left
at the end, and those that share a browser follow one another."""
WAITS = ("e2e", "serve", "kernels")
"""Folders whose tests wait for other programs, which a busy machine may make late."""


def pytest_addoption(parser):
    """Add the option for people who change code."""
    parser.addoption(
        "--quick",
        action="store_true",
        help="leave out what takes long: browsers, servers, nginx, kernels, finished pages, solids",
    )


# how long an example takes is no law: a busy machine would break it
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_xdist_auto_num_workers(config):
    """Return two workers a core: tests of browsers and servers wait half of their time."""
    return 2 * (os.cpu_count() or 1)


def pytest_configure(config):
    """Tell the harness, which knows what takes long."""
    be_quick(config.getoption("quick"))


@pytest.fixture(scope="session", autouse=True)
def _pictures(tmp_path_factory):
    """Let all bakes of a run, whatever they are made for, shrink a picture once."""
    keep_in(_base(tmp_path_factory) / "pictures")


def pytest_collection_modifyitems(config, items):
    """Begin with the folders that take longest; leave out what is marked as slow.

    What waits for other programs is asked once more where it fails. The run names it at its end
    ("RERUN"), with what it said: somebody reads it, for it may have been a fault of ours. Of more
    than a few, one run makes no lateness (`--max-suite-reruns`).
    """

    def folder(item):
        return item.nodeid.removeprefix("tests/").partition("/")[0]

    def rank(item):
        return LONGEST.index(folder(item)) if folder(item) in LONGEST else len(LONGEST)

    items.sort(key=rank)
    for item in items:
        if folder(item) in WAITS:
            item.add_marker(pytest.mark.flaky(reruns=1))
    if config.getoption("quick"):
        for item in items:
            for mark in item.iter_markers("slow"):
                reason = f"{LEFT_OUT} {mark.args[0]}"
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_terminal_summary(terminalreporter):
    """Say loudly what could not run here: a quiet "s" would look like success."""
    skipped = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])]
    lacking = sorted({reason for reason in skipped if LACKING in reason})
    if lacking:
        terminalreporter.section("SKIPPED for want of a program", sep="!", red=True, bold=True)
        for reason in lacking:
            terminalreporter.line(f"{skipped.count(reason)} tests. {reason}", red=True)
    left_out = sum(LEFT_OUT in reason for reason in skipped)
    if left_out:
        terminalreporter.line(f"{left_out} tests were left out: `make test` asks them too.")


def _base(tmp_path_factory):
    """Return the folder that the workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def _baked(base, name, notebooks=None):
    """Return an XDG cache in which a site is made, and the site; the first to ask makes it."""
    takes_long("finished pages")
    sites = base / name / "sciatica" / "sites"
    sites.mkdir(parents=True, exist_ok=True)

    def work():
        return asyncio.run(
            bake(sites, resources.default_clinic(), lambda page: None, notebooks=notebooks)
        )

    # in a thread, as Playwright has a loop running in this one
    with FileLock(base / f"{name}.lock"), ThreadPoolExecutor(1) as threads:
        return base / name, threads.submit(work).result()


@pytest.fixture(scope="session")
def baked(tmp_path_factory):
    """Return the XDG cache in which the project's own pages are made, and these pages."""
    return _baked(_base(tmp_path_factory), "cache")


@pytest.fixture(scope="session")
def judged(tmp_path_factory, baked):
    """Return what the judge says of the project with the settings as delivered: asked once a run.

    It bakes in a folder of its own; the pages that it would make are made already.
    """
    base = _base(tmp_path_factory)
    kept = base / "judged"
    with FileLock(base / "judged.lock"), pytest.MonkeyPatch.context() as patch:
        if not kept.is_file():
            sites = baked[0] / "sciatica" / "sites"
            patch.setattr(
                "sciatica.check.bake_in_process", lambda _, *site: bake_in_process(sites, *site)
            )
            report = judge(Project.ours(), resources.default_clinic())
            kept.write_bytes(pickle.dumps(report))
    return pickle.loads(kept.read_bytes())


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """Return a small site with staff pages, for all tests that need a server and not our pages."""
    lessons = make_two_lessons(tmp_path_factory.mktemp("small"))
    return Small(lessons, _baked(_base(tmp_path_factory), "small", lessons)[0])


@pytest.fixture(scope="session")
def cache(baked):
    """Return the XDG cache for servers that show the project's own pages."""
    return baked[0]


@pytest.fixture(scope="session")
def server(tmp_path_factory, cache):
    """Return the one server of a worker, for all tests that only read. Its end is a test too."""
    with serving(tmp_path_factory.mktemp("empty folder"), cache=cache) as running:
        yield running


@pytest.fixture(scope="session")
def real(baked):
    """Return the site as `sciatica serve` would show it with the settings as delivered."""
    return baked[1]


@pytest.fixture(scope="session")
def made_pages(real):
    """Return the text that each page shows, by slug, with single spaces."""
    return {
        page.route.rpartition("/")[2] or "home": " ".join(
            BeautifulSoup(page.html, "html.parser").main.text.split()
        )
        for page in real.pages
    }
