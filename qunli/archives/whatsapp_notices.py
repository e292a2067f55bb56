"""What WhatsApp itself says in a group, in the language of the phone that exports: who came, who went, who was removed.

A sentence that is not in the table is a notice of another kind (a new picture, encryption, settings).
"""

from __future__ import annotations

import re
from collections.abc import Container

from qunli.archives.notices import EXPORTER, Kind, Notice
from qunli.archives.whatsapp_sentences import SENTENCES

_LONGEST = 500
_YOU_WORDS = "you du dich tú vous você tu u jij je anda вы вас тебя 您 你"
_YOU = frozenset(_YOU_WORDS.split())
_NOT_A_PERSON = re.compile(
    r"[\"“”„«»]|: |群组|群組|社群|群的|消息|訊息|"
    r"\b(?:group|community|gruppe|grupo|gruppo|groupe|groep|grup|grupnya|comunidad|comunidade|comunità|communauté"
    r"|komunitas|группу|группы|сообщество|message|nachricht|mensaje|mensagem|messaggio|bericht|pesan|сообщение)\b",
    re.IGNORECASE,
)
_LIST = re.compile(r", (?:and |und |y a |y |et |e |en |dan |и |和 )?| (?:and|und|y a|y|et|e|en|dan|и|和|及) |、|，")
_COUNT = re.compile(r"\d+ \D.*|其他.*|另外.*")

_SHORT = {
    "WHO": "(?P<who>.{1,300}?)",
    "BY": "(?P<by>.{1,80}?)",
    "HERE": "(?:此|这个|這個|该|該|本)?(?:群组|群組|群)?",
    "END": r"(?:\(-?а\)|а|и)?",
}


def _compiled(sentence: str) -> re.Pattern[str]:
    pattern = sentence.replace("END", r"(?:\(-?а\)|а|и)?").replace(
        "HERE", "(?:此|这个|這個|该|該|本)?(?:群组|群組|群)?"
    )
    pattern = pattern.replace("WHO", "(?P<who>.{1,300}?)").replace("BY", "(?P<by>.{1,80}?)")
    return re.compile(_once_each(pattern))


def _once_each(pattern: str) -> str:
    """Python wants a group's name once only; in alternatives the later ones get another name."""
    for name in ("who", "by"):
        first, *others = pattern.split(f"(?P<{name}>")
        pattern = first + "".join(f"(?P<{name}{'_' * index}>{rest}" for index, rest in enumerate(others))
    return pattern


_TABLE = tuple(
    (re.compile(hint), tuple((kind, _compiled(sentence)) for kind, sentence in sentences))
    for hint, sentences in SENTENCES
)


def notice_of(sentence: str, known: Container[str] = ()) -> Notice | None:
    """What a sentence of WhatsApp's own says about who is in the group, or None. A name that is in `known` is one
    person although it may look like a list of them ("Salt and Pepper")."""
    text = sentence.strip().removesuffix(".").removesuffix("。").replace("’", "'")
    if not text or len(text) > _LONGEST:
        return None
    small = text.casefold()
    for hint, sentences in _TABLE:
        if hint.search(small) is None:
            continue
        for kind, pattern in sentences:
            match = pattern.fullmatch(text)
            if match is not None and (notice := _read(kind, match, known)) is not None:
                return notice
    return None


def _read(kind: Kind, match: re.Match[str], known: Container[str]) -> Notice | None:
    found = match.groupdict()
    written = [name.strip() for key, name in found.items() if key.startswith("who") and name]
    people, others = _people(written[0], known) if written else ((EXPORTER,), False)
    actors = [_person(name) for key, name in found.items() if key.startswith("by") and name]
    if any(_NOT_A_PERSON.search(name) for name in (*people, *actors)):
        return None
    by = actors[0] if actors and actors[0] != EXPORTER else None
    return Notice(kind, people, by, found.get("group"), others)


def _people(written: str, known: Container[str]) -> tuple[tuple[str, ...], bool]:
    if written in known:
        return (written,), False
    pieces = [piece.strip() for piece in _LIST.split(written) if piece.strip()]
    named = tuple(_person(piece) for piece in pieces if not _COUNT.fullmatch(piece))
    return named, len(named) < len(pieces)


def _person(name: str) -> str:
    return EXPORTER if name.strip().casefold() in _YOU else name.strip()
