"""Operators, their colleagues with roles, and the communities they run."""
