"""Who asks, and from where; where others find this server."""

import socket
from ipaddress import IPv4Address, ip_address
from typing import NamedTuple

import psutil

EVERYWHERE = {"", "0.0.0.0", "::"}
TUNNELS = (
    *("br-", "docker", "ham", "ipsec", "nordlynx", "ppp", "tailscale", "tap", "tun", "utun"),
    *("vboxnet", "veth", "vethernet", "virbr", "vmnet", "wg", "zt"),
)
"""How the names of networks begin that other devices in the room are hardly in: those of virtual
machines and containers, and private networks over the internet (VPN)."""


class Address(NamedTuple):
    """An address to type, and the network of this machine in which it holds; of this machine alone
    it has no name."""

    url: str
    network: str = ""


def is_local(host: str) -> bool:
    """Whether this name or address leads to the machine that asks."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _way_out() -> str:
    """Return this machine's own address on its way to elsewhere, or nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def networks() -> list[tuple[str, str]]:
    """Return the name of each network and this machine's address in it (IPv4, which people can
    type). The one that devices in the same room are likely in is the first."""
    states, way_out = psutil.net_if_stats(), _way_out()
    found: list[tuple[tuple[bool, bool, bool], str, str]] = []
    for name, entries in psutil.net_if_addrs().items():
        for one in entries:
            if one.family != socket.AF_INET or (name in states and not states[name].isup):
                continue
            address = IPv4Address(one.address)
            if address.is_loopback:
                continue
            is_tunnel = (
                name.lower().startswith(TUNNELS)
                or "vpn" in name.lower()
                or one.ptp is not None
                or one.netmask == "255.255.255.255"
            )
            rank = (is_tunnel, address.is_link_local, one.address != way_out)
            found.append((rank, name, one.address))
    return [(name, address) for _, name, address in sorted(found)]


def addresses(ip: str, port: int, base_url: str) -> list[Address]:
    """Return the addresses to type: this machine's first, then, where the server listens
    everywhere, the one that other devices likely reach, then all others."""
    if ip not in EVERYWHERE:
        host = f"[{ip}]" if ":" in ip else ip
        return [Address(f"http://{host}:{port}{base_url}")]
    there = [Address(f"http://{one}:{port}{base_url}", name) for name, one in networks()]
    return [Address(f"http://127.0.0.1:{port}{base_url}"), *there]


def likely_address(ip: str, port: int, base_url: str) -> str:
    """Return the address for another device; this machine's own where none can reach it."""
    return addresses(ip, port, base_url)[:2][-1].url
