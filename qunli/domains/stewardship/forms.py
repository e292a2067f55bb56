"""What is filled in on the pages of posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunli.domains.communities.facade import powers
from qunli.domains.stewardship.models import Call, FilledBy

POWERS = {
    powers.ADMIT: _("decide who comes in"),
    powers.MODERATE: _("decide about held messages, silence and remove members"),
    powers.ANNOUNCE: _("announce and pin messages"),
    powers.ACTIVITIES: _("run check-ins, topics and gatherings"),
}


class PostForm(forms.Form):
    """A post."""

    title = forms.CharField(label=_("Title, shown beside the holder's name"), max_length=60)
    duties = forms.CharField(
        label=_("What does the holder do?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    powers = forms.MultipleChoiceField(
        label=_("Powers"), choices=list(POWERS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    term_days = forms.IntegerField(label=_("Term in days"), min_value=1, max_value=730, initial=180)
    seats = forms.IntegerField(label=_("How many hold it?"), min_value=1, max_value=20, initial=1)
    filled_by = forms.ChoiceField(label=_("How is it filled?"), choices=FilledBy.choices)
    whole_group = forms.BooleanField(label=_("The holder answers for the whole group"), required=False)

    def add_error(self, field: str | None, error: Any) -> None:
        """A refusal may name no field of this form."""
        super().add_error(field if field in self.fields else None, error)


class CallForm(forms.Form):
    """How a post is to be filled; settled before anybody votes."""

    apply_days = forms.IntegerField(label=_("Days to apply"), min_value=1, max_value=60, initial=7)
    vote_days = forms.IntegerField(label=_("Days to vote"), min_value=1, max_value=30, initial=7)
    quorum = forms.IntegerField(label=_("Members who have to vote, in %"), min_value=0, max_value=100, initial=20)
    tie = forms.ChoiceField(label=_("A tie is decided by"), choices=Call.Tie.choices)


class PersonForm(forms.Form):
    """A member is chosen for something."""

    person = forms.TypedChoiceField(label=_("Member"), coerce=int)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class HonourForm(PersonForm):
    """A title for what somebody did."""

    title = forms.CharField(label=_("Title"), max_length=60)
    why = forms.CharField(label=_("What is it for?"), max_length=300)
