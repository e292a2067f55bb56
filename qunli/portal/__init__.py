"""The member's shell and the screens that need several domains."""
