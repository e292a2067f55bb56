"""What people fill in about operators and communities."""

from __future__ import annotations

import zoneinfo

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from qunli.core.actor import system
from qunli.core.models import User
from qunli.domains.communities import queries
from qunli.domains.communities.models import Aim, Kind, Origin, Role
from qunli.domains.communities.operations.accept_invitation import accept_invitation
from qunli.domains.communities.operations.found_operator import found_operator


class SignUpForm(forms.Form):
    """Extends allauth's sign-up: a name for the person, and on a fresh installation one for the organisation."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    organisation = forms.CharField(label=_("Your organisation, or your own name"), max_length=120, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if queries.any_operator():
            del self.fields["organisation"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth after the account was made. Raises what the operations raise."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        token = request.session.pop("invitation", None)
        if token:
            accept_invitation(actor=system(), token=token, user=user.id, email=user.email or "")
        else:
            name = self.cleaned_data.get("organisation") or user.name
            found_operator(actor=system(), user=user.id, name=name)


class CommunityForm(forms.Form):
    """What a community says of itself."""

    name = forms.CharField(label=_("What is it called?"), max_length=120)
    purpose = forms.CharField(
        label=_("What do its members come together for?"),
        help_text=_("One sentence. It stays in sight on every page."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label=_("Which kind is it?"), choices=Kind.choices)
    origin = forms.ChoiceField(label=_("Who founds it?"), choices=Origin.choices)
    aim = forms.ChoiceField(label=_("What is it for?"), choices=Aim.choices)
    language = forms.ChoiceField(
        label=_("Which language do its members speak?"), choices=[("en", "English"), ("zh-hans", "中文")]
    )
    time_zone = forms.ChoiceField(
        label=_("Where is its day?"),
        help_text=_("Hours and days on every page are counted in this time zone."),
        choices=[(zone, zone.replace("_", " ")) for zone in sorted(zoneinfo.available_timezones())],
    )


class FoundingForm(CommunityForm):
    """The same for one that is not here yet."""

    lives_already = forms.TypedChoiceField(
        label=_("Does it exist already?"),
        coerce=lambda given: given == "yes",
        choices=[("no", _("no, it is to be founded")), ("yes", _("yes, in a chat whose history I bring"))],
    )


class InvitationForm(forms.Form):
    """Whom to invite as what."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.ANALYST)


class TokenForm(forms.Form):
    """Which program gets a key to what."""

    name = forms.CharField(label=_("Which program will use it?"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=[
            ("read", _("read members and findings")),
            ("write", _("import histories, decide about proposals")),
            ("money", _("read the books and move money")),
            ("personal_data", _("export and erase members' personal data")),
            ("delete_communities", _("delete communities with everything in them")),
        ],
        widget=forms.CheckboxSelectMultiple,
        initial=["read"],
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("90", _("90 days")), ("365", _("a year")), ("", _("until revoked"))],
    )


class WishForm(forms.Form):
    """What a chat must be able to do for this community."""

    size = forms.IntegerField(label=_("How many members do you expect in a year?"), min_value=1, max_value=10_000_000)
    payments = forms.BooleanField(label=_("Members pay or send red packets inside the chat"), required=False)
    history = forms.BooleanField(label=_("I want to bring its history out"), required=False)
    bots = forms.BooleanField(label=_("A program should help in the chat"), required=False)
    china = forms.BooleanField(label=_("Members are in mainland China"), required=False)
    own_server = forms.BooleanField(label=_("The data should lie on my own server"), required=False)
