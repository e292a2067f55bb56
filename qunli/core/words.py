"""Lazy translation by its customary name, so that pure decisions can word a refusal without knowing Django."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

__all__ = ["_"]
