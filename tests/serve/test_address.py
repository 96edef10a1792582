"""The addresses that other devices are offered: each with its network, the likely one first."""

import socket
from types import SimpleNamespace

import psutil
import pytest

from sciatica.serve import address
from sciatica.serve.address import addresses, likely_address

NETWORKS = {
    "lo": ("127.0.0.1", "255.0.0.0"),
    "wg0": ("10.8.0.2", "255.255.255.255"),
    "docker0": ("172.17.0.1", "255.255.0.0"),
    "eth1": ("169.254.7.7", "255.255.0.0"),
    "wlan0": ("192.168.1.20", "255.255.255.0"),
    "eth0": ("10.0.0.5", "255.255.255.0"),
    "eth9": ("10.9.9.9", "255.255.255.0"),
}


@pytest.fixture
def machine(monkeypatch):
    """Return what gives this machine networks by name, and the one that leads elsewhere."""

    def have(*names, way_out=""):
        entries = {
            name: [
                SimpleNamespace(family=socket.AF_INET6, address="fe80::1", netmask=None, ptp=None),
                SimpleNamespace(
                    family=socket.AF_INET,
                    address=NETWORKS[name][0],
                    netmask=NETWORKS[name][1],
                    ptp=None,
                ),
            ]
            for name in names
        }
        states = {name: SimpleNamespace(isup=name != "eth9") for name in names}
        monkeypatch.setattr(psutil, "net_if_addrs", lambda: entries)
        monkeypatch.setattr(psutil, "net_if_stats", lambda: states)
        monkeypatch.setattr(address, "_way_out", lambda: NETWORKS.get(way_out, ("",))[0])

    return have


def test_behind_a_vpn_the_room_is_offered_the_network_of_the_room(machine):
    machine(*NETWORKS, way_out="wg0")
    assert [one.network for one in addresses("0.0.0.0", 8866, "/")] == [
        *("", "eth0", "wlan0", "eth1"),  # this one has only an address that it gave itself
        *("wg0", "docker0"),
    ]


def test_the_network_that_leads_elsewhere_is_likely_the_room_s(machine):
    machine(*NETWORKS, way_out="wlan0")
    assert likely_address("0.0.0.0", 8866, "/clinic/") == "http://192.168.1.20:8866/clinic/"


def test_a_network_without_a_way_out_is_offered_all_the_same(machine):
    machine("lo", "eth0")
    assert likely_address("", 80, "/") == "http://10.0.0.5:80/"


def test_without_a_network_there_is_this_machine_alone(machine):
    machine("lo")
    assert addresses("0.0.0.0", 8866, "/") == [("http://127.0.0.1:8866/", "")]
    assert likely_address("0.0.0.0", 8866, "/") == "http://127.0.0.1:8866/"


@pytest.mark.parametrize(
    ("ip", "url"), [("192.0.2.4", "http://192.0.2.4:80/"), ("::1", "http://[::1]:80/")]
)
def test_a_server_that_listens_in_one_place_has_one_address(ip, url):
    assert addresses(ip, 80, "/") == [(url, "")]
    assert likely_address(ip, 80, "/") == url
