"""English words of somebody who is bothered or neglected, in lower case."""

from __future__ import annotations

from qunli.analysis.cues import complaint

_VERY = "(?:very |really |so |too |super |quite |pretty |extremely |incredibly |a bit |much |way |that )+"

COMPLAINTS = (
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
