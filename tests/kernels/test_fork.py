"""Kernels that are forked are in nothing different from those that are started, but in time."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

from sciatica import resources
from sciatica.kernels import ForkServer, OwnKernels, provisioner
from sciatica.kernels.provisioner import NAME, ForkedProcess, ForkProvisioner
from tests.harness.programs import takes_long

pytestmark = [
    pytest.mark.skipif(not provisioner.can_fork(), reason="this system does not fork kernels"),
    pytest.mark.slow("kernels"),
]
ENDS_WITHIN_S = 10
WARM_WITHIN_S = 60


class Kernel:
    """A kernel that was started, and what it says."""

    def __init__(self, folder, **environment):
        self._folder, self._environment = folder, {**os.environ, **environment}
        self.options = {}

    async def __aenter__(self):
        self.manager = AsyncKernelManager(
            kernel_name="python3", kernel_spec_manager=OwnKernels(), transport="ipc"
        )
        self.manager.connection_file = str(self._folder / f"kernel-{os.urandom(4).hex()}.json")
        self.manager.ip = self.manager.connection_file.replace(".json", "-ipc")
        await self.manager.start_kernel(
            env=self._environment, cwd=str(self._folder), **self.options
        )
        self._client = self.manager.client()
        self._client.start_channels()
        await self._client.wait_for_ready(timeout=60)
        return self

    async def __aexit__(self, *_):
        self._client.stop_channels()
        await self.manager.shutdown_kernel(now=True)

    @property
    def process(self):
        return self.manager.provisioner.process

    @property
    def is_forked(self):
        return isinstance(self.process, ForkedProcess)

    def ask(self, code):
        self._client.execute(code)

    async def idle(self):
        """Return when it is done with what it was asked; what waits behind an error is dropped."""
        async with asyncio.timeout(ENDS_WITHIN_S):
            while (await self._client.execute("0", reply=True))["content"]["status"] != "ok":
                pass

    async def tell(self, value):
        """Return what an expression is in the kernel."""
        said = []
        code = f"import json\nprint(json.dumps({value}))"
        reply = await self._client.execute_interactive(code, output_hook=said.append, timeout=60)
        assert reply["content"]["status"] == "ok", reply["content"]
        texts = [one["content"]["text"] for one in said if one["msg_type"] == "stream"]
        return json.loads("".join(texts))

    async def run(self, code):
        reply = await self._client.execute_interactive(code, output_hook=lambda _: 0, timeout=60)
        assert reply["content"]["status"] == "ok", reply["content"]

    async def ended(self):
        async with asyncio.timeout(ENDS_WITHIN_S):
            while await self.manager.is_alive():
                await asyncio.sleep(0.05)
        return self.process.returncode


def start(modules=(), **options):
    """Start a fork server and wait until it forks."""
    takes_long("kernels")
    ForkServer.start(modules, **options)
    assert ForkServer.current.is_warm(WARM_WITHIN_S)


@pytest.fixture(scope="module")
def with_numpy():
    start(["numpy.random"])
    server, ForkServer.current = ForkServer.current, None
    yield server
    ForkServer.current = server
    ForkServer.stop()


@pytest.fixture
def warm(with_numpy):
    """A fork server with numpy, as live pages have one."""
    ForkServer.current = with_numpy
    yield
    ForkServer.current = None


@pytest.fixture
def no_server():
    """Whatever fork server the test starts ends with it."""
    yield
    ForkServer.stop()


def over(pid):
    """Return whether a process ends in time."""
    end = time.monotonic() + ENDS_WITHIN_S
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_our_kernels_name_our_provisioner_and_the_package_registers_the_same():
    spec = OwnKernels().get_kernel_spec("python3")
    assert spec.metadata["kernel_provisioner"] == {"provisioner_name": NAME}
    assert KernelProvisionerFactory.provisioners[NAME].load() is ForkProvisioner
    project = (resources.root() / "pyproject.toml").read_text("utf-8")
    assert f'{NAME} = "{provisioner.__name__}:{ForkProvisioner.__name__}"' in project


# What it is --------------------------------------------------------------------------------------


def test_two_kernels_share_no_random_state_and_no_variables(warm, tmp_path):
    async def attempt():
        async with Kernel(tmp_path) as one, Kernel(tmp_path) as two:
            assert one.is_forked and two.is_forked
            await one.run("import random, numpy, uuid\nmine = 1")
            await two.run("import random, numpy, uuid")
            for draw in ("random.random()", "numpy.random.random()", "str(uuid.uuid4())"):
                assert await one.tell(draw) != await two.tell(draw), draw
            assert await two.tell("'mine' in globals()") is False

    asyncio.run(attempt())


def test_environment_folder_path_and_arguments_are_those_of_an_ordinary_kernel(warm, tmp_path):
    asked = (
        "[dict(os.environ), os.getcwd(), sys.path, sys.argv[1:2], __name__, sys.executable,"
        " signal.getsignal(signal.SIGCHLD), signal.getsignal(signal.SIGTERM),"
        " os.getpgid(0) == os.getpid(), os.getsid(0) == os.getpid(),"
        " sorted(signal.pthread_sigmask(signal.SIG_BLOCK, []))]"
    )

    async def told():
        async with Kernel(tmp_path, SCIATICA_TRIED="a\nb=c ä") as kernel:
            await kernel.run("import os, sys, signal")
            return kernel.is_forked, await kernel.tell(asked)

    forked, in_fork = asyncio.run(told())
    server, ForkServer.current = ForkServer.current, None
    try:
        ordinary, in_process = asyncio.run(told())
    finally:
        ForkServer.current = server
    assert (forked, ordinary) == (True, False)
    assert in_fork[0].pop("SCIATICA_TRIED") == in_process[0].pop("SCIATICA_TRIED") == "a\nb=c ä"
    assert in_process[0].pop("JPY_PARENT_PID") == str(os.getpid())
    assert in_fork == in_process


def test_a_kernel_with_another_hash_seed_is_an_ordinary_one(warm, tmp_path):
    async def seed(**environment):
        async with Kernel(tmp_path, **environment) as kernel:
            return kernel.is_forked, await kernel.tell("hash('sciatica')")

    assert asyncio.run(seed(PYTHONHASHSEED="7"))[0] is False
    assert asyncio.run(seed(PYTHONHASHSEED="7")) == asyncio.run(seed(PYTHONHASHSEED="7"))
    assert asyncio.run(seed())[0] is True


def test_a_fork_server_that_is_renewed_has_another_hash_seed(no_server, tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONHASHSEED", raising=False)

    async def seeds():
        async with Kernel(tmp_path) as one:
            ForkServer.renew()
            assert ForkServer.current.is_warm(WARM_WITHIN_S)
            async with Kernel(tmp_path) as two:
                assert one.is_forked and two.is_forked
                code = "[hash('sciatica'), os.getppid()]"
                for kernel in (one, two):
                    await kernel.run("import os")
                return [*await one.tell(code), *await two.tell(code)]

    start()
    first, parent, second, other = asyncio.run(seeds())
    assert parent != other
    assert first != second
    assert over(parent)
    assert psutil.pid_exists(other)


def test_a_kernel_holds_no_file_of_the_fork_server_and_of_its_sisters(warm, tmp_path):
    def held_by(pid):
        links = set()
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # it was closed since
                links.add(str(file.readlink()))
        return {link for link in links if link.startswith(("socket:", "pipe:"))}

    async def attempt():
        async with Kernel(tmp_path) as one, Kernel(tmp_path) as two:
            (parent,) = {psutil.Process(kernel.process.pid).ppid() for kernel in (one, two)}
            streams = {str(Path(f"/proc/{parent}/fd/{n}").readlink()) for n in (0, 1, 2)}
            own = held_by(parent) - streams
            assert len(own) >= 4  # requests, the pipe of its signals, two lines
            assert not own & (held_by(one.process.pid) | held_by(two.process.pid))

    asyncio.run(attempt())


def test_what_is_said_goes_where_the_kernel_was_told(warm, tmp_path):
    said = "os.write(1, b'out'), os.write(2, b'error')"

    async def attempt(**streams):
        kernel = Kernel(tmp_path)
        kernel.options = streams
        async with kernel:
            await kernel.run("import os")
            # what a C library says is caught by ipykernel, but not what a child does
            await kernel.run(f"if not os.fork():\n    {said}\n    os._exit(0)\nos.wait()")
            return kernel.is_forked

    with (tmp_path / "said").open("wb") as sink:
        assert asyncio.run(attempt(stdout=sink, stderr=sink)) is True
    assert asyncio.run(attempt(stderr=subprocess.DEVNULL)) is False  # one is to be made


# How it ends -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("os._exit(3)", 3),
        ("os.kill(os.getpid(), signal.SIGSEGV)", -signal.SIGSEGV),
        ("os.kill(os.getpid(), signal.SIGTERM)", -signal.SIGTERM),
    ],
)
def test_the_exit_code_is_told(warm, tmp_path, code, wanted):
    async def attempt():
        async with Kernel(tmp_path) as kernel:
            await kernel.run("import os, signal")
            kernel.ask(code)
            return await kernel.ended()

    assert asyncio.run(attempt()) == wanted


def test_what_a_kernel_has_to_do_at_its_end_is_done_once(warm, tmp_path):
    async def attempt():
        async with Kernel(tmp_path) as kernel:
            await kernel.run(
                "import atexit\natexit.register(lambda: open('done', 'a').write('x'))\nquit()"
            )
            return await kernel.ended()

    assert asyncio.run(attempt()) == 0
    assert (tmp_path / "done").read_text() == "x"


def test_a_kernel_can_be_interrupted_and_goes_on(warm, tmp_path):
    async def attempt():
        async with Kernel(tmp_path) as kernel:
            await kernel.run("import subprocess, time\nchild = subprocess.Popen(['sleep', '60'])")
            kernel.ask("open('begun', 'w').close(); time.sleep(60)")
            while not (tmp_path / "begun").exists():
                await asyncio.sleep(0.05)
            await kernel.manager.interrupt_kernel()
            await kernel.idle()
            assert await kernel.tell("child.wait()") == -signal.SIGINT
            assert await kernel.manager.is_alive()

    asyncio.run(attempt())


def test_an_idle_kernel_passes_over_an_interrupt(warm, tmp_path):
    async def attempt():
        async with Kernel(tmp_path) as kernel:
            await kernel.manager.interrupt_kernel()
            async with Kernel(tmp_path):  # when this one is there, the signal has been passed on
                assert await kernel.tell("1 + 1") == 2

    asyncio.run(attempt())


def test_a_kernel_that_is_shut_down_takes_what_it_started_with_it(warm, tmp_path):
    async def attempt():
        async with Kernel(tmp_path) as kernel:
            await kernel.run("import subprocess\nchild = subprocess.Popen(['sleep', '60'])")
            return kernel.process.pid, await kernel.tell("child.pid")

    pid, child = asyncio.run(attempt())
    assert over(pid)
    assert over(child)


def test_no_zombie_is_left_and_a_dead_kernel_gets_no_signal(warm, tmp_path, monkeypatch):
    async def attempt():
        async with Kernel(tmp_path) as kernel:
            pid = kernel.process.pid
            parent = psutil.Process(pid).ppid()
            os.kill(pid, signal.SIGKILL)
            end = time.monotonic() + ENDS_WITHIN_S
            while psutil.pid_exists(pid) and time.monotonic() < end:
                await asyncio.sleep(0.05)  # gone, not a zombie, though nobody has asked yet
            assert not psutil.pid_exists(pid)
            # from now on its number may be a stranger's: this process never sends to a number
            monkeypatch.setattr(os, "kill", lambda *_: pytest.fail("a signal to a number"))
            monkeypatch.setattr(os, "killpg", lambda *_: pytest.fail("a signal to a number"))
            await kernel.manager.provisioner.send_signal(signal.SIGTERM)
            await kernel.manager.provisioner.kill()
            assert await kernel.ended() == -signal.SIGKILL
            monkeypatch.undo()
            return psutil.Process(parent)

    parent = asyncio.run(attempt())
    assert parent.is_running()
    assert not [one for one in parent.children() if one.status() == psutil.STATUS_ZOMBIE]


def test_when_the_fork_server_dies_its_kernels_end_and_the_next_are_there_again(
    no_server, tmp_path
):
    async def attempt():
        async with Kernel(tmp_path) as kernel:
            assert kernel.is_forked
            # busy in C, where no thread of Python's could look whether the parent lives
            kernel.ask("open('begun', 'w').close(); 3 ** 3 ** 17")
            while not (tmp_path / "begun").exists():
                await asyncio.sleep(0.05)
            pid = kernel.process.pid
            psutil.Process(pid).parent().kill()
            assert over(pid)
            assert await kernel.ended() == -signal.SIGKILL
        async with Kernel(tmp_path) as ordinary:
            assert await ordinary.tell("1 + 1") == 2
            assert not ordinary.is_forked
        assert ForkServer.current.is_warm(WARM_WITHIN_S)
        async with Kernel(tmp_path) as again:
            return again.is_forked

    start()
    assert asyncio.run(attempt()) is True


SERVER = """
import asyncio, os, sys, time
from pathlib import Path
from sciatica.kernels import ForkServer
from tests.kernels.test_fork import Kernel
async def work():
    async with Kernel(Path(sys.argv[1])) as kernel:
        assert kernel.is_forked
        await kernel.run("import os")
        print(kernel.process.pid, await kernel.tell("os.getppid()"), flush=True)
        kernel.ask("3 ** 3 ** 17")
        time.sleep(60)
