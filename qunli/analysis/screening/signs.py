"""Signs of advertising that no single word carries: contacts, links, prices, disguises, the make-up of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qunli.analysis.screening.unmask import Unmasked

_LINK = re.compile(
    r"https?://|www\.|\b[a-z0-9-]{2,}\.(?:com|cn|net|org|me|io|cc|xyz|top|vip|club|app|info|co|ru|link|shop)\b"
)
_HANDLE = re.compile(r"(?<![\w.])@[a-z_][a-z0-9_]{3,}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_NUMBER = re.compile(r"\d{5,}")
_CONTACT = re.compile(
    r"(?:加|\+|添加|私|滴|联系|咨询|找|看)\s*(?:我|俺|v|vx|wx|q|qq|tg|微|薇|威|卫|扣|企鹅|飞机|纸飞机|电报|主页|名字|头像|简介)"
    r"|(?:vx|wx|weixin|wechat|qq|tg|telegram|whatsapp|微信|薇信|威信|扣扣|企鹅|飞机|电报)"
    r"[号群:： ]*[:：]?\s*[a-z0-9]{4,}"
)
_CONTACT_ID = re.compile(r"(?<![a-z0-9])(?=[a-z_]*\d)(?=\d*[a-z_])[a-z0-9_]{5,20}(?![a-z0-9])")
_PRICE = re.compile(
    r"[¥£$€]\s?\d|\d+\s?(?:元|块|刀|u\b|usdt|rmb|一天|/天|日结|月入|包月|起步)|日结|日入|月入|佣金|返利|优惠|低价|批发"
)
_OFFER = re.compile(
    r"招(?:聘|收|代理|人|募)|兼职|出(?:售|租|号)|收(?:购|号|米)|代(?:理|开|办|发|充|做)|承接|接单|诚信|靠谱|一手|货源|秒(?:到|结)"
)
_PRIZE = re.compile(
    r"\b(?:free|win|won|winner|prize|claim|cash|urgent|guaranteed|award|txt|reply|stop|call now|offer)\b"
)
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_RARE = re.compile(r"[^\x00-\x7f一-龥，。！？、：；“”‘’（）【】《》…—·～￥　０-９Ａ-Ｚａ-ｚ]")
LINK_HOST = re.compile(
    r"(?:https?://|(?<![\w@.-]))((?:[a-z0-9-]+\.)+(?:(?<=\.)(?:com|cn|net|org|me|io|cc|xyz|top|vip|club|app|info|co|ru|link|shop)"
    r"(?![\w-])))|https?://([\w.-]+)"
)
"""The host of each address, with or without its protocol."""
SPOKEN = {"price": _PRICE, "offer": _OFFER, "prize": _PRIZE, "number": _NUMBER}
_SPACED = re.compile(r"(?:(?<=\s)|^)\S(?:\s\S){3,}(?=\s|$)")


@dataclass(frozen=True)
class Contacts:
    """What a message gives to reach somebody by: how many of each."""

    links: int
    handles: int
    mails: int
    mobiles: int
    invitations: int

    @property
    def any(self) -> int:
        return self.links + self.handles + self.mails + self.mobiles + self.invitations


def contacts(seen: Unmasked) -> Contacts:
    """Counted on the plain view, so that full width and look-alikes hide nothing."""
    text = seen.plain
    return Contacts(
        len(_LINK.findall(text)),
        len(_HANDLE.findall(text)),
        len(_MAIL.findall(text)),
        len(_MOBILE.findall(text)),
        len(_CONTACT.findall(text)),
    )


def signs_of(seen: Unmasked) -> list[str]:
    """Names of the signs that a message shows, counts in steps (`length:5`)."""
    text, given = seen.plain, seen.given
    size = len(given) or 1
    letters = sum(sign.isascii() and sign.isalpha() for sign in text)
    digits = sum(sign.isdigit() for sign in text)
    found = contacts(seen)
    counts = {
        "link": found.links,
        "handle": found.handles,
        "mail": found.mails,
        "mobile": found.mobiles,
        "contact": found.invitations,
        "id": len(_CONTACT_ID.findall(text)),
        "number": len(_NUMBER.findall(text)),
        "longest_number": max((len(one) for one in _NUMBER.findall(text)), default=0),
        "price": len(_PRICE.findall(text)),
        "offer": len(_OFFER.findall(text)),
        "prize": len(_PRIZE.findall(text)),
        "capitals": len(_CAPITALS.findall(given)),
        "rare": len(_RARE.findall(given)),
        "spaced": len(_SPACED.findall(text)),
        "hidden": seen.hidden,
        "dressed": seen.dressed,
        "emoji": sum(ord(sign) > 0xFFFF for sign in given),
        "lines": given.count("\n"),
    }
    shares = {
        "digits": digits / size,
        "letters": letters / size,
        "skeleton": len(seen.skeleton) / (len(text) or 1),
    }
    steps = [f"length:{_step(size)}"]
    steps += [f"{name}:{step}" for name, count in counts.items() for step in range(1, _step(count) + 1)]
    steps += [f"{name}:{int(share * 5)}" for name, share in shares.items()]
    if found.any and (counts["price"] or counts["offer"]):
        steps.append("contact and offer")
    if letters and digits and len(seen.skeleton) - letters - digits > 0:
        steps.append("mixed")
    return steps


def _step(count: int) -> int:
    return min(count.bit_length(), 10)
