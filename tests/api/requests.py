"""One request for every address of the API, with the power it needs. A test holds the list to the API's own schema."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from qunli.config.api import api
from qunli.domains.communities.powers import (
    ACT,
    DELETE_COMMUNITIES,
    DESCRIBE,
    ERASE_PERSONAL_DATA,
    EXPORT_PERSONAL_DATA,
    GATHER,
    GOVERN,
    MODERATE,
    SEE,
)
from qunli.domains.insight import facade as insight
from qunli.domains.members import facade as members
from tests.api import requests_of_members, requests_of_money, requests_of_packets, shop, taking_part
from tests.api.calls import Request
from tests.api.house import (
    HISTORY,
    House,
    changed_charter,
    deleted_community,
    drafted,
    founded,
    import_at_rest,
    live_group,
    open_appeal,
    proposal,
    standing_community,
    stopped_import,
    waiting_case,
    waiting_import,
)
from tests.api.requests_of_people import OF_PEOPLE
from tests.api.sample import Sample

TABLE = HISTORY.encode()
PROMISE = {"text": "Tea at five", "check": "figure", "figure": "active_week", "limit": 5}


def _file(name: str = "kettle.csv") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, TABLE), "zone": "Asia/Shanghai"}


def _merged(house: House) -> int:
    return members.merge_people(actor=house.ann, kept=house.bo, merged=house.di)


def _to_be_drawn(house: House) -> str:
    insight.ask_for_picture(actor=house.ann)
    return "tea"


def _decided(house: House) -> dict[str, object]:
    return {"cases": [waiting_case(house)], "what": "uphold", "reason": "An advertisement"}


def _another_decision(house: House) -> Request:
    return Request("POST", "/tea/cases/decide", _decided(house) | {"reason": "Another advertisement"})


def _a_member(house: House) -> int:
    return members.admit(actor=house.ann, person=house.bo)


SAMPLES: dict[tuple[str, str], Sample] = {
    ("GET", ""): Sample(SEE, lambda house: Request("GET", "")),
    ("POST", ""): Sample(
        DESCRIBE,
        lambda house: Request("POST", "", {"name": "Cocoa"}),
        lambda house: Request("POST", "", {"name": "Mate"}),
    ),
    ("GET", "/{slug}"): Sample(SEE, lambda house: Request("GET", "/tea")),
    ("PATCH", "/{slug}"): Sample(DESCRIBE, lambda house: Request("PATCH", "/tea", {"purpose": "Drink better tea"})),
    ("DELETE", "/{slug}"): Sample(
        DELETE_COMMUNITIES,
        lambda house: Request("DELETE", f"/{standing_community(house.ann, 'Maté')}?name=Maté"),
        lambda house: Request("DELETE", "/tea?name=Tea"),
    ),
    ("POST", "/{slug}/restore"): Sample(
        DELETE_COMMUNITIES, lambda house: Request("POST", f"/{deleted_community(house.ann, 'Maté')}/restore")
    ),
    ("GET", "/{slug}/charter"): Sample(SEE, lambda house: Request("GET", "/tea/charter")),
    ("PUT", "/{slug}/charter/answers"): Sample(
        GOVERN, lambda house: Request("PUT", "/tea/charter/answers", {"question": "vision", "text": "Tea for all"})
    ),
    ("PUT", "/{slug}/charter/revenue"): Sample(
        GOVERN, lambda house: Request("PUT", "/tea/charter/revenue", {"free": True})
    ),
    ("POST", "/{slug}/charter/promises"): Sample(
        GOVERN,
        lambda house: Request("POST", "/tea/charter/promises", PROMISE),
        lambda house: Request("POST", "/tea/charter/promises", PROMISE | {"text": "More tea"}),
    ),
    ("POST", "/{slug}/charter/versions"): Sample(
        GOVERN,
        lambda house: Request("POST", f"/{changed_charter(house.ann)}/charter/versions", {"why": "Begun"}),
        lambda house: Request("POST", "/tea/charter/versions", {"why": "Changed"}),
    ),
    ("POST", "/{slug}/open"): Sample(GOVERN, lambda house: Request("POST", f"/{founded(house.ann)}/open")),
    ("GET", "/{slug}/rules"): Sample(SEE, lambda house: Request("GET", "/tea/rules")),
    ("PUT", "/{slug}/rules/draft"): Sample(
        GOVERN, lambda house: Request("PUT", "/tea/rules/draft", {"rules": [{"en": "Be kind", "policies": ["abuse"]}]})
    ),
    ("POST", "/{slug}/rules"): Sample(
        GOVERN, lambda house: Request("POST", f"/{drafted(house.ann)}/rules", {"why": "The first"})
    ),
    ("GET", "/{slug}/kit"): Sample(SEE, lambda house: Request("GET", "/tea/kit")),
    ("PUT", "/{slug}/kit"): Sample(
        DESCRIBE, lambda house: Request("PUT", "/tea/kit", {"colour": "#27715f", "slogan": "Leaf first"})
    ),
    ("GET", "/{slug}/cases"): Sample(SEE, lambda house: Request("GET", "/tea/cases")),
    ("POST", "/{slug}/cases/decide"): Sample(
        MODERATE, lambda house: Request("POST", "/tea/cases/decide", _decided(house)), _another_decision
    ),
    ("GET", "/{slug}/policies"): Sample(SEE, lambda house: Request("GET", "/tea/policies")),
    ("PUT", "/{slug}/policies"): Sample(
        GOVERN,
        lambda house: Request("PUT", "/tea/policies", {"rules": {}, "note": "None"}),
        lambda house: Request("PUT", "/tea/policies", {"rules": {}, "note": "Still none"}),
    ),
    ("POST", "/{slug}/appeals/{appeal}"): Sample(
        MODERATE,
        lambda house: Request("POST", f"/tea/appeals/{open_appeal(house)}", {"grant": True, "answer": "You are right"}),
        lambda house: Request("POST", f"/tea/appeals/{open_appeal(house)}", {"grant": False, "answer": "It was one"}),
    ),
    ("POST", "/{slug}/ad-permits"): Sample(
        MODERATE,
        lambda house: Request("POST", "/tea/ad-permits", {"person": _a_member(house), "source": "fair"}),
        lambda house: Request("POST", "/tea/ad-permits", {"person": _a_member(house), "source": "market"}),
    ),
    ("GET", "/{slug}/moderation-log"): Sample(SEE, lambda house: Request("GET", "/tea/moderation-log")),
    ("GET", "/{slug}/members"): Sample(SEE, lambda house: Request("GET", "/tea/members")),
    ("GET", "/{slug}/members/{person}"): Sample(SEE, lambda house: Request("GET", f"/tea/members/{house.bo}")),
    ("PATCH", "/{slug}/members/{person}"): Sample(
        GATHER, lambda house: Request("PATCH", f"/tea/members/{house.bo}", {"note": "knows tea"})
    ),
    ("DELETE", "/{slug}/members/{person}"): Sample(
        ERASE_PERSONAL_DATA,
        lambda house: Request("DELETE", f"/tea/members/{house.ed}"),
        lambda house: Request("DELETE", f"/tea/members/{house.cy}"),
    ),
    ("POST", "/{slug}/members/{person}/merge"): Sample(
        GATHER,
        lambda house: Request("POST", f"/tea/members/{house.bo}/merge", {"other": house.cy}),
        lambda house: Request("POST", f"/tea/members/{house.bo}/merge", {"other": house.di}),
    ),
    ("POST", "/{slug}/merges/{merge}/undo"): Sample(
        GATHER,
        lambda house: Request("POST", f"/tea/merges/{_merged(house)}/undo"),
        lambda house: Request("POST", "/tea/merges/4711/undo"),
    ),
    ("GET", "/{slug}/members/{person}/export"): Sample(
        EXPORT_PERSONAL_DATA, lambda house: Request("GET", f"/tea/members/{house.bo}/export")
    ),
    ("GET", "/{slug}/imports"): Sample(SEE, lambda house: Request("GET", "/tea/imports")),
    ("POST", "/{slug}/imports"): Sample(
        GATHER,
        lambda house: Request("POST", "/tea/imports", form=_file()),
        lambda house: Request("POST", "/tea/imports", form=_file("another.csv")),
    ),
    ("POST", "/{slug}/imports/raw"): Sample(
        GATHER,
        lambda house: Request("POST", "/tea/imports/raw?name=kettle.csv", raw=TABLE),
        lambda house: Request("POST", "/tea/imports/raw?name=kettle.csv", raw=TABLE + b"\n"),
    ),
    ("GET", "/{slug}/imports/{history}"): Sample(SEE, lambda house: Request("GET", f"/tea/imports/{house.done}")),
    ("POST", "/{slug}/imports/{history}/stop"): Sample(
        GATHER, lambda house: Request("POST", f"/tea/imports/{waiting_import(house.ann)}/stop")
    ),
    ("POST", "/{slug}/imports/{history}/resume"): Sample(
        GATHER, lambda house: Request("POST", f"/tea/imports/{stopped_import(house.ann)}/resume")
    ),
    ("GET", "/{slug}/imports/{history}/skipped"): Sample(
        SEE, lambda house: Request("GET", f"/tea/imports/{house.done}/skipped")
    ),
    ("GET", "/{slug}/findings"): Sample(SEE, lambda house: Request("GET", "/tea/findings")),
    ("POST", "/{slug}/findings/refresh"): Sample(SEE, lambda house: Request("POST", "/tea/findings/refresh")),
    ("POST", "/{slug}/findings/stop"): Sample(
        GATHER, lambda house: Request("POST", f"/{_to_be_drawn(house)}/findings/stop")
    ),
    ("GET", "/{slug}/portraits"): Sample(SEE, lambda house: Request("GET", "/tea/portraits")),
    ("GET", "/{slug}/accuracy"): Sample(SEE, lambda house: Request("GET", "/tea/accuracy")),
    ("GET", "/{slug}/proposals"): Sample(SEE, lambda house: Request("GET", "/tea/proposals")),
    ("GET", "/{slug}/matters"): Sample(SEE, lambda house: Request("GET", "/tea/matters")),
    ("GET", "/{slug}/proposals/decided"): Sample(SEE, lambda house: Request("GET", "/tea/proposals/decided")),
    ("POST", "/{slug}/proposals/{proposal}"): Sample(
        ACT, lambda house: Request("POST", f"/tea/proposals/{proposal(house.ann)}", {"what": "done"})
    ),
    ("GET", "/{slug}/groups"): Sample(SEE, lambda house: Request("GET", "/tea/groups")),
    ("POST", "/{slug}/groups"): Sample(
        GOVERN,
        lambda house: Request("POST", "/tea/groups", {"name": "Hall"}),
        lambda house: Request("POST", "/tea/groups", {"name": "Kitchen"}),
    ),
    ("PUT", "/{slug}/groups/{group}"): Sample(
        GOVERN,
        lambda house: Request("PUT", f"/tea/groups/{live_group(house)}", {"name": "Parlour", "closed": True}),
        lambda house: Request("PUT", f"/tea/groups/{live_group(house)}", {"name": "Kitchen"}),
    ),
    ("GET", "/{slug}/groups/{group}/messages"): Sample(
        SEE, lambda house: Request("GET", f"/tea/groups/{live_group(house)}/messages")
    ),
    ("POST", "/{slug}/groups/{group}/messages"): Sample(
        ACT,
        lambda house: Request("POST", f"/tea/groups/{live_group(house)}/messages", {"text": "Tea at five"}),
        lambda house: Request("POST", f"/tea/groups/{live_group(house)}/messages", {"text": "Tea at six"}),
    ),
    ("DELETE", "/{slug}/groups/{group}/messages/{seq}"): Sample(
        MODERATE,
        lambda house: Request("DELETE", f"/tea/groups/{live_group(house)}/messages/1"),
        lambda house: Request("DELETE", f"/tea/groups/{live_group(house)}/messages/2"),
    ),
    ("GET", "/{slug}/groups/{group}/search"): Sample(
        SEE, lambda house: Request("GET", f"/tea/groups/{live_group(house)}/search?q=tea")
    ),
    **OF_PEOPLE,
    **taking_part.SAMPLES,
    **requests_of_members.SAMPLES,
    **requests_of_money.SAMPLES,
    **requests_of_packets.SAMPLES,
    **shop.SAMPLES,
    # The last one, because nothing is read while an import is taken back.
    ("POST", "/{slug}/imports/{history}/take-back"): Sample(
        GATHER,
        lambda house: Request("POST", f"/tea/imports/{import_at_rest(house)}/take-back"),
        lambda house: Request("POST", "/tea/imports/4711/take-back"),
    ),
}


def addresses() -> dict[tuple[str, str], dict[str, object]]:
    """What the API says it answers: method and path below /communities, with each one's description."""
    found = {}
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, description in methods.items():
            found[method.upper(), path.removeprefix("/api/v1/communities")] = description
    return found


def keyed() -> list[tuple[str, str]]:
    """The addresses that take an idempotency key."""
    return [
        address
        for address, description in addresses().items()
        if any(one["name"] == "Idempotency-Key" for one in description.get("parameters", ()))  # type: ignore[attr-defined]
    ]
