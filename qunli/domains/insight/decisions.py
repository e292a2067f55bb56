"""Pure: how much to count at a time, and which names can be listened for."""

from __future__ import annotations

from collections.abc import Iterable

from qunli.core.refusals import Invalid
from qunli.core.words import _

CELLS = 200
"""Group-days taken up in the first step, when nothing is known of how much is said on one."""
MESSAGES = 100_000
"""Messages to read in a step: enough that starting a query costs little, few enough that writing what was counted keeps
others from writing for a second or two at most."""
FEWEST, MOST = 20, 4_000


def next_cells(cells: int, messages: int) -> int:
    """How many group-days to take up next, after `cells` of them came to `messages`."""
    wished = cells * MESSAGES // max(messages, 1)
    return max(FEWEST, min(MOST, 4 * cells, wished))


NAMES, NAME_LENGTH = 50, 60


def names_asked(lines: Iterable[str]) -> list[str]:
    """Names as they are kept, each once. Raises `Invalid` when there are too many, or one is too long."""
    names = {" ".join(line.split()).lower(): " ".join(line.split()) for line in lines if line.strip()}
    if len(names) > NAMES:
        raise Invalid(_("These are too many names. Keep those that matter most, 50 at most."), field="names")
    if any(len(name) > NAME_LENGTH for name in names.values()):
        raise Invalid(_("One of these names is too long. Write one name on each line."), field="names")
    return list(names.values())
