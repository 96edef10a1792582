"""The port, the way from other devices, and what browsers allow over HTTPS alone."""

import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

from sciatica.content.clinic import ClinicError, load_clinic
from sciatica.content.words import Words
from sciatica.doctor.result import FAULT, NOTE, OK, Place, Result
from sciatica.publish.bake import LANG
from sciatica.serve.address import EVERYWHERE, addresses, is_local, likely_address
from sciatica.serve.app import normal_base_url, why_not

ANSWERS_WITHIN_S = 5


def _bind_error(ip: str, port: int) -> OSError | None:
    """Return why nothing can listen there, or None."""
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    with socket.socket(family) as probe:
        # as the server does: a port that has just been left is free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ip, port))
        except OSError as error:
            return error
    return None


def _asked(address: str) -> tuple[int, bytes] | None:
    """Return status and answer of `address`, past any proxy of this machine's settings, or None."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=ANSWERS_WITHIN_S) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.read()
    except (OSError, ValueError):
        return None


def _answers(address: str) -> bool:
    status, _ = _asked(address) or (0, b"")
    return 200 <= status < 300 or status == 503  # our own health while the pages are made


def _health(place: Place) -> str:
    return f"{addresses(place.ip, place.port, normal_base_url(place.base_url))[0].url}healthz"


def _ours_runs(place: Place) -> bool:
    return _answers(_health(place))


def _is_stale(place: Place) -> bool:
    """Return whether our server there says that its pages are old."""
    status, answer = _asked(_health(place)) or (0, b"")
    return status == 503 and b'"stale"' in answer


def port(place: Place, text: Words) -> Iterator[Result]:
    """Whether the port is free, or taken by this very server, whose pages are as they should be."""
    error = _bind_error(place.ip, place.port)
    if error is None:
        yield Result("port", OK, text("doctor.port.ok", port=place.port))
    elif _is_stale(place):
        says, remedy = text("doctor.port.stale", port=place.port), text("doctor.port.remedy")
        yield Result("port", FAULT, says, remedy)
    elif _ours_runs(place):
        yield Result("port", OK, text("doctor.port.ours", port=place.port))
    else:
        yield Result("port", FAULT, why_not(error, place.ip, place.port))


class _Nothing(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _listening(ip: str) -> Iterator[int]:
    """Answer on any free port of `ip`; yield the port."""
    server = HTTPServer((ip if ip not in EVERYWHERE else "", 0), _Nothing)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reach(place: Place, text: Words) -> Iterator[Result]:
    """Whether the address that other devices type leads here."""
    if is_local(place.ip):
        yield Result("reach", OK, text("doctor.reach.alone"))
        return
    base = normal_base_url(place.base_url)
    address = likely_address(place.ip, place.port, base)
    host = urlsplit(address).hostname or ""
    if is_local(host):
        yield Result("reach", FAULT, text("doctor.reach.no_network"))
    elif _bind_error(place.ip, place.port) is not None:
        yield _reached(_answers(f"{address}healthz"), address, text)
    else:
        with _listening(place.ip) as free:
            there = f"[{host}]" if ":" in host else host
            yield _reached(_answers(f"http://{there}:{free}/"), address, text)


def _reached(yes: bool, address: str, text: Words) -> Result:
    if yes:
        return Result("reach", OK, text("doctor.reach.ok", address=address))
    says = text("doctor.reach.blocked", address=address)
    return Result("reach", FAULT, says, text("doctor.reach.remedy"))


def staff(place: Place, text: Words) -> Iterator[Result]:
    """Whether everybody in the network can open the staff pages: what the server that runs says,
    or else what the options say."""
    here = addresses(place.ip, place.port, normal_base_url(place.base_url))[0].url
    closed = place.staff_token
    if _ours_runs(place):
        closed = _answers(f"{here}{LANG}/staff/login")
    if closed:
        yield Result("staff", OK, text("doctor.staff.closed"))
    elif is_local(place.ip):
        yield Result("staff", OK, text("doctor.staff.alone"))
    else:
        yield Result("staff", NOTE, text("doctor.staff.open"), text("doctor.staff.remedy"))


def https(place: Place, text: Words) -> Iterator[Result]:
    """Whether a browser may keep the screen awake: it does so over HTTPS, or on the machine that
    serves (https://www.w3.org/TR/screen-wake-lock/, secure contexts)."""
    try:
        public = load_clinic(place.clinic).public_url
    except ClinicError:
        public = ""  # the check of the settings says why
    if public:
        yield Result("https", OK, text("doctor.https.ok", address=public))
    elif is_local(place.ip):
        yield Result("https", OK, text("doctor.https.here"))
    else:
        yield Result("https", NOTE, text("doctor.https.plain"), text("doctor.https.remedy"))
