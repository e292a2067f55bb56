"""Pure: how much to count at a time."""

from __future__ import annotations

CELLS = 200
"""Group-days taken up in the first step, when nothing is known of how much is said on one."""
MESSAGES = 300_000
"""Messages to read in a step: enough that starting a query costs little, few enough to hold at once."""
FEWEST, MOST = 20, 4_000


def next_cells(cells: int, messages: int) -> int:
    """How many group-days to take up next, after `cells` of them came to `messages`."""
    wished = cells * MESSAGES // max(messages, 1)
    return max(FEWEST, min(MOST, 4 * cells, wished))
