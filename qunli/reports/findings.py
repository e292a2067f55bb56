"""What a report says, as plain values: the ground of the page, the PDF and the JSON form.

People are numbers here; `Findings.people` says what they are called. Times are whole seconds UTC, dates are days of the
report's time zone as ISO text.
"""

from __future__ import annotations

from msgspec import Struct, field


class Reason(Struct, frozen=True):
    """Why: a measure, its value here, and what is usual among those it is compared with (None when nothing is)."""

    measure: str
    value: float
    usual: float | None = None


class Span(Struct, frozen=True, kw_only=True):
    """What was read: first and last message, how many messages, people and places; bots are left out and counted."""

    first: int
    last: int
    messages: int
    people: int
    places: int
    bots: int


class Week(Struct, frozen=True):
    """Seven days from `start`: messages, people who wrote, people who wrote for the first time. Weeks are counted back
    from the end, so that the last one is whole."""

    start: str
    messages: int
    active: int
    newcomers: int


class Turn(Struct, frozen=True):
    """What would change the stage: so many people a week, for eight weeks, and it would be called `stage`."""

    stage: str
    active: float


class Ahead(Struct, frozen=True):
    """A week to come: people expected to write, and the bounds between which four weeks in five end up."""

    start: str
    active: float
    low: float
    high: float


class Stage(Struct, frozen=True, kw_only=True):
    """Where the life cycle stands: probabilities of each stage by name, whether the earning window is open and how
    likely that is, since when the stage has had this name, why, and what would change it."""

    name: str
    probabilities: dict[str, float]
    window_open: bool
    window_chance: float
    since: str | None
    reasons: tuple[Reason, ...] = ()
    turns: tuple[Turn, ...] = ()


class Era(Struct, frozen=True):
    """A run of weeks in one stage, as judged at the time."""

    stage: str
    window_open: bool
    start: str
    end: str


class Month(Struct, frozen=True):
    """Newcomers of a month ("2024-05"): how many came, were answered within a day, wrote again after 30 days. `stayed`
    is None while 30 days have not passed for all of them."""

    month: str
    came: int
    answered: int
    stayed: int | None


class Newcomer(Struct, frozen=True, kw_only=True):
    """Somebody who came in the last days and whom nobody answered: when, where and what they wrote first."""

    who: int
    at: int
    place: str
    text: str


class Welcome(Struct, frozen=True, kw_only=True):
    """Of all newcomers whose 30 days have passed: how many were answered within a day and how many not, and how many of
    each wrote again after 30 days."""

    answered: int
    answered_stayed: int
    unanswered: int
    unanswered_stayed: int


class Carried(Struct, frozen=True, kw_only=True):
    """On how many the talk of the last 90 days rests: `half` people wrote half of the messages of `active` people; the
    one who wrote most, `most`, wrote the share `most_share`."""

    half: int
    active: int
    most: int
    most_share: float


class Split(Struct, frozen=True, kw_only=True):
    """Two parts of the people active in the last 90 days: sizes, and the share of ties that stays within a part
    (`kept`, and `kept_by_chance` for parts drawn at random)."""

    sizes: tuple[int, ...]
    kept: float
    kept_by_chance: float


class KeyMember(Struct, frozen=True):
    who: int
    role: str
    score: float
    reasons: tuple[Reason, ...] = ()


class Leaving(Struct, frozen=True):
    """`risk`: probability of no message in the next 90 days."""

    who: int
    risk: float
    reasons: tuple[Reason, ...] = ()


class Rising(Struct, frozen=True):
    """`score`: on how many of the next 90 days the newcomer is likely to write."""

    who: int
    score: float
    reasons: tuple[Reason, ...] = ()


class BestHour(Struct, frozen=True):
    """The hour of the report's zone (0-23) in which a member is likeliest to write on a day, and that chance."""

    who: int
    hour: int
    chance: float


class Share(Struct, frozen=True):
    """A share between 0 and 1 of `of` cases, and where the true one lies 19 times in 20; None where nothing counts."""

    value: float | None
    low: float
    high: float
    of: int


class Belonging(Struct, frozen=True, kw_only=True):
    """As `analysis.belonging` says it; `trend` by months of 30 days, oldest first."""

    reciprocity: Share
    cohesion: Share
    tied: Share
    newcomers_answered: Share
    trend: tuple[BelongingMonth, ...] = ()


class BelongingMonth(Struct, frozen=True):
    """`month` is the first day of 30."""

    month: str
    reciprocity: float | None
    tied: float | None


