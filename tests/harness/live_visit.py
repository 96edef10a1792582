"""A live page that is opened without a browser, and the messages that a browser would send."""

import asyncio
import json
import re
import time
import uuid
from urllib.parse import quote

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

PAGE = "/en/staff/count"
_ELEMENT = r'<script type="application/json" id="{}">(.*?)</script>'


def told(html, name):
    """Return what a page tells its own script: ``live-page`` or ``live-made``."""
    return json.loads(re.search(_ELEMENT.format(name), html, re.S)[1])


def kernel_of(html):
    """Return the id of the kernel behind a live page."""
    return told(html, "live-page")["kernel"]


class Visit:
    """A live page that was opened without a browser."""

    def __init__(self, server, path=PAGE):
        self.server = server
        self.answer = server.get(path)
        self.html = self.answer.body.decode()
        self.kernel = kernel_of(self.html)
        cookies = self.answer.headers.get_list("Set-Cookie")
        self.cookie = "; ".join(cookie.partition(";")[0] for cookie in cookies)
        self.token = re.search(r"_xsrf=([^;]+)", self.cookie)[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        assert self.goodbye().code == 204

    def goodbye(self, token=None):
        """Say what the page says when its tab closes."""
        token = quote(token if token is not None else self.token)
        path = f"/voila/api/shutdown/{self.kernel}?_xsrf={token}"
        return self.server.get(path, method="POST", Cookie=self.cookie, **{"Content-Length": "0"})

    def alive(self):
        return self.server.get(f"/api/kernels/{self.kernel}").code == 200

    async def connect(self, protocol="", session="", **headers):
        """Open a line to the page's kernel; its own is that with the page's session."""
        url = f"{self.server.root}/api/kernels/{self.kernel}/channels".replace("http", "ws", 1)
        url += f"?session_id={session}" if session else ""
        headers = {"Cookie": self.cookie, **headers}
        request = HTTPRequest(url, headers=headers, **self.server.options)
        return await websocket_connect(request, subprotocols=[protocol] if protocol else None)


def message(kind, content=None, channel="shell"):
    """Return a message as a browser would send it."""
    header = {"msg_id": uuid.uuid4().hex, "username": "", "session": "s", "version": "5.3"}
    header |= {"msg_type": kind, "date": "2026-01-01T00:00:00Z"}
    parts = {"header": header, "parent_header": {}, "metadata": {}, "content": content or {}}
    return json.dumps({**parts, "channel": channel, "buffers": []})


def packed(text):
    """Return the same message as bytes, as newer browsers' libraries send it."""
    raw = json.loads(text)
    names = ("header", "parent_header", "metadata", "content")
    parts = [raw["channel"].encode(), *(json.dumps(raw[name]).encode() for name in names)]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    numbers = [len(offsets), *offsets]
    return b"".join([*(number.to_bytes(8, "little") for number in numbers), *parts])


async def answers(line, kind="comm_info_reply", seconds=10):
    """Return whether the kernel still answers on this line."""
    await line.write_message(message("comm_info_request"))
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        said = await asyncio.wait_for(line.read_message(), left)
        if said is None:
            return False
        if isinstance(said, str) and json.loads(said).get("header", {}).get("msg_type") == kind:
            return True
    return False
