"""Pure: which chat can carry a community. Facts as the platforms publish them; `CHECKED` says when they were looked up.

What a platform's terms forbid is said plainly: there Qunli reads exports and a person sends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qunli.core.refusals import Sentence
from qunli.core.words import _

CHECKED = "2026-11"
History = Literal["full", "own device", "tool", "none"]
Payments = Literal["built in", "partly", "none"]


@dataclass(frozen=True)
class Platform:
    """`capacity`: members in one group, null without a fixed limit. `history`: how an existing history is brought out.
    `payments`: inside the chat. `bots`: programs are allowed by its terms. `china`: works in mainland China without
    detours. `formats`: what Qunli reads of it. `note`: the one thing to know."""

    key: str
    name: str
    capacity: int | None
    history: History
    payments: Payments
    bots: bool
    china: bool
    own_server: bool
    formats: str
    note: Sentence


@dataclass(frozen=True)
class Wish:
    """What the operator needs. `size`: members expected in a year."""

    size: int = 200
    payments: bool = False
    history: bool = False
    bots: bool = False
    china: bool = False
    own_server: bool = False


@dataclass(frozen=True)
class Fit:
    """How a platform answers a wish: what speaks for it and what against, in words."""

    platform: Platform
    good: tuple[Sentence, ...]
    bad: tuple[Sentence, ...]

    @property
    def score(self) -> int:
        return len(self.good) - 3 * len(self.bad)


PLATFORMS = (
    Platform("matrix", "Matrix", None, "full", "none", True, True, True, "matrix",
             _("Open standard: the server and its history can be your own. Members need to learn a new app.")),
    Platform("telegram", "Telegram", 200_000, "own device", "partly", True, False, False, "telegram",
             _("Large groups and good bots. Paying inside works for digital goods only.")),
    Platform("discord", "Discord", 500_000, "tool", "partly", True, False, False, "discord",
             _("Many rooms on one server. Exporting with a personal account is against its terms; use a bot's token.")),
    Platform("qq", "QQ", 3_000, "own device", "built in", False, True, False, "qq",
             _("Large groups for China. Only the official, limited bot programme is within its terms.")),
    Platform("wechat", "WeChat 微信", 500, "tool", "built in", False, True, False, "wechat",
             _("Everybody in China is there. Programs may not act in its groups: Qunli prepares and a person sends.")),
    Platform("wecom", "WeCom 企业微信", 500, "none", "built in", True, True, False, "",
             _("For companies and their customers, with an official interface. Keeping messages costs extra.")),
    Platform("whatsapp", "WhatsApp", 1_024, "own device", "partly", False, False, False, "whatsapp",
             _("Familiar to most. Exports hold the latest 40,000 messages; programs may not act in groups.")),
    Platform("slack", "Slack", None, "full", "none", True, False, False, "slack",
             _("Made for work. The free plan hides what is older than 90 days.")),
    Platform("zulip", "Zulip", None, "full", "none", True, True, True, "zulip",
             _("Open source, every talk has a topic. Good for questions and knowledge.")),
    Platform("irc", "IRC", None, "tool", "none", True, True, True, "irc",
             _("Light and open. Keeps no history by itself: somebody has to log.")),
)  # fmt: skip


def guidance(wish: Wish) -> list[Fit]:
    """Every platform, the best fit first."""
    fits = [
        Fit(
            one,
            tuple(why for good, why in _answers(one, wish) if good),
            tuple(why for good, why in _answers(one, wish) if not good),
        )
        for one in PLATFORMS
    ]
    return sorted(fits, key=lambda fit: (-fit.score, fit.platform.name))


def _answers(one: Platform, wish: Wish) -> Iterator[tuple[bool, Sentence]]:
    if one.capacity is None:
        yield True, _("no fixed limit on members")
    else:
        fits = wish.size <= one.capacity
        yield fits, _("room for the size you expect") if fits else _("one group is too small; you would have to split")
    if wish.payments:
        yield one.payments != "none", (
            _("members can pay inside the chat") if one.payments == "built in"
            else _("some things can be paid inside the chat") if one.payments == "partly"
            else _("nothing can be paid inside the chat")
        )  # fmt: skip
    if wish.history:
        yield (
            one.history != "none",
            {
                "full": _("the whole history can be exported by its administrators"),
                "own device": _("a member can export what their own device holds"),
                "tool": _("the history comes out with a separate tool"),
                "none": _("the history does not come out without a paid archive"),
            }[one.history],
        )
    if wish.bots:
        yield one.bots, _("programs are allowed") if one.bots else _("programs are not allowed; a person sends")
    if wish.china:
        yield one.china, _("works in mainland China") if one.china else _("does not work in mainland China as it is")
    if wish.own_server:
        yield one.own_server, _("the server can be yours") if one.own_server else _("the data lies with the company")
