"""Addresses of the pages about red packets."""

from __future__ import annotations

from django.urls import path

from qunli.domains.red_packets import views

IN = "c/<slug:community>/earn/packets"
urlpatterns = [
    path(f"{IN}/", views.packets, name="packets"),
    path(f"{IN}/new/", views.give, name="give_packet"),
    path(f"{IN}/<int:packet>/", views.packet, name="packet"),
]
