"""Addresses of the pages about cases and policies."""

from __future__ import annotations

from django.urls import path

from qunli.domains.moderation import policy_views, views

IN = "c/<slug:community>/govern"
urlpatterns = [
    path(f"{IN}/cases/", views.cases, name="moderation"),
    path(f"{IN}/cases/decide/", views.decide, name="moderation_decide"),
    path(f"{IN}/cases/<int:case>/", views.case, name="moderation_case"),
    path(f"{IN}/people/<int:person>/", views.person, name="moderation_person"),
    path(f"{IN}/people/<int:person>/change/", views.change_person, name="moderation_change_person"),
    path(f"{IN}/appeals/", views.appeals, name="moderation_appeals"),
    path(f"{IN}/appeals/<int:appeal>/", views.answer, name="moderation_answer"),
    path(f"{IN}/log/", views.log, name="moderation_log"),
    path(f"{IN}/learning/", views.rules_learn, name="rules_learn"),
    path(f"{IN}/learning/<int:lesson>/", policy_views.lesson, name="lesson"),
    path(f"{IN}/policies/", policy_views.policies, name="policies"),
    path(f"{IN}/policies/change/", policy_views.change, name="change_policies"),
    path(f"{IN}/policies/line/<slug:line>/", policy_views.line, name="policy_line"),
    path(f"{IN}/policies/words/<slug:name>/", policy_views.word_list, name="word_list"),
    path(f"{IN}/policies/rehearsals/<int:rehearsal>/", policy_views.rehearsal, name="rehearsal"),
    path(f"{IN}/policies/rehearsals/<int:rehearsal>/stop/", policy_views.stop, name="stop_rehearsal"),
]
