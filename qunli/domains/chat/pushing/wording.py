"""What stands on a member's lock screen."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.utils import translation
from django.utils.translation import gettext, ngettext

from qunli.domains.chat.conversation import Said, excerpt


def body(slug: str, community: str, group: str, said: Sequence[Said], count: int, language: str) -> bytes:
    """The newest of the messages, and how many there are, as JSON in the reader's language."""
    newest = said[-1]
    with translation.override(language):
        shown = excerpt(newest.text) or (gettext("a picture or file") if newest.files else gettext("something new"))
        line = f"{newest.name}: {shown}" if newest.name else shown
        more = ngettext("%(count)s new message", "%(count)s new messages", count) % {"count": count}
    return msgspec.json.encode(
        {
            "title": f"{group} · {community}",
            "body": line if count == 1 else f"{more}\n{line}",
            "tag": f"group-{newest.group}",
            "url": f"/m/{slug}/groups/{newest.group}/",
            "lang": language,
        }
    )
