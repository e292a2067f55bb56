"""Addresses of the pages about posts and elections."""

from __future__ import annotations

from django.urls import path

from qunli.domains.stewardship import views

IN = "c/<slug:community>/govern"
urlpatterns = [
    path(f"{IN}/posts/", views.posts, name="posts"),
    path(f"{IN}/posts/new/", views.post, name="new_post"),
    path(f"{IN}/posts/honour/", views.honour, name="honour"),
    path(f"{IN}/posts/said-in/", views.say_in, name="say_in"),
    path(f"{IN}/posts/<int:post>/", views.post, name="post"),
    path(f"{IN}/posts/<int:post>/decide/", views.decide_post, name="decide_post"),
    path(f"{IN}/elections/", views.elections, name="elections"),
    path(f"{IN}/elections/<int:call>/", views.election, name="election"),
    path(f"{IN}/elections/<int:call>/decide/", views.decide_election, name="decide_election"),
    path(f"{IN}/motions/<int:motion>/decide/", views.decide_motion, name="decide_motion"),
]
