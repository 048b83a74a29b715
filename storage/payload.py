"""Between an effect and its small JSON payload: where it goes, which card, and what it is of.

Knows names only. No text that a member wrote ever stands in a payload.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from learning.effects import Card, Effect, Kind, Place, To
from storage.types import aware


def payload_of(effect: Effect) -> dict[str, Any]:
    """Write what of an effect has no column of its own."""
    return {
        "place": asdict(effect.place) if effect.place else None,
        "card": asdict(effect.card) if effect.card else None,
        "of": effect.of,
    }


def effect_of(row: Mapping[str, Any]) -> Effect:
    """Read an effect back from its row in the ledger, with the due time it got."""
    kept: dict[str, Any] = row["payload"]
    place, card = kept["place"], kept["card"]
    return Effect(
        key=row["key"],
        kind=Kind(row["kind"]),
        about=row["about"],
        due=row["due_at"],
        until=row["useful_until"],
        place=Place(To(place["to"]), place["id"]) if place else None,
        card=Card(**card) if card else None,
        of=kept["of"],
    )


def row_of(effect: Effect, now: datetime, nth: int) -> dict[str, Any]:
    """Write an effect as fresh work; without a due time it is due now."""
    due = aware(effect.due or now)
    return {
        "key": effect.key,
        "kind": effect.kind,
        "about": effect.about,
        "due_at": due,
        "nth": nth,
        "available_at": due,
        "useful_until": aware(effect.until) if effect.until else None,
        "owner": "",
        "attempts": 0,
        "payload": payload_of(effect),
        "done_at": None,
        "outcome": None,
        "why": "",
        "channel_xid": 0,
        "message_xid": 0,
    }
