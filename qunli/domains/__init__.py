"""The business, one folder a domain. Each is entered only by its facade, events and ports."""
