"""One line an event, for people and for machines: what happened, never to whom.

Lines go to standard error as ``time event key=value ...`` (logfmt). No address, no browser, no
kernel id, no answer stands in them. The server and the kernels of its live pages write here alike.
"""

import sys
import time
import traceback
from collections.abc import Iterator


def _value(value: object) -> str:
    text = str(value)
    return text if text and not set(text) & set(' "=\n') else '"' + _escaped(text) + '"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _pairs(fields: dict[str, object]) -> Iterator[str]:
    for key, value in fields.items():
        yield f"{key}={value:.3f}" if isinstance(value, float) else f"{key}={_value(value)}"


def note(event: str, **fields: object) -> None:
    """Write one line: `event` in snake_case, then its fields. Units stand in the names."""
    now = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    # in a kernel sys.stderr would send the line to the visitor's page
    print(now, event, *_pairs(fields), file=sys.__stderr__, flush=True)


def note_error(event: str, error: BaseException, **fields: object) -> None:
    """Write one line with the reason and the whole traceback, its line ends escaped."""
    trace = "".join(traceback.format_exception(error)).strip()
    note(event, **fields, error=f"{type(error).__name__}: {error}", traceback=trace)
