"""The vocabulary that is shared by everything simulated. Codes are positions in these tuples."""

from __future__ import annotations

ROLES = ("regular", "asker", "answerer", "connector", "lurker", "host", "advertiser", "bot")
REGULAR, ASKER, ANSWERER, CONNECTOR, LURKER, HOST, ADVERTISER, BOT = range(len(ROLES))

CHANNELS = ("founder", "own_media", "official_account", "invitation", "other_group", "shop_counter", "partner")

SUBJECTS = (
    "sourdough",
    "rye",
    "buns",
    "pizza",
    "laminated",
    "flour",
    "ovens",
    "sweet",
    "glutenfree",
    "rescue",
    "gatherings",
    "introductions",
    "market",
)
GATHERINGS, INTRODUCTIONS, MARKET = 10, 11, 12

LANGUAGES = ("en", "zh")
ENGLISH, CHINESE = range(len(LANGUAGES))

ASPECTS = ("crumb", "proof", "heat", "buy", "swap", "starter")

KINDS = (
    "question",
    "answer",
    "followup",
    "thanks",
    "chat",
    "aside",
    "opinion",
    "praise",
    "show",
    "recipe",
    "meetup",
    "going",
    "hello",
    "welcome",
    "link",
    "topic",
    "laugh",
    "advert",
    "warn",
    "bot_welcome",
    "bot_post",
    "bot_reply",
)
(
    QUESTION,
    ANSWER,
    FOLLOWUP,
    THANKS,
    CHAT,
    ASIDE,
    OPINION,
    PRAISE,
    SHOW,
    RECIPE,
    MEETUP,
    GOING,
    HELLO,
    WELCOME,
    LINK,
    TOPIC,
    LAUGH,
    ADVERT,
    WARN,
    BOT_WELCOME,
    BOT_POST,
    BOT_REPLY,
) = range(len(KINDS))

STAGES = ("creation", "growth", "maturity", "recession")

HOUR, DAY, WEEK = 3_600, 86_400, 604_800
NEVER = 1 << 60
