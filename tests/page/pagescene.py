"""A small practice world full of things to look at, for the page's own tests and screenshots.

No bot is connected: a puppet answers presses inside the process, so that the page can be tried
alone. The end-to-end test uses a real discord.py bot instead.
"""

import asyncio
from datetime import UTC, datetime, timedelta

from aiohttp import web
from pagecards import (
    COMMANDS,
    JOIN_FORM,
    PEOPLE,
    START,
    WELCOME,
    blocks_menu,
    board,
    button,
    card,
    row,
    text,
)

from practice.clock import PracticeClock
from practice.hands import Hands
from practice.pageapi import add_page
from practice.world import Attachment, Channel, Draft, Json, Message, Overwrite, P, World
from practice.world.talks import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interaction
from practice.world.things import CATEGORY, COMPONENTS_V2, EPHEMERAL, VOICE, ScheduledEvent


class Scene:
    """The world, its people by name, and the puppet that answers them."""

    def __init__(self, speed: float = 1.0) -> None:
        self.clock = PracticeClock(START, speed)
        self.world = World(self.clock)
        guild = self.world.build_guild("Practice", channels=("welcome", "news"))
        self.guild_id = guild.id
        self.hands = Hands(self.world)
        self.ids = {name: self.world.add_member(name).id for name in PEOPLE}
        self.cast = {self.ids[name]: about for name, about in PEOPLE.items()}
        self.cast_calls: list[tuple[int | None, bool]] = []
        self.heard: list[Json] = []
        self.silent = False
        self.form = JOIN_FORM
        self.next_due = (START + timedelta(minutes=2)).timestamp()
        self.world.put_commands(None, COMMANDS)
        self._furnish()
        self.world.watch(self._hear)
        self._tasks: set[asyncio.Task[None]] = set()

    def channel(self, name: str) -> Channel:
        """A channel by its name."""
        return self.world.channel_named(name)

    def say(self, channel: Channel, *parts: Json, only_for: str | None = None) -> Message:
        """Let the puppet post components."""
        flags = COMPONENTS_V2 | (EPHEMERAL if only_for else 0)
        reader = self.ids[only_for] if only_for else None
        draft = Draft(components=list(parts), flags=flags, only_for=reader)
        return self.world.post(channel, self.world.bot, draft)

    def private(self, name: str, kind: int, *people: str, parent: int | None = None) -> Channel:
        """A channel only some may see."""
        lines = [Overwrite(self.guild_id, 0, deny=P.VIEW_CHANNEL)]
        allowed = (*(self.ids[each] for each in people), self.world.bot.id)
        lines += [Overwrite(one, 1, allow=P.VIEW_CHANNEL | P.CONNECT) for one in allowed]
        return self.world.add_channel(name, kind, parent_id=parent, overwrites=tuple(lines))

    def _furnish(self) -> None:
        kestrel = ("Amara", "Tom", "Priya", "Sam", "Wren")
        home = self.world.add_channel("Sets", CATEGORY)
        place = self.private("set-kestrel", 0, *kestrel, parent=home.id)
        place.topic = "Your own room. Only the five of you and the bot are here."
        voice = self.private("Kestrel voice", VOICE, *kestrel, parent=home.id)
        self.world.move(self.guild_id, self.ids["Tom"], voice)
        self.world.move(self.guild_id, self.ids["Priya"], voice)
        self._welcome(self.channel("welcome"))
        self._talk(place)
        self._letters()
        self._events(voice)

    def _welcome(self, place: Channel) -> None:
        bot = self.world.bot
        self.world.post(place, bot, Draft(
            "# Welcome\nSmall groups of **GPs and artists** meet online, six times, to think "
            "together.\n- You are asked first, every time.\n- You may always *pass*.\n"
            "  - Even in the middle.\n- Nothing is recorded.\n\n> “I left with one thing to try.”\n"
            "Type `/join` to begin. See <#1> and [what the NHS says](https://example.org/a)."
            "\n-# Questions: ask @everyone? No: ask <@" + str(self.ids["Amara"]) + ">. ||Psst.||",
            components=[row(button("Join", "join", 3), button("How it works", "how"),
                            {"type": 2, "style": 5, "label": "Read more",
                             "url": "https://example.org/more"})]))  # fmt: skip
        self.world.post(place, self.world.users[self.ids["Tom"]], Draft("Hello from Exeter."))
        self.world.post(
            place,
            self.world.users[self.ids["Tom"]],
            Draft("<script>alert(1)</script> & <b>bold</b>"),
        )
        file = Attachment(self.world.next_id(), "run-sheet.txt", b"12.30 Arrive\n", "text/plain")
        self.world.post(place, bot, Draft("Your run sheet.", attachments=[file], embeds=[{
            "title": "Where we are", "description": "Two sets in **Devon**.", "color": 0x8A5A00,
            "fields": [{"name": "Waiting", "value": "4", "inline": True},
                       {"name": "Placed", "value": "12", "inline": True}],
            "footer": {"text": "Counts only"}}]))  # fmt: skip

    def _talk(self, place: Channel) -> None:
        self.say(place, card(
            {"type": 9, "components": [text("### First meeting\nTue 2 Feb, 12.30 to 13.30")],
             "accessory": button("Calendar file", "ics")},
            text("Six dates, one time of day: Tuesday lunch."),
            row(button("Works", "works", 3), button("One clash", "clash"),
                button("Won't work", "no")), accent=0x8A5A00))  # fmt: skip
        self.world.post(
            place, self.world.users[self.ids["Priya"]], Draft("I may be two minutes late: the bus.")
        )
        self.board = self.say(place, board(START))
        self.say(
            place,
            text("**Your card as guide**\nPart 4 of 7. Nobody else sees this."),
            row(button("Next", "next", 1), button("+2 min", "more"), button("Skip", "skip"),
                button("Stop", "stop", 4)), only_for="Amara")  # fmt: skip

    def _letters(self) -> None:
        for name in ("Amara", "Tom", "Priya", "Wren"):
            letter = self.world.dm(self.ids[name], self.world.bot.id)
            self.say(letter, card(
                text(f"### A set for you, {name}\nTom (GP), Priya (artist), Sam (GP), Wren (artist)"
                     " and Amara.\n**Tuesday lunch**, once a month, six times.\n"
                     "Time: unpaid; travel is not needed."),
                row(button("Yes", "yes:1", 3), button("Rather not this one", "not:1"),
                    button("Ask me later", "later:1")),
                text("-# If you would rather not, nobody is told, and no reason is asked."),
                row(blocks_menu("good", "Times that are good")),
                row({"type": 5, "custom_id": "who", "placeholder": "Somebody to meet before",
                     "min_values": 1, "max_values": 1})))  # fmt: skip

    def _events(self, voice: Channel) -> None:
        for month in (2, 3, 4):
            start = datetime(2027, month, 2, 12, 30, tzinfo=UTC)
            self.world.add_event(ScheduledEvent(
                self.world.next_id(), self.guild_id, "Learning set", start, 2, self.world.bot.id,
                channel_id=voice.id, interested=[self.ids["Tom"]]))  # fmt: skip

    # -- the puppet ----------------------------------------------------------------------------

    def _hear(self, kind: str, payload: Json) -> None:
        if kind != "interaction" or self.silent:
            return
        one = self.world.interactions[int(payload["interaction"]["id"])]
        task = asyncio.get_running_loop().create_task(self._answer(one))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, one: Interaction) -> None:
        await asyncio.sleep(0.05)
        self.heard.append({"kind": one.kind, "user": one.user_id, "data": one.data})
        if one.kind == AUTOCOMPLETE:
            one.choices = [{"name": each, "value": each.lower()} for each in ("Devon", "Dorset")]
            return self.world.answered(one, 8)
        name = one.data.get("name") or one.data.get("custom_id")
        if name == "join" and one.kind in (COMMAND, COMPONENT):
            one.modal = self.form | {"interaction_id": str(one.id)}
            opened = {"user_id": str(one.user_id), "interaction_id": str(one.id)}
            self.world.tell("modal_opened", opened | {"modal": one.modal})
            return self.world.answered(one, 9)
        self.world.answered(one, 4)
        channel = self.world.channels[one.channel_id]
        if one.kind == COMPONENT and one.source is not None and name == "hand:1:4":
            parts = [card(text("## Open questions\n**Your hand is up.** Floor: Tom."),
                          row(button("Hand down", "hand:1:5", 1)), accent=0x2F7D6B)]  # fmt: skip
            return self.world.edit(one.source, {"components": parts}, [])
        words = f"Thank you. The bot heard **{name}**." if one.kind != MODAL else "Form received."
        draft = Draft(
            words, flags=EPHEMERAL, only_for=one.user_id, interaction=self.world.metadata(one)
        )
        self.world.post(channel, self.world.bot, draft)
        return None


