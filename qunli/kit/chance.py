"""Chance, handed to what decides by it, so that decisions stay pure and a test can choose."""

from __future__ import annotations

import secrets
from collections.abc import Callable

Chance = Callable[[int], int]
"""A whole number from 0 on and below the one given, each as likely as the others."""

fair: Chance = secrets.randbelow
"""Nobody can tell what comes next, whatever came before."""
