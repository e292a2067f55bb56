"""Connections to chat platforms: what comes in is stored and understood, what goes out waits in line."""
