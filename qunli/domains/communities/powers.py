"""What each role may do. A power is a name that policies ask for."""

from __future__ import annotations

from typing import Final

SEE: Final = "see"
"""Read pages, findings and reports."""
GATHER: Final = "gather"
"""Import histories, edit and merge members."""
ACT: Final = "act"
"""Work off proposals on Today."""
EXPORT_PERSONAL_DATA: Final = "export_personal_data"
ERASE_PERSONAL_DATA: Final = "erase_personal_data"
DESCRIBE: Final = "describe"
"""Create and describe communities."""
DELETE_COMMUNITIES: Final = "delete_communities"
"""Delete communities with everything in them, and restore them in time."""
COLLEAGUES: Final = "colleagues"
"""Invite colleagues and change their roles."""
AUDIT: Final = "audit"
"""Read the audit trail, look after parked work."""
API: Final = "api"
"""Make API tokens, never stronger than the role."""
GOVERN: Final = "govern"
"""Write the charter, the rules, policies and posts; open and close groups."""
ADMIT: Final = "admit"
"""Decide about applications, and invite without a quota."""
MODERATE: Final = "moderate"
"""Decide about held messages and reports, silence and remove members."""
ANNOUNCE: Final = "announce"
"""Announce, and pin messages."""
ACTIVITIES: Final = "activities"
"""Run check-ins, topics and gatherings."""
BOOKS: Final = "books"
"""Read the ledger: every account, what members have, what came in."""
MONEY: Final = "money"
"""Move money: write into the books, confirm, refund, pay out."""

OF_POSTS: Final = frozenset({ADMIT, MODERATE, ANNOUNCE, ACTIVITIES})
"""What a post that a member holds may carry."""
ANALYST = frozenset({SEE, BOOKS})
MANAGER = ANALYST | {GATHER, ACT, EXPORT_PERSONAL_DATA, DESCRIBE, AUDIT, API, GOVERN, MONEY} | OF_POSTS
OWNER = MANAGER | {ERASE_PERSONAL_DATA, DELETE_COMMUNITIES, COLLEAGUES}
BY_ROLE: Final = {"owner": OWNER, "manager": MANAGER, "analyst": ANALYST}

SCOPES: Final = {
    "read": frozenset({SEE}),
    "money": frozenset({SEE, BOOKS, MONEY}),
    "write": frozenset({SEE, GATHER, ACT, DESCRIBE, GOVERN}) | OF_POSTS,
    "personal_data": frozenset({SEE, EXPORT_PERSONAL_DATA, ERASE_PERSONAL_DATA}),
    "delete_communities": frozenset({SEE, DELETE_COMMUNITIES}),
}
"""What an API token of a scope may do, as far as its owner's role may."""
