"""The cast: people of two South West areas, what they would say of themselves, and their habits.

Knows invented people only. Must not know how the bot works: what they do is typed and pressed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

EXETER, PLYMOUTH, TORBAY, SOMERSET = "E10000008", "E06000026", "E06000027", "E06000066"
NEAR = {EXETER: "Exeter", PLYMOUTH: "Plymouth", TORBAY: "Torbay", SOMERSET: "Taunton"}
LUNCH = ("tue-lunch", "wed-lunch", "thu-lunch")
EVENING = ("tue-evening", "wed-evening", "thu-evening")
AFTERNOON = ("mon-afternoon", "wed-afternoon", "fri-afternoon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """One invented person. `habit`: "keen", "declines", "later" (answers late) or "types"."""

    name: str
    role: str
    words: str
    area: str
    good: tuple[str, ...]
    possible: tuple[str, ...]
    organisation: str
    how_far: str = "icb"
    hope: str = ""
    access: str = ""
    can_guide: bool = False
    dms_open: bool = True
    habit: str = "keen"
    joins: bool = True

    @property
    def about(self) -> str:
        """One line for the page."""
        return f"{self.words}, near {NEAR[self.area]}"


COORDINATOR = "Ruth"
LEAD = "Helen"
STAFF = {
    COORDINATOR: "Regional coordinator: forms the sets",
    LEAD: "Safeguarding lead for Devon",
}

DEVON: tuple[Character, ...] = (
    Character(
        name="Amara", role="gp", words="GP", area=EXETER, good=LUNCH, possible=EVENING,
        organisation="Riverside Practice", can_guide=True,
        hope="An hour with people who do not work where I work.",
    ),
    Character(
        name="Priya", role="artist", words="Textile artist in hospitals", area=EXETER,
        good=LUNCH, possible=AFTERNOON, organisation="Thread and Thrum", can_guide=True,
        hope="To learn how doctors think about risk.",
    ),
    Character(
        name="Tom", role="gp", words="GP, two days a week", area=PLYMOUTH, good=LUNCH,
        possible=("fri-early",), organisation="Harbour Surgery",
    ),
    Character(
        name="Leila", role="gp", words="GP and trainer", area=EXETER, good=("tue-lunch",),
        possible=("wed-lunch", "thu-lunch", "thu-evening"), organisation="St Loye Surgery",
    ),
    Character(
        name="Jonah", role="artist", words="Musician in care homes", area=PLYMOUTH,
        good=("tue-lunch", "tue-afternoon"), possible=("wed-lunch", "thu-lunch"),
        organisation="Open Score",
    ),
    Character(
        name="Bea", role="artist", words="Potter", area=TORBAY, good=LUNCH,
        possible=("sat-morning",), organisation="Clay Room", habit="types",
        access="I am deaf and take part by typing.",
    ),
    Character(
        name="Owen", role="gp", words="GP partner", area=PLYMOUTH, good=EVENING,
        possible=("sat-morning",), organisation="Mount Gould Practice", dms_open=False,
    ),
    Character(
        name="Grace", role="gp", words="Out-of-hours GP", area=TORBAY, good=EVENING,
        possible=("fri-evening",), organisation="Bay Medical", can_guide=True,
    ),
    Character(
        name="Sam", role="gp", words="GP and clinical teacher", area=EXETER, good=EVENING,
        possible=("sat-morning",), organisation="Cathedral Surgery",
    ),
    Character(
        name="Marcus", role="artist", words="Poet who works with stroke groups", area=EXETER,
        good=EVENING, possible=("sat-morning",), organisation="Spoken Well", habit="later",
    ),
    Character(
        name="Ines", role="artist", words="Dance maker", area=PLYMOUTH, good=EVENING,
        possible=("wed-afternoon",), organisation="Slow Steps", can_guide=True,
    ),
    Character(
        name="Kit", role="artist", words="Photographer", area=TORBAY, good=EVENING,
        possible=("sat-morning",), organisation="Tideline", habit="declines",
    ),
)  # fmt: skip

NEWCOMER = Character(
    name="Nell", role="artist", words="Printmaker", area=TORBAY, good=EVENING,
    possible=("sat-morning",), organisation="Inkwell", joins=False,
)  # fmt: skip

ELSEWHERE: tuple[Character, ...] = (
    Character(
        name="Dan", role="gp", words="GP", area=SOMERSET, good=LUNCH, possible=EVENING,
        organisation="Quay Street Surgery", how_far="cluster",
    ),
    Character(
        name="Wren", role="artist", words="Storyteller", area=SOMERSET,
        good=("tue-lunch", "wed-lunch"), possible=EVENING, organisation="Told Aloud",
        how_far="cluster",
    ),
    Character(
        name="Yusuf", role="commissioner", words="Commissioner for long-term conditions",
        area=SOMERSET, good=("tue-lunch",), possible=("thu-lunch",), organisation="County health",
        how_far="region",
    ),
)  # fmt: skip

EVERYBODY: tuple[Character, ...] = (*DEVON, NEWCOMER, *ELSEWHERE)


def named(name: str) -> Character:
    """Return a character by first name."""
    return next(one for one in EVERYBODY if one.name == name)


def about(names: Iterable[str]) -> dict[str, str]:
    """Return one line about each of these people."""
    return {name: STAFF.get(name) or named(name).about for name in names}
