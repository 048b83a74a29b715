"""What all tests stand on does hold."""

import asyncio
import socket

import pytest


@pytest.mark.parametrize("host", ["203.0.113.7", "2001:db8::1"])
def test_no_test_reaches_another_machine(host: str) -> None:
    """A connection to another machine is refused before a packet leaves."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as one, pytest.raises(AssertionError, match=host):
        one.connect((host, 443))


async def test_no_loop_reaches_another_machine() -> None:
    """The event loop's own connections are refused too."""
    with pytest.raises(AssertionError, match=r"203\.0\.113\.7"):
        await asyncio.open_connection("203.0.113.7", 443)


def test_this_machine_may_be_reached() -> None:
    """A connection to this machine goes through."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
