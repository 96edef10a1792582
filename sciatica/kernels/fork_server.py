"""The warm process from which kernels are forked: it imports once, then waits and forks.

Run as a file, so that it loads nothing of ours by itself: ``python fork_server.py FD``. The
socket FD brings first what to import; when that is done, "warm" goes out, and one request after the
other comes in. Each brings a file with the
kernel's arguments, environment and folder, and a line of its own: out go the kernel's process id,
"ready" and the exit code, in come the numbers of signals. A line that is closed ends its kernel; FD
closed means: no more kernels, and the end after the last.

So a server that dies takes its kernels with it. And no signal ever goes to a process id that may be
another's by now: only this process sends them, to children that it has not reaped.
"""

import atexit
import ctypes
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

PR_SET_PDEATHSIG = 1
"""From ``linux/prctl.h``: the signal that a process gets when its parent dies."""
REQUEST, FILES = b"fork", 4
"""A request, and the files it brings: the request itself, the line, standard output and error."""


def warm(modules: list[str], call: str) -> None:
    """Import `modules`, then call the function MODULE:NAME, if any. What is broken is broken in the
    kernel too, where somebody reads it: no reason to have no kernels."""
    try:
        for name in modules:
            importlib.import_module(name)
        if call:
            module, _, name = call.partition(":")
            getattr(importlib.import_module(module), name)()
    except Exception:
        traceback.print_exc()


def threads() -> int:
    """Return how many threads this process has, those of C libraries too."""
    return len(list(Path("/proc/self/task").iterdir()))


class ForkServer:
    """Forks, passes signals on, reaps, and tells how each child ended."""

    def __init__(self, control: socket.socket, given: Mapping[str, str]) -> None:
        """`given` is the environment that this process was started with."""
        now = os.environ.items()
        self._brought = {name: value for name, value in now if given.get(name) != value}
        """What modules have set while they were loaded, such as matplotlib's folder."""
        self._control: socket.socket | None = control
        self._lines: dict[int, socket.socket] = {}
        """The line of each child that is not reaped, by its number."""
        self._wake, woken = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(woken, False)
        self._own = [self._wake, woken]
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
        self._poll = select.poll()
        self._poll.register(self._wake, select.POLLIN)
        self._poll.register(control, select.POLLIN)

    def serve(self) -> "Request | None":
        """Serve until nobody can ask any more; return the request in each child, at last None."""
        while self._control or self._lines:
            for number, _ in self._poll.poll():
                if number == self._wake:
                    self._reap()
                elif self._control and number == self._control.fileno():
                    if (request := self._asked()) and self._fork(request):
                        return request
                else:
                    self._signal(number)
        return None

    def _asked(self) -> "Request | None":
        assert self._control
        with suppress(ConnectionResetError):  # it was closed before all was read
            said, files, _, _ = socket.recv_fds(self._control, len(REQUEST), FILES)
            if said:
                return Request(files, self._brought)
        self._poll.unregister(self._control)
        self._control.close()
        self._control = None
        return None

    def _fork(self, request: "Request") -> bool:
        """Fork; return whether this is the child."""
        try:
            pid = os.fork() if threads() == 1 else -1
        except OSError:  # the system's limit
            pid = -1
        if pid < 0:
            request.close()  # whoever asked hears the end of the line, and starts an ordinary one
            return False
        if not pid:
            self._leave()
            return True
        line = request.line
        line.setblocking(False)
        self._lines[pid] = line
        self._poll.register(line, select.POLLIN)
        _tell(line, f"pid {pid}")
        request.close(but_line=True)
        return False

    def _signal(self, number: int) -> None:
        """Pass signals on to the group of the child whose line has this file number."""
        of = {line.fileno(): pid for pid, line in self._lines.items()}
        if not (pid := of.get(number)):
            return  # it was reaped in this very round
        line = self._lines[pid]
        try:
            said = line.recv(1)
        except BlockingIOError:
            return
        except OSError:
            said = b""
        if not said:
            self._poll.unregister(line)
        try:
            os.killpg(pid, said[0] if said else signal.SIGKILL)
        except ProcessLookupError:  # it has only just begun, and has no group yet
            os.kill(pid, said[0] if said else signal.SIGKILL)

    def _reap(self) -> None:
        with suppress(BlockingIOError):
            os.read(self._wake, 4096)
        for pid in list(self._lines):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                line = self._lines.pop(pid)
                _tell(line, f"exit {os.waitstatus_to_exitcode(status)}")
                with suppress(KeyError):  # its other end was closed before
                    self._poll.unregister(line)
                line.close()

    def _leave(self) -> None:
        """In a child: let go of what belongs to the parent and to its other children."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number in self._own:
            os.close(number)
        for one in (self._control, *self._lines.values()):
            if one:
                one.close()


class Request:
    """What a kernel is asked to be."""

    def __init__(self, files: Sequence[int], brought: Mapping[str, str]) -> None:
        request, line, *self._streams = files
        self.line = socket.socket(fileno=line)
        with os.fdopen(request, encoding="utf-8") as file:
            told: dict[str, Any] = json.load(file)
        self._argv: list[str] = told["argv"]
        self._environment: dict[str, str] = {**brought, **told["env"]}
        self._folder: str = told["cwd"]

    def close(self, but_line: bool = False) -> None:
        """Close the files that came with it."""
        for number in self._streams:
            os.close(number)
        if not but_line:
            self.line.close()

    def become_kernel(self, parent: int) -> None:
        """Be that kernel until it ends. `parent` is the process that has forked this one."""
        os.setsid()
        atexit._clear()  # what the parent left to do at its end is not for its children
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)  # it died before
        for number, stream in enumerate(self._streams, 1):
            os.dup2(stream, number)
            os.close(stream)
        os.environ.clear()
        os.environ.update(self._environment)
        os.chdir(self._folder)
        if numpy := sys.modules.get("numpy"):
            numpy.random.seed()  # Python's own `random` does that by itself
        sys.argv = ["ipykernel_launcher", *self._argv]
        kernelapp = importlib.import_module("ipykernel.kernelapp")
        # 1: it has a parent that it need not watch, as the system does (above)
        app = kernelapp.IPKernelApp.instance(parent_handle=1)
        app.initialize(self._argv)
        _tell(self.line, "ready")  # sockets are bound: who connects now need not try twice
        self.line.close()
        app.start()


def _tell(line: socket.socket, text: str) -> None:
    with suppress(OSError):  # nobody is there to hear it
        line.send(text.encode())


def _end_of_child(work: Any) -> NoReturn:
    """Do `work`, then end as a program ends, but without tearing down what the parent has made;
    `multiprocessing` ends its forked children like this."""
    code = 0
    try:
        work()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    try:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def main() -> None:
    """Warm up, then serve."""
    del sys.path[0]  # the folder of this file
    given = dict(os.environ)
    control = socket.socket(fileno=int(sys.argv[1]))
    with os.fdopen(socket.recv_fds(control, len(REQUEST), 1)[1][0], encoding="utf-8") as file:
        told = json.load(file)
    warm(told["modules"], told["call"])
    gc.collect()
    gc.freeze()  # a collection in a child would write to every page that it shares
    pid = os.getpid()
    server = ForkServer(control, given)
    _tell(control, "warm")
    if request := server.serve():
        _end_of_child(lambda: request.become_kernel(pid))


if __name__ == "__main__":
    main()
