"""Live pages: notebooks that need a kernel, one for each visitor, and only the routes they need.

A page is sent in two parts: at once its frame and words, and what its cells put out when its kernel
has run them (`first_run`). Its script (``client/``) then opens a line to that kernel, and says so
when anything of this dies. What a visitor can send is limited to messages between widgets; there is
no way to run code, to read a file or to start a kernel other than by opening a page.
"""

import asyncio
import json
import os
import re
import secrets
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from markupsafe import Markup
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError

from sciatica import log
from sciatica.content.words import words
from sciatica.publish.lesson import Lesson
from sciatica.publish.page import CLASSIC
from sciatica.publish.trouble import trouble_page
from sciatica.serve import live_page, metrics, security
from sciatica.serve.clinic_file import ClinicFile
from sciatica.serve.culler import Culler
from sciatica.serve.first_run import run_cells
from sciatica.serve.page_store import PageStore
from sciatica.serve.rate_limit import RateLimit
from sciatica.serve.staff import StaffAuth, ask_first
from sciatica.serve.web_socket import QuietWebSocket

MESSAGE_TYPES = ("comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request")
"""What a browser may send to its kernel: talk between widgets, no code."""
MAX_MESSAGE_BYTES = 1_000_000
MESSAGES_PER_S = 100
BURST = 300
TICK_S = 1.0
"""A page hears from the server so often, or it says that it is lost."""
V1 = "v1.kernel.websocket.jupyter.org"
"""The newer of the two forms in which a browser and Jupyter speak."""
AT_ONCE = os.cpu_count() or 1
"""So many pages are made at the same moment: more would be done no sooner, and would take the cores
from those who read."""
WAIT_S = 1.0
"""A page waits for its turn so long."""
TRY_AGAIN_S = 20
"""A page for which there was no place tries again after so long."""
AGAIN = Markup('<meta http-equiv="refresh" content="{}">')
GONE = 1001
"""Close code of a web socket: there will be no more here."""


def kernel_environment() -> dict[str, str]:
    """Return the environment of a kernel: nothing of a request, and no secret of the server."""
    return {name: value for name, value in os.environ.items() if name != metrics.TOKEN}


@asynccontextmanager
async def turn(turns: asyncio.Semaphore) -> AsyncIterator[None]:
    """Wait for a turn, but not for long: a page whose cells take their time holds up nobody."""
    is_ours = False
    with suppress(TimeoutError):
        is_ours = await asyncio.wait_for(turns.acquire(), WAIT_S)
    try:
        yield
    finally:
        if is_ours:
            turns.release()


class _Live(security.Secured):
    """What belongs to live pages, and knows their kernels."""

    policy = security.LIVE
    kind = "live_request"

    def initialize(self, culler: Culler, **_: Any) -> None:
        """Keep the culler."""
        self.culler = culler


