"""Policies, verdicts, cases, sanctions, appeals and the permits of advertisements."""
