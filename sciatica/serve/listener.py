"""The server's connections: more of them than the system allows lock nobody out.

Whoever holds hundreds of connections open and asks for nothing would otherwise take every file
number (descriptor) that this process may have: nobody could connect any more, and tornado would say
so thousands of times a second.
"""

import sys
import time
from collections.abc import Awaitable, Callable
from itertools import islice
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPMessageDelegate,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.iostream import IOStream

from sciatica import log
from sciatica.serve import metrics

WANTED = 8192
"""So many file numbers are asked of the system."""
SHARE, MOST_KEPT = 4, 256
"""A quarter of them, or so many, are kept for files, kernels and pages under way."""
AT_ONCE = 32
SAY_EVERY_S = 60.0


def most_connections() -> int:
    """Raise this process's limit of open files as far as the system lets it; return the file number
    beyond which no connection may stay."""
    if sys.platform == "win32":
        return sys.maxsize  # its sockets have no small numbers, and no such limit
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(hard, WANTED)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    limit = WANTED if soft == resource.RLIM_INFINITY else soft
    return limit - min(limit // SHARE, MOST_KEPT)


class _Request(HTTPMessageDelegate):
    """Passes a request on, and tells when all of it is there."""

    def __init__(self, passed_to: HTTPMessageDelegate, is_there: Callable[[], None]) -> None:
        self._to, self._is_there = passed_to, is_there

    def headers_received(
        self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders
    ) -> Awaitable[None] | None:
        return self._to.headers_received(start_line, headers)

    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        return self._to.data_received(chunk)

    def finish(self) -> None:
        self._is_there()
        self._to.finish()

    def on_connection_close(self) -> None:
        self._to.on_connection_close()


class Listener(HTTPServer):
    """Tornado's server. Where connections run short, those go that have waited longest without a
    whole request; where none waits, the newest goes."""

    def initialize(self, *args: Any, **options: Any) -> None:
        """Begin with no connection; `args` and `options` are those of tornado."""
        super().initialize(*args, **options)
        self._most = most_connections()
        self._waiting: dict[IOStream, None] = {}
        self._said_at = -SAY_EVERY_S

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        """Serve a new connection, after room was made for it."""
        number = stream.socket.fileno()  # the system gives the lowest one that is free
        if number >= self._most:
            waited = list(islice(self._waiting, AT_ONCE)) or [stream]
            self._say(len(waited))
            for one in waited:
                self._waiting.pop(one, None)
                one.close()
        if not stream.closed():
            self._waiting[stream] = None
            super().handle_stream(stream, address)

    def _say(self, number: int) -> None:
        metrics.ERRORS.labels("connections").inc(number)
        if time.monotonic() > self._said_at + SAY_EVERY_S:
            self._said_at = time.monotonic()
            log.event("connections_full", most=self._most)

    def start_request(
        self, server_conn: object, request_conn: HTTPConnection
    ) -> HTTPMessageDelegate:
        """Wait for a request."""
        stream: IOStream = server_conn.stream  # type: ignore[attr-defined]
        self._waiting.pop(stream, None)
        if not stream.closed():
            self._waiting[stream] = None  # as the last
        request = super().start_request(server_conn, request_conn)
        return _Request(request, lambda: self._waiting.pop(stream, None))

    def on_close(self, server_conn: object) -> None:
        """Forget a connection."""
        self._waiting.pop(server_conn.stream, None)  # type: ignore[attr-defined]
        super().on_close(server_conn)
