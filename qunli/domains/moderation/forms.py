"""Forms of the policy pages. What is right is decided in `policies`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunli.domains.moderation import wording
from qunli.domains.moderation.policies import EFFECTS, TRIGGERS, Line


class Words(forms.CharField):
    """Words separated by commas or line ends."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """A list becomes text."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Text becomes a list."""
        text = super().clean(value).replace("，", ",").replace("\n", ",")
        return [word.strip() for word in text.split(",") if word.strip()]


class LineForm(forms.Form):
    """One policy."""

    trigger = forms.ChoiceField(label=_("When it finds"), choices=[(name, wording.TRIGGERS[name]) for name in TRIGGERS])
    limit = forms.FloatField(
        label=_("more than"),
        min_value=0,
        help_text=_("Of advertising and abuse a probability between 0 and 1; otherwise how many."),
    )
    minutes = forms.IntegerField(label=_("within so many minutes"), min_value=1, max_value=1440, initial=1)
    who = forms.ChoiceField(label=_("Written by"), choices=list(wording.WHO.items()))
    days = forms.IntegerField(label=_("A newcomer is a member for less than so many days"), min_value=0, initial=7)
    effect = forms.ChoiceField(label=_("Then"), choices=[(name, wording.EFFECTS[name]) for name in EFFECTS])
    mute = forms.IntegerField(label=_("Silence for so many minutes"), min_value=1, initial=60)
    everywhere = forms.BooleanField(label=_("In every group"), required=False)
    points = forms.FloatField(label=_("Points"), min_value=0, initial=0)
    half_life = forms.FloatField(label=_("Half of them is forgotten after so many days"), min_value=0.1, initial=30)
    mode = forms.ChoiceField(label=_("The policy is"), choices=list(wording.MODES.items()))
    hosts = Words(
        label=_("Sites that may be linked to"), required=False, help_text=_("example.org allows its subdomains, too.")
    )
    words = Words(
        label=_("Words, for a policy about words"),
        required=False,
        help_text=_("Disguises are seen through: spacing, look-alikes, full width."),
    )
    pattern = forms.CharField(
        label=_("Pattern, for a policy about a pattern"),
        required=False,
        max_length=500,
        help_text=_("A regular expression in RE2 syntax, on the text in lower case."),
    )
    start = forms.IntegerField(label=_("Quiet from this hour on"), min_value=0, max_value=23, initial=23)
    end = forms.IntegerField(label=_("until this hour"), min_value=0, max_value=23, initial=7)

    def line(self, before: Line | None) -> dict[str, Any]:
        """The line as plain values; what the form does not show stays as it was."""
        kept = {"id": before.id, "groups": before.groups, "categories": before.categories} if before else {}
        return {**self.cleaned_data, **kept}


class ListForm(forms.Form):
    """What a community adds to a word list, and takes from it."""

    added = Words(label=_("Words to add"), required=False)
    removed = Words(label=_("Words to leave out"), required=False)


class SettingsForm(forms.Form):
    """How cases are treated."""

    named = forms.ChoiceField(
        label=_("The public log names"),
        choices=[
            ("nobody", _("nobody")),
            ("initials", _("the first character of a name")),
            ("everybody", _("everybody")),
        ],
    )
    appeal_days = forms.IntegerField(label=_("A second reader has so many days"), min_value=1, max_value=60)
    purpose_words = Words(
        label=_("Words of your purpose"),
        required=False,
        help_text=_("For the policy about what is off the purpose, besides the words of the purpose itself."),
    )


class RehearsalForm(forms.Form):
    """On how much history policies are tried."""

    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=90, initial=30)
