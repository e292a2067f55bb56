"""What is known of the bot's servers ("guilds"): their channels and threads, and who may do what in them.

https://docs.discord.com/developers/topics/permissions
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qunli.connectors.discord.rest import Rest

OFFERED = (0, 5, 15)
"""Kinds of channels that become groups: text, announcements, forums."""
THREADS = (10, 11, 12)
ADMINISTRATOR, VIEW = 1 << 3, 1 << 10
EVERYTHING = (1 << 64) - 1
REMEMBERED = 5000


class Guilds:
    """Asks Discord when something is not known yet."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._guilds: dict[str, Any] = {}
        self._channels: dict[str, Any] = {}
        self._threaded: dict[str, str] = {}

    async def all(self) -> list[Any]:
        """The servers that the bot is in, 200 at most, with its `permissions` in each."""
        found: list[Any] = await self._rest.get("/users/@me/guilds")
        return found

    async def learn(self, guild: str) -> list[Any]:
        """Anew from Discord; the channels of a guild that become groups, each with its name as it is shown."""
        self._guilds[guild] = await self._rest.get(f"/guilds/{guild}")
        channels = await self._rest.get(f"/guilds/{guild}/channels")
        for one in channels:
            self._channels[str(one["id"])] = {**one, "guild_id": guild}
        return [self.shown(one) for one in channels if one["type"] in OFFERED]

    async def channel(self, id: str) -> Any:
        """A channel or thread; with `guild_id` unless it is one person's talk."""
        if id not in self._channels:
            self._channels[id] = await self._rest.get(f"/channels/{id}")
        return self._channels[id]

    async def guild_of(self, channel: str) -> str:
        """The guild that a channel is in."""
        return str((await self.channel(channel))["guild_id"])

    async def group_of(self, channel: str) -> dict[str, str]:
        """The group that what is said there belongs to: of a thread, the channel that it was opened in."""
        found = await self.channel(channel)
        if found["type"] in THREADS:
            found = await self.channel(str(found["parent_id"]))
        return self.shown(found)

    def shown(self, channel: Any) -> dict[str, str]:
        """{id, name}; the name holds the guild's."""
        id = str(channel["id"])
        guild = self._guilds.get(str(channel.get("guild_id") or self._channels[id].get("guild_id")), {})
        return {"id": id, "name": " / ".join(one for one in (guild.get("name"), f"#{channel.get('name')}") if one)}

    def public(self, guild: str) -> list[dict[str, str]]:
        """The groups of a guild that whoever comes in can read."""
        return [
            self.shown(one)
            for one in self._channels.values()
            if one.get("guild_id") == guild and one["type"] in OFFERED and self.may_read(one, "", ())
        ]

    def may_read(self, channel: Any, person: str, roles: Iterable[str]) -> bool:
        """Whether somebody with these roles sees a channel."""
        return bool(allowed(self._guilds[channel["guild_id"]], channel, person, roles) & VIEW)

    async def threads(self, guild: str) -> list[Any]:
        """Those in which people write at present."""
        found: list[Any] = (await self._rest.get(f"/guilds/{guild}/threads/active"))["threads"]
        self._channels.update((str(one["id"]), {**one, "guild_id": guild}) for one in found)
        return found

    def known(self) -> list[tuple[str, list[Any]]]:
        """Each guild with its channels."""
        every = list(self._channels.values())
        return [(guild, [one for one in every if one.get("guild_id") == guild]) for guild in self._guilds]

    def latest(self) -> int:
        """The highest number of a message anywhere; 0 when none was ever written."""
        return max((int(one.get("last_message_id") or 0) for one in self._channels.values()), default=0)

    def take(self, channel: Any) -> None:
        """As an event describes it."""
        self._channels[str(channel["id"])] = channel

    def take_role(self, guild: str, role: Any) -> None:
        """Made or changed."""
        if guild in self._guilds:
            others = [one for one in self._guilds[guild]["roles"] if one["id"] != role["id"]]
            self._guilds[guild] = {**self._guilds[guild], "roles": [*others, role]}

    def note(self, message: str, channel: str, group: str) -> None:
        """Where a message stands, if in a thread; the latest few thousand are remembered."""
        if channel != group:
            self._threaded[message] = channel
            if len(self._threaded) > REMEMBERED:
                del self._threaded[next(iter(self._threaded))]

    def place_of(self, message: str, group: str) -> str:
        """The thread that a message stands in, else its group."""
        return self._threaded.get(message, group)


def allowed(guild: Any, channel: Any, person: str, roles: Iterable[str]) -> int:
    """The permissions of somebody in a channel, by the published algorithm: roles, then the channel's exceptions for
    everyone, for roles, for the person."""
    everyone, mine = str(guild["id"]), set(roles)
    base = 0
    for role in guild["roles"]:
        if role["id"] == everyone or role["id"] in mine:
            base |= int(role["permissions"])
    if base & ADMINISTRATOR or person == guild.get("owner_id"):
        return EVERYTHING
    exceptions = {one["id"]: (int(one["deny"]), int(one["allow"])) for one in channel.get("permission_overwrites", ())}
    for ids in ({everyone}, mine, {person}):
        chosen = [exceptions[id] for id in ids if id in exceptions]
        deny, allow = 0, 0
        for one in chosen:
            deny, allow = deny | one[0], allow | one[1]
        base = (base & ~deny) | allow
    return base
