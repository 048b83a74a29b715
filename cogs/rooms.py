"""All rooms of the bot, in one list.

Knows their names only.
"""

from __future__ import annotations

from cogs._base import App, Room
from cogs.actions import Actions
from cogs.agreed import Agreed
from cogs.answers import Answers
from cogs.areas import Areas
from cogs.calls import Calls
from cogs.concern import Concern
from cogs.consent import Consent
from cogs.dates import Dates
from cogs.few import Few
from cogs.info import Info
from cogs.join import Join
from cogs.missing import Missing
from cogs.moving import Moving
from cogs.mydata import MyData
from cogs.partings import Partings
from cogs.plans import Plans
from cogs.reflect import Reflect
from cogs.sentences import Sentences
from cogs.session import Session
from cogs.sets import Sets
from cogs.setup import Setup
from cogs.slips import Slips
from cogs.topup import Topup
from cogs.unsent import Unsent
from cogs.ways import Ways
from cogs.week import Week
from cogs.wishes import Wishes

ROOMS: tuple[type[Room], ...] = (
    Join,
    Setup,
    Areas,
    Plans,
    Calls,
    Sets,
    Topup,
    Partings,
    Missing,
    Ways,
    Unsent,
    Consent,
    Dates,
    Session,
    Moving,
    Wishes,
    Few,
    Agreed,
    Slips,
    Sentences,
    Week,
    Answers,
    Reflect,
    Actions,
    Concern,
    MyData,
    Info,
)


def make_rooms(app: App) -> tuple[Room, ...]:
    """Make every room once."""
    return tuple(room(app) for room in ROOMS)
