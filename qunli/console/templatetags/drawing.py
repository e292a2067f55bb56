"""The strip that says how far the drawing of a newer picture is."""

from __future__ import annotations

from typing import Any

from django import template

from qunli.console.views.drawing import shown

register = template.Library()


@register.inclusion_tag("console/drawing.html", takes_context=True)
def drawing_strip(context: template.Context) -> dict[str, Any]:
    """On a page of a community. A page without a picture shows itself anew when the first one is ready."""
    picture = context.get("picture")
    strip = shown(context["request"], "", picture is not None and picture.found is None)
    return {**strip, "csrf_token": context.get("csrf_token")}
