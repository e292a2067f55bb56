"""Addresses of the console."""

from __future__ import annotations

from django.urls import path

from qunli.console.views import deletion, drawing, feedback, gather, search, settings, start, today, understand
from qunli.console.views.found import charter, first_steps, gallery, kit, room, rules, team

IN = "c/<slug:community>"
FOUND = f"{IN}/found"
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
    path(f"{FOUND}/charter/", charter.charter, name="charter"),
    path(f"{FOUND}/charter/open/", charter.open_up, name="open_community"),
    path(f"{FOUND}/come-in/", first_steps.come_in, name="come_in"),
    path(f"{FOUND}/charter/promise/", charter.promise, name="make_promise"),
    path(f"{FOUND}/charter/promise/<int:promise>/", charter.decide_promise, name="decide_promise"),
    path(f"{FOUND}/charter/versions/", charter.versions, name="charter_versions"),
    path(f"{FOUND}/charter/versions/keep/", charter.keep, name="keep_charter"),
    path(f"{FOUND}/charter/versions/<int:number>/", charter.version, name="charter_version"),
    path(f"{FOUND}/charter/<slug:key>/", charter.question, name="charter_question"),
    path(f"{FOUND}/rules/", rules.rules, name="rules"),
    path(f"{FOUND}/rules/begin/", rules.begin, name="begin_rules"),
    path(f"{FOUND}/rules/draft/", rules.draft, name="rules_draft"),
    path(f"{FOUND}/rules/draft/drop/", rules.drop, name="drop_rules"),
    path(f"{FOUND}/rules/versions/", rules.versions, name="rules_versions"),
    path(f"{FOUND}/rules/readers/", rules.readers, name="rules_readers"),
    path(f"{FOUND}/team/", team.team, name="team"),
    path(f"{FOUND}/team/new/", team.duty, name="new_duty"),
    path(f"{FOUND}/team/<int:duty>/", team.duty, name="duty"),
    path(f"{FOUND}/team/<int:duty>/end/", team.end, name="end_duty"),
    path(f"{FOUND}/kit/", kit.kit, name="kit"),
    path(f"{FOUND}/kit/logo/", kit.logo, name="put_logo"),
    path(f"{FOUND}/kit/logo.png", kit.logo_file, name="kit_logo"),
    path(f"{FOUND}/kit/poster.<str:form>", kit.poster, name="poster"),
    path(f"{FOUND}/room/", room.room, name="room"),
    path(f"{FOUND}/room/<int:room>/", room.came, name="room_came"),
    path(f"{FOUND}/room/<int:room>/close/", room.close, name="close_room"),
    path(f"{FOUND}/gallery/", gallery.gallery, name="gallery"),
    path(f"{FOUND}/gallery/<int:image>/", gallery.decide, name="decide_image"),
    path(f"{FOUND}/gallery/<int:image>.jpg", gallery.file, name="gallery_image"),
    path(f"{FOUND}/delete/", deletion.delete, name="delete_community"),
    path(f"{IN}/drawing/", drawing.drawing, name="drawing"),
    path(f"{IN}/drawing/stop/", drawing.stop, name="stop_drawing"),
    path(f"{IN}/drawing/anew/", drawing.draw_anew, name="draw_anew"),
    path(f"{IN}/search/", search.search, name="search"),
]
