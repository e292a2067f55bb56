"""Addresses of the console."""

from __future__ import annotations

from django.urls import path

from qunli.console.views import deletion, drawing, feedback, gather, search, settings, start, today, understand

IN = "c/<slug:community>"
urlpatterns = [
    path("", start.start, name="start"),
    path("settings/", settings.account, name="settings"),
    path("settings/audit/", settings.trail, name="audit"),
    path("settings/background/", settings.background_work, name="background_work"),
    path("settings/background/<str:kind>/<int:number>/", settings.free_stuck, name="free_stuck"),
    path(f"{IN}/today/", today.today, name="today"),
    path(f"{IN}/today/decided/", today.decided, name="decided"),
    path(f"{IN}/today/<int:proposal>/", today.decide, name="decide"),
    path(f"{IN}/understand/", understand.understand, name="understand"),
    path(f"{IN}/understand/<slug:tab>/", understand.understand, name="understand"),
    path(f"{IN}/understand/say/names/", feedback.watch, name="watch_names"),
    path(f"{IN}/understand/say/<slug:kind>/<int:message>/", feedback.settle, name="settle_remark"),
    path(f"{IN}/gather/", gather.member_list, name="members"),
    path(f"{IN}/gather/<int:person>/", gather.member, name="member"),
    path(f"{IN}/gather/<int:person>/bot/", gather.decide_bot, name="decide_bot"),
    path(f"{IN}/gather/<int:person>/export/", gather.export, name="export_member"),
    path(f"{IN}/gather/history.csv", deletion.save_history, name="save_history"),
    path(f"{IN}/found/delete/", deletion.delete, name="delete_community"),
    path(f"{IN}/drawing/", drawing.drawing, name="drawing"),
    path(f"{IN}/drawing/stop/", drawing.stop, name="stop_drawing"),
    path(f"{IN}/drawing/anew/", drawing.draw_anew, name="draw_anew"),
    path(f"{IN}/search/", search.search, name="search"),
]
