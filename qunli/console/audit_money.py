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
    "commerce.OfferWritten": gettext_noop("wrote offer {offer}"),
    "commerce.OfferMoved": gettext_noop("moved offer {offer} to {state}"),
    "commerce.CouponMade": gettext_noop("made coupon {coupon}"),
    "commerce.CouponEnded": gettext_noop("ended coupon {coupon}"),
    "commerce.OrderPlaced": gettext_noop("placed order {order} of {minor} {currency} (minor units)"),
    "commerce.OrderPaid": gettext_noop("paid order {order}"),
    "commerce.OrderCancelled": gettext_noop("cancelled order {order}"),
    "commerce.OrderDelivered": gettext_noop("delivered {lines} lines of order {order}"),
    "commerce.OrderReceived": gettext_noop("received {lines} lines of order {order}"),
    "commerce.OrderClosed": gettext_noop("closed order {order}"),
    "commerce.OrderRefunded": gettext_noop("gave {minor} {currency} (minor units) of order {order} back"),
    "commerce.DisputeOpened": gettext_noop("complained about order {order}"),
    "commerce.DisputeSettled": gettext_noop("answered the complaint about order {order}"),
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
