"""A house with two sets, one of them meeting, and one person for every kind of right.

Knows how to send any command, press or form as anybody, also where their screen shows no such
thing, and how to put the memory back. Must not know what anybody may do: that is `matrix.csv`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from journeys_stage import Evening, StageSet

from learning.meetings import MeetingState
from learning.sentences import Sentence
from learning.sets import Consent, LearningSet, Membership, Stage
from learning.writing import Action, Audit, Bid, Concern, Pressing, Question, Reflection
from practice import cast
from practice.desk.memory import Pace
from practice.hands import Answer, Hand, typed
from practice.hands.resolve import Resolver
from practice.world import Draft, P, wire
from practice.world.talks import COMMAND, COMPONENT, MODAL

Json = dict[str, Any]
SIX = ("Amara", "Priya", "Tom", "Leila", "Jonah", "Bea")
OTHERS = ("Grace", "Sam", "Marcus", "Ines", "Kit")
ADMIN = "Ada"
ROLES = ("stranger", "other", "member", "guide", "coordinator", "lead", "administrator")
MARK = "zebra"  # stands in all that the member of these tests wrote, and in nothing else


@dataclass
class Rights:
    """The evening, who plays which role, and the things that the rows of the table are about."""

    evening: Evening
    folder: Path
    names: dict[str, str] = field(default_factory=dict[str, str])
    things: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def stage(self) -> StageSet:
        """The stage it all stands on."""
        return self.evening.stage

    def hand(self, role: str) -> Hand:
        """Return the hand of whoever plays a role."""
        return self.evening.hand(self.names[role])

    # -- sending anything as anybody ---------------------------------------------------------

    async def send(self, role: str, what: str, thing: str, fields: Mapping[str, str]) -> Answer:
        """Send a command ("/set card"), or a press, choice or form ("b:consent.yes")."""
        filled = {key: self.fill(value) for key, value in fields.items()}
        if what.startswith("/"):
            return await self._command(role, what, filled)
        return await self._touch(role, what, self.fill(thing), filled)

    def fill(self, text: str) -> str:
        """Put the ids of this evening where a row of the table names them."""
        for name, value in self.things.items():
            text = text.replace(f"<{name}>", value)
        assert "<" not in text, text
        return text

    async def _command(self, role: str, words: str, options: dict[str, str]) -> Answer:
        world, hand, lobby = self.stage.world, self.hand(role), self.stage.lobby
        bodies = [wire.command(c, world.application_id) for c in world.commands_of(None)]
        found = typed.find(bodies, words)
        resolver = Resolver(world, lobby, hand.id)
        filled = typed.fill(found.options, dict(options), resolver)
        data = found.data(filled, resolver.body)
        return await Answer(world, world.interact(COMMAND, hand.id, lobby, data)).acknowledged()

    async def _touch(self, role: str, what: str, thing: str, fields: dict[str, str]) -> Answer:
        world, hand, lobby = self.stage.world, self.hand(role), self.stage.lobby
        custom_id = f"{what}:{thing}" if ":" in thing else f"{what}:{thing}:0"
        if what.startswith("f:"):
            data: Json = {"custom_id": custom_id, "components": _boxes(fields)}
            one = world.interact(MODAL, hand.id, lobby, data, cause=self._cause(hand))
        else:
            card = world.post(lobby, world.bot, Draft("a card", only_for=hand.id, flags=64))
            data = {"component_type": 2, "custom_id": custom_id, "id": 1}
            if what.startswith("s:"):
                data |= {"component_type": 3, "values": fields["values"].split(",")}
            one = world.interact(COMPONENT, hand.id, lobby, data, source=card)
        return await Answer(world, one).acknowledged()

    def _cause(self, hand: Hand) -> Json:
        world = self.stage.world
        return {
            "id": str(world.next_id()),
            "type": COMMAND,
            "name": "forged",
            "user": wire.user(world.users[hand.id]),
            "authorizing_integration_owners": {"0": str(world.guild.id)},
        }

    # -- putting things back -----------------------------------------------------------------

    @property
    def saved(self) -> Path:
        """The copy to which the memory is put back."""
        return self.folder / "saved.db"

    def save(self) -> None:
        """Remember the memory as it is now."""
        with (
            closing(sqlite3.connect(self.stage.database)) as live,
            closing(sqlite3.connect(self.saved)) as copy,
        ):
            live.backup(copy)

    def kept(self) -> dict[str, list[str]]:
        """Return every row of every table, but for forms that wait to be sent again."""
        with closing(sqlite3.connect(self.stage.database)) as live:
            tables = [one for one in _tables(live) if one != "draft"]
            return {one: sorted(map(str, live.execute(f"SELECT * FROM {one}"))) for one in tables}  # noqa: S608

    def put_back(self) -> None:
        """Make the memory what it was when it was saved."""
        with closing(sqlite3.connect(self.stage.database, isolation_level=None)) as live:
            live.execute("PRAGMA synchronous = OFF")
            live.execute("ATTACH ? AS saved", (str(self.saved),))
            live.execute("BEGIN IMMEDIATE")
            for table in _tables(live):
                live.execute(f"DELETE FROM main.{table}")  # noqa: S608  # names from the file itself
                live.execute(f"INSERT INTO main.{table} SELECT * FROM saved.{table}")  # noqa: S608
            live.execute("COMMIT")


async def make_rights(evening: Evening, folder: Path) -> Rights:
    """Let a set of six meet, with something on every shelf, and five others have a set too."""
    stage = evening.stage
    stage.seat(ADMIN, P.ADMINISTRATOR)
    stage.server.memory.old_edits = Pace(100_000, 1.0)  # here one board is drawn a thousand times
    await evening.gather(SIX)
    await second_set(evening)
    session = await evening.begin(SIX)
    await evening.leap(session.part_ends_at)
    guide = evening.name_of((await evening.session("Amara")).guide_id)
    member = next(name for name in ("Tom", "Leila") if name != guide)
    rights = Rights(evening, folder)
    rights.names = dict(
        zip(
            ROLES,
            ("Wren", "Grace", member, guide, cast.COORDINATOR, cast.LEAD, ADMIN),
            strict=True,
        )
    )
    await fill_shelves(rights)
    await evening.rest()
    rights.save()
    return rights


async def second_set(evening: Evening) -> None:
    """Put five others into a running set of their own, without rooms."""
    await evening.list_people(OTHERS)
    async with evening.stage.house.storage.units.write() as unit:
        one = (await unit.sets.where())[0]
        people = [p for p in await unit.people.where() if p.name in OTHERS]
        await unit.sets.add(
            replace(
                one, id="other", name="Heron", guide_id=people[0].id, deputy_id=people[1].id,
                text_xid=0, voice_xid=0, agreement="", going_well_if="",
            )
        )  # fmt: skip
        for seat, person in enumerate(people):
            place = Membership(id=f"other.{person.id}", set_id="other", person_id=person.id,
                               seat=seat, consent=Consent.YES)  # fmt: skip
            await unit.memberships.add(place)


async def fill_shelves(rights: Rights) -> None:
    """Let the member have written one of everything, and be asked about one more set."""
    evening = rights.evening
    me = await evening.person(rights.names["member"])
    meeting = await evening.meeting("Amara")
    following = await evening.meeting("Amara", 2)
    session, found = await evening.session("Amara"), await evening.set_of("Amara")
    now, of_set = evening.stage.clock.now(), meeting.set_id
    mine: Json = {"set_id": of_set, "person_id": me.id}
    wrote: tuple[tuple[str, Any], ...] = (
        ("reflections", Reflection(id="shared", meeting_id=meeting.id, text=f"{MARK} shared",
                                   shared=True, made_at=now, **mine)),
        ("reflections", Reflection(id="private", meeting_id=meeting.id, text=f"{MARK} private",
                                   shared=False, made_at=now, **mine)),
        ("actions", Action(id="action", meeting_id=meeting.id, what=f"{MARK} action", made_at=now,
                           by_when=None, who_notices=f"{MARK} noticed", **mine)),
        ("bids", Bid(id=f"{of_set}.{me.id}", text=f"{MARK} bid", pressing=Pressing.HIGH,
                     made_at=now, **mine)),
        ("questions", Question(id="question", text=f"{MARK} question", asked_at=now, **mine)),
        ("sentences", Sentence(id="sentence", number=1, text=f"{MARK} sentence", offered_at=now,
                               **mine)),
        ("concerns", Concern(id="concern", guild_xid=me.guild_xid, area="QJK", person_xid=me.xid,
                             about="worry", text=f"{MARK} concern", receipt="C-TEST",
                             raised_at=now)),
        ("concerns", Concern(id="complaint", guild_xid=me.guild_xid, area="QJK", person_xid=me.xid,
                             about="data", text=f"{MARK} complaint", receipt="C-DATA",
                             raised_at=now)),
        ("audits", Audit(id="audit", guild_xid=me.guild_xid, at=now, actor_xid=me.xid,
                         what="publish", about="QJK", set_id=of_set)),
        ("sets", LearningSet(id="asked", guild_xid=me.guild_xid, area="QJK", name="Wagtail",
                             block="tue-lunch", stage=Stage.PROPOSED, formed_at=now,
                             expires_at=now + evening.minutes(9000))),
        *(("memberships", Membership(id=f"asked.{one}", set_id="asked", person_id=one, seat=seat))
          for seat, one in enumerate([me.id, *[(await evening.person(n)).id for n in OTHERS[1:]]])),
    )  # fmt: skip

    async with evening.stage.house.storage.units.write() as unit:
        for shelf, thing in wrote:
            await getattr(unit, shelf).add(thing)
        kept = await unit.people.need(me.id)
        await unit.people.save(
            replace(kept, access=f"{MARK} access", hope=f"{MARK} hope", organisation=f"{MARK} org")
        )
    rights.things = {
        "set": of_set,
        "meeting": meeting.id,
        "next": following.id,
        "session": f"{meeting.id}:{session.revision}",
        "turn": f"{meeting.id}.{session.floor_id}:{session.revision}",
        "set_rev": str(found.revision),
        "me": me.id,
        "member_xid": str(me.xid),
        "place": f"asked.{me.id}",
        "guild": str(me.guild_xid),
        "lobby": str(evening.stage.lobby.id),
        "area": "QJK",
    }
    assert meeting.state is MeetingState.RUNNING


def _boxes(fields: Mapping[str, str]) -> list[Json]:
    return [
        {"type": 18, "id": n, "component": {"type": 4, "id": n + 50, "custom_id": k, "value": v}}
        for n, (k, v) in enumerate(fields.items(), 1)
    ]


def _tables(live: sqlite3.Connection) -> Iterator[str]:
    query = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    for (name,) in live.execute(query).fetchall():
        if not name.startswith("sqlite_"):
            yield name
