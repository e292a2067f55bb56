"""What a policy answers: yes, or no with a reason a person can read."""

from __future__ import annotations

from dataclasses import dataclass

from qunli.core.refusals import Forbidden, Sentence


@dataclass(frozen=True)
class Verdict:
    """`reason` is null when allowed."""

    reason: Sentence | None = None

    def __bool__(self) -> bool:
        return self.reason is None

    def or_refuse(self) -> None:
        """Raises `Forbidden` with the reason."""
        if self.reason is not None:
            raise Forbidden(self.reason)


ALLOWED = Verdict()


def allow_if(condition: bool, reason: Sentence) -> Verdict:
    """`ALLOWED` when the condition holds, otherwise the reason."""
    return ALLOWED if condition else Verdict(reason)
