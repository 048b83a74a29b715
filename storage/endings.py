"""How claimed work ended, as statements that take many rows at once.

Knows one statement for each way to end. They are built once: building one for each row cost more
than running it. Must not know when they are used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Executable, bindparam, func, update

from learning.ports import Back, Dead, Done, Ending, Posted
from storage.tables import Outcome, WorkRow
from storage.types import UtcDateTime, aware

Rows = list[dict[str, Any]]

_WORK: Any = WorkRow.__table__
_AT = bindparam("b_at", type_=UtcDateTime())
_NAMED = _WORK.c.key == bindparam("b_key")
_OURS = (_NAMED, _WORK.c.done_at.is_(None), _WORK.c.owner == bindparam("b_owner"))
_DONE = {"done_at": func.coalesce(_WORK.c.done_at, _AT), "outcome": Outcome.DONE}
_FINISH = update(_WORK).where(_NAMED).values(**_DONE)
_SENT = (
    update(_WORK)
    .where(_NAMED)
    .values(**_DONE, channel_xid=bindparam("b_channel"), message_xid=bindparam("b_message"))
)
_BACK = (
    update(_WORK)
    .where(*_OURS)
    .values(
        owner="",
        available_at=_AT,
        why=bindparam("b_why"),
        attempts=_WORK.c.attempts - bindparam("b_untried"),
    )
)
_DEAD = (
    update(_WORK).where(*_OURS).values(done_at=_AT, outcome=Outcome.DEAD, why=bindparam("b_why"))
)


def endings_as_rows(endings: Sequence[Ending], owner: str) -> Iterator[tuple[Executable, Rows]]:
    """Return each statement that is needed with its rows, in one order for all processes."""
    rows: dict[Executable, Rows] = {}
    for ending in sorted(endings, key=lambda one: one.key):
        statement, values = _as_row(ending)
        fence = {} if isinstance(ending, Done) else {"b_owner": owner}
        values |= {"b_key": ending.key, "b_at": aware(ending.at), **fence}
        rows.setdefault(statement, []).append(values)
    yield from rows.items()


def _as_row(ending: Ending) -> tuple[Executable, dict[str, Any]]:
    match ending:
        case Done(posted=Posted(channel_xid=channel, message_xid=message)):
            return _SENT, {"b_channel": channel, "b_message": message}
        case Done():
            return _FINISH, {}
        case Back(why=why, tried=tried):
            return _BACK, {"b_why": why, "b_untried": int(not tried)}
        case Dead(why=why):
            return _DEAD, {"b_why": why}
