"""The transcript: everything that was said and done, one JSON object a line, in virtual time.

Knows who sees what where. Must not change anything.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from practice.hands import text_of
from practice.theatre import Theatre
from practice.world.texts import walk

KINDS = {2: "command", 3: "press", 5: "form"}


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
        elif kind == "interaction":
            self._done(payload["interaction"])
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

    def _done(self, wire: dict[str, Any]) -> None:
        """Write what somebody typed, pressed, chose or sent."""
        who = self._name((wire.get("member") or wire)["user"]["id"])
        kind, where = KINDS.get(wire["type"], ""), self._where(wire["channel_id"])
        data = wire["data"]
        if kind == "command":
            self.note(who, where, kind, typed(data))
        elif kind == "press":
            self.note(who, where, *pressed(wire["message"], data))
        elif kind == "form":
            self.note(who, where, kind, "; ".join(filled(data.get("components", []))))

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


def typed(data: dict[str, Any]) -> str:
    """Return a command as it was typed, with its options."""
    words, options = [f"/{data['name']}"], data.get("options", [])
    while options and options[0].get("type") in (1, 2):
        words.append(str(options[0]["name"]))
        options = options[0].get("options", [])
    return " ".join([*words, *(f"{one['name']}:{one['value']}" for one in options)])


def pressed(message: dict[str, Any], data: dict[str, Any]) -> tuple[str, str]:
    """Return the kind and the text of a press: the label of the button, or what was chosen."""
    parts = [one for one in walk(message.get("components", [])) if "custom_id" in one]
    nothing: dict[str, Any] = {}
    part = next((one for one in parts if one["custom_id"] == data["custom_id"]), nothing)
    if "values" not in data:
        return "press", f"[{part.get('label', '')}]"
    labels = {one["value"]: one["label"] for one in part.get("options", [])}
    return "choice", ", ".join(str(labels.get(value, value)) for value in data["values"])


def filled(parts: list[dict[str, Any]]) -> list[str]:
    """Return what was typed or chosen in a form, part by part, without what was left empty."""
    found: list[str] = []
    for part in walk(parts):
        value: Any = part.get("values", part.get("value"))
        several = cast("list[object]", value) if isinstance(value, list) else [value]
        text = ", ".join(str(one) for one in several if one not in (None, "", False))
        found += [text] if text else []
    return found
