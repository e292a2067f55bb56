"""Plain Python used everywhere. No Django."""
