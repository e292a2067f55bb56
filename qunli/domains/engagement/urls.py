"""Addresses of the pages about polls, check-ins, questions and the feedback box."""

from __future__ import annotations

from django.urls import path

from qunli.domains.engagement import views

IN = "c/<slug:community>/enliven"
urlpatterns = [
    path(f"{IN}/", views.polls, name="enliven"),
    path(f"{IN}/polls.csv", views.polls_csv, name="polls_csv"),
    path(f"{IN}/polls/<int:poll>/", views.poll, name="poll"),
    path(f"{IN}/check-ins/", views.check_ins, name="check_ins"),
    path(f"{IN}/check-ins/<int:check_in>/", views.check_in, name="check_in"),
    path(f"{IN}/check-ins/<int:check_in>.csv", views.check_in_csv, name="check_in_csv"),
    path(f"{IN}/questions/", views.questions, name="questions"),
    path(f"{IN}/questions.csv", views.questions_csv, name="questions_csv"),
    path(f"{IN}/feedback/", views.feedback, name="feedback_box"),
    path(f"{IN}/feedback.csv", views.feedback_csv, name="feedback_csv"),
    path(f"{IN}/feedback/<int:feedback>/", views.one_feedback, name="feedback"),
]
