"""A nursery of bots: real processes of the real house, born quickly so that many can be killed.

Knows how to fork a bot from a process in which everything is imported already, and what a shorter
lease is. Must not know what the bot does. Told on its input: a line "start" is answered with the
number of a new process; at the end of the input it ends.

Two things differ from `setwise run`: the lease (so that one can freeze past it in seconds, not
minutes), and the wait for further servers after the gateway's greeting (there are one or two).
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
import traceback
from datetime import timedelta
from secrets import token_hex

from bot import stage
from bot.client import SetwiseBot
from bot.house import build
from bot.log import set_up
from config.settings import read_settings
from scheduling.due import Limits

LEASE_NAME = "NURSERY_LEASE"
BLUNT_NAME = "NURSERY_BLUNT"  # leave out what keeps messages from being doubled
READY_AFTER = 0.05


async def bot(lease: float) -> None:
    """Be a bot until killed."""
    settings = read_settings(os.environ)
    set_up("text", secrets=[])
    limits = Limits(lease=timedelta(seconds=lease), margin=timedelta(seconds=lease / 4), rest=0.3)
    house = await build(settings, limits=limits)
    await house.run()


def blunt() -> None:
    """Take away the nonce and the look before a second try: what does the count say then?"""

    async def nothing(*_: object) -> None:
        return None

    stage.nonce = lambda _: token_hex(12)
    setattr(stage.DiscordStage, "_find", nothing)  # noqa: B010  # it is private, on purpose


def child(lease: float) -> None:
    """Run a bot in a forked process; never returns.

    A bot that ends by itself (it came up while the database was away) is run again after a second,
    as a service manager would.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    while True:
        try:
            asyncio.run(bot(lease))
        except BaseException:
            traceback.print_exc()
        sys.stderr.flush()
        time.sleep(1)


def main() -> None:
    """Fork a bot for every line that is read."""
    kwdefaults = SetwiseBot.__init__.__kwdefaults__
    assert kwdefaults is not None
    kwdefaults["ready_after"] = READY_AFTER
    lease = float(os.environ[LEASE_NAME])
    if os.environ.get(BLUNT_NAME):
        blunt()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not waited for
    os.write(1, b"ready\n")
    while os.read(0, 1):
        pid = os.fork()
        if pid == 0:
            os.close(0)
            os.dup2(2, 1)
            child(lease)
        os.write(1, f"{pid}\n".encode())


if __name__ == "__main__":
    main()
