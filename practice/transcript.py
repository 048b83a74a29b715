"""The transcript: everything that was said and done, one JSON object a line, in virtual time.

Knows who sees what where. Must not change anything.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from practice.hands import text_of
from practice.theatre import Theatre

KINDS = {1: "form", 2: "command", 3: "press", 5: "form"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: when (virtual, ISO), who, where, what kind, and the text as read aloud."""

    at: str
    who: str
    where: str
    kind: str
    text: str


class Transcript:
    """Keeps lines; `write` puts them in a file."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        self.lines: list[Line] = []
        theatre.world.watch(self._heard)

    def note(self, who: str, where: str, kind: str, text: str) -> None:
        """Write a line by hand: a stage direction."""
        at = self._theatre.clock.now().isoformat(timespec="seconds")
        self.lines.append(Line(at, who, where, kind, text))

    def write(self, file: Path) -> None:
        """Write all lines as JSON, one a line."""
        text = "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in self.lines)
        file.write_text(text, encoding="utf-8")

    def _heard(self, kind: str, payload: dict[str, Any]) -> None:
        if kind in {"message_create", "message_update"}:
            self._message(kind, payload)
        elif kind == "modal_opened":
            who = self._name(payload["user_id"])
            title = str(payload["modal"].get("title", ""))
            self.note("Setwise", f"only {who}", "form opens", title)
        elif kind in {"event_create", "event_update", "event_delete"}:
            event = payload["event"]
            text = f"{event['name']}, {event['scheduled_start_time']}"
            self.note("Setwise", "events", kind.replace("_", " "), text)
        elif kind == "channel_create" and payload["channel"].get("guild_id"):
            self.note("Setwise", "channels", "room opens", str(payload["channel"]["name"]))
        elif kind == "interaction_failed":
            who = self._name(payload["user_id"])
            self.note("practice", f"only {who}", "failed", str(payload["reason"]))
        elif kind == "voice":
            self._voice(payload["state"])

    def _message(self, kind: str, payload: dict[str, Any]) -> None:
        message = payload["message"]
        who = str(message["author"].get("global_name") or message["author"]["username"])
        only = payload.get("only_for")
        where = f"only {self._name(only)}" if only else self._where(payload["channel_id"])
        text = text_of(message)
        if text:
            self.note(who, where, "message" if kind == "message_create" else "edit", text)

    def _voice(self, state: dict[str, Any]) -> None:
        who = self._name(state["user_id"])
        where = state.get("channel_id")
        kind = "joins voice" if where else "leaves voice"
        self.note(who, self._where(where) if where else "voice", kind, "")

    def _where(self, channel_id: int | str) -> str:
        world = self._theatre.world
        channel = world.channels.get(int(channel_id))
        if channel is None:
            return "a channel that is gone"
        if channel.name:
            return f"#{channel.name}"
        others = [one for one in channel.recipients if one != world.bot.id]
        return f"messages to {self._name(others[0])}" if others else "direct messages"

    def _name(self, user_id: int | str) -> str:
        return self._theatre.name_of(int(user_id))
