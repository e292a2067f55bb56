"""Who comes into the groups and who goes: joins, leaves, and advertisers who are taken out."""

from __future__ import annotations

import numpy as np
import polars as pl

from qunli.simulation.crowd import Crowd
from qunli.simulation.dice import Ints
from qunli.simulation.frames import EVENT_SCHEMA, message_frame
from qunli.simulation.words import ADVERT, BOT, HOST, NEVER, WARN, WEEK


def joins(crowd: Crowd, start: int) -> pl.DataFrame:
    """Everybody who enters a group in the week from `start`, while still interested."""
    entered = (crowd.group_joined >= start) & (crowd.group_joined < start + WEEK)
    entered &= crowd.group_joined < crowd.gone[:, None]
    person, group = np.nonzero(entered)
    at = crowd.group_joined[person, group]
    invited = at == crowd.joined[person]
    return _events(at, group, person, "join", np.where(invited, crowd.invited_by[person], -1), crowd)


def leaves(crowd: Crowd, start: int) -> pl.DataFrame:
    """Those who lost interest and now leave every group they are in."""
    people = crowd.people
    at = crowd.gone + np.where(crowd.gone < NEVER, crowd.leave_lag, 0)
    leaving = people.leaves & (people.role != BOT) & (crowd.removed_by < 0) & (at >= start) & (at < start + WEEK)
    crowd.left = np.where(leaving, at, crowd.left)
    person, group = np.nonzero(leaving[:, None] & (crowd.group_joined < crowd.gone[:, None]))
    return _events(at[person], group, person, "leave", np.full(len(person), -1), crowd)


def remove_advertisers(
    crowd: Crowd, said: pl.DataFrame, first_uid: int, rng: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A host warns most of the week's advertisers and takes them out. Returns (warnings, removals)."""
    adverts = said.filter(pl.col("kind") == ADVERT).unique("author", keep="first", maintain_order=True)
    hosts = np.flatnonzero((crowd.people.role == HOST) & (crowd.gone == NEVER))
    hosts = hosts if len(hosts) else np.flatnonzero(crowd.people.role == HOST)
    caught = adverts.filter(pl.Series(rng.random(len(adverts)) < 0.85, dtype=pl.Boolean))
    author, at = caught["author"].to_numpy().astype(np.int64), caught["at"].to_numpy()
    host = rng.choice(hosts, len(author)) if len(hosts) else np.zeros(0, dtype=np.int64)
    author, at, caught = author[: len(host)], at[: len(host)], caught.head(len(host))
    noticed = at + (rng.exponential(1_500, len(host)) + 60).astype(np.int64)
    here = (crowd.joined[host] < noticed) & (crowd.gone[host] > noticed)
    caught = caught.filter(pl.Series(here, dtype=pl.Boolean))
    host, author, noticed = host[here], author[here], noticed[here]
    crowd.gone[author], crowd.removed_by[author] = noticed, host
    crowd.left[author] = noticed + 20
    group = caught["group"].to_numpy().astype(np.int64)
    columns = {name: caught[name].to_numpy().astype(np.int64) for name in ("subject", "language", "conversation")}
    warnings = message_frame(
        uid=first_uid + np.arange(len(host)),
        at=noticed,
        group=group,
        author=host,
        kind=np.full(len(host), WARN),
        answers=caught["uid"].to_numpy(),
        to=author,
        **columns,
    )
    return warnings, _events(noticed + 20, group, author, "remove", host, crowd)


def _events(at: Ints, group: Ints, person: Ints, what: str, by: Ints, crowd: Crowd) -> pl.DataFrame:
    frame = pl.DataFrame(
        {"at": at, "group": group, "person": person, "by": by, "channel": crowd.people.channel[person]}
    ).with_columns(what=pl.lit(what))
    return frame.select(pl.col(name).cast(kind) for name, kind in EVENT_SCHEMA.items())
