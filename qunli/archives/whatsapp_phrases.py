"""WhatsApp's phrases by meaning, in the languages of the phones that export. The phrases themselves are in the file
beside this one that ends in .toml."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_PHRASES: dict[str, dict[str, list[str]]] = tomllib.loads(
    files("qunli.archives").joinpath("whatsapp_phrases.toml").read_text(encoding="utf-8")
)
_SAID = _PHRASES["said"]

OMITTED: dict[str, str] = {
    phrase.casefold(): kind for kind, phrases in _PHRASES["omitted"].items() for phrase in phrases
}
"""What stands where an attachment was not exported, and the kind of attachment."""
DELETED = frozenset(_SAID["deleted"])
EDITED = frozenset(_SAID["edited"])
ATTACHED = frozenset(_SAID["attached"])
POLLS = frozenset(_SAID["polls"])
LIVE_PLACES = frozenset(_SAID["live_places"])
ENCRYPTION = tuple(_SAID["encryption"])
"""How the notice begins that every chat starts with."""
