"""The chart of accounts: which addresses there are, which may be in debt, and what they are in a bookkeeper's books.

An address is words and numbers parted by colons; its first word says what kind of account it is. A balance is what has
come in less what has gone out, so what lies at a bank or a payment provider shows as a debt of that rail: the money
came out of it and is owed to somebody inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ADDRESS = re.compile(r"[a-z]+(:[a-z0-9][a-z0-9-]{0,39}){0,3}")


@dataclass(frozen=True)
class Root:
    """`debt`: whether such an account may go below zero; `book`: its account type in beancount and hledger; `alone`:
    whether the word is an address by itself."""

    debt: bool
    book: str
    alone: bool = False


ROOTS: Final = {
    "rail": Root(True, "Assets"),  # where money lies in the world: rail:manual, rail:stripe, rail:wechat, rail:alipay
    "member": Root(False, "Liabilities"),  # member:17 is what a member may spend or withdraw
    "held": Root(False, "Liabilities"),  # set aside for something: held:order:5, held:withdrawal:9
    "packet": Root(False, "Liabilities"),  # what is left in a red packet
    "fund": Root(False, "Liabilities", alone=True),  # what is set aside for all members
    "income": Root(True, "Income"),  # by line: income:membership; refunds of what was spent already put it in debt
    "cost": Root(
        True, "Expenses"
    ),  # by kind: cost:fees; a cost gives to the rail it was paid by, so it shows as a debt
    "issue": Root(True, "Equity", alone=True),  # where points come from, and money that was there before the books
}


def is_address(address: str) -> bool:
    """Whether it is written as one, with a root of the chart."""
    if len(address) > 120 or _ADDRESS.fullmatch(address) is None or root(address) not in ROOTS:
        return False
    return ":" in address or ROOTS[address].alone


def root(address: str) -> str:
    """The first word."""
    return address.partition(":")[0]


def may_owe(address: str) -> bool:
    """Whether the account may go below zero."""
    return ROOTS[root(address)].debt


def member(person: int) -> str:
    """What a member may spend."""
    return f"member:{person}"


def held(thing: str, number: int) -> str:
    """Set aside for one thing, such as an order."""
    return f"held:{thing}:{number}"


def in_books(address: str) -> str:
    """The account's name in beancount and hledger: `Liabilities:Member:17`, `Income:Courses`."""
    first, *rest = (word.capitalize() for word in address.split(":"))
    book = ROOTS[root(address)].book
    return ":".join((book, *rest) if book in ("Income", "Expenses") else (book, first, *rest))
