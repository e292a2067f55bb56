"""Pure: what rules are made of, and sets to begin with. A rule is text in the languages of its community, tied by id to
the policies that enforce it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qunli.core.refusals import Invalid, Sentence
from qunli.core.words import _

POLICIES: dict[str, Sentence] = {
    "unlawful": _("unlawful content"),
    "advertising": _("advertising"),
    "contacts": _("contact details"),
    "links": _("links to other sites"),
    "abuse": _("abuse"),
    "flooding": _("flooding"),
    "chatter": _("idle chatter"),
    "off_topic": _("off the purpose"),
    "quiet_hours": _("quiet hours"),
    "words": _("words of your own"),
    "pattern": _("a pattern of your own"),
}
"""What a policy can look for. Moderation takes its words from here, so that a rule and its policy never differ."""
LAW = "unlawful"
"""The policy to which the rule about the law is tied; no set is without that rule."""
TEXT_LIMIT = 1000
MOST = 40
_ID = re.compile(r"[a-z0-9_.:-]{1,60}")
Line = tuple[str, str, tuple[str, ...]]
OF_LAW: Line = (
    "**Keep to the law.** Nothing unlawful is posted, offered or arranged here: no fraud, no gambling, no pornography, "
    "nobody else's private data, no stolen works.",
    "**遵守法律。** 不发布、不兜售、不组织任何违法内容：诈骗、赌博、色情、他人隐私、盗版作品，一概不行。",
    (LAW,),
)
RESPECT: Line = (
    "**Speak as you would face to face.** Argue about the matter, never about the person.",
    "**像面对面那样说话。** 可以争论事情，不攻击人。",
    ("abuse",),
)
ADS: Line = (
    "**Ask before you advertise.** An advertisement without a permit is held back until it has one.",
    "**发广告先打招呼。** 没有许可的广告会先被拦下，得到许可后再发。",
    ("advertising", "contacts", "links"),
)
FLOOD: Line = (
    "**Leave room for others.** One thought, one message; no chains of pictures or stickers.",
    "**给别人留出说话的地方。** 一件事一条消息，不刷屏，不连发表情。",
    ("flooding",),
)
TEMPLATES: dict[str, tuple[Sentence, tuple[Line, ...]]] = {
    "fans": (_("Fans of a maker or a thing"), (
        ("**Share what you made and tried.** Failures teach the most; nobody is laughed at for one.",
         "**分享你做的、试过的。** 失败的经历最有用，谁也不会因此被笑话。", ("off_topic",)),
        RESPECT, ADS, FLOOD,
        ("**Name your source.** Pictures and recipes of others carry their name.",
         "**注明出处。** 转发别人的图片和方法，写上作者。", ()),
    )),
    "customers": (_("Customers of a company"), (
        ("**Questions get an answer within a working day.** Say what you bought and what happened.",
         "**问题会在一个工作日内得到答复。** 请说明买了什么、遇到了什么。", ()),
        ("**Order numbers and addresses go to the host, never into the group.**",
         "**订单号和地址私下发给群主，不发在群里。**", ("contacts",)),
        RESPECT, ADS,
        ("**Criticism stays.** What went wrong may be told; it is not removed for being unpleasant.",
         "**批评可以留下。** 哪里做得不好可以直说，不会因为难听而被删除。", ()),
    )),
    "study": (_("People who study together"), (
        ("**Try first, then ask.** Show what you tried and where you got stuck.",
         "**先试再问。** 说清楚试过什么、卡在哪里。", ("chatter",)),
        ("**Help, but do not hand in for others.** Explain the way instead of posting the solution.",
         "**帮忙，但不代做。** 讲思路，不直接贴答案。", ()),
        RESPECT, FLOOD,
        ("**Course files stay here.** What is not yours to give is not passed on.",
         "**资料不外传。** 不属于自己的资料不转发。", ("links",)),
    )),
    "trade": (_("People of one trade"), (
        ("**Say who you are.** Name, company and city stand on your card.",
         "**亮明身份。** 名片上写明姓名、公司和城市。", ()),
        ("**An offer names price, amount and term.** What was agreed here is kept.",
         "**报价写清价格、数量和期限。** 在群里谈定的事要算数。", ("advertising",)),
        ("**What is told in confidence stays here.** No screenshots leave the group.",
         "**群里的话留在群里。** 不截图外传。", ()),
        RESPECT, ADS,
    )),
    "neighbourhood": (_("Neighbours"), (
        ("**It is about our streets.** News, help, lost things, noise: yes. Politics of far away: elsewhere.",
         "**说的是咱们这片的事。** 通知、互助、失物、噪音都可以；远处的政治话题请到别处。", ("off_topic",)),
        ("**No rumours.** Say how you know, or ask.", "**不传谣。** 说明消息从哪来，或者先问一句。", ("unlawful",)),
        RESPECT,
        ("**Nobody is exposed.** No pictures of neighbours, children or plates without their consent.",
         "**不曝光他人。** 未经同意，不发邻居、孩子和车牌的照片。", ("abuse",)),
        ("**Quiet from ten to seven.** Emergencies excepted.",
         "**晚十点到早七点保持安静。** 急事除外。", ("quiet_hours",)),
    )),
}  # fmt: skip


def from_template(name: str) -> list[dict[str, Any]]:
    """A set to begin with, observance of the law first. Raises `Invalid`."""
    if name not in TEMPLATES:
        raise Invalid(_("There is no such set of rules."), field="template")
    return numbered([{"en": en, "zh": zh, "policies": list(policies)} for en, zh, policies in
                     (OF_LAW, *TEMPLATES[name][1])])  # fmt: skip


def numbered(rules: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rules as they are kept, each with an id that stays with it: `r1`, `r2`, ... Raises `Invalid`."""
    given = [one for one in rules if str(one.get("en", "")).strip() or str(one.get("zh", "")).strip()]
    if len(given) > MOST:
        raise Invalid(_("Nobody reads more than 40 rules. Take some out."), field="rules")
    taken = {str(one["id"]) for one in given if one.get("id")}
    free = (name for name in (f"r{number}" for number in range(1, 10_000)) if name not in taken)
    kept: list[dict[str, Any]] = []
    for one in given:
        name = str(one.get("id") or next(free))
        if not _ID.fullmatch(name) or name in {rule["id"] for rule in kept}:
            raise Invalid(_("Each rule needs an id of its own."), field="rules")
        kept.append({"id": name, "en": _text(one, "en"), "zh": _text(one, "zh"), "policies": _policies(one)})
    return kept


