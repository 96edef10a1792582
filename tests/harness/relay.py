"""An address in front of a server, which can be taken away while the server lives on.

To a browser that is the death of the server: its connections are cut, and new ones are refused. A
server of its own for each such test would take seconds to start.
"""

import select
import socket
import socketserver
import threading

CHUNK = 65_536
WITHOUT_UPGRADE = b"HTTP/1.0 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
"""What an old proxy makes of a request for a live connection."""


class _Pass(socketserver.BaseRequestHandler):
    """Passes bytes on in both directions until one side ends."""

    server: "Relay"

    def handle(self) -> None:
        with socket.create_connection(self.server.behind) as other:
            ends = {self.request: other, other: self.request}
            self.server.cut_later(*ends)
            try:
                while True:
                    for one in select.select(list(ends), [], [])[0]:
                        piece = one.recv(CHUNK)
                        if not piece:
                            return
                        if self.server.is_old and b"\r\nUpgrade: websocket" in piece:
                            one.sendall(WITHOUT_UPGRADE)
                            return
                        ends[one].sendall(piece)
            except (OSError, ValueError):  # the browser left, or the relay was taken away
                return


class Relay(socketserver.ThreadingTCPServer):
    """Leads to the server that listens on `port`, until it is killed. An `is_old` one lets no live
    connection through."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, *, is_old: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Pass)
        self.is_old = is_old
        self.behind = ("127.0.0.1", port)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"
        self._open: list[socket.socket] = []
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def cut_later(self, *ends: socket.socket) -> None:
        """Remember connections that end with the relay."""
        self._open.extend(ends)

    def kill(self) -> None:
        """Refuse new connections and cut those that are open."""
        self.shutdown()
        self.server_close()
        self.cut()

    def cut(self) -> None:
        """Cut the connections that are open; new ones are still taken."""
        for end in self._open:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:  # it has ended by itself
                continue
        self._open.clear()
