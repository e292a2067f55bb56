"""Addresses of the pages about payments."""

from __future__ import annotations

from django.urls import path

from qunli.domains.payments import payout_views, views

IN = "c/<slug:community>/earn"
urlpatterns = [
    path(f"{IN}/payments/", views.payments, name="payments"),
    path(f"{IN}/payments.csv", views.payments_csv, name="payments_csv"),
    path(f"{IN}/payments/set-up/", views.set_up, name="payments_set_up"),
    path(f"{IN}/payments/rails/<slug:rail>.jpg", views.rail_image, name="payments_rail_image"),
    path(f"{IN}/payments/proofs/<int:proof>.jpg", views.proof_image, name="payment_proof_image"),
    path(f"{IN}/payments/<int:intent>/", views.payment, name="payment"),
    path(f"{IN}/payouts/", payout_views.payouts, name="payouts"),
    path(f"{IN}/payouts/<int:payout>/", payout_views.payout, name="payout"),
]
