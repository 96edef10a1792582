"""Runs the cells of a notebook inside a kernel, and tells in one answer what came of them.

The server asks for `run` in one execute request and reads `answer` from its reply (a user
expression): what each cell has put out, and every widget as it stands then. While the cells run,
widgets are told to nobody one by one; whatever else the kernel says goes out at once, and so does
everything that other threads say.
"""

import importlib
import io
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from IPython import get_ipython
from IPython.utils.capture import capture_output
from jupyter_client.session import json_packer

MIME = "application/vnd.sciatica.cells+json"
TARGET = "jupyter.widget"
SHARED = ("_esm", "_css")
"""What many widgets have alike: it travels once."""
CLEARED = "\033[2K\r"
"""What IPython prints where output is cleared and nobody listens."""
LEAN = "LayoutModel"
"""Three of four widgets are such, and nothing but empty values. The browser's defaults of other
widgets are not always those of Python: a range slider would become a slider."""


class Answer:
    """What came of the cells, as a value that a reply carries."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._told = told

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {MIME: self._told}

    def __repr__(self) -> str:
        return ""


answer: Answer


@contextmanager
def _unheard() -> Iterator[None]:
    """Let this thread make and change widgets without a word: nobody listens yet, and the state
    tells it all. What a widget sends of its own is no state, and goes out."""
    comms: Any = importlib.import_module("ipykernel.comm.comm")
    publish = comms.BaseComm.publish_msg
    here = threading.get_ident()

    def unless_state(comm: Any, kind: str, data: Any = None, *args: Any, **given: Any) -> None:
        is_state = kind != "comm_msg" or (data or {}).get("method") != "custom"
        if comm.target_name == TARGET and is_state and threading.get_ident() == here:
            comm.kernel = comms.Kernel.instance()  # a widget whose comm has none never speaks again
        else:
            publish(comm, kind, data, *args, **given)

    comms.BaseComm.publish_msg = unless_state
    try:
        yield
    finally:
        comms.BaseComm.publish_msg = publish


class _Shown(io.TextIOBase):
    """What is printed and displayed, in its order; itself the stream that is printed to."""

    def __init__(self, displayed: list[dict[str, Any]]) -> None:
        self._all = displayed  # IPython puts there what is displayed
        self.was_cleared = False

    def write(self, text: str) -> int:
        """Keep a piece of what is printed."""
        if text == CLEARED:
            self.was_cleared = True  # the list is emptied by IPython
        elif self._all and "printed" in self._all[-1]:
            self._all[-1]["printed"] += text
        elif text:
            self._all.append({"printed": text})
        return len(text)

    def as_data(self) -> list[dict[str, Any]]:
        """Return each output by its forms."""
        return [one.get("data") or {"text/plain": one["printed"]} for one in self._all]

    def as_messages(self) -> list[dict[str, Any]]:
        """Return each output as Jupyter's messages tell it."""
        return [
            {"output_type": "stream", "name": "stdout", "text": one["printed"]}
            if "printed" in one
            else {"output_type": "display_data", "data": one["data"], "metadata": one["metadata"]}
            for one in self._all
        ]


@contextmanager
def _captured(shell: Any) -> Iterator[_Shown]:
    with capture_output() as said:
        sys.stdout = shown = _Shown(shell.display_pub.outputs)
        yield shown
    print(said.stderr, end="", file=sys.__stderr__)  # for whoever runs the server


@contextmanager
def _outputs(shell: Any) -> Iterator[None]:
    """Let what is shown within an `ipywidgets.Output` be its own, which else a browser does that
    listens. An error within is the cell's."""
    from ipywidgets import Output

    began, ended = Output.__enter__, Output.__exit__
    within: list[tuple[AbstractContextManager[_Shown], _Shown]] = []

    def begin(_: Any) -> None:
        held = _captured(shell)
        within.append((held, held.__enter__()))

    def end(output: Any, *error: Any) -> bool | None:
        held, shown = within.pop()
        kept = () if shown.was_cleared else output.outputs
        output.outputs = (*kept, *shown.as_messages())
        return held.__exit__(*error)

    Output.__enter__, Output.__exit__ = begin, end
    try:
        yield
    finally:
        Output.__enter__, Output.__exit__ = began, ended


@contextmanager
def _untold(shell: Any) -> Iterator[None]:
    """Keep tracebacks from the line: they are for the log."""
    tell = shell._showtraceback
    shell._showtraceback = lambda *_: None
    try:
        yield
    finally:
        shell._showtraceback = tell


async def _run_cell(shell: Any, source: str) -> tuple[list[dict[str, Any]], BaseException | None]:
    with _captured(shell) as shown:
        failed = None
        try:
            source = shell.transform_cell(source)
        except Exception:  # such as a line that only IPython knows, and does not understand
            failed = sys.exc_info()
        result = await shell.run_cell_async(
            source, store_history=False, transformed_cell=source, preprocessing_exc_tuple=failed
        )
    return shown.as_data(), result.error_before_exec or result.error_in_exec


def _models() -> tuple[dict[str, Any], list[str]]:
    """Return the state of every widget by id, and the texts that several share."""
    from ipywidgets import Widget

    models: dict[str, Any] = Widget.get_manager_state()["state"]
    for model in models.values():
        if model["model_name"] == LEAN:
            model["state"] = {
                name: value for name, value in model["state"].items() if value is not None
            }
    texts: dict[str, int] = {}
    for model in models.values():
        for name in SHARED:
            if isinstance(text := model["state"].get(name), str):
                model["state"][name] = texts.setdefault(text, len(texts))
    return models, list(texts)


async def run(cells: Sequence[str]) -> None:
    """Run `cells`, as far as the first that fails. Puts into `answer` what each has put out, why
    the last one failed (a traceback, for the log) and the widgets."""
    global answer
    shell = get_ipython()
    outputs: list[list[dict[str, Any]]] = []
    failed = ""
    with _unheard(), _outputs(shell), _untold(shell):
        for source in cells:
            shown, error = await _run_cell(shell, source)
            outputs.append(shown)
            if error is not None:
                failed = "".join(traceback.format_exception(error))
                break
        models, texts = _models()
    kinds = sorted({(one["model_module"], one["model_name"]) for one in models.values()})
    # as one text: the server passes it on and need not read it
    state = json_packer({"models": models, "texts": texts}).decode()
    answer = Answer({"outputs": outputs, "failed": failed, "kinds": kinds, "state": state})
