"""Red packets: money or points given to a group, split by chance or evenly."""
