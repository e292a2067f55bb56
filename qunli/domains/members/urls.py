"""Addresses of pages about members."""

from __future__ import annotations

from django.urls import path

from qunli.domains.members import applications_views, joining_views, views

IN = "c/<slug:community>/gather"
urlpatterns = [
    path(f"{IN}/same/", views.matches, name="matches"),
    path(f"{IN}/same/<int:match>/", views.decide_match, name="decide_match"),
    path(f"{IN}/same/undo/<int:merge>/", views.undo, name="undo_merge"),
    path(f"{IN}/<int:person>/merge/", views.merge, name="merge_member"),
    path(f"{IN}/<int:person>/describe/", views.describe, name="describe_member"),
    path(f"{IN}/<int:person>/erase/", views.erase, name="erase_member"),
    path(f"{IN}/applications/", applications_views.applications, name="applications"),
    path(f"{IN}/applications/decide/", applications_views.decide, name="decide_applications"),
    path(f"{IN}/applications/<int:application>/undo/", applications_views.undo, name="undo_application"),
    path(f"{IN}/newcomers/", applications_views.newcomers, name="newcomers"),
    path(f"{IN}/invitations/", joining_views.invitations, name="member_invitations"),
    path(f"{IN}/invitations/<int:invitation>/withdraw/", joining_views.withdraw, name="withdraw_member_invitation"),
    path(f"{IN}/invitations/<int:invitation>/qr.svg", joining_views.qr, name="member_invitation_qr"),
    path(f"{IN}/joining/", joining_views.joining, name="joining"),
    path(f"{IN}/joining/questions/", joining_views.question, name="ask_question"),
    path(f"{IN}/joining/questions/<str:question>/", joining_views.question, name="question"),
    path(f"{IN}/joining/questions/<str:question>/place/", joining_views.place, name="place_question"),
    path(f"{IN}/<int:person>/membership/", applications_views.membership, name="decide_membership"),
]
