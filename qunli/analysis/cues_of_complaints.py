"""English words of somebody who complains or reports a problem, in lower case."""

from __future__ import annotations

from qunli.analysis.cues import complaint

_DO = "work|start|load|open|run|build|compile|link|install|connect|respond|update|get"
_MUCH = "(?:actually |really |even |seem to |properly |currently |quite |still |just |ever )*"
_VERY = "(?:very |really |so |too |super |quite |pretty |extremely |incredibly |a bit |much |way |that )+"
_TROUBLE = "errors?|err|issues?|problems?|panics?|failures?|crash(?:es)?|warnings?|bugs?|outages?"
_ASIDE = r"(?:(?!\w+ed\b|watching|no\b|any\b|that\b|with\b|to\b|your\b|you\b)[\w-]+ ){0,3}"

COMPLAINTS = (
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
    # What bothers.
    complaint(
        "bother",
        3,
        "annoy|frustrat|terribl|awful|horribl|disappoint|dissapp|dissapoint|ridiculous|unusable|unacceptable|"
        "useless|infuriat|tired of|sick of|hate|waste of|nightmare|error prone|error-prone|wtf|fuck",
        r"\b(?:annoy(?:ed|ing|s)|frustrat(?:ed|ing|ion)|terrible|awful|horribl[ey]|diss?app?oint(?:ed|ing|ment)|"
        r"ridiculous|unusable|unacceptable|useless|infuriating|(?:tired|sick) of|hate (?:that|it|how|when|the|this)|"
        r"(?:i|we) (?:\w+ )?hate|"
        r"waste of (?:time|money)|nightmare|error[- ]prone|wtf|what the fuck)\b",
    ),
    complaint(
        "bother",
        2,
        "a pain|painful|a mess",
        r"\b(?:(?:is|are|was|such|been) (?:\w+ ){0,2}a (?:\w+ )?(?:pain|mess)|painful(?:ly slow)?)\b",
    ),
    complaint(
        "bother",
        2,
        "slow|lag",
        rf"\b(?:(?:{_VERY}|is |are |was |got |getting )(?:\w+ )?(?:slow|slower|laggy)|slowdown|lags)\b",
        own=True,
    ),
    complaint(
        "bother",
        2.5,
        "forever|ages|hours|long|wait time",
        r"\b(?:tak(?:es?|ing) (?:\w+ )?(?:forever|ages|hours|way too long|so long|too long)|wait time)\b",
    ),
    complaint(
        "bother",
        2.5,
        "expensive|price|rip|refund|scam|charged",
        r"\b(?:(?:too|so|very|way too) expensive|overpriced|rip-?off|ripped off|(?:want|need|get|"
        r"give) (?:\w+ ){0,3}refund|scam(?:med)?|charged (?:me |us )?(?:twice|again))\b",
    ),
    complaint(
        "bother",
        2,
        "confus|misleading|unintuitive|hostile|rude|surpris|underdeveloped|lacking|brittle|limited",
        r"\b(?:(?:is|are|was|bit|very|really|pretty|quite) (?:\w+ )?(?:confusing|misleading|unintuitive|hostile|rude|"
        rf"brittle|underdeveloped|lacking)|{_VERY}(?:confusing|rude|hostile|limited))\b",
    ),
    complaint(
        "bother",
        2,
        "hard to|difficult to|tricky to|great|good|clear|helpful|obvious|think",
        r"\b(?:(?:is|are|was|so|too|very|really|pretty|quite|it'?s|find it) (?:\w+ )?(?:hard|difficult|"
        r"tricky) to (?:find|use|read|understand|follow|figure|tell|debug)|(?:is|are)(?:n'?t| not) (?:very |really |"
        r"that |so )?(?:great|good|clear|helpful|obvious)|don'?t think (?:\w+ ){0,4}(?:is|are) (?:\w+ )?(?:great|good|"
        r"right|helpful|fair))\b",
    ),
    complaint(
        "bother",
        1,
        "unfortunate|sadly|worse",
        r"\b(?:unfortunately|sadly|(?:got|getting|even|much) worse)\b",
    ),
    # What is missing, or what nobody cares for.
    complaint(
        "neglect",
        2,
        "docs|documentation|documented|examples",
        r"\b(?:no (?:\w+ )?(?:docs|documentation|examples)|(?:is|are)n'?t (?:well )?documented|undocumented|(?:docs|"
        r"documentation|examples) (?:is|are|seem|seems) (?:\w+ )?(?:lacking|missing|wrong|sparse|outdated|poor|bad|"
        r"thin|broken)|not many (?:\w+ ){0,3}(?:examples|docs|tutorials))\b",
    ),
    complaint(
        "neglect",
        2,
        "nobody|no one|noone|ignored|no response|no reply|no answer|heard back|still no|still wait|lack",
        r"\b(?:(?:nobody|no ?one) (?:\w+ )?(?:answer|repl|respond|care|help)\w*|been ignored|no (?:response|reply|"
        r"answer) (?:from|yet)|(?:haven'?t|never|not) heard back|still (?:no (?:answer|reply|response|fix|news|"
        r"update)|waiting)|lack(?:s|ing) (?:any|support|proper|basic)|lack of (?:support|docs|documentation|"
        r"response))\b",
    ),
    complaint(
        "neglect",
        1.5,
        "outdated|out of date|out-of-date|unmaintained|keeping up",
        r"\b(?:outdated|out[- ]of[- ]date|unmaintained|not keeping up)\b",
        own=True,
    ),
)
