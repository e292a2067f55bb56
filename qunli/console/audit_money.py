"""What happened to the community's money, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "red_packets.PacketFunded": gettext_noop(
        "gave red packet {packet}: {minor} {currency} (minor units) in {shares} shares"
    ),
    "red_packets.ShareTaken": gettext_noop("opened red packet {packet} and got {minor} {currency} (minor units)"),
    "red_packets.PacketClosed": gettext_noop("closed red packet {packet}; {back} {currency} (minor units) went back"),
    "ledger.BookedByHand": gettext_noop("wrote transfer {transfer} into the books by hand"),
    "ledger.BooksFaulty": gettext_noop("found {faults} things in the books that must not be"),
    "ledger.BooksSoundAgain": gettext_noop("found the books sound again"),
    "payments.PaymentReceived": gettext_noop("took in {minor} {currency} (minor units) for {about}"),
    "payments.PaymentUndone": gettext_noop("took back a confirmation of {minor} {currency} (minor units) for {about}"),
    "payments.ProofSent": gettext_noop("sent a proof of payment {intent}"),
    "payments.ProofRefused": gettext_noop("found no money for payment {intent}"),
    "payments.PayoutAsked": gettext_noop("asked for {minor} {currency} (minor units) out of the wallet"),
    "payments.PayoutApproved": gettext_noop("approved payout {payout}"),
    "payments.PayoutRefused": gettext_noop("refused payout {payout}"),
    "payments.PayoutSent": gettext_noop("sent {minor} {currency} (minor units) as payout {payout}"),
    "payments.PayoutFailed": gettext_noop("could not send payout {payout}; it is in the wallet again"),
    "payments.PayoutCalledOff": gettext_noop("took back the wish for payout {payout}"),
    "payments.TermsWritten": gettext_noop("set how members pay and withdraw"),
    "payments.RailSet": gettext_noop("set up the way to pay {rail}"),
}
