"""Addresses of the member pages."""

from __future__ import annotations

from django.urls import path

from qunli.portal.views import about, conduct, door, dress, files, gallery, groups, join, joining, me, people, rules

IN = "m/<slug:community>"
urlpatterns = [
    path("m/", me.communities, name="my_communities"),
    path(f"{IN}/", groups.groups, name="portal"),
    path(f"{IN}/door/", door.door, name="door"),
    path(f"{IN}/groups/<int:group>/", groups.group, name="group"),
    path(f"{IN}/groups/<int:group>/messages/", groups.messages, name="group_messages"),
    path("join/", join.join, name="join"),
    path("join/in/", join.come_in, name="join_room"),
    path(f"{IN}/about/", about.about, name="about"),
    path(f"{IN}/about/<int:promise>/", about.vote, name="vote"),
    path(f"{IN}/rules/", rules.rules, name="read_rules"),
    path(f"{IN}/gallery/", gallery.gallery, name="pictures"),
    path(f"{IN}/gallery/<int:image>/", gallery.picture, name="picture"),
    path(f"{IN}/gallery/<int:image>/<str:size>.jpg", gallery.file, name="picture_file"),
    path(f"{IN}/card/", dress.card, name="card"),
    path(f"{IN}/card.<str:form>", dress.card_file, name="card_file"),
    path(f"{IN}/kit.css", dress.stylesheet, name="dress"),
    path(f"{IN}/logo.png", dress.logo, name="logo"),
    path(f"{IN}/groups/<int:group>/files/", files.upload, name="upload_file"),
    path(f"{IN}/groups/<int:group>/search/", groups.search, name="group_search"),
    path(f"{IN}/groups/<int:group>/pins/", groups.pins, name="group_pins"),
    path(f"{IN}/groups/<int:group>/messages/<int:seq>/", groups.change, name="change_message"),
    path(f"{IN}/files/<str:token>/<str:name>", files.file, name="file"),
    path(f"{IN}/groups/<int:group>/messages/<int:seq>/report/", conduct.report, name="report_message"),
    path(f"{IN}/me/", me.me, name="me"),
    path(f"{IN}/me/cases/", conduct.cases, name="my_cases"),
    path(f"{IN}/me/cases/<int:case>/", conduct.case, name="my_case"),
    path(f"{IN}/me/log/", conduct.log, name="portal_log"),
    path(f"{IN}/me/card/", me.card, name="my_card"),
    path(f"{IN}/me/data/", me.data, name="my_data"),
    path(f"{IN}/me/data/export/", me.export, name="my_export"),
    path(f"{IN}/me/data/consent/", me.withdraw_consent, name="withdraw_consent"),
    path(f"{IN}/me/data/erase/", me.erase, name="erase_me"),
    path(f"{IN}/me/leave/", me.leave, name="leave"),
    path(f"{IN}/me/invitations/", me.invitations, name="my_invitations"),
    path(f"{IN}/me/invitations/<int:invitation>/withdraw/", me.withdraw_invitation, name="withdraw_my_invitation"),
    path(f"{IN}/me/invitations/<int:invitation>/qr.svg", me.qr, name="my_invitation_qr"),
    path(f"{IN}/welcome/", me.welcome, name="welcome"),
    path(f"{IN}/join/", joining.knock, name="knock"),
    path(f"{IN}/join/withdraw/", joining.withdraw, name="withdraw_application"),
    path(f"{IN}/people/", people.people, name="people"),
    path(f"{IN}/people/<int:person>/", people.one, name="person"),
    path(f"{IN}/people/<int:person>/greet/", people.greet, name="greet"),
    path(f"{IN}/introductions/", people.introductions, name="introductions"),
    path(f"{IN}/introductions/propose/", people.introduce, name="introduce"),
    path(f"{IN}/introductions/<int:introduction>/", people.answer, name="answer_introduction"),
    path("j/<str:token>/", joining.open_link, name="open_link"),
    path("i/<str:token>/", joining.sign_in, name="sign_in_link"),
]
