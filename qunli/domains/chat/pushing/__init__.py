"""Telling members on their devices what concerns them while they are away."""
