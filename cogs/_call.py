"""One press, choice, form or command, and the ways to answer it.

Knows Discord's rules for answering: once at first, then by follow-up; a form only as the first
answer; a private message only through the token it came with. Must not know any rule of learning.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping, Sequence
from typing import Any, cast

import discord
from discord import ui
from discord.utils import MISSING

from cogs._address import Address, form_key
from cogs._app import App
from cogs._drawing import draw_form
from cogs._errors import reference_of
from cogs._modal import Form, handed_in, raw, typed
from cogs.faces._layout import Face, file_name
from services.kit import Who
from services.screening import MayPoint

_COMMAND = Address("b", "command")
_UPDATES = (
    discord.InteractionResponseType.deferred_message_update,
    discord.InteractionResponseType.message_update,
)


class Call:
    """What one person did, and how they are answered. All answers are private."""

    def __init__(
        self,
        interaction: discord.Interaction[Any],
        app: App,
        address: Address = _COMMAND,
        *,
        sure: str = "",
    ) -> None:
        self.interaction = interaction
        self.app = app
        self.address = address
        self.thing = address.thing
        self.rev = address.rev
        self.reference = reference_of(interaction.id)
        self.sure = sure  # stands for the text that the person has said is safe
        self.change = ""  # the form to open again, for what was not typed into a form just now
        self.kept: dict[str, str] | None = None  # what was typed earlier, when this stands for it
        self._gate = asyncio.Lock()  # one answer at a time
        self._thinking = False

    @property
    def who(self) -> int:
        """The Discord id of the person."""
        return self.interaction.user.id

    @property
    def who_name(self) -> str:
        """The person's name as shown in this server."""
        return self.interaction.user.display_name

    @property
    def guild_xid(self) -> int:
        """The server this happened in; 0 in direct messages."""
        return self.interaction.guild_id or 0

    @property
    def manages(self) -> bool:
        """Whether the person may manage this server."""
        return self.interaction.permissions.manage_guild

    @property
    def asker(self) -> Who:
        """Who asks, as services want to know it."""
        return Who(xid=self.who, guild_xid=self.guild_xid, name=self.who_name, manages=self.manages)

    @property
    def channel_xid(self) -> int:
        """The channel this happened in."""
        return self.interaction.channel_id or 0

    @property
    def locale(self) -> str:
        """The language of the person's client, such as "en-GB"."""
        return self.interaction.locale.value

    @property
    def values(self) -> tuple[str, ...]:
        """What was chosen in a menu; people and channels are given by Discord id."""
        return tuple(str(value) for value in self._data.get("values", ()))

    @property
    def fields(self) -> dict[str, str]:
        """What was typed into a form, by key."""
        return typed(self._data) if self.kept is None else self.kept

    def file_of(self, key: str) -> tuple[str, int]:
        """Return the kind and size in bytes of a file that came with a form; ("", 0) for none."""
        given = raw(self._data).get(key, "")
        told = handed_in(self._data, given) or {}
        return str(told.get("content_type", "")), int(told.get("size", 0))

    def filled(self, option: str) -> str:
        """What stands in another option of the command that is being typed; "" for nothing yet."""
        return str(getattr(self.interaction.namespace, option, "") or "")

    @property
    def answered(self) -> bool:
        """Whether Discord has had its first answer."""
        return self._response.is_done()

    async def later(self, *, private: bool = True) -> None:
        """Tell Discord that the answer will come; nothing to do when there was one."""
        async with self._gate:
            if self.answered:
                return
            if self._stands_on is not None:
                await self._response.defer()
            else:
                await self._response.defer(ephemeral=private, thinking=True)
                self._thinking = True

    async def tell(self, face: object) -> None:
        """Show a face to this person alone, whatever was answered before."""
        async with self._gate:
            await self._tell(self._drawn(face))

    async def redraw(self, face: object) -> None:
        """Redraw the message the button stands on, or this command's own private answer."""
        view = self._drawn(face)
        async with self._gate:
            if self._stands_on is None:
                await self._redraw_answer(view)
            else:
                await self._redraw_message(view, self._stands_on)

    async def turn(self, face: object) -> None:
        """Redraw the private message this came from; where there is none, show a new one."""
        if self._stands_on is not None and self._stands_on.flags.ephemeral:
            await self.redraw(face)
        else:
            await self.tell(face)

    async def screen(self, fields: Mapping[str, str], form: str = "") -> None:
        """Raise MayPoint when what others will see may point to somebody.

        `form` is opened again by "Change it", for a call that is not itself a form.
        """
        text = "\n".join(filter(None, fields.values()))
        try:
            self.app.services.screening.check(text, self.sure)
        except MayPoint:
            if form:
                self.change = form_key(form, "")
                await self.app.drafts.keep(self.who, self.change, dict(fields))
            raise

    async def ask(self, form: Form) -> None:
        """Open a form. It can only be the first answer: mark the handler `opens_form=True`."""
        async with self._gate:
            await self._response.send_modal(draw_form(form))

    async def file(self, name: str, data: bytes, face: object) -> None:
        """Give this person a file, below a face."""
        await self.files(((name, data),), face)

    async def files(self, given: Sequence[tuple[str, bytes]], face: object) -> None:
        """Give this person files, below a face."""
        view, attached = self._drawn(face), list[discord.File]()
        for name, data in given:
            safe = file_name(name)
            shown: ui.File[Face] = ui.File(f"attachment://{safe}")
            view.add_item(shown)
            attached.append(discord.File(io.BytesIO(data), filename=safe))
        async with self._gate:
            await self._tell(view, *attached)

    @property
    def _response(self) -> discord.InteractionResponse[Any]:
        return self.interaction.response

    @property
    def _stands_on(self) -> discord.Message | None:
        """The message whose button or menu was used, or whose button opened the form."""
        return self.interaction.message

    @property
    def _data(self) -> Mapping[str, Any]:
        return cast("Mapping[str, Any]", self.interaction.data or {})

    def _drawn(self, face: object) -> Face:
        return face if isinstance(face, Face) else self.app.draw(face, self.app.words)

    async def _tell(self, view: Face, *given: discord.File) -> None:
        mentions = view.allowed()
        files = [*view.attached(), *given]
        if self._thinking:
            self._thinking = False
            await self.interaction.edit_original_response(
                view=view, attachments=files, allowed_mentions=mentions
            )
            return
        if not self.answered and self._stands_on is not None and self._stands_on.flags.ephemeral:
            await self._response.defer()  # so that this private message can still be redrawn
        if self.answered:
            await self.interaction.followup.send(
                view=view, ephemeral=True, files=files, allowed_mentions=mentions
            )
        else:
            await self._response.send_message(
                view=view, ephemeral=True, files=files, allowed_mentions=mentions
            )

    async def _redraw_answer(self, view: Face) -> None:
        if not self.answered:
            await self._tell(view)
            return
        self._thinking = False
        await self.interaction.edit_original_response(
            view=view, attachments=_files(view), allowed_mentions=view.allowed()
        )

    async def _redraw_message(self, view: Face, message: discord.Message) -> None:
        mentions = view.allowed()
        if not self.answered:
            await self._response.edit_message(
                view=view, attachments=_files(view), allowed_mentions=mentions
            )
        elif self._response.type in _UPDATES:
            await self.interaction.edit_original_response(
                view=view, attachments=_files(view), allowed_mentions=mentions
            )
        else:  # the first answer was a new message: this one is edited as the bot's own
            await message.edit(view=view, allowed_mentions=mentions)


def _files(view: Face) -> list[discord.File | discord.Attachment]:
    """Return the files of a face that is drawn anew; MISSING leaves those that are there."""
    return [*view.attached()] or MISSING
