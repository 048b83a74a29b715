"""Two at once: a unit that lost a race to another is simply done again.

Knows one kind of Stale. Must not know what is done.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from learning.refusals import Stale

TRIES = 5
LOST = "changed"  # what a shelf says when somebody else saved the thing first


async def until_kept(unit_of_work: Callable[[], Awaitable[None]]) -> None:
    """Do a whole unit of work, again when somebody else changed the same thing meanwhile.

    What is asked must be read inside, so that it is judged anew each time.
    """
    for left in reversed(range(TRIES)):
        try:
            await unit_of_work()
        except Stale as lost:
            if lost.key != LOST or not left:
                raise
        else:
            return
