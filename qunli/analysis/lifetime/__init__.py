"""How often members will buy again, how much they will spend, and how sure that is. The words are in README.md."""
