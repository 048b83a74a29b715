"""What every test stands on: no deadline on a busy machine, and no socket beyond this machine."""

import ipaddress
import os
import socket
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


class BeyondThisMachine(AssertionError):
    """A test tried to reach another machine."""


def refuse_strangers(address: object) -> None:
    """Raise for an internet address that is not this machine; other kinds of socket are local."""
    if isinstance(address, tuple):
        host = str(address[0])  # pyright: ignore[reportUnknownArgumentType]
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise BeyondThisMachine(host)


@pytest.fixture(scope="session", autouse=True)
def only_this_machine() -> Iterator[None]:
    """Refuse every connection to another machine, in the whole test process."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            real = getattr(socket.socket, name)

            def guarded(self: socket.socket, address: object, real: object = real) -> object:
                refuse_strangers(address)
                return real(self, address)  # type: ignore[operator]

            patch.setattr(socket.socket, name, guarded)
        yield
