"""Which handler hears which event, and which tasks the worker knows. Plain lists, nothing is discovered."""

from __future__ import annotations

from qunli.connectors.discord import PLATFORM as DISCORD
from qunli.connectors.matrix import PLATFORM as MATRIX
from qunli.connectors.onebot import PLATFORM as ONEBOT
from qunli.connectors.satori import PLATFORM as SATORI
from qunli.connectors.telegram import PLATFORM as TELEGRAM
from qunli.connectors.webhook import PLATFORM as WEBHOOK
from qunli.connectors.wecom import PLATFORM as WECOM
from qunli.core.commands import Command
from qunli.core.dispatch import Handler
from qunli.core.tasks import TASKS as CORE_TASKS
from qunli.core.work import Task
from qunli.domains.chat import facade as chat
from qunli.domains.chat.commands import COMMANDS as CHAT_COMMANDS
from qunli.domains.chat.handlers import HANDLERS as CHAT_HANDLERS
from qunli.domains.chat.matters import matters as chat_matters
from qunli.domains.chat.ports import Platform
from qunli.domains.chat.tasks import TASKS as CHAT_TASKS
from qunli.domains.commerce import facade as commerce
from qunli.domains.commerce.handlers import HANDLERS as COMMERCE_HANDLERS
from qunli.domains.commerce.matters import matters as commerce_matters
from qunli.domains.commerce.tasks import TASKS as COMMERCE_TASKS
from qunli.domains.communities import facade as communities
from qunli.domains.communities.commands import COMMANDS as COMMUNITY_COMMANDS
from qunli.domains.communities.tasks import erase_task
from qunli.domains.counsel import facade as counsel
from qunli.domains.counsel.handlers import HANDLERS as COUNSEL_HANDLERS
from qunli.domains.engagement import facade as engagement
from qunli.domains.engagement.commands import COMMANDS as ENGAGEMENT_COMMANDS
from qunli.domains.engagement.handlers import HANDLERS as ENGAGEMENT_HANDLERS
from qunli.domains.engagement.matters import matters as engagement_matters
from qunli.domains.engagement.tasks import TASKS as ENGAGEMENT_TASKS
from qunli.domains.insight import facade as insight
from qunli.domains.insight.handlers import HANDLERS as INSIGHT_HANDLERS
from qunli.domains.insight.tasks import TASKS as INSIGHT_TASKS
from qunli.domains.ledger import facade as ledger
from qunli.domains.ledger.matters import matters as ledger_matters
from qunli.domains.ledger.tasks import TASKS as LEDGER_TASKS
from qunli.domains.members import facade as members
from qunli.domains.members.commands import COMMANDS as MEMBER_COMMANDS
from qunli.domains.members.handlers import HANDLERS as MEMBERS_HANDLERS
from qunli.domains.members.matters import matters as members_matters
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation.commands import COMMANDS as MODERATION_COMMANDS
from qunli.domains.moderation.handlers import HANDLERS as MODERATION_HANDLERS
from qunli.domains.moderation.matters import matters as moderation_matters
from qunli.domains.moderation.tasks import TASKS as MODERATION_TASKS
from qunli.domains.payments import facade as payments
from qunli.domains.payments.handlers import HANDLERS as PAYMENTS_HANDLERS
from qunli.domains.payments.matters import matters as payments_matters
from qunli.domains.red_packets import facade as red_packets
from qunli.domains.red_packets.commands import COMMANDS as RED_PACKET_COMMANDS
from qunli.domains.red_packets.handlers import HANDLERS as RED_PACKET_HANDLERS
from qunli.domains.red_packets.matters import matters as red_packet_matters
from qunli.domains.red_packets.tasks import TASKS as RED_PACKET_TASKS
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.commands import COMMANDS as STEWARDSHIP_COMMANDS
from qunli.domains.stewardship.handlers import HANDLERS as STEWARDSHIP_HANDLERS
from qunli.domains.stewardship.matters import matters as stewardship_matters
from qunli.domains.stewardship.tasks import TASKS as STEWARDSHIP_TASKS

CONNECTORS: tuple[Platform, ...] = (MATRIX, ONEBOT, TELEGRAM, DISCORD, WECOM, SATORI, WEBHOOK)
"""Chat platforms, in the order in which the set-up page offers them."""
COMMANDS: tuple[Command, ...] = (
    *COMMUNITY_COMMANDS,
    *MEMBER_COMMANDS,
    *ENGAGEMENT_COMMANDS,
    *RED_PACKET_COMMANDS,
    *MODERATION_COMMANDS,
    *STEWARDSHIP_COMMANDS,
    *CHAT_COMMANDS,
)
"""What members can write in any chat, in the order in which `/help` lists it."""
HANDLERS: tuple[Handler, ...] = (
    *MEMBERS_HANDLERS,
    *CHAT_HANDLERS,
    *PAYMENTS_HANDLERS,
    *MODERATION_HANDLERS,
    *STEWARDSHIP_HANDLERS,
    *ENGAGEMENT_HANDLERS,
    *RED_PACKET_HANDLERS,
    *COMMERCE_HANDLERS,
    *INSIGHT_HANDLERS,
    *COUNSEL_HANDLERS,
)
ERASERS = (
    counsel.erase_rows,
    insight.erase_rows,
    commerce.erase_rows,
    engagement.erase_rows,
    red_packets.erase_rows,
    stewardship.erase_rows,
    moderation.erase_rows,
    chat.erase_rows,
    payments.erase_rows,
    ledger.erase_rows,
    members.erase_rows,
    communities.erase_rows,
)
"""Who takes the rows of a deleted community out: from the roof down, because foreign keys point down."""
TASKS: tuple[Task, ...] = (
    *CORE_TASKS,
    erase_task(ERASERS),
    *LEDGER_TASKS,
    *CHAT_TASKS,
    *MODERATION_TASKS,
    *STEWARDSHIP_TASKS,
    *ENGAGEMENT_TASKS,
    *RED_PACKET_TASKS,
    *COMMERCE_TASKS,
    *INSIGHT_TASKS,
)
MATTERS = (
    ledger_matters,
    payments_matters,
    commerce_matters,
    moderation_matters,
    members_matters,
    stewardship_matters,
    engagement_matters,
    red_packet_matters,
    chat_matters,
)
"""Who says what waits for a person's decision."""
chat.screen_with(moderation.screening())
counsel.ask_for_matters(MATTERS)
red_packets.ask_for_deeds(engagement.Deeds())
members.ask_before_erasing((commerce.in_the_way_of_erasing, payments.in_the_way_of_erasing))
