"""Cards that are all words: /help, /principles, /trust, /ideas, /practise, and /report, /audit.

Knows which card is shown. Must not hold a sentence.
"""

from __future__ import annotations

from cogs._base import Call, Form, Room, command, form, press, reform
from cogs.faces import forms
from cogs.faces.values import TrustKept, TrustView
from services.holding import ABOUT_NOBODY, LOCKED
from services.values import Note

TRUST = ("see", "kept")
STEPS = ("want", "now", "could", "will")


class Info(Room):
    """What this is, how it works, and what it can see."""

    @command("help")
    async def help(self, call: Call) -> None:
        """Show where to begin."""
        await call.tell(Note(key="help"))

    @command("principles")
    async def principles(self, call: Call) -> None:
        """Show the eight lines."""
        facts: dict[str, object] = {"lines": self.services.principles}
        await call.tell(Note(key="principles", facts=facts))

    @command("trust", choices={"about": TRUST})
    async def trust(self, call: Call, about: str = "see") -> None:
        """Show what the bot can and cannot see, or what is kept, table by table."""
        await (self.kept(call) if about == "kept" else call.tell(self._seen()))

    def _seen(self) -> TrustView:
        asks = self.app.asks
        return TrustView(hears=asks.hears, may=asks.may, never=asks.never)

    @press("trust.kept")
    async def kept(self, call: Call) -> None:
        """Show what is kept, table by table."""
        await call.tell(TrustKept(tables=tuple(ABOUT_NOBODY), locked=LOCKED))

    @command("ideas", choices={"about": STEPS})
    async def ideas(self, call: Call, about: str) -> None:
        """Give three questions to ask."""
        await call.tell(Note(key=f"ideas.{about}"))

    @command("practise")
    async def practise(self, call: Call) -> None:
        """Begin five rounds of turning advice into a question."""
        await call.tell(self.services.practising.begin())

    @press("practise.write", opens_form=True)
    async def write(self, call: Call) -> None:
        """Open the form of one round."""
        await call.ask(await self.again(call, {}))

    @reform("practise.new")
    async def again(self, call: Call, fields: dict[str, str]) -> Form:
        """Draw the form again."""
        return forms.practise(self.words, call.thing, fields)

    @form("practise.new", own=("text",))
    async def text(self, call: Call) -> None:
        """Give a kind hint and the next round."""
        await call.tell(self.services.practising.hint(call.thing, call.fields["text"]))

    @command("report", manages=True, server_only=True, suggest={"area": "areas"})
    async def report(self, call: Call, area: str = "", from_: str = "", to: str = "") -> None:
        """Show pooled figures of whole quarters, never of fewer than eight people."""
        await call.tell(await self.services.reporting.report(call.asker, area, from_, to))

    async def areas(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest areas by name."""
        return self.services.areas.suggest(typed)

    @command("audit", manages=True, server_only=True)
    async def audit(self, call: Call) -> None:
        """Show what coordinators did."""
        await call.tell(await self.services.reporting.audit(call.asker))
