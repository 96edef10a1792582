"""The Voila application that serves finished pages, and live pages beside them.

Reading pages are sent by plain handlers. Of Voila's own routes only those that a live page needs
are open, and only where there is one; contents, file downloads and template overrides never are.
"""

import asyncio
import errno
import os
import re
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jupyter_core.utils import run_sync
from tornado.ioloop import IOLoop
from tornado.web import Application, RequestHandler
from traitlets.config import Config
from voila.app import Voila

from sciatica import resources
from sciatica.content import words
from sciatica.content.clinic import ENVIRONMENT
from sciatica.journal import note
from sciatica.publish.bake import LANG
from sciatica.publish.lesson import Lesson, find_live
from sciatica.publish.site import cache_folder
from sciatica.serve.bakery import Bakery
from sciatica.serve.clinic_file import ClinicFile
from sciatica.serve.errors import ServeError
from sciatica.serve.handlers import BaseHandler, HealthHandler, MissingHandler, PageHandler
from sciatica.serve.live import (
    EXTENSIONS,
    MAX_MESSAGE_BYTES,
    MESSAGE_TYPES,
    OwnKernels,
    live_handlers,
)
from sciatica.serve.metrics import MetricsHandler
from sciatica.serve.room import LEAD, Rooms, is_local, room_handlers, room_script
from sciatica.serve.room import PAGE as ROOM
from sciatica.serve.shelf import Shelf
from sciatica.serve.staff import Gate, login_handlers
from sciatica.serve.warden import Limits, Warden

PING_MS = 30_000
SLOW_S = 60
"""Who takes longer to say what they want is cut off."""
EVERYWHERE = {"", "0.0.0.0", "::"}
LONGEST_SOCKET_FOLDER = 103 - len("/kernel-00000000-0000-0000-0000-000000000000-ipc-5")
"""The name of a Unix socket has at most 103 letters (macOS; Linux 107)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to serve: see ``sciatica serve --help``."""

    ip: str
    port: int
    base_url: str
    clinic: Path
    open_browser: bool
    notebooks: Path
    max_live: int
    staff_token: str = field(repr=False)


def normal_base_url(text: str) -> str:
    """Return `text` with one slash at each end. Raises `ServeError` for what is no URL path."""
    parts = [part for part in text.split("/") if part]
    if not all(re.fullmatch(r"[\w.~-]+", part) for part in parts):
        raise ServeError(f"--base-url {text!r} is not a path. Write it as /clinic/.")
    return "/".join(["", *parts, ""])


def _say(text: str) -> None:
    print(text, flush=True)


def _log_nothing_about_people(handler: RequestHandler) -> None:
    if handler.get_status() >= 500 and handler.get_status() != 503:
        note("request_failed", status=handler.get_status(), path=handler.request.path)


class SciaticaApp(Voila):  # type: ignore[misc]
    """Voila with our pages instead of its tree, and nothing else open."""

    settings: Settings
    shelf: Shelf
    bakery: Bakery
    clinic: ClinicFile
    lessons: Sequence[Lesson]
    warden: Warden | None = None
    rooms: Rooms | None = None
    ioloop: IOLoop | None = None

    def init_settings(self) -> dict[str, Any]:
        """Add a log that keeps no trace of visitors, and limits on what a browser may send."""
        settings = {
            **super().init_settings(),
            "log_function": _log_nothing_about_people,
            "websocket_max_message_size": MAX_MESSAGE_BYTES,
            "ws_ping_interval": PING_MS,
            "ws_ping_timeout": PING_MS,
        }
        self.kernel_manager.allowed_message_types = list(MESSAGE_TYPES)
        return settings

    def init_handlers(self) -> list[Any]:
        """Return our handlers alone, below the base URL."""
        base = re.escape(self.base_url)
        given = {"shelf": self.shelf}
        handlers: list[Any] = [
            (rf"{base}healthz", HealthHandler, given),
            (rf"{base}metrics", MetricsHandler),
            *self._live_handlers(),
            (rf"{base}(.*)", PageHandler, given),
        ]
        if self.base_url != "/":
            handlers.append((base.rstrip("/"), BaseHandler, given))
        return [*handlers, (r"/.*", MissingHandler, given)]

    def _live_handlers(self) -> list[Any]:
        if not self.lessons:
            return []  # a route that is not there cannot be misused
        self.warden = Warden(self.kernel_manager, Limits(kernels=self.settings.max_live))
        gate = Gate(self.settings.staff_token)
        own = {"lang": LANG, "clinic": self.clinic, "base_url": self.base_url}
        script = self.base_url + self.shelf.add_script("room", room_script())
        self.rooms = Rooms(LANG)
        return [
            *login_handlers(gate, [*(one.route for one in self.lessons), f"{LANG}/{LEAD}"], own),
            *room_handlers(self.rooms, gate, script, self._join_address(), own),
            *live_handlers(self, self.warden, self.lessons, self.clinic, gate),
        ]

    def _join_address(self) -> str:
        """Return where learners' devices find a room, or nothing where none can reach this."""
        *_, address = addresses(self.ip, self.port, self.base_url)
        return "" if is_local(urlsplit(address).hostname or "") else f"{address}{LANG}/{ROOM}"

    def start(self) -> None:
        """Open the port at once, bake, and run until the process is told to stop."""
        with tempfile.TemporaryDirectory(prefix="sciatica-") as folder:
            self.connection_dir = folder
            if os.name == "posix" and len(folder) <= LONGEST_SOCKET_FOLDER:
                # files of this user instead of open ports
                self.config.KernelManager.transport = "ipc"
            # kernels keep no history, and nothing of this machine's settings reaches them
            os.environ["IPYTHONDIR"] = folder
            try:
                self.app = Application(**self.init_settings())
                self.app.add_handlers(".*$", self.init_handlers())
                self.listen()
            finally:
                self.stop()

    def listen(self) -> None:
        """Listen on exactly the port that was asked for, or say why that cannot be."""
        try:
            self.http_server = self.app.listen(
                self.port,
                self.ip,
                xheaders=False,
                max_body_size=MAX_MESSAGE_BYTES,
                idle_connection_timeout=SLOW_S,
                body_timeout=SLOW_S,
            )
        except OSError as error:
            raise ServeError(why_not(error, self.ip, self.port)) from None
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self._run_bakery)
        if self.warden:
            self.ioloop.add_callback(self.warden.watch)
        if self.rooms:
            self.ioloop.add_callback(self.rooms.watch)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            _say("Stopped.")

    async def _run_bakery(self) -> None:
        try:
            await self.bakery.watch(self._ready)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            _say(f"The pages are no longer renewed ({error}). Stop and start again.")
            self.log.exception("bakery")

    def _ready(self) -> None:
        _say("Ready. Open:")
        for address in addresses(self.ip, self.port, self.base_url):
            _say(f"  {address}")
        _say("Stop with Ctrl+C.")
        if self.settings.open_browser and _has_screen():
            webbrowser.open(addresses(self.ip, self.port, self.base_url)[0])

    def stop(self) -> None:
        """End what still runs: a bake under way, and the kernels of live pages."""
        self.bakery.stop()
        note("stopped", live=self.warden.count if self.warden else 0)
        if self.warden:
            run_sync(self.kernel_manager.shutdown_all)(now=True)


