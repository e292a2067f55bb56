"""Screens that need several domains, and the way in."""
