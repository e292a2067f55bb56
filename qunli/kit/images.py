"""Pictures from people, made safe: read with a limit, and written anew so that nothing but pixels remains."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_BYTES = 12 * 2**20
MOST_PIXELS = 40_000_000


class BadImage(ValueError):
    """Not a picture, one of another format, or one too large to be opened. `reason`: "format", "bytes", "pixels"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Encoded:
    """A picture written by us; `kind` is its media type, sizes are in pixels."""

    data: bytes
    kind: str
    width: int
    height: int


def opened(data: bytes) -> Image.Image:
    """The first frame, upright, with its pixels loaded. Raises BadImage."""
    if len(data) > MOST_BYTES:
        raise BadImage("bytes")
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise BadImage("pixels")
        picture.load()
        return ImageOps.exif_transpose(picture)
    except BadImage:
        raise
    except Exception as error:  # decoders of hostile files fail in many ways
        raise BadImage("format") from error


def encoded(picture: Image.Image, longest: int, *, see_through: bool) -> Encoded:
    """The picture with no side longer than `longest`, as PNG with transparency or as JPEG. Metadata is left behind."""
    plain = picture.convert("RGBA")
    plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if see_through:
        plain.save(out, "PNG", optimize=True)
    else:
        ground = Image.new("RGB", plain.size, "#ffffff")
        ground.paste(plain, mask=plain.getchannel("A"))
        ground.save(out, "JPEG", quality=85, optimize=True, progressive=True)
    return Encoded(out.getvalue(), "image/png" if see_through else "image/jpeg", plain.width, plain.height)
