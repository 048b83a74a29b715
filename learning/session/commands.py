"""Everything that can be said to a running session, as values in the imperative.

Knows what is asked and by whom. Must not know whether it is allowed (see `rights`) nor what
follows from it (see `step`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """What is known of a meeting when its session begins.

    `ends_at` is the finish that people were promised; None: the whole length of the plan from
    now. `presenter_ids` are the people who present, first first; "" or missing: not chosen yet.
    """

    id: str
    set_id: str
    guide_id: str
    deputy_id: str = ""
    presenter_ids: tuple[str, ...] = ()
    ends_at: datetime | None = None
    one_voice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something said by a person (`by`; "" is the bot), on a screen of a `revision` if any."""

    by: str = ""
    revision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Command):
    """Time has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Command):
    """The bot says who presents in the turns to come, first first."""

    presenter_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneVoice(Command):
    """The bot says whether microphones are off while others speak: everybody agrees, or not."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Guiding(Command):
    """What only the person who guides may ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Next(Guiding):
    """This part is done; go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(Guiding):
    """Leave the present part out and go on; a part marked keep cannot be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Back(Guiding):
    """Take the part before up again, for the time it had left and at least a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(Guiding):
    """Give the present part more time, out of later parts."""

    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishLater(Guiding):
    """Move the hard finish, which only everybody who is here can agree to."""

    seconds: int
    agreed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Guiding):
    """End the session here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Guiding):
    """Let somebody else guide from now on; "": the deputy, or whoever is next in turn."""

    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapPresenter(Guiding):
    """Let somebody else present; `number` counts from 1 (0: whoever presents now or next)."""

    to: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Command):
    """Stop the clock; anybody may, and nobody is asked why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Command):
    """Go on after a pause; anybody may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive(Command):
    """Somebody is here."""

    person: str
    typing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Command):
    """Somebody is gone."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking(Command):
    """What a member says about the floor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandUp(Speaking):
    """I would like to speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass(Speaking):
    """Not me; never marked, and no different from `Done` in what is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Speaking):
    """I have finished; the guide may say it for the one who has the floor.

    `whose` is whose turn the screen showed: pressed twice, a button ends one turn. "": the present.
    """

    whose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome(Speaking):
    """The presenter says whether ideas are wanted, in a part that asks them first."""

    ideas: bool
