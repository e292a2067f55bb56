"""People, their identities on chat platforms, and which identities are one person."""
