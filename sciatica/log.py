"""One line an event, for people and for machines: what happened, never to whom.

Lines go to standard error as ``time event key=value ...`` (logfmt). No address, no browser, no
kernel id, no answer stands in them. The server and the kernels of its live pages write here alike.
"""

import logging
import sys


class _Logfmt(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = dict(vars(record)["fields"])
        if record.exc_info:
            kind, error, _ = record.exc_info
            fields["error"] = f"{kind.__name__ if kind else ''}: {error}"
            fields["traceback"] = self.formatException(record.exc_info)
        pairs = (f"{key}={_value(value)}" for key, value in fields.items())
        return " ".join([self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), record.msg, *pairs])


def _value(value: object) -> str:
    text = f"{value:.3f}" if isinstance(value, float) else str(value)
    if text and not set(text) & set(' "=\n'):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


# in a kernel sys.stderr would send the line to the visitor's page, and so might others who listen
_terminal = logging.StreamHandler(sys.__stderr__)
_terminal.setFormatter(_Logfmt())
_log = logging.getLogger("sciatica")
_log.propagate = False
_log.setLevel(logging.INFO)
_log.addHandler(_terminal)


def event(name: str, **fields: object) -> None:
    """Write one line: the `name` in snake_case, then the fields. Units stand in their names."""
    _log.info(name, extra={"fields": fields})


def failure(name: str, error: BaseException, **fields: object) -> None:
    """Write one line with the reason and the whole traceback, its line ends escaped."""
    _log.error(name, exc_info=error, extra={"fields": fields})
