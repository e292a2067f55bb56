"""Why something was not done. A refusal is an answer for a person, never a crash."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class Refusal(Exception):
    """Base of every refusal: `code` is stable for programs, `sentence` is translated for people."""

    code = "refused"
    status = 400

    def __init__(self, sentence: Sentence, *, code: str | None = None, field: str | None = None) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.code = code or self.code
        self.field = field


class Invalid(Refusal):
    """What was sent cannot be right; `field` names the part."""

    code = "invalid"
    status = 422


class Forbidden(Refusal):
    """The actor is known and may not."""

    code = "forbidden"
    status = 403


class NotFound(Refusal):
    """Absent and hidden refuse alike."""

    code = "not_found"
    status = 404

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(sentence or _("There is nothing here, or it is not yours to see."))


class Conflict(Refusal):
    """It cannot be done in the present state."""

    code = "conflict"
    status = 409


class TooMany(Refusal):
    """A limit on how often or how much was reached."""

    code = "too_many"
    status = 429