ForkServer.start([])
assert ForkServer.current.is_warm(60)
asyncio.run(work())
"""


def test_when_the_server_is_killed_fork_server_and_kernels_end(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, str(tmp_path)], stdout=subprocess.PIPE, cwd=resources.root()
    ) as server:
        pid, parent = map(int, server.stdout.readline().split())
        server.kill()
    assert over(pid)
    assert over(parent)


# Where it cannot be ------------------------------------------------------------------------------


def test_where_there_is_no_fork_the_same_code_starts_an_ordinary_kernel(
    no_server, tmp_path, monkeypatch
):
    monkeypatch.setattr(provisioner, "can_fork", lambda: False)
    ForkServer.start([])
    assert ForkServer.current is None

    async def attempt():
        async with Kernel(tmp_path) as kernel:
            record = Path(kernel.manager.connection_file).with_suffix(".pid")
            assert record.read_text() == str(kernel.process.pid)
            return kernel.is_forked, await kernel.tell("1 + 1")

    assert asyncio.run(attempt()) == (False, 2)
    assert list(tmp_path.glob("*.pid")) == []


def test_a_parent_with_two_threads_forks_nothing(no_server, tmp_path):
    (tmp_path / "threaded.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(99,), daemon=True).start()"
    )

    async def attempt():
        async with Kernel(tmp_path, PYTHONPATH=path) as kernel:
            return kernel.is_forked, await kernel.tell("1 + 1")

    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    start(["threaded"], environment={**os.environ, "PYTHONPATH": path})
    assert asyncio.run(attempt()) == (False, 2)


def test_what_cannot_be_loaded_keeps_no_kernel_from_starting(no_server, tmp_path, capfd):
    async def attempt():
        async with Kernel(tmp_path) as kernel:
            return kernel.is_forked, await kernel.tell("1 + 1")

    start(["there_is_no_such_module"])
    assert asyncio.run(attempt()) == (True, 2)
    assert "there_is_no_such_module" in capfd.readouterr().err


@pytest.mark.parametrize("home", ["/dev/null/home", None])
def test_a_home_that_is_missing_or_closed_is_no_obstacle(no_server, tmp_path, home):
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("HOME", "IPYTHONDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
    }
    if home:
        environment["HOME"] = home
    code = "from matplotlib.figure import Figure\nFigure().savefig('picture.svg')"

    async def attempt():
        kernel = Kernel(tmp_path)
        kernel._environment = environment
        async with kernel:
            await kernel.run(code)
            return kernel.is_forked

    start(["matplotlib.figure"], environment=environment)
    assert asyncio.run(attempt()) is True
    assert asyncio.run(attempt()) is True  # what the first left behind is no harm to the second
    assert (tmp_path / "picture.svg").stat().st_size > 100


# What it brings along ----------------------------------------------------------------------------


def test_kernels_of_live_pages_load_nothing_more_and_open_no_records_before(
    no_server, tmp_path, monkeypatch
):
    pytest.importorskip("sqlalchemy")
    clinic = tmp_path / "clinic.toml"
    text = resources.default_clinic().read_text("utf-8")
    clinic.write_text(text.replace('database = ""', 'database = "sqlite:///training.db"'), "utf-8")
    assert "training.db" in clinic.read_text("utf-8")
    monkeypatch.setenv("SCIATICA_CLINIC", str(clinic))
    from sciatica.serve.app import PRELOADED, WARM

    async def attempt():
        async with Kernel(tmp_path) as kernel:
            assert kernel.is_forked
            await kernel.run("import sys\nbefore = set(sys.modules)")
            assert not {one for one in await kernel.tell("[*before]") if "sqlalchemy" in one}
            widgets = "sys.modules['ipywidgets.widgets.widget']._instances"
            assert await kernel.tell(f"len({widgets})") == 0
            await kernel.run("from sciatica.content.clinic import the_clinic")
            assert await kernel.tell("the_clinic.cache_info().currsize") == 0
            await kernel.run(
                "from sciatica import pages, training\npages.open_live_page('en')"
                "\ntraining.session_guide('en')"
            )
            new = await kernel.tell("sorted(set(sys.modules) - before)")
            assert not (tmp_path / "training.db").exists()
            await kernel.run("training.remember('en')")
            assert (tmp_path / "training.db").exists()
            return new

    start(PRELOADED, call=WARM)
    assert asyncio.run(attempt()) == []


def test_nobody_waits_for_a_fork_server_that_is_still_loading(no_server, tmp_path):
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(60)")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])

    async def attempt():
        async with Kernel(tmp_path, PYTHONPATH=path) as kernel:
            return kernel.is_forked, await kernel.tell("1 + 1")

    ForkServer.start(["slow"], environment={**os.environ, "PYTHONPATH": path})
    assert asyncio.run(attempt()) == (False, 2)
    assert not ForkServer.current.is_warm()
