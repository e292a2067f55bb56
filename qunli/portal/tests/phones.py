"""An open room, a phone that came in by its code, and a picture to bring."""

from __future__ import annotations

import io

from django.test import Client
from PIL import Image

from qunli.core.actor import Actor
from qunli.domains.communities import facade as communities


def picture(kind: str = "JPEG", where: str = "somewhere secret") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = where
    Image.new("RGB", (1000, 800), "#b5651d").save(out, kind, exif=exif)
    return out.getvalue()


def room_of(host: Actor) -> communities.RoomView:
    communities.open_room(actor=host, digits=6, minutes=15)
    found = communities.latest_room(host.here)
    assert found is not None
    return found


def come_in(host: Actor, name: str = "Mei") -> Client:
    """A phone that came in by the code."""
    phone, room = Client(), room_of(host)
    assert phone.post("/join/", {"code": room.code}).headers["Location"] == "/join/in/"
    rules = communities.rules_of(host.here)
    given = {"name": name, "rules": rules.number if rules else ""}
    assert phone.post("/join/in/", given).headers["Location"] == "/m/tea/"
    return phone
