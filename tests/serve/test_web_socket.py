"""A reader who goes leaves no traceback."""

import asyncio
import gc

import pytest
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from sciatica.serve.web_socket import QuietWebSocket


class BreaksOff:
    """A line that breaks off while a message is on its way."""

    def is_closing(self) -> bool:
        return False

    def write_message(self, message, binary=False):
        async def broken():
            raise WebSocketClosedError

        return asyncio.ensure_future(broken())


async def complaints(kind):
    """Send over such a line and do not wait; return what asyncio says of it."""
    said = []
    asyncio.get_running_loop().set_exception_handler(lambda _, what: said.append(what["message"]))
    line = object.__new__(kind)
    line.ws_connection = BreaksOff()
    line.write_message("one")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gc.collect()
    return said


@pytest.mark.parametrize("kind, lines", [(WebSocketHandler, 1), (QuietWebSocket, 0)])
def test_a_reader_who_goes_in_mid_message_leaves_no_traceback(kind, lines):
    assert len(asyncio.run(complaints(kind))) == lines


def test_who_waits_for_a_message_still_hears_that_it_broke_off():
    async def send():
        line = object.__new__(QuietWebSocket)
        line.ws_connection = BreaksOff()
        await line.write_message("one")

    with pytest.raises(WebSocketClosedError):
        asyncio.run(send())
