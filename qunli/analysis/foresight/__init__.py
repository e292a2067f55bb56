"""What is likely to become of members: measures of each at a moment, and lines learned across communities and from the
community's own past. `leave` and `rise` stand on it."""