class LiveHandler(_Live, JupyterHandler):  # type: ignore[misc]
    """One live page: admits the visitor, starts a kernel, runs the notebook, sends it."""

    SUPPORTED_METHODS = ("GET",)
    _kernel_id = ""
    _has_left = False
    _cells: live_page.Cells | None = None

    def initialize(self, culler: Culler, **given: Any) -> None:
        """Keep what every page needs: ``auth``, ``lesson``, ``clinic``, ``client`` (the addresses
        of its files), ``pages``, which may be older than the settings, and the
        ``turns`` in which pages are made."""
        super().initialize(culler)
        self.auth: StaffAuth = given["auth"]
        self.lesson: Lesson = given["lesson"]
        self.client: tuple[str, str, str] = given["client"]
        self.turns: asyncio.Semaphore = given["turns"]
        self.clinic = given["clinic"].read()
        self.stale = bool(given["clinic"].trouble or given["pages"].stale)
        self.words = words(self.lesson.lang)
        self._session = secrets.token_urlsafe(16)

    def on_connection_close(self) -> None:
        """Let nobody's kernel run on: the visitor has left before the page was complete."""
        super().on_connection_close()
        self._has_left = True
        if self._kernel_id:
            IOLoop.current().add_callback(self.culler.end, self._kernel_id, "left_early")

    async def prepare(self) -> None:
        """Give the visitor the token with which the page's goodbye is accepted."""
        await ensure_async(super().prepare())
        _ = self.xsrf_token

    def _say(self, status: int, kind: str, **slots: object) -> None:
        """Send a page of ours instead of the notebook: the strip, the reason, the list."""
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        self.finish(trouble_page(self.lesson.lang, self.clinic, kind, self.base_url, **slots))

    async def get(self) -> None:
        """Send the page; end its kernel where it cannot be sent."""
        if not self._was_chosen():
            raise HTTPError(403)
        if not self.auth.may_learn(self):
            ask_first(self, self.base_url, self.lesson.lang, self.lesson.route)
            return
        kernel_id = self._kernel_id = str(uuid.uuid4())
        began = time.perf_counter()
        try:
            if self.culler.is_full and self._has_somebody():
                # the place may be that of the page which is left when the first of this one comes
                await self._send_words(kernel_id)
                await self.culler.wait_for_place(kernel_id)
            if self._has_left:
                return
            if not self.culler.admit(kernel_id):
                self._say_full()
                return
            await self._send(kernel_id)
            metrics.LIVE_OPENED.inc()
            seconds = time.perf_counter() - began
            log.event(
                "live_opened", page=self.lesson.route, seconds=seconds, live=self.culler.count
            )
        except Exception as error:
            if self._has_left or isinstance(error, StreamClosedError):
                await self.culler.end(kernel_id, "left_early")
                return
            metrics.ERRORS.labels("live_page").inc()
            log.failure("live_page_failed", error, page=self.lesson.route)
            await self.culler.end(kernel_id, "failed")
            if not self._headers_written:
                self._say(500, "failed")
            else:
                self.finish(self._broken_off(self.words("live.failed")))
        finally:
            self.culler.opened(kernel_id)

    def _was_chosen(self) -> bool:
        """Whether a person opened this page: a kernel is not for a picture on somebody's site,
        nor for a browser that loads ahead."""
        asked = self.request.headers
        return asked.get("Sec-Fetch-Dest", "document") == "document" and "Sec-Purpose" not in asked

    def _has_somebody(self) -> bool:
        """Whether a browser asks, which may be about to leave another of our pages. (On a network
        without HTTPS it does not tell where it comes from.)"""
        return "text/html" in self.request.headers.get("Accept", "")

    def _say_full(self) -> None:
        """Say that all places are taken; the page tries again by itself."""
        minutes = self.culler.wait_minutes()
        if self._cells:  # the words are sent already
            text = self.words("common.trouble.full_text", minutes=minutes)
            self.finish(AGAIN.format(TRY_AGAIN_S) + self._broken_off(text))
            return
        self.set_header("Retry-After", str(minutes * 60))
        self.set_header("Refresh", str(TRY_AGAIN_S))
        self._say(503, "full", minutes=minutes)

    async def _send_words(self, kernel_id: str) -> live_page.Cells:
        """Send the frame and the words, once."""
        if not self._cells:
            path = self.lesson.path
            self._cells = live_page.read_cells(path, path.stat().st_mtime_ns)
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.set_header("Cache-Control", "no-store")
            about = live_page.about(self.base_url, kernel_id, self._session, self.client[0])
            self.write(self._frame[0] + about + self._cells.html)
            await self.flush()
        return self._cells

    @property
    def _frame(self) -> tuple[Markup, Markup]:
        return live_page.frame(self.lesson, self.clinic, self.base_url, *self.client, self.stale)

    async def _send(self, kernel_id: str) -> None:
        """Send the frame and the words, run the cells, send what came of them."""
        cells = await self._send_words(kernel_id)
        async with turn(self.turns):
            await self._start_kernel(kernel_id)
            run = await run_cells(self.kernel_manager, kernel_id, self._session, cells.codes)
        if run.failed:
            log.event("live_cell_failed", page=self.lesson.route, traceback=run.failed)
        state = live_page.state(run)
        outputs = live_page.outputs(run, self.words("live.failed"))
        self.write(outputs + state + self._frame[1])
        await self.flush()
        await self.finish()

    async def _start_kernel(self, kernel_id: str) -> None:
        await ensure_async(
            self.kernel_manager.start_kernel(
                kernel_id=kernel_id,
                kernel_name="python3",
                cwd=str(self.lesson.path.parent),
                env=kernel_environment(),
            )
        )

    def _broken_off(self, why: str) -> Markup:
        """Return the end of a page that could not be finished: its dialog, open."""
        text = Markup(
            '<dialog class="sx-asleep" id="live-failed" open><p>{}</p><a href="">{}</a></dialog>'
        )
        return text.format(why, self.words("live.wake"))


class KernelStateHandler(_Live, JupyterHandler):  # type: ignore[misc]
    """Whether the kernel of a page is alive: what the page asks where its line is silent."""

    SUPPORTED_METHODS = ("GET",)

    async def get(self, kernel_id: str) -> None:
        """Send the kernel's state, or 404 where it is gone."""
        self.set_header("Cache-Control", "no-store")
        if not await self.culler.alive(kernel_id):
            raise HTTPError(404)
        self.finish(
            {
                "id": kernel_id,
                "name": "python3",
                "execution_state": self.culler.state(kernel_id),
                "last_activity": "",
                "connections": 1,
            }
        )


