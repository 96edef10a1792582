"""The shipped systemd unit fits our command line, our limits and the shipped nginx file."""

import re
import shlex
from pathlib import Path

import pytest

from sciatica import resources
from sciatica.__main__ import _parser

SHARE = resources.root() / "share"
KERNEL_MB = 100
BESIDES_MB = 500
"""The server itself and one bake."""


@pytest.fixture(scope="module")
def unit():
    """Return the settings by section and name; a name that stands twice has both values."""
    found = {}
    section = None
    for line in (SHARE / "systemd" / "sciatica.service").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            section[name] = f"{section[name]} {value}" if name in section else value
    return found


@pytest.fixture(scope="module")
def service(unit):
    return unit["Service"]


@pytest.fixture(scope="module")
def options(service):
    """Return what our own parser makes of the command."""
    program, *arguments = shlex.split(service["ExecStart"])
    assert program == f"{service['WorkingDirectory']}/.venv/bin/sciatica"
    return _parser().parse_args(arguments)


def test_the_command_is_one_that_we_understand(options, service):
    assert options.command == "serve"
    assert options.no_browser
    assert options.clinic == Path(service["WorkingDirectory"]) / "clinic.toml"


def test_the_server_is_where_the_shipped_nginx_file_looks_for_it(options):
    nginx = (SHARE / "nginx" / "sciatica.conf").read_text("utf-8")
    assert options.ip == "127.0.0.1"
    assert f"server {options.ip}:{options.port};" in nginx
    assert f"location {options.base_url} {{" in nginx


def test_the_memory_holds_all_live_pages_that_the_command_admits(options, service):
    gigabytes = re.fullmatch(r"(\d+)G", service["MemoryMax"])
    assert int(gigabytes[1]) * 1000 >= options.max_live * KERNEL_MB + BESIDES_MB
    assert service["OOMPolicy"] == "continue"


def test_the_pages_are_kept_in_the_folder_that_the_unit_may_write(service):
    environment = dict(pair.split("=", 1) for pair in service["Environment"].split())
    assert service["DynamicUser"] == "yes"
    assert environment["XDG_CACHE_HOME"] == f"%C/{service['CacheDirectory']}"
    assert environment["HOME"] == environment["XDG_CACHE_HOME"]


def test_kernels_and_the_server_may_use_the_sockets_that_they_need(service):
    assert {"AF_UNIX", "AF_INET", "AF_NETLINK"} <= set(service["RestrictAddressFamilies"].split())
    assert service["PrivateTmp"] == "yes"
    assert service["IPAddressAllow"] == "localhost"


def test_the_server_is_told_to_stop_before_its_kernels_are_killed(service):
    assert service["KillMode"] == "mixed"
    assert "KillSignal" not in service  # SIGTERM, which the server understands
    assert int(service["TimeoutStopSec"]) >= 10


def test_a_mistake_is_not_tried_again_and_a_crash_is(service):
    assert service["Restart"] == "on-failure"
    assert service["RestartPreventExitStatus"] == "2"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("NoNewPrivileges", "yes"),
        ("PrivateDevices", "yes"),
        ("CapabilityBoundingSet", ""),
        ("SystemCallFilter", "@system-service ~@privileged"),
        ("IPAddressDeny", "any"),
    ],
)
def test_the_unit_may_do_no_more_than_it_needs(service, name, value):
    assert service[name] == value
