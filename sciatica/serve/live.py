"""Live pages: notebooks that need a kernel, one for each visitor, and only the routes they need.

A page that dies says so: see ``static/live.js`` of our Voila template. What a visitor can send is
limited to messages between widgets; there is no way to run code, to read a file or to start a
kernel other than by opening a page.
"""

import os
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import APIHandler, FileFindHandler
from jupyterlab_server.themes_handler import ThemesHandler
from markupsafe import Markup
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError
from voila.handler import VoilaHandler
from voila.notebook_renderer import NotebookRenderer
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler
from voila.utils import get_page_config

from sciatica.content import words
from sciatica.journal import note, note_error
from sciatica.pages.safety import strip_html
from sciatica.publish.lesson import Lesson
from sciatica.publish.page import page_style
from sciatica.publish.trouble import trouble_page
from sciatica.serve import metrics
from sciatica.serve.clinic_file import ClinicFile
from sciatica.serve.handlers import SECURITY_HEADERS
from sciatica.serve.staff import Gate, ask_first
from sciatica.serve.warden import Warden

# Voila's own scripts stand in the page and load widgets from blobs; nothing comes from elsewhere.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; "
    "worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
MESSAGE_TYPES = ("comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request")
"""What a browser may send to its kernel: talk between widgets, no code."""
MAX_MESSAGE_BYTES = 1_000_000
MESSAGES_PER_S = 100
BURST = 300
EXTENSIONS = (
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
)
"""What a live page loads of JupyterLab: widgets, and nothing else."""


