"""The yardstick: a folder of files, sent by tornado's own file handler, compressed as it goes.

``python benchmarks/static.py FOLDER PORT``
"""

import asyncio
import sys

from tornado.web import Application, StaticFileHandler


async def main(folder: str, port: int) -> None:
    handlers = [(r"/(.*)", StaticFileHandler, {"path": folder})]
    Application(handlers, compress_response=True).listen(port, "127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
