"""What a complaint or a wish is told by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["complaint", "wish"]


@dataclass(frozen=True)
class Cue:
    """Words that speak for `kind`. `family` names what they say, `weight` how much they count. A message that contains
    none of `keys` is not searched: looking for a few letters costs a hundredth of a pattern. `own`: the words count
    only where the writer speaks of themselves or of now."""

    kind: Kind
    family: str
    weight: float
    keys: tuple[str, ...]
    pattern: re.Pattern[str]
    own: bool = False


def complaint(family: str, weight: float, keys: str, pattern: str, own: bool = False) -> Cue:
    """A cue of complaints; `keys` are separated by bars. Families: failing, trouble, bother, neglect."""
    return Cue("complaint", family, weight, tuple(keys.split("|")), re.compile(pattern), own)


def wish(family: str, weight: float, keys: str, pattern: str) -> Cue:
    """A cue of wishes; `keys` are separated by bars. Families: wishing, requesting, needing."""
    return Cue("wish", family, weight, tuple(keys.split("|")), re.compile(pattern))
