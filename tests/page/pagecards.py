"""What stands in the page's practice scene: people, cards, a form and commands, as raw data."""

from datetime import UTC, datetime, timedelta
from typing import Any

from practice.world import Json

START = datetime(2027, 2, 2, 12, 28, tzinfo=UTC)
PEOPLE = {
    "Amara": "Coordinator, Devon",
    "Tom": "GP in Exeter",
    "Priya": "Textile artist, Totnes",
    "Sam": "GP in Barnstaple",
    "Wren": "Storyteller, Bideford",
    "Morwenna": "Potter, Truro",
    "Idris": "GP in Camborne",
    "Ffion": "Singer, Falmouth",
    "Kwame": "GP partner, Plymouth",
    "Hattie": "Community member, Tavistock",
    "Oluchi": "GP in Torquay, often late",
    "Jory": "Photographer, St Ives",
    "Beth": "Researcher, Exeter",
    "Callum": "Dancer, Plymouth, DMs closed",
}
WELCOME = (
    "You are Amara, the coordinator. Type /setup to get started, then /sets plan.",
    "Press the card at the top left to be somebody else: a GP, an artist, a guide.",
    "Press any button you see. Nobody real is told, and nothing leaves this machine.",
    "Waiting is not needed: press “Jump to the next thing”, or let the clock run fast.",
)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
BLOCKS = [f"{day} {part}" for day in DAYS for part in ("morning", "lunch", "evening")]


def text(words: str) -> Json:
    """A text display."""
    return {"type": 10, "content": words}


def button(label: str, custom_id: str, style: int = 2, **more: Any) -> Json:
    """A button."""
    return {"type": 2, "label": label, "custom_id": custom_id, "style": style, **more}


def row(*inside: Json) -> Json:
    """A row of buttons, or of one menu."""
    return {"type": 1, "components": list(inside)}


def card(*inside: Json, accent: int | None = None) -> Json:
    """A container."""
    return {"type": 17, "accent_color": accent, "components": list(inside)}


def board(now: datetime) -> Json:
    """A session board."""
    ends = int((now + timedelta(minutes=9)).timestamp())
    return card(
        text("## Open questions\nOthers ask. **Amara** answers, or passes."),
        {"type": 14, "divider": True, "spacing": 1},
        text(f"Floor: **Tom**. Next: Priya.\nEnds <t:{ends}:t>, <t:{ends}:R>."),
        row(
            button("Hand up", "hand:1:4", 1), button("Pass", "pass:1:4"),
            button("Done", "done:1:4", 2, disabled=True), button("Pause", "pause:1:4", 4),
        ),
        text("-# This is part 4 of 7. You may always pass."),
        accent=0x2F7D6B,
    )  # fmt: skip


def blocks_menu(custom_id: str, placeholder: str) -> Json:
    """The 21-block menu."""
    options = [{"label": each, "value": str(at)} for at, each in enumerate(BLOCKS)]
    return {
        "type": 3, "custom_id": custom_id, "placeholder": placeholder,
        "min_values": 0, "max_values": 21, "options": options,
    }  # fmt: skip


JOIN_FORM: Json = {
    "title": "Join: about you (1 of 2)",
    "custom_id": "join:1",
    "components": [
        {"type": 10, "content": "Only the people in your set will see your **first name**."},
        {"type": 18, "label": "First name", "component": {
            "type": 4, "custom_id": "name", "style": 1, "min_length": 2, "max_length": 40}},
        {"type": 18, "label": "What I do", "component": {
            "type": 21, "custom_id": "kind", "options": [
                {"label": "GP", "value": "gp"}, {"label": "Artist", "value": "artist"},
                {"label": "Something else", "value": "other", "description": "Your own words"}]}},
        {"type": 18, "label": "Anything that would help you take part",
         "description": "Captions, breaks, a quiet room. Only the guide sees this.", "component": {
            "type": 4, "custom_id": "needs", "style": 2, "required": False, "max_length": 300}},
        {"type": 18, "label": "When could you come?", "component": {
            "type": 3, "custom_id": "blocks", "min_values": 1, "max_values": 21,
            "options": [{"label": each, "value": str(at)} for at, each in enumerate(BLOCKS)]}},
        {"type": 18, "label": "I have read the principles",
         "component": {"type": 23, "custom_id": "read"}},
    ],
}  # fmt: skip

COMMANDS: list[Json] = [
    {"name": "join", "description": "Join and say when you could meet"},
    {"name": "setup", "description": "Say who looks after this area", "options": [
        {"name": "area", "description": "Start typing a place", "type": 3, "required": True,
         "autocomplete": True},
        {"name": "coordinator", "description": "Who looks after the sets", "type": 6,
         "required": True},
        {"name": "news", "description": "Where news is posted", "type": 7, "channel_types": [0]}]},
    {"name": "sets", "description": "Sets", "options": [
        {"name": "plan", "description": "See which sets are possible", "type": 1, "options": [
            {"name": "area", "description": "Which area", "type": 3,
             "choices": [{"name": "Devon", "value": "devon"},
                         {"name": "Cornwall", "value": "cornwall"}]},
            {"name": "size", "description": "People in a set", "type": 4,
             "min_value": 5, "max_value": 7}]},
        {"name": "publish", "description": "Ask everybody in the plan", "type": 1}]},
    {"name": "reflect", "description": "Write down one thing from today"},
    {"name": "help", "description": "What can I do here?"},
]  # fmt: skip
