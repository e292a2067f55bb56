"""Groups, what was said in them, who came and went, and how histories come in."""