def why_not(error: OSError, ip: str, port: int) -> str:
    """Return in words why nothing can listen there, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Choose another: --port {port + 1}."
    if error.errno == errno.EACCES:
        return f"This system does not let you use port {port}. Choose one above 1023: --port 8866."
    return f"Cannot listen on {ip} port {port} ({error.strerror}). Mend --ip or --port."


def _has_screen() -> bool:
    return sys.platform != "linux" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def addresses(ip: str, port: int, base_url: str) -> list[str]:
    """Return the addresses to type, this machine's first, then the one for the local network."""
    if ip not in EVERYWHERE:
        host = f"[{ip}]" if ":" in ip else ip
        return [f"http://{host}:{port}{base_url}"]
    found = [f"http://127.0.0.1:{port}{base_url}"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent
            found.append(f"http://{probe.getsockname()[0]}:{port}{base_url}")
        except OSError:
            pass  # no network: this machine alone
    return found


def _surroundings(settings: Settings) -> None:
    """Tell Voila where our template is, and the kernels which clinic they work for."""
    ours = str(resources.root() / "share" / "jupyter")
    known = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [ours, known]))
    os.environ[ENVIRONMENT] = str(settings.clinic)


def serve(settings: Settings) -> None:
    """Serve until stopped. Raises `ServeError` or `ClinicError` where that cannot begin."""
    clinic = ClinicFile(settings.clinic)
    _surroundings(settings)
    config = Config()
    config.Voila.config_file_paths = []  # nothing on this machine loosens the settings below
    config.Voila.root_dir = str(settings.notebooks)
    config.Voila.ip = settings.ip
    config.Voila.port = settings.port
    config.Voila.port_retries = 0
    config.Voila.base_url = normal_base_url(settings.base_url)
    config.Voila.open_browser = False
    config.Voila.log_level = "ERROR"
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.template = "sciatica"
    config.VoilaConfiguration.theme = "light"
    config.VoilaConfiguration.strip_sources = True
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.extension_allowlist = list(EXTENSIONS)
    config.VoilaConfiguration.kernel_spec_manager_class = OwnKernels
    config.VoilaExecutor.cell_error_instruction = words(LANG)("live.failed")
    config.KernelManager.autorestart = False
    config.MappingKernelManager.cull_idle_timeout = 0  # the warden does that
    app = SciaticaApp.instance(config=config)
    app.settings = settings
    app.initialize([])
    app.shelf = Shelf(clinic.read(), app.base_url)
    app.clinic = clinic
    app.lessons = find_live(settings.notebooks / LANG, LANG)
    app.bakery = Bakery(
        app.shelf,
        clinic=settings.clinic,
        notebooks=settings.notebooks,
        cache=cache_folder(),
        say=_say,
    )
    _say(f"Making the pages of {clinic.read().name} ...")
    app.start()
