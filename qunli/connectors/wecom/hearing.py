"""Requests by which WeCom tells something."""

from __future__ import annotations

import hashlib

from defusedxml import DefusedXmlException

from qunli.connectors.wecom.reading import fields, read
from qunli.connectors.wecom.sealing import opened
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.chat.ports import Heard, Pushed, Raw, Settings


def hear(settings: Settings, pushed: Pushed) -> Heard:
    """The trial of the address, answered with what it holds; or an event, which counts once however often it is
    told."""
    if pushed.method == "GET":
        return Heard(answer=opened(settings, pushed.query, pushed.query.get("echostr", ""), pushed.now))
    try:
        sealed = str(fields(pushed.body.decode()).get("Encrypt", ""))
        text = opened(settings, pushed.query, sealed, pushed.now)
        update = {"event": fields(text), "welcome": settings.get("welcome", "")}
    except (SyntaxError, UnicodeDecodeError, DefusedXmlException) as error:
        raise Invalid(_("This request cannot be understood."), field="xml") from error
    return Heard([Raw(hashlib.sha256(text.encode()).hexdigest(), update)] if read(update) else [], answer="success")