def announceable(rules: Sequence[Mapping[str, Any]], language: str) -> None:
    """Raises `Invalid` unless every rule can be read in the community's language and one is about the law."""
    own = "zh" if language.startswith("zh") else "en"
    if not rules:
        raise Invalid(_("Write at least one rule, or begin with a set."), field="rules")
    if not any(LAW in one["policies"] for one in rules):
        raise Invalid(_("Observance of the law is part of every set: tie a rule to “unlawful content”."), field="rules")
    if silent := [number for number, one in enumerate(rules, 1) if not one[own]]:
        said = _("Rule %(number)s is not written in the community's language yet.")
        raise Invalid(str(said) % {"number": silent[0]}, field="rules")


def text_of(rule: Mapping[str, Any], language: str) -> str:
    """The rule in a reader's language, or in the one there is."""
    first, second = ("zh", "en") if language.startswith("zh") else ("en", "zh")
    return str(rule[first] or rule[second])


def _text(rule: Mapping[str, Any], language: str) -> str:
    text = str(rule.get(language, "")).strip()
    if len(text) > TEXT_LIMIT:
        raise Invalid(_("A rule has 1,000 characters at most."), field="rules")
    return text


def _policies(rule: Mapping[str, Any]) -> list[str]:
    names = [str(one) for one in dict.fromkeys(rule.get("policies", ()))]
    if len(names) > 20 or not all(_ID.fullmatch(one) for one in names):
        raise Invalid(_("A policy is named by an id of small letters and digits."), field="rules")
    return names
