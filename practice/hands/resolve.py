"""The `resolved` data that goes with ids a person picked: users, members, roles, channels, files.

It reads the world; uploads become files in it. It must not know commands or forms.
"""

import mimetypes
from collections.abc import Iterable

from practice.hands.refused import RefusedError
from practice.world import Attachment, Channel, World, wire
from practice.world.wiretypes import Json

Upload = tuple[str, bytes]


class Resolver:
    """Collects what must be sent along with the picked ids."""

    def __init__(self, world: World, channel: Channel, user_id: int) -> None:
        self.world = world
        self.channel = channel
        self.user_id = user_id
        self.body: dict[str, Json] = {}

    def users(self, ids: Iterable[int]) -> list[str]:
        """Resolve people; returns their ids as text."""
        done: list[str] = []
        for one in ids:
            user = self.world.users.get(one)
            if user is None:
                raise RefusedError(f"nobody has the id {one}")
            self._put("users", one, wire.user(user))
            member = self.world.member(self.channel.guild_id or 0, one)
            if member:
                allowed = str(int(self.world.permissions(self.channel, one)))
                body = wire.member(member, with_user=False) | {"permissions": allowed}
                self._put("members", one, body)
            done.append(str(one))
        return done

    def roles(self, ids: Iterable[int]) -> list[str]:
        """Resolve roles; returns their ids as text."""
        done: list[str] = []
        for one in ids:
            role = self.world.guild.roles.get(one)
            if role is None:
                raise RefusedError(f"there is no role {one}")
            self._put("roles", one, wire.role(role))
            done.append(str(one))
        return done

    def channels(self, ids: Iterable[int]) -> list[str]:
        """Resolve channels the person can see; returns their ids as text."""
        done: list[str] = []
        for one in ids:
            place = self.world.channels.get(one)
            if place is None or not self.world.can_see(place, self.user_id):
                raise RefusedError(f"there is no channel {one} to choose")
            allowed = str(int(self.world.permissions(place, self.user_id)))
            self._put("channels", one, self.world.channel_wire(place) | {"permissions": allowed})
            done.append(str(one))
        return done

    def mentionables(self, ids: Iterable[int]) -> list[str]:
        """Resolve people and roles; returns their ids as text."""
        return [
            found
            for one in ids
            for found in (self.users([one]) if one in self.world.users else self.roles([one]))
        ]

    def files(self, uploads: Iterable[Upload]) -> list[str]:
        """Take files from the person's machine; returns the ids they got."""
        done: list[str] = []
        for name, content in uploads:
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            file = Attachment(self.world.next_id(), name, content, kind)
            self.world.files[file.id] = file
            body = self.world.attachment_wire(self.channel.id, file) | {"ephemeral": True}
            self._put("attachments", file.id, body)
            done.append(str(file.id))
        return done

    def _put(self, kind: str, ident: int, body: Json) -> None:
        self.body.setdefault(kind, {})[str(ident)] = body
