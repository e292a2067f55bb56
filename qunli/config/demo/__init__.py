"""A simulated community that lives while the demo runs. It comes in by the same path as a real history."""
