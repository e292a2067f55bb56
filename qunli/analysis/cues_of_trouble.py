"""English words of somebody who reports that something does not work, in lower case."""

from __future__ import annotations

from qunli.analysis.cues import complaint

_DO = "work|start|load|open|run|build|compile|link|install|connect|respond|update|get"
_MUCH = "(?:actually |really |even |seem to |properly |currently |quite |still |just |ever )*"
_TROUBLE = "errors?|err|issues?|problems?|panics?|failures?|crash(?:es)?|warnings?|bugs?|outages?"
_ASIDE = r"(?:(?!\w+ed\b|watching|no\b|any\b|that\b|with\b|to\b|your\b|you\b)[\w-]+ ){0,3}"

TROUBLE = (
    # What does not work.
    complaint(
        "failing",
        2,
        "n't |not ",
        rf"\b(?:does|do|did|is|are|was)(?:n'?t| not) {_MUCH}(?:{_DO}|working|loading)\b",
    ),
    complaint(
        "failing",
        2,
        "won't|will not",
        r"\b(?:wo|will )n[o']t (?:start|load|open|run|build|compile|install|connect|update)\b",
    ),
    complaint(
        "failing",
        2,
        "not working|no longer|stopped|never work",
        r"\b(?:not working|no longer (?:works?|builds?|loads?)|stopped working|never worked)\b",
    ),
    complaint(
        "failing",
        2.5,
        "broke",
        r"\b(?:is|are|got|seems?|looks|completely|totally|still) (?:\w+ )?broken\b|\bbroke (?:my|our|it|everything)\b",
    ),
    complaint(
        "failing",
        1.5,
        "fail",
        r"\b(?:fails?|failing|failed) ?(?:again|with|when|on|at|to|for|because|after|due|:|\.|,|$)",
        own=True,
    ),
    complaint(
        "failing",
        2.5,
        "keep|kept",
        r"\bke(?:eps?|pt) (?:on )?(?:getting|crash|fail|hang|disconnect|ask|giv|say|send|throw|reset|report|"
        r"bounc)\w*(?! (?:better|more|used))",
    ),
    complaint(
        "failing",
        2.5,
        "crash|segfault|hang|freez|hung",
        r"\b(?:(?:it|app|server|this|just|always) (?:\w+ )?crash(?:es|ed)|crashing|segfault(?:s|ed|ing)?|freez(?:es|"
        r"ing)|hangs|(?:is|just|gets) (?:hanging|hung))\b",
    ),
    complaint(
        "failing",
        1.5,
        "panic",
        r"\bpanic(?:s|ked)\b",
        own=True,
    ),
    complaint(
        "failing",
        1.5,
        "unable|can't|cannot|cant|couldn't|couldnt|could not|succeed",
        r"\b(?:unable to|did(?: not|n't) succeed|(?:i|we) (?:still )?(?:can(?:'t|not|t)|could ?n[o']?t) (?:seem to|"
        r"even|get|figure|find|make|use|log|open|access|connect|build|compile|install|run|hit)\b)",
        own=True,
    ),
    complaint(
        "failing",
        1.5,
        "could not|couldn't|n't get",
        r"\b(?:could(?: not|n't) (?:parse|be|load|open|connect|resolve|build|compile|link)|n'?t get (?:\w+ed|through|"
        r"anywhere))\b",
        own=True,
    ),
    complaint(
        "failing",
        2,
        "something|nothing",
        r"\b(?:something (?:is|was|seems|went|must be) (?:\w+ )?(?:wrong|off|broken)|nothing (?:works|happens|"
        r"helps))\b",
    ),
    # Trouble that somebody has.
    complaint(
        "trouble",
        2.5,
        "err|issue|problem|panic|failure|crash|warning|bug|outage",
        r"\b(?:get(?:ting|s)?|got|see(?:ing)?|hit(?:ting)?|fac(?:e|ing)|encounter(?:ing|ed)?|run(?:ning)? into|"
        r"ran into|hav(?:e|ing)|has|throws?|threw|gives?|gave|experiencing|produced|stuck with) (?:me |us )?"
        rf"{_ASIDE}(?:{_TROUBLE})\b(?! (?:messages?|handling|types?|codes?|report))",
        own=True,
    ),
    complaint(
        "trouble",
        2,
        "error|issue|problem",
        r"\b(?:my|the|this|same) (?:\w+ ){0,2}(?:issue|problem|error)s? (?:i|we)(?:'m| am|'ve| have|'re| are)? (?:get|"
        r"hav|see|fac|hit|run|encounter)\w*|\bhere(?:'s| is) (?:my|the|an?) error\b",
        own=True,
    ),
    complaint(
        "trouble",
        2.5,
        "trouble|struggl|stuck|stump|difficult|hard time|heck of",
        r"\b(?:(?:having|had|have) (?:\w+ ){0,3}(?:trouble|difficult(?:y|ies)|hard time|heck of a time)|(?:i|we)(?:'m|"
        r" am|'re| are|'ve| have)? (?:\w+ )?(?:been )?(?:struggl(?:e|ing)|stuck|stumped))\b",
    ),
    complaint(
        "trouble",
        1.5,
        "regress|leak|buggy|is a bug|false positive",
        r"\b(?:regressed|(?:a|this|performance) regression (?:in|since|from|with|when)|(?:a|the|this) memory leak|"
        r"buggy|is a bug|false positives?)\b",
        own=True,
    ),
    complaint(
        "trouble",
        1,
        "reason|weird|strange|unexpected|suppose|odd",
        r"\b(?:for some reason|weird(?:ly)?|strange(?:ly)?|unexpected(?:ly)?|oddly|supposed to)\b",
    ),
)
