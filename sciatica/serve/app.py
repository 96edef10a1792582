"""The Voila application that serves finished pages, and live pages beside them.

Reading pages are sent by plain handlers. Of Voila's own routes only those that a live page needs
are open, and only where there is one; contents, file downloads and template overrides never are.
"""

import errno
import os
import re
import sys
import tempfile
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jupyter_core.utils import run_sync
from jupyter_server.auth.identity import PasswordIdentityProvider
from tornado.ioloop import IOLoop
from tornado.web import Application, RequestHandler
from traitlets.config import Config
from voila.app import Voila

from sciatica import log, resources
from sciatica.content.clinic import ENVIRONMENT
from sciatica.content.own import the_own
from sciatica.content.words import words
from sciatica.kernels import ForkServer, OwnKernels
from sciatica.publish.bake import LANG
from sciatica.publish.lesson import Lesson, find_lessons, find_live
from sciatica.publish.site import cache_folder
from sciatica.serve.address import addresses, is_local, likely_address
from sciatica.serve.bakery import Bakery
from sciatica.serve.clinic_file import ClinicFile
from sciatica.serve.culler import Culler, LiveLimits
from sciatica.serve.errors import ServeError
from sciatica.serve.handlers import (
    BaseHandler,
    HealthHandler,
    MissingHandler,
    PageHandler,
    WorkerHandler,
)
from sciatica.serve.listener import Listener
from sciatica.serve.live import (
    MAX_MESSAGE_BYTES,
    MESSAGE_TYPES,
    kernel_environment,
    live_handlers,
)
from sciatica.serve.metrics import MetricsHandler
from sciatica.serve.page_store import PageStore
from sciatica.serve.room_pages import LEAD, record_script, room_handlers, room_script
from sciatica.serve.room_pages import PAGE as ROOM
from sciatica.serve.rooms import Rooms
from sciatica.serve.staff import StaffAuth, login_handlers
from sciatica.serve.staff_list import LIST, staff_list_handlers

PRELOADED = ("sciatica.kernels.cells", "sciatica.pages", "sciatica.training")
WARM = "sciatica.training.warm:warm"
"""What the kernels of live pages are forked with. By name: this process has no use for it."""
PING_MS = 30_000
SLOW_S = 60
"""A client has so many seconds to send its whole request."""
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
        log.event("request_failed", status=handler.get_status(), path=handler.request.path)


class Nobody(PasswordIdentityProvider):  # type: ignore[misc]
    """Who opens a live page stays nameless: no cookie with a made-up name is kept for a month."""

    def set_login_cookie(self, handler: Any, user: Any) -> None:
        """Set none."""