class OwnKernels(KernelSpecManager):  # type: ignore[misc]
    """The kernel of this very Python, whatever else a user has installed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kernel_dirs: list[str] = []


class _Safe:
    """Security headers on everything that belongs to live pages."""

    @property
    def content_security_policy(self) -> str:
        return CONTENT_SECURITY_POLICY

    def set_default_headers(self) -> None:
        super().set_default_headers()  # type: ignore[misc]
        for name, value in SECURITY_HEADERS.items():
            self.set_header(name, value)  # type: ignore[attr-defined]
        self.set_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)  # type: ignore[attr-defined]
        self.clear_header("Server")  # type: ignore[attr-defined]

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """Note what failed; tornado's own line would name the visitor's address."""
        if isinstance(error, HTTPError) and error.status_code < 500:
            return
        metrics.ERRORS.labels("live_request").inc()
        note_error("live_request_failed", error)


class LiveHandler(_Safe, VoilaHandler):  # type: ignore[misc]
    """One live page: admits the visitor, starts a kernel, runs the notebook, sends it."""

    SUPPORTED_METHODS = ("GET",)

    def initialize(
        self, warden: Warden, gate: Gate, lesson: Lesson, clinic: ClinicFile, **given: Any
    ) -> None:
        """Keep what every page needs."""
        super().initialize(**given)
        self.gate = gate
        self.warden, self.lesson, self.clinic = warden, lesson, clinic.read()
        # as Voila's contents and kernels name a file: relative to the folder of all lessons
        self.file = lesson.path.relative_to(self.contents_manager.root_dir).as_posix()
        self.words = words(lesson.lang)

    async def prepare(self) -> None:
        """Give the visitor the token with which the page's goodbye is accepted."""
        await super().prepare()
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
        if not self.gate.knows(self):
            ask_first(self, self.base_url, self.lesson.lang, self.lesson.route)
            return
        if not self.warden.admit():
            minutes = self.warden.wait_minutes()
            self.set_header("Retry-After", str(minutes * 60))
            self._say(503, "full", minutes=minutes)
            return
        began, kernel_id = time.perf_counter(), ""
        try:
            renderer = self._renderer()
            await renderer.initialize()
            try:
                kernel_id = await self._start_kernel()
            finally:
                self.warden.opened()
            await self._send(renderer, kernel_id)
            metrics.LIVE_OPENED.inc()
            seconds = time.perf_counter() - began
            note("live_opened", page=self.lesson.route, seconds=seconds, live=self.warden.count)
        except StreamClosedError:
            await self.warden.end(kernel_id, "left_early")
        except Exception as error:
            metrics.ERRORS.labels("live_page").inc()
            note_error("live_page_failed", error, page=self.lesson.route)
            await self.warden.end(kernel_id, "failed")
            if not self._headers_written:
                self._say(500, "failed")
            else:
                self.finish(self._broken_off())

    def _was_chosen(self) -> bool:
        """Whether a person opened this page: a kernel is not for a picture on somebody's site,
        nor for a browser that loads ahead."""
        asked = self.request.headers
        return asked.get("Sec-Fetch-Dest", "document") == "document" and "Sec-Purpose" not in asked

    def _renderer(self) -> NotebookRenderer:
        given = {
            "base_url": self.base_url,
            "settings": self.settings,
            "log": self.log,
            "voila_configuration": self.voila_configuration,
        }
        config = get_page_config(**given)
        # it would fetch its fonts from elsewhere
        config["disabledExtensions"] = ["@jupyterlab/mathjax2-extension:plugin"]
        config["sciatica"] = self._texts()
        return NotebookRenderer(
            request_handler=self,
            voila_configuration=self.voila_configuration,
            traitlet_config=self.traitlet_config,
            notebook_path=self.file,
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            prelaunch_hook=None,
            page_config=config,
            mathjax_config="",
            mathjax_url="",
        )

    def _texts(self) -> dict[str, str]:
        """Return the words of the frame around the notebook, ready for the template."""
        text = self.words
        full_list = f"{self.base_url}{self.lesson.lang}/red-flags#list"
        said = {name: text(f"live.{name}") for name in text.under("live") if name != "error"}
        return {
            **said,
            "lang": self.lesson.lang,
            "title": self.lesson.title,
            "site": text("common.site.name"),
            "skip": text("common.site.skip"),
            "home": self.base_url,
            "strip": str(strip_html(self.clinic, text, full_list)),
            "style": page_style(),
        }

    async def _start_kernel(self) -> str:
        # nothing of the request, and no secret of the server, goes into the kernel's environment
        return str(
            await ensure_async(
                self.kernel_manager.start_kernel(
                    kernel_name="python3",
                    path=str(Path(self.file).parent),
                    env={k: v for k, v in os.environ.items() if k != metrics.TOKEN},
                )
            )
        )

    async def _send(self, renderer: NotebookRenderer, kernel_id: str) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        kernel = self.kernel_manager.get_kernel(kernel_id)
        async for html, _ in renderer.generate_content_generator(kernel_id, kernel):
            self.write(html)
            await self.flush()

    def _broken_off(self) -> str:
        """Return the end of a page that could not be finished: its dialog, open."""
        text = Markup('</main><dialog class="sx-asleep" open><p>{}</p><a href="">{}</a></dialog>')
        return text.format(self.words("live.failed"), self.words("live.wake"))


class KernelStateHandler(_Safe, VoilaHandler):  # type: ignore[misc]
    """Whether the kernel of a page is alive: what the page itself asks every two seconds."""

    SUPPORTED_METHODS = ("GET",)

    def initialize(self, warden: Warden, **given: Any) -> None:
        """Keep the warden."""
        super().initialize(**given)
        self.warden = warden

    async def get(self, kernel_id: str) -> None:
        """Send the kernel's state, or 404 where it is gone."""
        self.set_header("Cache-Control", "no-store")
        if not await self.warden.alive(kernel_id):
            raise HTTPError(404)
        self.finish(
            {
                "id": kernel_id,
                "name": "python3",
                "execution_state": self.warden.state(kernel_id),
                "last_activity": "",
                "connections": 1,
            }
        )

    def write_error(self, status_code: int, **_: Any) -> None:
        """Send nothing but the status."""
        self.finish()


