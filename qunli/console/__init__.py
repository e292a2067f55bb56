"""The operator's shell and the screens that need several domains."""
