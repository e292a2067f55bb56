"""Copy a whole installation from SQLite to PostgreSQL."""
