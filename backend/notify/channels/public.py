"""Addresses in the open net: nothing that a push service's name may lead to stands inside."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Is ``address`` one of the open net: not private, loopback, link-local (where clouds keep
    their secrets), reserved, shared by many or told to many; nor an IPv6 one that leads to such?"""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in _meant(found))


def leads_inside(host: str) -> bool:
    """Does the name ``host`` lead, at this moment, to an address that is not public? One that leads
    nowhere does not."""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return not all(is_public(str(where[0])) for *_, where in found)


def _meant(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """``address``, and the IPv4 ones that are wrapped in it."""
    found = [address]
    if isinstance(address, IPv6Address):
        within = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        found += [each for each in within if each]
        if address in _NAT64:
            found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return found