def make_app(scene: Scene) -> web.Application:
    """The page over a scene."""
    app = web.Application()
    add_page(
        app, scene.world, scene.hands, scene.clock, cast=scene.cast, welcome=WELCOME,
        on_cast=lambda who, on: scene.cast_calls.append((who, on)), bot_state=lambda: "ready",
    )  # fmt: skip

    async def file(request: web.Request) -> web.Response:
        found = scene.world.files[int(request.match_info["file"])]
        return web.Response(body=found.content, content_type=found.content_type)

    app.router.add_get("/cdn/attachments/{channel}/{file}/{name}", file)
    return app


async def serve(scene: Scene, port: int = 0) -> tuple[web.AppRunner, str]:
    """Serve the page on loopback; returns the runner and the address."""
    runner = web.AppRunner(make_app(scene), shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    bound = runner.addresses[0][1]
    scene.world.base_url = f"http://127.0.0.1:{bound}"
    _follow(scene)
    return runner, scene.world.base_url


def _follow(scene: Scene) -> None:
    """Follow the clock as a bot would that has one thing to do, and keeps up."""
    clock = scene.clock
    number = clock.follow()

    def keep_up() -> None:
        told = clock.epoch()
        clock.told(number, told)
        due = scene.next_due if told < scene.next_due else None
        clock.report(number, next_due=due, busy=False, seen=told)

    clock.on_change(keep_up)
    keep_up()
