"""Keeps the rollups, runs the analysis, publishes findings."""