class LiveSocket(_Safe, VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """The line between a page and its kernel. One that chatters is cut, so that the others are
    heard."""

    _allowance = float(BURST)
    _last = 0.0

    def on_message(self, ws_message: Any) -> None:
        """Pass a message on, within the pace."""
        now = time.monotonic()
        self._allowance = min(BURST, self._allowance + (now - self._last) * MESSAGES_PER_S)
        self._last = now
        self._allowance -= 1
        if self._allowance < 0:
            if self.close_code is None and self.ws_connection is not None:
                metrics.ERRORS.labels("chatter").inc()
                note("socket_cut", why="chatter")
                self.close(1008, "too many messages")
            return
        try:
            super().on_message(ws_message)
        except Exception as error:  # a mangled message concerns its sender alone
            metrics.ERRORS.labels("message").inc()
            note("socket_cut", why="mangled", error=type(error).__name__)
            self.close(1007, "not a message")


class GoodbyeHandler(_Safe, APIHandler):  # type: ignore[misc]
    """The goodbye of a page whose tab closes. It brings the token that the page was given."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, warden: Warden) -> None:
        """Keep the warden."""
        self.warden = warden

    async def post(self, kernel_id: str) -> None:
        """End the page's kernel."""
        await self.warden.end(kernel_id, "closed")
        self.set_status(204)
        self.finish()


class TemplateFiles(_Safe, TemplateStaticFileHandler):  # type: ignore[misc]
    """Style and scripts of our template."""


class VoilaFiles(_Safe, MultiStaticFileHandler):  # type: ignore[misc]
    """Voila's scripts."""


class ExtensionFiles(_Safe, FileFindHandler):  # type: ignore[misc]
    """The widgets' scripts."""


class ThemeFiles(_Safe, ThemesHandler):
    """The colours of the widgets."""


_KERNEL = r"([\w-]{36})"
# a file below its folder: no part begins with a dot, so no way leads up or to what is hidden
_FILE = r"(?:[\w@-][\w.@-]*/)*[\w@-][\w.@-]*"


def live_handlers(
    app: Any, warden: Warden, lessons: Sequence[Lesson], clinic: ClinicFile, gate: Gate
) -> list[Any]:
    """Return the routes of live pages: each page, its kernel's state, line and goodbye, and the
    static files of Voila. `app` is the Voila application. A kernel's own routes ask `gate` nothing:
    its id is a secret that only its page tells."""
    base = re.escape(app.base_url)
    settings = {"voila_configuration": app.voila_configuration}
    pages = {
        "template_paths": app.template_paths,
        "config": app.config,
        "warden": warden,
        "gate": gate,
        "clinic": clinic,
        **settings,
    }
    static = rf"{base}voila/"
    return [
        *((rf"{base}{one.route}", LiveHandler, {"lesson": one, **pages}) for one in lessons),
        (rf"{base}api/kernels/{_KERNEL}", KernelStateHandler, {"warden": warden, **settings}),
        (rf"{base}api/kernels/{_KERNEL}/channels", LiveSocket),
        (rf"{static}api/shutdown/{_KERNEL}", GoodbyeHandler, {"warden": warden}),
        (rf"{static}templates/(sciatica/static/{_FILE})", TemplateFiles),
        (rf"{static}static/({_FILE})", VoilaFiles, {"paths": app.static_paths}),
        (
            rf"{static}labextensions/((?:{'|'.join(EXTENSIONS)})/{_FILE})",
            ExtensionFiles,
            {"path": app.labextensions_path, "no_cache_paths": ["/"]},
        ),
        (
            rf"{static}api/themes/({_FILE})",
            ThemeFiles,
            {
                "themes_url": "/voila/api/themes",
                "path": app.themes_dir,
                "labextensions_path": app.labextensions_path,
                "no_cache_paths": ["/"],
            },
        ),
    ]
