"""Measures, effects and states in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qunli.domains.communities import facade as communities
from qunli.domains.moderation.judging import Hit
from qunli.domains.moderation.policies import CHANCES, STOPS, Line

BANNED = gettext_lazy("You are banned here. You can appeal on your page.")
TRIGGERS = {**communities.POLICIES, "report": gettext_lazy("reported by members")}
EFFECTS = {
    "pass": gettext_lazy("let it pass"),
    "warn": gettext_lazy("let it pass and warn"),
    "hold": gettext_lazy("hold it for a moderator"),
    "delete": gettext_lazy("delete it"),
    "mute": gettext_lazy("delete it and silence the author"),
    "remove": gettext_lazy("delete it and remove the author"),
    "ban": gettext_lazy("delete it and ban the author"),
    "report": gettext_lazy("a member reported it"),
}
WHO = {
    "everybody": gettext_lazy("everybody"),
    "members": gettext_lazy("everybody without a post"),
    "newcomers": gettext_lazy("newcomers without a post"),
}
MODES = {
    "on": gettext_lazy("on"),
    "dry": gettext_lazy("on trial: notes what it would do"),
    "off": gettext_lazy("off"),
}
SANCTIONS = {
    "warn": gettext_lazy("warning"),
    "delete": gettext_lazy("message deleted"),
    "mute": gettext_lazy("silenced"),
    "remove": gettext_lazy("removed"),
    "ban": gettext_lazy("banned"),
}
PRESETS = {
    "standard": (
        gettext_lazy("Standard"),
        gettext_lazy("Advertising, abuse and unlawful content wait for a moderator; newcomers give no contacts."),
    ),
    "founding": (
        gettext_lazy("Founding stage"),
        gettext_lazy("As standard, and strict on idle chatter, flooding, links and contacts."),
    ),
    "relaxed": (
        gettext_lazy("Relaxed"),
        gettext_lazy("Only what is very likely advertising, abuse or unlawful waits."),
    ),
    "commerce": (gettext_lazy("Commerce"), gettext_lazy("Members may advertise; newcomers of thirty days may not.")),
    "none": (gettext_lazy("No policies"), gettext_lazy("Everything passes; members can still report.")),
}
CATEGORY_NAMES = {
    "gambling": gettext_lazy("gambling"),
    "pornography": gettext_lazy("pornography"),
    "drugs": gettext_lazy("drugs"),
    "fraud": gettext_lazy("fraud"),
    "weapons": gettext_lazy("weapons"),
    "forgery": gettext_lazy("forgery"),
    "abuse": gettext_lazy("abuse"),
}
BECAUSE = {
    "contact": gettext_lazy("a way to be reached"),
    "words": gettext_lazy("words of advertising"),
    "disguise": gettext_lazy("disguised writing"),
    "price": gettext_lazy("a price"),
    "offer": gettext_lazy("an offer"),
    "prize": gettext_lazy("a prize"),
    "number": gettext_lazy("a long number"),
    "classifier": gettext_lazy("the classifier"),
    "own decisions": gettext_lazy("what was decided here before"),
    "listed": gettext_lazy("a word on the list"),
    "handle": gettext_lazy("a handle"),
    "mail": gettext_lazy("an e-mail address"),
    "mobile": gettext_lazy("a telephone number"),
    "hosts": gettext_lazy("sites that are not allowed"),
    "messages": gettext_lazy("messages within the time"),
    "idle": gettext_lazy("messages that say nothing by themselves"),
    "purpose words": gettext_lazy("messages in a row without a word of the purpose"),
    "weak": gettext_lazy("a weak sign"),
    "hour": gettext_lazy("the hour"),
    "own words": gettext_lazy("a word of your own list"),
    "pattern": gettext_lazy("your own pattern"),
    "reports": gettext_lazy("weight of the reports"),
    **{name: word for name, word in CATEGORY_NAMES.items() if name != "abuse"},
}


def to_author(hit: Hit) -> str:
    """What the author of a message is told: why, measure and limit, and how to appeal."""
    why = measured(hit.line.trigger, hit.measure, hit.line.limit)
    if hit.line.effect == "hold":
        if hit.line.trigger == "advertising":
            return _(
                "Your message waits: it looks like an advertisement without a permit (%(why)s). A moderator looks at"
                " it; your page says how it goes."
            ) % {"why": why}
        return _("Your message waits for a moderator: %(what)s (%(why)s). Your page says how it goes.") % {
            "what": TRIGGERS[hit.line.trigger],
            "why": why,
        }
    if hit.line.effect in STOPS:
        return _("Your message was not taken in: %(what)s (%(why)s). You can appeal on your page.") % {
            "what": TRIGGERS[hit.line.trigger],
            "why": why,
        }
    return _("A warning: %(what)s (%(why)s). You can appeal on your page.") % {
        "what": TRIGGERS[hit.line.trigger],
        "why": why,
    }


def measured(trigger: str, measure: float, limit: float) -> str:
    """Measure and limit in words."""
    if trigger in CHANCES:
        return _("%(measure)s %% sure, limit %(limit)s %%") % {"measure": _percent(measure), "limit": _percent(limit)}
    if trigger in ("quiet_hours", "pattern"):
        return _("it applies")
    return _("%(measure)s, limit %(limit)s") % {"measure": _figure(measure), "limit": _figure(limit)}


def reported(count: int, weight: float) -> str:
    """How many reported, and what that weighs."""
    said = ngettext("%(n)d report, weight %(weight)s", "%(n)d reports, weight %(weight)s", count)
    return said % {"n": count, "weight": f"{weight:.2f}"}


def line(one: Line) -> str:
    """A policy as one sentence: when, for whom, what follows."""
    when = _when(one)
    who = (
        WHO[one.who]
        if one.who != "newcomers"
        else ngettext(
            "members of less than %(days)d day without a post",
            "members of less than %(days)d days without a post",
            one.days,
        )
        % {"days": one.days}
    )
    then = str(EFFECTS[one.effect])
    if one.effect == "mute":
        then = _("delete it and silence the author for %(time)s") % {"time": duration(one.mute)}
    if one.points:
        then = ngettext("%(then)s, %(n)s point", "%(then)s, %(n)s points", int(one.points) or 1) % {
            "then": then,
            "n": _figure(one.points),
        }
    return _("When %(when)s, by %(who)s: %(then)s.") % {"when": when, "who": who, "then": then}


def _when(one: Line) -> str:
    if one.trigger in CHANCES:
        return _("%(what)s is more than %(limit)s %% likely") % {
            "what": TRIGGERS[one.trigger],
            "limit": _percent(one.limit),
        }
    if one.trigger in ("flooding", "chatter"):
        what = _("messages") if one.trigger == "flooding" else _("messages that say nothing")
        return _("more than %(limit)s %(what)s come within %(time)s") % {
            "limit": _figure(one.limit),
            "what": what,
            "time": duration(one.minutes),
        }
    if one.trigger == "off_topic":
        return _("more than %(limit)s messages in a row have no word of the purpose (a weak sign)") % {
            "limit": _figure(one.limit)
        }
    if one.trigger == "quiet_hours":
        return _("it is between %(start)d:00 and %(end)d:00") % {"start": one.start, "end": one.end}
    if one.trigger == "unlawful":
        return _("there are words about %(categories)s") % {
            "categories": ", ".join(str(CATEGORY_NAMES.get(name, name)) for name in one.categories)
        }
    if one.trigger == "words":
        return _("one of these words is in it: %(words)s") % {"words": ", ".join(one.words[:8])}
    if one.trigger == "pattern":
        return _("it matches %(pattern)s") % {"pattern": one.pattern}
    if one.trigger == "links" and one.hosts:
        return _("there is a link to a site other than %(hosts)s") % {"hosts": ", ".join(one.hosts[:8])}
    return _("there are more than %(limit)s %(what)s") % {"limit": _figure(one.limit), "what": TRIGGERS[one.trigger]}


def duration(minutes: int) -> str:
    """Minutes, hours or days, whichever says it shortest."""
    if minutes % 1440 == 0:
        return ngettext("%(n)d day", "%(n)d days", minutes // 1440) % {"n": minutes // 1440}
    if minutes % 60 == 0:
        return ngettext("%(n)d hour", "%(n)d hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def because(names: list[str]) -> list[str | Promise]:
    """What a measure is made of."""
    return [BECAUSE.get(name, name) for name in names]


def _percent(share: float) -> str:
    return f"{min(share, 0.999) * 100:.1f}".removesuffix(".0")


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
