"""What every web socket of ours does that tornado's does not."""

import asyncio
from typing import Any

from tornado.websocket import WebSocketHandler


def _heard(sent: "asyncio.Future[None]") -> None:
    if not sent.cancelled():
        sent.exception()


class QuietWebSocket(WebSocketHandler):
    """A web socket whose reader may go while a message is on its way to them. Who does not wait for
    a message to be sent (Jupyter does not) would leave a traceback in the server's log for it."""

    def write_message(self, *message: Any, **options: Any) -> "asyncio.Future[None]":
        """Send a message as tornado does; `on_close` tells of a line that broke off meanwhile."""
        sent = super().write_message(*message, **options)
        sent.add_done_callback(_heard)
        return sent