class SciaticaApp(Voila):  # type: ignore[misc]
    """Voila with our pages instead of its tree, and nothing else open."""

    settings: Settings
    store: PageStore
    bakery: Bakery
    clinic: ClinicFile
    lessons: Sequence[Lesson]
    desk: Sequence[Lesson]
    culler: Culler | None = None
    rooms: Rooms | None = None
    ioloop: IOLoop | None = None

    def init_settings(self) -> dict[str, Any]:
        """Add a log that keeps no trace of visitors, and limits on what a browser may send."""
        settings = {
            **super().init_settings(),
            "log_function": _log_nothing_about_people,
            # live pages; tornado masks the token in a form, so that its length tells nothing
            "compress_response": True,
            # the one cookie of a live page: with it its goodbye is accepted; gone with the browser
            "xsrf_cookie_kwargs": {"expires_days": None},
            "websocket_max_message_size": MAX_MESSAGE_BYTES,
            "ws_ping_interval": PING_MS,
            "ws_ping_timeout": PING_MS,
        }
        self.kernel_manager.allowed_message_types = list(MESSAGE_TYPES)
        self.kernel_manager.allow_tracebacks = False
        return settings

    def init_handlers(self) -> list[Any]:
        """Return our handlers alone, below the base URL."""
        base = re.escape(self.base_url)
        given = {"store": self.store}
        handlers: list[Any] = [
            (rf"{base}healthz", HealthHandler, given),
            (rf"{base}metrics", MetricsHandler),
            *self._live_handlers(),
            (rf"{base}tablet/worker\.js", WorkerHandler, given),
            # a clinic's own tablet has addresses of its own; the page reads there whose it is
            (rf"{base}(?:tablet/)?(.*)", PageHandler, given),
        ]
        if self.base_url != "/":
            handlers.append((base.rstrip("/"), BaseHandler, given))
        return [*handlers, (r"/.*", MissingHandler, given)]

    def _live_handlers(self) -> list[Any]:
        if not self.lessons:
            return []  # a route that is not there cannot be misused
        self.culler = Culler(self.kernel_manager, LiveLimits(kernels=self.settings.max_live))
        auth = StaffAuth(self.settings.staff_token)
        own = {"lang": LANG, "clinic": self.clinic, "base_url": self.base_url}
        scripts = (
            self.base_url + self.store.add_file("room.js", room_script()),
            self.base_url + self.store.add_file("room_record.js", record_script()),
        )
        self.rooms = Rooms(LANG)
        auth.admits = self.rooms.admits
        own_pages = (f"{LANG}/{LEAD}", f"{LANG}/{LIST}")
        return [
            *login_handlers(auth, [*(one.route for one in self.lessons), *own_pages], own),
            *staff_list_handlers([*self.lessons, *self.desk], auth, own),
            *room_handlers(self.rooms, auth, scripts, self._join_address(), own),
            *live_handlers(self, self.culler, self.lessons, self.clinic, auth, self.store),
        ]

    def _join_address(self) -> str:
        """Return where learners' devices find a room, or nothing where none can reach this."""
        address = likely_address(self.ip, self.port, self.base_url)
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
            self.http_server = Listener(
                self.app,
                xheaders=False,
                max_body_size=MAX_MESSAGE_BYTES,
                idle_connection_timeout=SLOW_S,
                body_timeout=SLOW_S,
            )
            self.http_server.listen(self.port, self.ip)
        except OSError as error:
            raise ServeError(why_not(error, self.ip, self.port)) from None
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self.bakery.watch, self._ready)
        if self.culler:
            self.ioloop.add_callback(self.culler.watch)
        if self.rooms:
            self.ioloop.add_callback(self.rooms.watch)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            _say("Stopped.")

    def _ready(self) -> None:
        if self.lessons:  # not sooner: pages come first
            ForkServer.start(PRELOADED, call=WARM, environment=kernel_environment())
        _say("Ready. Open:")
        here, *there = addresses(self.ip, self.port, self.base_url)
        _say(f"  {here.url}")
        for one in there:
            _say(f"  {one.url}  (other devices, network {one.network})")
        _say("Stop with Ctrl+C.")
        if self.settings.open_browser and _has_screen():
            webbrowser.open(here.url)

    def stop(self) -> None:
        """End what still runs: a bake under way, and the kernels of live pages."""
        self.bakery.stop()
        log.event("stopped", live=self.culler.count if self.culler else 0)
        if self.culler:
            run_sync(self.kernel_manager.shutdown_all)(now=True)
        ForkServer.stop()


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


def serve(settings: Settings) -> None:
    """Serve until stopped. Raises `ServeError` or `ClinicError` where that cannot begin."""
    clinic = ClinicFile(settings.clinic)
    os.environ[ENVIRONMENT] = str(settings.clinic)  # for which clinic the kernels work
    config = Config()
    config.Voila.config_file_paths = []  # nothing on this machine loosens the settings below
    config.Voila.root_dir = str(settings.notebooks)
    config.Voila.ip = settings.ip
    config.Voila.port = settings.port
    config.Voila.port_retries = 0
    config.Voila.base_url = normal_base_url(settings.base_url)
    config.Voila.open_browser = False
    config.Voila.log_level = "ERROR"
    config.Voila.identity_provider_class = Nobody
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.kernel_spec_manager_class = OwnKernels
    config.KernelManager.autorestart = False
    config.MappingKernelManager.cull_idle_timeout = 0  # the culler does that
    app = SciaticaApp.instance(config=config)
    app.settings = settings
    app.initialize([])
    app.store = PageStore(clinic.read(), app.base_url)
    app.clinic = clinic
    folder = settings.notebooks / LANG
    app.lessons = find_live(folder, LANG)
    app.desk = [one for one in find_lessons(folder, LANG) if one.for_staff]
    app.bakery = Bakery(
        app.store,
        clinic=settings.clinic,
        notebooks=settings.notebooks,
        cache=cache_folder(),
        say=_say,
        changed=ForkServer.renew,
    )
    if settings.clinic == resources.default_clinic():
        here = Path.cwd() / "clinic.toml"
        _say(f"Not your clinic's settings: copy {settings.clinic} to {here}, edit it, restart.")
    for error in chain.from_iterable(the_own().left_out.values()):
        _say(words(LANG)("own.left_out", why=error))
    _say(f"Making the pages of {clinic.read().name} ...")
    app.start()
