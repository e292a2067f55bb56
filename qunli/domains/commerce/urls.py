"""Addresses of the pages about offers, coupons and orders."""

from __future__ import annotations

from django.urls import path

from qunli.domains.commerce import order_views, views

IN = "c/<slug:community>/earn"
urlpatterns = [
    path(f"{IN}/offers/", views.offers, name="offers"),
    path(f"{IN}/offers/new/", views.new_offer, name="new_offer"),
    path(f"{IN}/offers/<int:offer>/", views.offer, name="offer"),
    path(f"{IN}/offers/<int:offer>/state/", views.move, name="move_offer"),
    path(f"{IN}/offers/<int:offer>/pictures/", views.add_picture, name="offer_pictures"),
    path(f"{IN}/offers/<int:offer>/pictures/<int:shot>/", views.remove_picture, name="offer_picture"),
    path(f"{IN}/offers/pictures/<int:shot>.jpg", views.picture_file, name="offer_picture_file"),
    path(f"{IN}/coupons/", views.coupons, name="coupons"),
    path(f"{IN}/coupons/<int:coupon>/", views.end_coupon, name="end_coupon"),
    path(f"{IN}/orders/", order_views.orders, name="orders"),
    path(f"{IN}/orders.csv", order_views.orders_csv, name="orders_csv"),
    path(f"{IN}/orders/<int:order>/", order_views.order, name="shop_order"),
]
