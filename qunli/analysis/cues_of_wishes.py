"""English words of somebody who wishes for something, in lower case."""

from __future__ import annotations

from qunli.analysis.cues import wish

_LOVELY = "nice|great|cool|awesome|lovely|handy|amazing|fantastic|wonderful|neat"
_GOOD = "good|helpful|useful|ideal|better|worthwhile|interesting"
_MAKE = (
    "add|support|include|introduce|implement|bring|allow|offer|provide|enable|expose|improve|make|publish|release|"
    "archive|document|change|relax|remove|rename|bump|revisit|extend|split|break"
)

WISHES = (
    # Wishes.
    wish(
        "wishing",
        3,
        "would|'d ",
        rf"(?:\bwould|'d) (?:\w+ )?be (?:\w+ ){{0,2}}(?:{_LOVELY}),? (?:\w+ ){{0,2}}(?:if|to(?! (?:know|understand|"
        r"hear|see what|open|file|confirm|check|discuss|talk|try|meet|avoid|get in|point|double))|for(?! me to see)|"
        r"when|having|addition|improvement|feature)(?! (?:someone|anyone|you (?:could|can|would)))\b",
    ),
    wish(
        "wishing",
        2.5,
        "would|'d ",
        rf"(?:\bwould|'d) (?:\w+ )?be (?:\w+ ){{0,2}}(?:{_GOOD}),? (?:\w+ ){{0,2}}(?:if (?:we|you|there|it|they|"
        r"wasmtime|the)|to (?:have|be able|add|support|reuse|expose|allow)|when|having)\b",
    ),
    wish(
        "wishing",
        2.5,
        "would be",
        r"(?<!that )(?<!it )(?<!this )(?<!which )(?<!example )\bwould be (?:a )?(?:really |so |very |"
        rf"pretty )?(?:{_LOVELY}|ideal|a godsend|useful|helpful)\b(?! (?:to|for|if|thing))",
    ),
    wish(
        "wishing",
        3,
        "wish",
        r"\b(?:i|we|people|really|just|still|do) wish (?!i (?:could|knew|had time)|to\b|you (?:all|good|luck))|"
        r"^\s*wish (?:there|we|it|you|they)\b|\bwish ?list\b",
    ),
    wish(
        "wishing",
        2.5,
        "if only",
        r"\bif only (?:\w+ ){1,4}(?:were|was|had|could|would|did)\b",
    ),
    wish(
        "wishing",
        2.5,
        "love|like",
        r"\b(?:i|we)(?:'d| would)(?: really| also| personally| definitely)* (?:love (?:to (?:see|have|get (?:a|an|"
        r"some)|be able|use)|it if|if|a|an|some|support|for)|like (?:to (?:see|be able)(?! the (?:quality|code|output|"
        r"result))|it if|more|support))\b",
    ),
    wish(
        "wishing",
        1.5,
        "hope|hoping|looking forward",
        r"\b(?:(?:i|we)(?:'m| am|'re| are)? (?:\w+ )?(?:hope|hoping) (?:that )?(?:we|you|they|there|someday|one day|"
        r"to see)(?! (?:are|is|helps|have a))|looking forward to (?:seeing|having|the))\b",
    ),
    # Asking for something.
    wish(
        "requesting",
        3,
        "feature request|propos|suggest|request",
        r"\b(?:feature[- ]requests?|(?:i|we)(?:'d| would)(?: also)? (?:like to )?(?:propose|suggest|"
        rf"request) (?:(?:\w+ ){{0,3}}(?:{_MAKE})\w*|the addition|a new|that))",
    ),
    wish(
        "requesting",
        3,
        "plan|eta|roadmap|timeline",
        r"\b(?:(?:(?:any|(?:is|are) there|(?:is|are) there a|have (?:you|they) (?:a|"
        r"any)) (?:\w+ )?plans? (?:\w+ )?(?:to|for|on|of|around|in))|any (?:eta|timeline|progress|movement|"
        r"news) (?:for|of|on|when)|on (?:the|your) roadmap[^.!]*\?|(?:is|was|if) (?:this|it|that) planned)\b",
    ),
    wish(
        "requesting",
        2.5,
        "when will|when can|when is|when are",
        r"\bwhen (?:will|can we|is|are) [^.!?\n]{3,80}(?:support|available|released?|ready|land|ship|fixed|added|"
        r"expect)\w*[^.!?\n]{0,60}\?",
    ),
    wish(
        "requesting",
        2.5,
        "please",
        rf"\bplease,? (?:consider|fix|{_MAKE}|bring back)\b(?! (?:your|a repro|the repro|logs?|more details|an example|"
        r"me\b|sure))",
    ),
    wish(
        "requesting",
        2.5,
        "can we|could we|should we|can it|could it|can they|could they|can you|could you",
        r"\b(?:can|could|should) (?:we|it|they)(?: please| maybe| perhaps| also| at least|"
        rf" just)* (?:{_MAKE})\b|\b(?:can|could) you (?:please )?(?:support|implement|bring back|release|consider|"
        r"relax|enable|allow)\b",
    ),
    wish(
        "requesting",
        2.5,
        "would it be possible|would it be feasible|would it make sense|wouldn't it be",
        r"\bwould(?:n'?t)? it (?:be (?:possible|feasible|reasonable|better|nice|crazy|acceptable)|make sense) (?:to|"
        rf"if) (?:\w+ )?(?:{_MAKE}|have|get|we|you|there)\b",
    ),
    wish(
        "requesting",
        2.5,
        "interest|open to|appetite|suppose you",
        r"\b(?:is there (?:any |an )?(?:interest|appetite|desire) (?:in|for|to)|(?:be|are|is) (?:folks |people |you |"
        r"anyone )?(?:be )?(?:open to|interested in) (?:adding|having|supporting|making)|i don'?t suppose you)\b",
    ),
    wish(
        "requesting",
        2,
        "how about|what about|why not|+1",
        r"\b(?:how|what) about (?:adding|supporting|making|having)\b|\bwhy not (?:add|support|make|offer)\b|\+1 for\b",
    ),
    # What ought to be there.
    wish(
        "needing",
        2,
        "should",
        r"\b(?:there|they|the \w+) (?:really |probably |also |definitely |maybe )*should (?:really |probably |also |"
        r"definitely |maybe |just |at least )*(?:be (?:some|easier|documented|better|fixed|improved|supported|"
        r"renamed)|have (?:a|an|some|more|better)|add|support|allow|offer|provide|improve|document)\b",
    ),
    wish(
        "needing",
        2,
        "needs ",
        r"\bneeds (?:more|better|a better|a lot of work|some love)\b",
    ),
    wish(
        "needing",
        2,
        "worth",
        r"\b(?:might|would|may|could|probably|be) (?:be )?worth (?:having|adding|supporting|re-?evaluating)\b",
    ),
    wish(
        "needing",
        2.5,
        "way",
        r"\b(?:wish|want|need|be|have) (?:a|an|some) (?:much )?(?:better|easier|nicer|cleaner|cheaper|simpler) way\b",
    ),
    wish(
        "needing",
        2.5,
        "easier if|life",
        r"\b(?:make|making) (?:my|our|life|things|it) (?:\w+ ){0,3}easier if\b",
    ),
    wish(
        "needing",
        1.5,
        "need|want|miss|prefer|support for",
        r"\b(?:(?:i|we) (?:really |do |badly )(?:need|want|miss)|i(?:'d| would) (?:much )?prefer (?:if|that|it|to)|"
        r"add(?:ing)? support for)\b",
    ),
)
