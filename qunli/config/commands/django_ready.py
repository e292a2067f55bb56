"""Django for a command that works on the database."""

from __future__ import annotations


def django_ready() -> None:
    """Set Django up and bring the database up to date."""
    import django  # only commands that need the database pay for it

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
