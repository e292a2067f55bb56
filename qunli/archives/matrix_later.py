"""What later Matrix events did to earlier ones: edits, reactions, redactions, gathered before the messages are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from qunli.archives.matrix_rows import Row
from qunli.archives.records import Reaction

REACTION = "m.reaction"
REDACTION = "m.room.redaction"


@dataclass
class Later:
    """`edits` are the newest text and time by message; memory grows with edits and reactions, not with messages."""

    edits: dict[str, tuple[float, str | None]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    _reactions: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def learn(self, rows: Iterable[Row]) -> None:
        for row in rows:
            relation = row.content.relation
            if row.type == REDACTION and (target := row.redacts or row.content.redacts):
                self.gone.add(target)
            elif relation is None or not relation.event_id or row.is_redacted:
                continue
            elif row.type == REACTION and relation.key:
                self._reactions.setdefault(relation.event_id, []).append((relation.key, row.sender, row.event_id))
            elif relation.rel_type == "m.replace":
                self._edit(relation.event_id, row)

    def reactions(self, message: str) -> tuple[Reaction, ...]:
        """The reactions to a message that were not taken back."""
        people: dict[str, dict[str, None]] = {}
        for sign, person, event in self._reactions.get(message, ()):
            if event not in self.gone:
                people.setdefault(sign, {})[person] = None
        return tuple(Reaction(emoji=sign, count=len(by), people=tuple(by)) for sign, by in people.items())

    def _edit(self, message: str, row: Row) -> None:
        before = self.edits.get(message)
        if before is None or row.origin_server_ts >= before[0]:
            written = row.content.new_content
            body = written.get("body") if isinstance(written, dict) else None
            self.edits[message] = (row.origin_server_ts, body if isinstance(body, str) else None)
