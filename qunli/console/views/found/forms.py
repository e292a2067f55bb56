"""What is filled in on the pages of Found."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunli.domains.communities import facade as communities


class PromiseForm(forms.Form):
    """A promise and its check; which fields count depends on the check."""

    depends = True  # so that no field is called one to fill in at will

    text = forms.CharField(label=_("What do you promise?"), max_length=300)
    check = forms.ChoiceField(
        label=_("How is it checked?"),
        choices=[
            ("figure", _("by a figure that Qunli knows")),
            ("task", _("by a task with a date")),
            ("question", _("by asking the members")),
        ],
        widget=forms.RadioSelect,
    )
    figure = forms.ChoiceField(
        label=_("Which figure?"), choices=[("", "–"), *((one.key, one.name) for one in communities.FIGURES)],
        required=False,
    )  # fmt: skip
    bound = forms.FloatField(
        label=_("Its bound"),
        help_text=_("At least this much; of waiting newcomers and open questions, at most this many."),
        required=False,
        min_value=0,
    )
    due_on = forms.DateField(
        label=_("Done by when?"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    question = forms.CharField(label=_("What are members asked? (yes or no)"), max_length=200, required=False)
    share = forms.FloatField(
        label=_("Kept from which share of yes, in %?"), required=False, min_value=1, max_value=100, initial=60
    )

    def facts(self) -> dict[str, Any]:
        """The fields by the names of the operation."""
        given = self.cleaned_data
        due_on: date | None = given["due_on"]
        return {
            "text": given["text"],
            "check": given["check"],
            "figure": given["figure"],
            "limit": given["share"] if given["check"] == "question" else given["bound"],
            "due_on": due_on,
            "question": given["question"],
        }

    def add_error(self, field: str | None, error: Any) -> None:
        """The operation knows one limit; the form has two fields for it."""
        if field == "limit":
            field = "share" if self.data.get("check") == "question" else "bound"
        super().add_error(field if field in self.fields else None, error)


class KitForm(forms.Form):
    """How the community looks."""

    slogan = forms.CharField(label=_("Slogan"), max_length=120, required=False)
    colour = forms.CharField(
        label=_("Colour"),
        help_text=_("It has to be readable on paper: 4.5 : 1 at least."),
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    colour_dark = forms.CharField(
        label=_("Colour at night"),
        help_text=_("Leave it empty and it is made from the colour by day."),
        required=False,
        max_length=7,
    )
    gifts = forms.CharField(
        label=_("Gifts: what newcomers, helpers and birthdays get"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RoomForm(forms.Form):
    """How long a code is, and for how long it holds."""

    digits = forms.TypedChoiceField(
        label=_("Digits of the code"), coerce=int, choices=[(6, "6"), (5, "5"), (4, "4")], initial=6
    )
    minutes = forms.IntegerField(label=_("Minutes until it expires"), min_value=1, max_value=60, initial=15)


class DutyForm(forms.Form):
    """A duty and who holds it. `holder`: "" for nobody yet, "colleague:12" or "member:34"."""

    title = forms.CharField(label=_("Duty"), max_length=80)
    what = forms.CharField(label=_("What is done, and how often?"), max_length=300, required=False)
    part = forms.ChoiceField(
        label=_("Part"),
        choices=[
            ("manager", _("direct manager")),
            ("resource", _("resource collaborator")),
            ("heavy", _("heavy participant")),
        ],
    )
    holder = forms.ChoiceField(label=_("Who is responsible?"), required=False)
    whole_group = forms.BooleanField(label=_("This is the one person responsible for the group"), required=False)

    def __init__(self, *args: Any, holders: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["holder"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = holders

    def facts(self) -> dict[str, Any]:
        """The fields by the names of the operation."""
        given = {name: self.cleaned_data[name] for name in ("title", "what", "part", "whole_group")}
        kind, _colon, number = self.cleaned_data["holder"].partition(":")
        given["colleague"] = int(number) if kind == "colleague" else None
        given["person"] = int(number) if kind == "member" else None
        return given


class ImageForm(forms.Form):
    """A picture for the gallery."""

    image = forms.FileField(
        label=_("Picture"), widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"})
    )
    caption = forms.CharField(label=_("What is to be seen?"), max_length=200, required=False)
