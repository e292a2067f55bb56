"""How somebody stands to what they say: their own case, or supposed, settled, denied, offered or merely asked about."""

from __future__ import annotations

import re

from qunli.analysis.cues import Kind

NEAR = 60
"""Characters before a cue within which somebody may have said that it is only supposed."""
DENIED_WITHIN = 40
_OWN_COUNTS, _SUPPOSED_COUNTS, _SETTLED_COUNTS, _ASKED_COUNTS, _OFFER_COUNTS = 0.5, -1.5, -2.0, -1.0, -2.0

_OWN = re.compile(
    r"\b(?:i|i'm|i've|me|my|we|we're|our|us|here|now|today|again|still|currently|just|latest|this|main|ci)\b"
    r"|我|咱|本人|今天|现在|又|还是"
)
_SUPPOSED = re.compile(
    r"\b(?:if|unless|in case|whether|would|could|might|may|should|you(?:'ll|'re|r)?|assum\w+|in theory|hypothetical\w*|"
    r"e\.g\.|suppose|likely|probably|perhaps|imagine|intended|by design)\b|如果|要是|假如|万一|可能会|会不会"
)
_SETTLED = re.compile(
    r"\b(?:fixed|fixes|solved|solves|resolved|works (?:now|fine|great|well|perfectly)|working now|worked|it was my|"
    r"my (?:bad|mistake|fault)|never ?mind|nvm|figured|thank(?:s| you)|no longer (?:a|an) (?:issue|problem)|"
    r"glad|happy)\b|修好了|解决了|搞定|好了(?:谢谢)?$|没事了|可以了|已修复|谢谢"
)
_DENIED = re.compile(
    r"(?:\b(?:no|not|n't|never|without|isn't|aren't|wasn't|don't|doesn't|didn't|any|avoid\w*|prevent\w*|fix\w*|"
    r"rather than|instead of|to reproduce|not reproduce|could reproduce|handle|handling|catch\w*)(?: \w+){0,2}|"
    r"没有?|不会?(?:再)?|别|无|未|从不|并不)\s*$"
)
_OFFER = re.compile(
    r"\b(?:if you(?:'d| would)?|feel free|let me know|(?:could|can|would) you (?:please )?(?:file|open|share|post|try|"
    r"paste|send|check|provide|clarify|elaborate|explain|describe|point)|happy to|love to (?:help|hear|know|chat|learn|"
    r"understand|contribute|take|work|join)|you (?:might|may|could|can|should|need|want|'ll)|we(?:'ll| will)|"
    r"i(?:'ll| will|'m going to| can)|i'd (?:recommend|say|guess|expect|be (?:happy|curious|surprised)))\b"
    r"|帮我|帮忙|帮看|祝|希望大家(?:都)?(?:好|开心|健康|顺利)|我(?:来|可以)"
)
_HOW = re.compile(r"\bhow (?:do|can|could|should|would|to)\b")
_HOW_TO = re.compile(
    r"^\W*(?:(?:hi|hey|hello|so|and|also|but|ok)\b[\s,!]*(?:all|everyone|team|folks|there)?[\s,!]*)*"
    r"(?:how (?:do|can|should|would|to)|what(?:'s| is| are| does| do)|where|which|who|is (?:it|there)|are there|"
    r"does|do|can i|could i|should i|has any|any ?one)\b[^?]*\?\s*$"
    r"|^(?:请问|怎么|如何|哪里|什么是)[^？?]*[？?吗呢]\s*$"
)
_BUT = re.compile(r"\b(?:but|however|although|though)\b|但是?|可是|不过|就是")


def is_own(sentence: str) -> bool:
    """Whether the writer speaks of themselves or of now."""
    return _OWN.search(sentence) is not None


def is_denied(sentence: str, at: int) -> bool:
    """Whether what stands at position `at` is denied right before."""
    return _DENIED.search(sentence, max(0, at - DENIED_WITHIN), at) is not None


def stance(sentence: str, at: int, kind: Kind) -> float:
    """What the writer's stance adds to the score of a cue at position `at`; only the part between one "but" and the
    next counts. `sentence` is in lower case."""
    clause, at = _clause(sentence, at)
    said = _OWN_COUNTS if is_own(clause) else 0.0
    if kind == "wish":
        return said + (_OFFER_COUNTS if _OFFER.search(clause) or _HOW.search(clause) else 0.0)
    said += _SUPPOSED_COUNTS if _SUPPOSED.search(clause, max(0, at - NEAR), at) else 0.0
    said += _SETTLED_COUNTS if _SETTLED.search(clause) else 0.0
    return said + (_ASKED_COUNTS if _HOW_TO.match(clause) else 0.0)


def _clause(sentence: str, at: int) -> tuple[str, int]:
    begin = max((met.end() for met in _BUT.finditer(sentence, 0, at)), default=0)
    end = next((met.start() for met in _BUT.finditer(sentence, at)), len(sentence))
    return sentence[begin:end], at - begin