class Question(Struct, frozen=True, kw_only=True):
    """A question nobody answered: by whom, when, where, what, and who could answer."""

    who: int
    at: int
    place: str
    topic: str | None
    text: str
    could: tuple[int, ...] = ()


class Subject(Struct, frozen=True, kw_only=True):
    """What is talked about in one place or topic in the last days: messages and people then, messages in the same
    number of days before, the words that set it apart."""

    name: str
    messages: int
    people: int
    before: int
    words: tuple[str, ...] = ()


class SaidWord(Struct, frozen=True, kw_only=True):
    """A word of the last days: how often, by how many people, standard score, how many times its earlier share (None
    when it is new)."""

    word: str
    count: int
    people: int
    score: float
    times: float | None


class Talk(Struct, frozen=True, kw_only=True):
    """Words and subjects of the last `days` against what came before."""

    days: int
    words: tuple[SaidWord, ...] = ()
    subjects: tuple[Subject, ...] = ()


class Quote(Struct, frozen=True, kw_only=True):
    """What somebody wrote: `message` is its number (its id in a community, its position in an export)."""

    message: int
    who: int
    at: int
    place: str
    topic: str | None
    text: str


class Remark(Quote, frozen=True, kw_only=True):
    """A complaint or a wish: the sentence that says it (`text`), the score it got, what kind of words decided it
    (`measure`) and which (`cue`); what it is about, a name in it or else its topic, where that can be told."""

    score: float
    measure: str
    cue: str
    about: str | None = None


class Mined(Struct, frozen=True, kw_only=True):
    """Remarks of one kind, the clearest first, and how many messages of the last 28 days and of the 28 before them hold
    one (`before` is None where less was read)."""

    remarks: tuple[Remark, ...] = ()
    recent: int = 0
    before: int | None = None


class NamedThing(Struct, frozen=True, kw_only=True):
    """A product or another thing members call by a name: messages in the last 28 days and in the 28 before (None where
    less was read), people in the last 28; whether an operator asked for it; what was said last."""

    name: str
    recent: int
    before: int | None
    people: int
    watched: bool = False
    quotes: tuple[Quote, ...] = ()


class Matter(Struct, frozen=True, kw_only=True):
    """Something that several complain of: people in the last seven days, and people a week in the three weeks before
    (None where less was read)."""

    about: str
    people: int
    before: float | None


class Feedback(Struct, frozen=True, kw_only=True):
    """What members say: complaints, wishes, things they name; `read` messages of the last `days` were looked at."""

    days: int = 0
    read: int = 0
    complaints: Mined = Mined()
    wishes: Mined = Mined()
    named: tuple[NamedThing, ...] = ()
    matters: tuple[Matter, ...] = ()

    def people(self) -> set[int]:
        """Everybody who is quoted."""
        remarks = (*self.complaints.remarks, *self.wishes.remarks)
        return {one.who for one in remarks} | {quote.who for one in self.named for quote in one.quotes}


class Record(Struct, frozen=True, kw_only=True):
    """How often a conclusion was right on this history's own past: `right` of the `said` times it said something."""

    name: str
    right: int
    said: int
    measure: str
    value: float | None
    naive: float | None


class Findings(Struct, frozen=True, kw_only=True):
    """Everything that was concluded. `hours`: how often somebody wrote, by weekday (Monday first) and
    hour of the zone. `likely`: chance
    that a member writes in an hour, averaged over members, by hour."""

    name: str
    format: str
    zone: str
    span: Span
    people: dict[int, str]
    weeks: tuple[Week, ...]
    stage: Stage
    eras: tuple[Era, ...]
    ahead: tuple[Ahead, ...]
    months: tuple[Month, ...]
    hours: tuple[tuple[int, ...], ...]
    likely: tuple[float, ...]
    best_hours: tuple[BestHour, ...]
    unanswered: tuple[Newcomer, ...]
    welcome: Welcome
    carried: Carried | None
    split: Split | None
    key_members: tuple[KeyMember, ...]
    leaving: tuple[Leaving, ...]
    rising: tuple[Rising, ...]
    belonging: Belonging
    questions: tuple[Question, ...]
    questions_open: int
    talk: Talk
    feedback: Feedback = Feedback()
    records: tuple[Record, ...] = ()
    checked: bool = True
    """Whether the judgements were checked against this history's past at all; a large one takes too long for that."""
    skipped: dict[str, int] = field(default_factory=dict)
