"""Staff pages behind a token; the reading pages stay open.

A page with one field asks for the token. The cookie it gives holds a secret of this run of the
server, not the token, and a browser sends it to staff pages alone. Nothing of it is logged.
"""

import asyncio
import hashlib
import hmac
import os
import re
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from getpass import getpass
from typing import Any
from urllib.parse import urlsplit

from tornado.web import RequestHandler

from sciatica.serve import metrics
from sciatica.serve.errors import ServeError
from sciatica.serve.frame import OwnPage, render

TOKEN = "SCIATICA_STAFF_TOKEN"
SHORTEST = 6
SLOW_S = 1.0
"""A wrong token takes so long, and the next one is not looked at before: at this pace six random
letters last for years."""
WAITING = 10
"""More tries than this at once are sent away."""
COOKIE = "sciatica_staff"
ROOM_COOKIE = "sciatica_room"
"""Holds the pass of a room; the room's page sets it when it sends a learner to a page."""
COOKIE_S = 12 * 60 * 60
"""A day's work."""


def find_token(option: str | None) -> str:
    """Return the token of staff pages, or nothing where they are open.

    `option` is what stands after ``--staff-token``, empty where nothing does, or None without it.
    The variable ``SCIATICA_STAFF_TOKEN`` does not stand in the list of processes; it is taken out
    of the environment, so that no kernel finds it. Raises `ServeError` for a token that is no
    protection, or where one is asked for and there is nobody to ask.
    """
    token = os.environ.pop(TOKEN, "")
    if option:
        print(f"The token stands in this machine's list of processes. {TOKEN} hides it.")
        token = option
    elif option == "" and not token:
        if not sys.stdin.isatty():
            raise ServeError(f"--staff-token needs a token: set {TOKEN}, or write it behind.")
        token = getpass("Token for the staff pages: ")
    if (token or option is not None) and len(token) < SHORTEST:
        raise ServeError(f"The staff token is too short. It has at least {SHORTEST} characters.")
    return token


class CrowdedError(Exception):
    """So many try tokens at once that this one is not looked at."""


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()  # equally long, whatever is given


class StaffAuth:
    """Who may open staff pages: whoever brings the token, or everybody where there is none."""

    def __init__(self, token: str, slow_s: float = SLOW_S) -> None:
        self.is_open = not token
        self._token = _digest(token)
        self.secret = secrets.token_urlsafe(32)
        """What the cookie holds. With the server it ends."""
        self.admits: Callable[[str], bool] = lambda _: False
        """Whether this is the pass of a room that is open."""
        self._slow_s = slow_s
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def check_token(self, given: str) -> bool:
        """Return whether `given` is the token, one try after the other. Raises `CrowdedError`."""
        if self._waiting >= WAITING:
            raise CrowdedError
        self._waiting += 1
        try:
            async with self._turn:
                if hmac.compare_digest(_digest(given), self._token):
                    return True
                metrics.STAFF_REFUSED.inc()
                await asyncio.sleep(self._slow_s)
                return False
        finally:
            self._waiting -= 1

    def is_authenticated(self, handler: RequestHandler) -> bool:
        """Return whether this visitor may see staff pages."""
        given = handler.get_cookie(COOKIE) or ""
        return self.is_open or hmac.compare_digest(given.encode(), self.secret.encode())

    def may_learn(self, handler: RequestHandler) -> bool:
        """Return whether this visitor may see a page for learning: staff, and who sits in a room.
        A room's pass opens no room."""
        given = handler.get_cookie(ROOM_COOKIE) or ""
        return self.is_authenticated(handler) or self.admits(given)


class LoginHandler(OwnPage):
    """The page with one field, and what becomes of it."""

    SUPPORTED_METHODS = ("GET", "POST")

    def initialize(self, auth: StaffAuth, pages: Sequence[str], **given: Any) -> None:
        """Keep who may enter, and the routes of the pages that ask for it."""
        super().initialize(**given)
        self.auth, self.pages = auth, pages

    def get(self) -> None:
        """Ask for the token."""
        self.ask(self.get_query_argument("page", ""))

    def ask(self, page: str, wrong: str = "", status: int = 200) -> None:
        """Show the field; `wrong` says why the last try was none, `page` is where to go on."""
        form = render(
            "login",
            words=self.text,
            action=self.request.path,
            home=self.base_url,
            page=page,
            wrong=wrong,
        )
        self.show(self.text("staff.title"), form, status=status)

    async def post(self) -> None:
        """Look at a token; where it is right give the cookie and go on to the page."""
        if self._from_elsewhere():
            self.send_error(403)
            return
        page = self.get_body_argument("page", "")
        try:
            right = await self.auth.check_token(self.get_body_argument("token", ""))
        except CrowdedError:
            self.set_header("Retry-After", "60")
            self.ask(page, self.text("staff.crowded"), status=429)
            return
        if not right:
            self.ask(page, self.text("staff.wrong"), status=403)
            return
        self.set_cookie(
            COOKIE,
            self.auth.secret,
            path=self.request.path.rpartition("/")[0],
            max_age=COOKIE_S,
            httponly=True,
            samesite="Lax",  # a link in a mail leads in; what a page sends has guards of its own
            secure=self.request.headers.get("X-Forwarded-Proto") == "https",
        )
        known = page if page in self.pages else self.pages[0]
        self.redirect(f"{self.base_url}{known}", status=303)

    def _from_elsewhere(self) -> bool:
        """Whether another site sent the form. (Our pages name no referrer, so Origin is "null".)"""
        asked = self.request.headers
        host = urlsplit(asked.get("Origin", "")).netloc
        elsewhere = asked.get("Sec-Fetch-Site") in ("cross-site", "same-site")
        return elsewhere or host not in ("", self.request.host)


def ask_first(handler: RequestHandler, base_url: str, lang: str, page: str) -> None:
    """Send a visitor without the cookie to the field, and from there back to `page`."""
    handler.set_header("Cache-Control", "no-store")
    handler.redirect(f"{base_url}{lang}/staff/login?page={page}", status=303)


def login_handlers(
    auth: StaffAuth, pages: Sequence[str], given: dict[str, Any]
) -> Iterator[tuple[Any, ...]]:
    """Yield the route of the field, where staff pages ask for a token. `pages` are their routes,
    `given` what every own page needs."""
    if not auth.is_open:
        route = rf"{re.escape(given['base_url'])}{given['lang']}/staff/login"
        yield route, LoginHandler, {"auth": auth, "pages": pages, **given}
