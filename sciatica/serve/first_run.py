"""Runs all cells of a live page in its new kernel: one request, one answer.

From the first moment on Jupyter's own buffer keeps what the kernel says, for the session that the
page was told: when the page opens its line under that name, it hears all of it. So nothing is lost
between the answer and the line.
"""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from jupyter_client.session import Session
from jupyter_core.utils import ensure_async

from sciatica.kernels.cells import MIME

ASK_AGAIN_S = 0.05
LOOK_EVERY_S = 1.0
_MODULE = "__import__('importlib').import_module('sciatica.kernels.cells')"
"""Imported without a name of its own: the cells have their names for themselves."""


class FirstRunError(RuntimeError):
    """The kernel never answered, or not what was asked. The text is for the log."""


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What came of the cells: see `sciatica.kernels.cells.run`."""

    outputs: Sequence[Sequence[dict[str, Any]]]
    failed: str
    kinds: Sequence[tuple[str, str]]
    """Every sort of widget: its package and its name."""
    state: str


class _Shell:
    """A line to the kernel's shell for one question at a time."""

    def __init__(self, kernel: Any) -> None:
        self._kernel = kernel
        self._session = Session(config=kernel.session.config, key=kernel.session.key)
        self._stream = kernel.connect_shell()
        self._stream.on_recv(self._hear)
        self._asked: dict[str, asyncio.Future[dict[str, Any]]] = {}

    def _hear(self, parts: list[bytes]) -> None:
        told = self._session.deserialize(self._session.feed_identities(parts)[1])
        if (answer := self._asked.get(told["parent_header"]["msg_id"])) and not answer.done():
            answer.set_result(told["content"])

    async def ask(self, kind: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the answer. Raises `FirstRunError` where the kernel ends before."""
        asked = self._session.send(self._stream, kind, content)
        answer = self._asked[asked["msg_id"]] = asyncio.get_running_loop().create_future()
        while not answer.done():
            await asyncio.wait([answer], timeout=LOOK_EVERY_S)
            if not answer.done() and not await ensure_async(self._kernel.is_alive()):
                raise FirstRunError("the kernel ended while its cells ran")
        told: dict[str, Any] = answer.result()
        return told

    def close(self) -> None:
        self._stream.close()


async def _listening(shell: _Shell, stream: Any) -> None:
    """Return when the kernel's broadcast is heard: a subscription takes effect some time after it
    was made, and a kernel answers every question with a status there."""
    heard = asyncio.Event()
    stream.on_recv(lambda _: heard.set())
    while not heard.is_set():
        await shell.ask("kernel_info_request")
        with suppress(TimeoutError):
            await asyncio.wait_for(heard.wait(), ASK_AGAIN_S)


async def run_cells(kernels: Any, kernel_id: str, session: str, cells: Sequence[str]) -> FirstRun:
    """Run `cells` in this kernel. Raises `FirstRunError`."""
    kernel = kernels.get_kernel(kernel_id)
    channels = {}
    for name in ("iopub", "shell", "control", "stdin"):
        channels[name] = getattr(kernel, f"connect_{name}")(identity=session.encode("ascii"))
        channels[name].channel = name  # as Jupyter's web socket marks them, who takes them over
    shell = _Shell(kernel)
    try:
        await _listening(shell, channels["iopub"])
        kernels.start_buffering(kernel_id, f"{kernel_id}:{session}", channels)
        asked = {
            "code": f"await {_MODULE}.run({json.dumps(list(cells))})",
            "silent": True,
            "store_history": False,
            "user_expressions": {"answer": f"{_MODULE}.answer"},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        told = await shell.ask("execute_request", asked)
    except BaseException:
        if kernel_id in kernels:  # it may have ended meanwhile, and its end reads the buffer
            kernels.stop_buffering(kernel_id)
        for stream in channels.values():
            stream.close()
        raise
    finally:
        shell.close()
    try:
        return FirstRun(**told["user_expressions"]["answer"]["data"][MIME])
    except (KeyError, TypeError):
        raise FirstRunError(f"the kernel answered: {json.dumps(told)[:2000]}") from None
