"""Guilds, roles and members: who is here, and what they may do in general.

It must not know messages or sockets.
"""

import random

from practice.clock import PracticeClock
from practice.world import wire
from practice.world.core import Core
from practice.world.permissions import BOT, EVERYONE, NOTHING, P, base
from practice.world.things import Guild, Member, Role, User


class People(Core):
    """The world's guilds and their members."""

    def __init__(self, clock: PracticeClock, bot_name: str = "Setwise", *, seed: int = 1) -> None:
        super().__init__(clock, bot_name)
        self.guilds: dict[int, Guild] = {}
        self.dice = random.Random(seed)

    @property
    def guild(self) -> Guild:
        """The first guild; LookupError when none was built."""
        for guild in self.guilds.values():
            return guild
        raise LookupError("build_guild first")

    def found_guild(self, name: str, bot_permissions: P = BOT) -> Guild:
        """Make a guild with an owner, @everyone, and the bot with a role of its own."""
        guild_id = self.next_id()
        owner = User(self.next_id(), "owner", "Server owner")
        self.users[owner.id] = owner
        guild = Guild(guild_id, name, owner.id)
        guild.roles[guild_id] = Role(guild_id, "@everyone", EVERYONE)
        self.guilds[guild_id] = guild
        guild.members[owner.id] = Member(owner, guild_id, self.now())
        robot = self.add_role(self.bot.shown, bot_permissions, managed=True, guild=guild)
        guild.members[self.bot.id] = Member(self.bot, guild_id, self.now(), [robot.id])
        return guild

    def add_role(
        self,
        name: str,
        permissions: P = NOTHING,
        *,
        managed: bool = False,
        guild: Guild | None = None,
    ) -> Role:
        """Add a role above the others, to the first guild unless another is named."""
        guild = guild or self.guild
        role = Role(self.next_id(), name, permissions, len(guild.roles), managed)
        guild.roles[role.id] = role
        self.tell("role_create", {"guild_id": str(guild.id), "role": wire.role(role)})
        return role

    def set_role(self, role: Role, permissions: P) -> None:
        """Change what a role allows."""
        role.permissions = permissions
        self.tell("role_update", {"guild_id": str(self.guild.id), "role": wire.role(role)})

    def bot_role(self) -> Role:
        """The bot's own managed role in the first guild."""
        guild = self.guild
        return guild.roles[guild.members[self.bot.id].roles[0]]

    def add_member(
        self,
        name: str,
        *,
        dms_open: bool = True,
        permissions: P = NOTHING,
        roles: tuple[int, ...] = (),
        locale: str = "en-GB",
    ) -> Member:
        """Let a person called `name` join; `permissions` come as a role of their own."""
        guild = self.guild
        held = list(roles)
        if permissions:
            held.append(self.add_role(f"{name}'s role", permissions).id)
        user = User(self.next_id(), _handle(name), name, dms_open=dms_open, locale=locale)
        self.users[user.id] = user
        member = Member(user, guild.id, self.now(), held)
        guild.members[user.id] = member
        self.tell("member_join", {"guild_id": str(guild.id), "member": wire.member(member)})
        return member

    def rejoin(self, user_id: int, guild: Guild | None = None) -> Member:
        """Let somebody who left come back, or come into another guild too; without any roles."""
        guild = guild or self.guild
        member = Member(self.users[user_id], guild.id, self.now())
        guild.members[user_id] = member
        self.tell("member_join", {"guild_id": str(guild.id), "member": wire.member(member)})
        return member

    def drop_member(self, guild_id: int, user_id: int) -> None:
        """Take somebody out of the guild (they left, or were removed)."""
        gone = self.guilds[guild_id].members.pop(user_id)
        self.tell("member_leave", {"guild_id": str(guild_id), "member": wire.member(gone)})

    def member(self, guild_id: int, user_id: int) -> Member | None:
        """The member, or None when they are not in this guild."""
        guild = self.guilds.get(guild_id)
        return guild.members.get(user_id) if guild else None

    def member_changed(self, member: Member) -> None:
        """Tell watchers that a member's roles, name or mute changed."""
        self.tell(
            "member_update", {"guild_id": str(member.guild_id), "member": wire.member(member)}
        )

    def base_permissions(self, guild_id: int, user_id: int) -> P:
        """What somebody may do in the guild before any channel has its say."""
        guild = self.guilds[guild_id]
        member = guild.members.get(user_id)
        if member is None:
            return NOTHING
        roles = [guild.roles[role].permissions for role in member.roles if role in guild.roles]
        return base(guild.roles[guild_id].permissions, roles, owner=guild.owner_id == user_id)

    def shares_guild(self, user_id: int) -> bool:
        """Whether the bot and this person are in a guild together."""
        return any(
            user_id in guild.members and self.bot.id in guild.members
            for guild in self.guilds.values()
        )


def _handle(name: str) -> str:
    kept = "".join(sign for sign in name.lower().replace(" ", ".") if sign.isalnum() or sign == ".")
    return kept or "someone"
