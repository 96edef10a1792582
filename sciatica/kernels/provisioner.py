"""Kernels for Jupyter's kernel manager: forked from a warm process, or ordinary ones.

`ForkProvisioner` is jupyter_client's own extension point. It forks where that is safe and asked for
(`ForkServer.start`), and else starts a process like everybody. What follows holds for both.
"""

import asyncio
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, ClassVar

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from sciatica import log

NAME = "sciatica-fork"
"""The provisioner's name, in our kernels' specification and in pyproject.toml."""
STARTS_WITHIN_S = 30
SCRIPT = Path(__file__).with_name("fork_server.py")
READ_AT_THE_START = ("PYTHON", "LD_", "LC_", "LANG", "TZ", "MPL", "OPENBLAS_", "OMP_")
"""How variables begin that Python or a library reads once, when it is loaded."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""What has more than one cannot be forked."""
NO_WARNING = {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}
"""ipykernel loads a debugger, which warns that it may miss breakpoints."""
KERNEL = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "ipykernel.comm.comm"),
    *("ipykernel.debugger", "tornado.platform.asyncio", "encodings.idna", "faulthandler"),
    *("IPython.core.completerlib", "IPython.core.debugger", "IPython.core.oinspect"),
    *("IPython.extensions.storemagic", "IPython.utils.wildcard", "sqlite3"),
    *("ipywidgets", "anywidget"),
)
"""What every kernel of ours loads, if not before, then when it starts or answers first."""


def can_fork() -> bool:
    """Whether this system has what the fork server needs. macOS can fork, but its own libraries do
    not bear it."""
    return sys.platform == "linux"


class NoForkError(Exception):
    """This kernel has to be an ordinary one."""


def _sealed(told: Mapping[str, object]) -> int:
    """Return a file in memory that says this, to be passed on; it may be of any size."""
    number = os.memfd_create("sciatica")
    os.write(number, json.dumps(told).encode())
    os.lseek(number, 0, os.SEEK_SET)
    return number


def _frozen(environment: Mapping[str, str]) -> dict[str, str]:
    found = environment.items()
    return {name: value for name, value in found if name.startswith(READ_AT_THE_START)}


