"""Puts the rooms together: settings, addresses, registries of handlers and tasks, servers, command line."""
