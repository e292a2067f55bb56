"""Today: proposals with evidence, what was decided about them, and what came of it."""