class ForkServer:
    """A warm process that forks kernels of this process. There is at most one that is asked."""

    current: ClassVar["ForkServer | None"] = None

    _retired: ClassVar[list[subprocess.Popen[bytes]]] = []

    def __init__(self, modules: Sequence[str], call: str, environment: Mapping[str, str]) -> None:
        self._given = modules, call, environment
        self._warm = False
        self._frozen = _frozen(environment)
        # SEQPACKET: one message a read, and its end is told
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, str(SCRIPT), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={**environment, **ONE_THREAD, **NO_WARNING},
                start_new_session=True,  # Ctrl+C in the terminal is for the server alone
            )
        self._send(_sealed({"modules": [*KERNEL, *modules], "call": call}))

    @classmethod
    def start(
        cls,
        modules: Sequence[str],
        *,
        call: str = "",
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Let kernels of this process be forked from now on, by a process that has imported
        `modules` and called MODULE:NAME. Where it cannot be, kernels are ordinary ones."""
        cls._retire()
        if not can_fork():
            return
        try:
            cls.current = cls(modules, call, os.environ if environment is None else environment)
        except OSError as error:
            log.failure("fork_server_missing", error)

    @classmethod
    def renew(cls) -> None:
        """Fork from a new process: what the old one has loaded has changed since. Its kernels live
        on, and it ends with the last of them."""
        if cls.current:
            modules, call, environment = cls.current._given
            cls._retire()
            cls.start(modules, call=call, environment=environment)

    @classmethod
    def stop(cls) -> None:
        """Fork no more, and end what was forked."""
        cls._retire()
        for process in cls._retired:
            process.terminate()
            process.wait()
        cls._retired.clear()

    @classmethod
    def _retire(cls) -> None:
        if cls.current:
            cls.current._control.close()
            cls._retired.append(cls.current._process)
            cls.current = None
        cls._retired[:] = [process for process in cls._retired if process.poll() is None]

    def is_warm(self, wait_s: float = 0) -> bool:
        """Whether it has loaded all, or does so within this time."""
        if not self._warm and select.select([self._control], [], [], wait_s)[0]:
            self._warm = True  # or it has ended, which a request will tell
        return self._warm

    def _send(self, *files: int) -> None:
        try:
            socket.send_fds(self._control, [b"fork"], files)
        finally:
            os.close(files[0])

    def fork(
        self, argv: Sequence[str], environment: Mapping[str, str], folder: str, *streams: int
    ) -> "ForkedProcess":
        """Ask for a kernel with these arguments. Raises `NoForkError` where it has to be an
        ordinary one."""
        if _frozen(environment) != self._frozen:
            raise NoForkError("its environment was to be known when Python starts")
        if not self.is_warm():
            raise NoForkError("the fork server is not warm yet")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        request = _sealed({"argv": [*argv], "env": dict(environment), "cwd": folder})
        with theirs:
            try:
                self._send(request, theirs.fileno(), *streams)
            except OSError as error:
                ours.close()
                if type(self).current is self:
                    type(self).renew()  # for the next kernel
                raise NoForkError(f"the fork server is gone ({error})") from None
        return ForkedProcess(ours)


class ForkedProcess:
    """A forked kernel, as much like `subprocess.Popen` as a provisioner wants."""

    stdin = stdout = stderr = None

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self.pid = 0
        self.returncode: int | None = None

    def wait_until_ready(self) -> None:
        """Return when others can connect to it. Raises `NoForkError` where it never comes."""
        self._line.settimeout(STARTS_WITHIN_S)
        ready = False
        try:
            while not (ready and self.pid):
                told, _, value = self._line.recv(64).decode().partition(" ")
                ready = ready or told == "ready"
                self.pid = int(value) if told == "pid" else self.pid
                if told in ("", "exit"):
                    raise NoForkError("the fork server is gone" if not told else f"exit {value}")
        except (NoForkError, OSError) as error:
            self._line.close()  # which ends it, should it be there after all
            raise error if isinstance(error, NoForkError) else NoForkError(str(error)) from None
        self._line.setblocking(False)

    def poll(self) -> int | None:
        """Return its exit code, or None as long as it runs."""
        if self.returncode is None:
            try:
                told = self._line.recv(64).decode()
            except BlockingIOError:
                return None
            except OSError:
                told = ""
            # without a word the fork server is gone, and the system has ended its children
            self.returncode = int(told.split()[1]) if told else -signal.SIGKILL
            self._line.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit code as soon as there is one."""
        while (code := self.poll()) is None:
            if not select.select([self._line], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        """Let the fork server send a signal to it and to what it has started."""
        if self.poll() is None:
            self._line.send(bytes([number]))

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class ForkProvisioner(LocalProvisioner):  # type: ignore[misc]
    """Forks a kernel, or starts an ordinary one. Either is recorded beside its connection file."""

    async def launch_kernel(self, cmd: list[str], **given: Any) -> Any:
        """Start the kernel."""
        try:
            self.process = await asyncio.to_thread(self._forked, cmd, given)
        except NoForkError as why:
            if ForkServer.current:
                log.event("kernel_not_forked", why=str(why))
            await super().launch_kernel(cmd, **given)
        else:
            self.pid, self.cwd = self.process.pid, given.get("cwd") or Path.cwd()
            self.pgid = None  # signals go through the process, which asks the fork server
        self._record.write_text(str(self.pid), "ascii")
        return self.connection_info

    @property
    def _record(self) -> Path:
        return Path(self.parent.connection_file).with_suffix(".pid")

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the record with the kernel."""
        await super().cleanup(restart=restart)
        self._record.unlink(missing_ok=True)

    def _forked(self, cmd: list[str], given: Mapping[str, Any]) -> ForkedProcess:
        server = ForkServer.current
        if server is None or cmd[:3] != [sys.executable, "-m", "ipykernel_launcher"]:
            raise NoForkError("it is not one of ours")
        streams = [_number(given.get(name), n) for n, name in enumerate(("stdout", "stderr"), 1)]
        folder = str(given.get("cwd") or Path.cwd())
        process = server.fork(cmd[3:], given["env"], folder, *streams)
        process.wait_until_ready()
        return process


def _number(stream: Any, inherited: int) -> int:
    """Return the file number of a stream as `subprocess.Popen` takes it."""
    if stream is None:
        return inherited
    number = stream if isinstance(stream, int) else stream.fileno()
    if number < 0:
        raise NoForkError("one of its streams is to be made")
    return int(number)


# an installed entry point says the same; this holds where none was installed
_ENTRY = EntryPoint(NAME, f"{__name__}:ForkProvisioner", KernelProvisionerFactory.GROUP_NAME)
KernelProvisionerFactory.provisioners.setdefault(NAME, _ENTRY)


class OwnKernels(KernelSpecManager):  # type: ignore[misc]
    """The kernel of this very Python, whatever else a user has installed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kernel_dirs: list[str] = []

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the specification, with our provisioner in it."""
        spec = super().get_kernel_spec(kernel_name)
        spec.metadata["kernel_provisioner"] = {"provisioner_name": NAME}
        spec.argv += ["--HistoryManager.enabled=False"]  # nobody types here
        return spec
