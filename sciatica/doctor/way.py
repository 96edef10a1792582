"""The way that people come: the public address, with everything between it and the server."""

import asyncio
import json
from collections.abc import Iterator
from urllib.parse import urljoin

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from sciatica.content.words import Words
from sciatica.doctor.result import FAULT, OK, Place, Result
from sciatica.publish.bake import LANG
from sciatica.serve.room_pages import LINE, PAGE

ANSWERS_WITHIN_S = 5
MAKING = 503
"""The pages are still being made: it is our server nevertheless."""


class BlockedError(Exception):
    """No live connection comes about. The text is the reason."""


async def _health(address: str) -> str:
    """Return what the server there says of itself. Raises `OSError`, `HTTPClientError` or
    `ValueError`."""
    asked = HTTPRequest(urljoin(address, "healthz"), request_timeout=ANSWERS_WITHIN_S)
    answer = await AsyncHTTPClient().fetch(asked, raise_error=False)
    if answer.code not in (200, MAKING):
        answer.rethrow()
    try:
        return str(json.loads(answer.body)["state"])
    except (ValueError, LookupError, TypeError):
        return ""


async def _speaks(address: str) -> None:
    """Open the line of a room and wait until the server speaks on it. Raises `BlockedError`."""
    line = urljoin(address, f"{LANG}/{PAGE}/{LINE}").replace("http", "ws", 1)
    try:
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            opened = await websocket_connect(line)
            spoken = await opened.read_message()
            opened.close()
    except TimeoutError:
        raise BlockedError(f"silent for {ANSWERS_WITHIN_S} s") from None
    except (OSError, HTTPClientError, ValueError) as error:
        raise BlockedError(str(error) or type(error).__name__) from None
    if spoken is None:
        raise BlockedError("cut off")


async def _tried(address: str, text: Words) -> Result:
    try:
        status = await _health(address)
    except (OSError, HTTPClientError, ValueError) as error:
        why = str(error) or type(error).__name__
        says = text("doctor.way.no_answer", address=address, why=why)
        return Result("way", FAULT, says, text("doctor.way.remedy"))
    if not status:
        says, remedy = text("doctor.way.not_ours", address=address), "doctor.way.not_ours_remedy"
        return Result("way", FAULT, says, text(remedy))
    try:
        await _speaks(address)
    except BlockedError as why:
        says = text("doctor.way.blocked", address=address, why=why)
        return Result("way", FAULT, says, text("doctor.way.blocked_remedy"))
    return Result("way", OK, text("doctor.way.ok", address=address))


def way(place: Place, text: Words) -> Iterator[Result]:
    """Whether pages and live connections come through the public address, where one is told."""
    if place.url:
        address = place.url if place.url.endswith("/") else f"{place.url}/"
        yield asyncio.run(_tried(address, text))
