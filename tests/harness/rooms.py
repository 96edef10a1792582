"""Lines of a room as pages have them, and a meeting of one who leads and some who answer."""

import asyncio
import json

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from sciatica.training.items import items

ITEM = items("en")[0]
FIRST, SECOND = (option.id for option in ITEM.options[:2])
LEARN, LEAD = "/en/room/line", "/en/staff/room/line"
ANSWERS_WITHIN_S = 10


class Line:
    """A line as a page has it."""

    def __init__(self, line):
        self._line = line

    @classmethod
    async def open(cls, server, path, **headers):
        url = f"{server.root}{path}".replace("http", "ws", 1)
        return cls(await websocket_connect(HTTPRequest(url, headers=headers, **server.options)))

    async def say(self, **message):
        await self._line.write_message(json.dumps(message))

    async def raw(self, text):
        await self._line.write_message(text)

    async def hear(self, wanted=lambda told: True):
        """Return the next message that is wanted; None where the line was closed."""
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            while (said := await self._line.read_message()) is not None:
                told = json.loads(said)
                if "tick" not in told and wanted(told):
                    return told
        return None

    async def ask(self, **message):
        await self.say(**message)
        return await self.hear()

    async def tick(self):
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            while "tick" not in json.loads(await self._line.read_message()):
                pass
        return True

    def close(self):
        self._line.close()


class Meeting:
    """One who leads, and some who answer; the room is ended at the end."""

    def __init__(self, server, learners=0):
        self.server, self._count, self._lines = server, learners, []

    async def line(self, path=LEARN, **headers):
        self._lines.append(await Line.open(self.server, path, **headers))
        return self._lines[-1]

    async def __aenter__(self):
        self.lead = await self.line(LEAD)
        self.opened = await self.lead.ask(open=True)
        self.code, self.secret = self.opened["code"], self.opened["secret"]
        self.learners = [await self.line() for _ in range(self._count)]
        self.joined = [await one.ask(join=self.code) for one in self.learners]
        if self._count:
            await self.lead.hear(lambda told: told.get("learners") == self._count)
        return self

    async def __aexit__(self, *_):
        await self.lead.say(end=True)
        await self.lead.hear(lambda told: told.get("phase") == "over" or "refused" in told)
        for line in self._lines:
            line.close()
