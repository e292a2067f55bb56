"""Found: the pages on which a community is given a reason, rules, people who carry it, and a face."""
