"""What waits for a person to decide. A domain says in `matters.py` what of its own does; config gathers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qunli.core.actor import Actor
from qunli.core.refusals import Sentence


@dataclass(frozen=True)
class Matter:
    """`count` things of one `kind`. `words` is a lazy plural with %(count)d (`ngettext_lazy`), `why` says what hangs on
    it, `about` names up to three of them. `since`: how long the first has waited; `due`: when it should be settled at
    the latest, and `promised` whether members were told that moment. `deed` is what the button to `page` (the name of
    an address in a community, `args` after the community's) says."""

    kind: str
    count: int
    words: Any
    why: Sentence
    since: datetime
    due: datetime
    deed: Sentence
    page: str
    args: tuple[int, ...] = ()
    about: tuple[Sentence, ...] = ()
    promised: bool = False

    @property
    def title(self) -> str:
        """In the language of now."""
        return str(self.words % {"count": self.count})


Source = Callable[[Actor], list[Matter]]
"""Told in the actor's community, by counts that stand in an index. Nothing for somebody who cannot decide it."""