def is_whole(message: str | bytes, is_v1: bool) -> bool:
    """Return whether a message is long enough for the table of its parts that it begins with.
    Jupyter reads that table first, however long it says it is: its loop would stand still."""
    if isinstance(message, str):
        if not is_v1:
            return True  # JSON
        message = message.encode()
    size, order = (8, "little") if is_v1 else (4, "big")
    parts = int.from_bytes(message[:size], order)  # type: ignore[arg-type]
    return bool(parts) and size * (parts + 1) <= len(message)


class LiveSocket(_Live, KernelWebsocketHandler, QuietWebSocket):  # type: ignore[misc]
    """The line between a page and its kernel. Every second the page hears on it that the server is
    there, and what the kernel does. One that chatters is cut, so that the others are heard.

    Jupyter's own handler, not Voila's: that hangs for good when bytes go to an older client."""

    _ticks: PeriodicCallback | None = None
    _is_v1 = False

    def initialize(self, culler: Culler, **_: Any) -> None:
        """Keep the culler."""
        super().initialize(culler)
        self._limit = RateLimit(MESSAGES_PER_S, BURST)

    async def get(self, kernel_id: str) -> None:
        """Open the line, where there is a kernel at its other end."""
        if not await self.culler.alive(kernel_id):
            raise HTTPError(404)
        await ensure_async(super().get(kernel_id=kernel_id))  # type: ignore[arg-type]

    async def open(self, kernel_id: str) -> None:
        """Begin to say that the server is there, and connect to the kernel."""
        self._is_v1 = self.selected_subprotocol == V1
        self._ticks = PeriodicCallback(self._tick, TICK_S * 1000)
        self._ticks.start()
        await super().open(kernel_id)  # type: ignore[misc]

    async def _tick(self) -> None:
        if not await self.culler.alive(self.kernel_id):
            self.close(GONE)
            return
        with suppress(WebSocketClosedError):  # on_close follows
            await self.write_message(json.dumps({"tick": self.culler.state(self.kernel_id)}))

    def on_close(self) -> None:
        """Let go of the kernel."""
        if self._ticks:
            self._ticks.stop()
        super().on_close()

    def on_message(self, ws_message: Any) -> None:
        """Pass a message on, within the pace. What comes after the line was closed is dropped:
        Jupyter no longer knows its form then, and would take it for the older one."""
        if self.ws_connection is None:
            return
        if not self._limit.take():
            if self.close_code is None and self.ws_connection is not None:
                metrics.ERRORS.labels("chatter").inc()
                log.event("socket_cut", why="chatter")
                self.close(1008, "too many messages")
            return
        try:
            if not is_whole(ws_message, self._is_v1):
                raise ValueError("a message says that it is longer than it is")
            super().on_message(ws_message)
        except Exception as error:  # a mangled message concerns its sender alone
            metrics.ERRORS.labels("message").inc()
            log.event("socket_cut", why="mangled", error=type(error).__name__)
            self.close(1007, "not a message")


class GoodbyeHandler(_Live, APIHandler):  # type: ignore[misc]
    """The goodbye of a page whose tab closes. It brings the token that the page was given."""

    SUPPORTED_METHODS = ("POST",)

    async def post(self, kernel_id: str) -> None:
        """End the page's kernel."""
        await self.culler.end(kernel_id, "closed")
        self.set_status(204)
        self.finish()


_KERNEL = r"([\w-]{36})"


def live_handlers(
    app: Any,
    culler: Culler,
    lessons: Sequence[Lesson],
    clinic: ClinicFile,
    auth: StaffAuth,
    pages: PageStore,
) -> list[Any]:
    """Return the routes of live pages: each page, its kernel's state, line and goodbye. Their
    files are put among `pages`. `app` is the Voila application. A kernel's own
    routes ask `auth` nothing: its id is a secret that only its page tells."""
    base = re.escape(app.base_url)
    files = {
        **{name: live_page.client_file(name) for name in ("live.js", "live.css")},
        CLASSIC.name: CLASSIC.read_text(encoding="utf-8"),
    }
    client = tuple(app.base_url + pages.add_file(name, text) for name, text in files.items())
    given = {"culler": culler}
    page = {"auth": auth, "clinic": clinic, "client": client, "pages": pages, **given}
    page["turns"] = asyncio.Semaphore(AT_ONCE)
    return [
        *((rf"{base}{one.route}", LiveHandler, {"lesson": one, **page}) for one in lessons),
        (rf"{base}api/kernels/{_KERNEL}", KernelStateHandler, given),
        (rf"{base}api/kernels/{_KERNEL}/channels", LiveSocket, given),
        (rf"{base}voila/api/shutdown/{_KERNEL}", GoodbyeHandler, given),
    ]
