"""Checkers and small tools of the project itself; nothing here runs in production."""
