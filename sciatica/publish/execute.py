"""Run notebooks one after the other in one fresh kernel."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from sciatica.kernels import OwnKernels
from sciatica.publish.lesson import Lesson

CELL_TIMEOUT_S = 60
_FORGET = nbformat.v4.new_code_cell("%reset -f")


@dataclass(frozen=True, slots=True)
class Run:
    """An executed notebook, or the reason why it failed in one line."""

    lesson: Lesson
    notebook: nbformat.NotebookNode | None
    error: str = ""


class KernelLostError(RuntimeError):
    """A notebook ended its kernel, or never came back."""


def _reason(error: CellExecutionError) -> str:
    return f"{error.ename}: {error.evalue}".splitlines()[0]


def _kernel() -> AsyncKernelManager:
    return AsyncKernelManager(kernel_name="python3", kernel_spec_manager=OwnKernels())


async def _run(lesson: Lesson, kernel: AsyncKernelManager) -> Run:
    try:
        notebook = nbformat.read(lesson.path, as_version=4)
    except Exception as error:  # nbformat raises many kinds for a broken file
        reason = str(error).splitlines()[0]
        return Run(lesson, None, f"the file is not a notebook ({reason})")
    # one kernel for all notebooks is quick; forgetting between them keeps each one honest
    notebook.cells.insert(0, _FORGET.copy())
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=CELL_TIMEOUT_S,
        extra_arguments=["--log-level=ERROR"],  # its warnings mean nothing to whoever exports
        resources={"metadata": {"path": str(lesson.path.parent)}},
    )
    try:
        await client.async_execute()
    except CellExecutionError as error:
        return Run(lesson, None, _reason(error))
    except (TimeoutError, CellTimeoutError, DeadKernelError) as error:
        said = str(error).strip().splitlines()  # a time-out may say nothing at all
        raise KernelLostError(said[0] if said else type(error).__name__) from error
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
    notebook.cells.pop(0)
    return Run(lesson, notebook)


async def run_all(lessons: Sequence[Lesson]) -> AsyncIterator[Run]:
    """Execute every lesson; yield each result as soon as it is there. One failure stops none."""
    kernel = _kernel()
    try:
        for lesson in lessons:
            try:
                yield await _run(lesson, kernel)
            except KernelLostError as lost:
                await kernel.shutdown_kernel(now=True)
                kernel = _kernel()  # the next notebook gets a new one
                yield Run(lesson, None, str(lost))
    finally:
        if kernel.has_kernel:
            await kernel.shutdown_kernel(now=True)
