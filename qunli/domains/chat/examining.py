"""What an uploaded file is, told by its content and never by its name; pictures are painted anew.

Painting anew drops what a picture says besides what it shows (place, camera, time: EXIF) and whatever a crafted file
hides after its picture. Bombs are refused by the size that a file announces, before it is unpacked.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from qunli.core.refusals import Invalid
from qunli.core.words import _

MOST_PIXELS = 40_000_000
MOST_FRAMES = 200
LONGEST_SIDE = 2560
"""Pixels; larger pictures are made smaller: nobody sees more on a phone, and everybody loads it."""
THUMBNAIL = 480
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_STARTS = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
)


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept; `thumbnail` is WebP."""

    data: bytes
    thumbnail: bytes
    media_type: str
    width: int
    height: int


def picture(path: Path) -> Picture | None:
    """The picture in a file; null when it holds none of `FORMATS`. Raises `Invalid` for one that is too large or
    broken."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path, formats=FORMATS) as opened:
            if opened.width * opened.height * max(1, _frames(opened)) > MOST_PIXELS * 4 or (
                opened.width * opened.height > MOST_PIXELS
            ):
                raise Invalid(_("This picture is too large to be shown; make it smaller first."), field="file")
            if _frames(opened) > 1:
                return _moving(path, opened)
            turned = ImageOps.exif_transpose(opened)
            return _still(turned, "PNG" if opened.format == "PNG" else "JPEG")
    except UnidentifiedImageError:
        return None
    except Image.DecompressionBombError:
        raise Invalid(_("This picture is too large to be shown; make it smaller first."), field="file") from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise Invalid(_("This picture is broken."), field="file") from None


def media_type(path: Path) -> str:
    """Of a file that is no picture: one of a few kinds, else bytes. Nothing that a browser would run."""
    with path.open("rb") as file:
        start = file.read(16)
    for mark, kind in _STARTS:
        if start.startswith(mark):
            return kind
    return "video/mp4" if start[4:8] == b"ftyp" else "application/octet-stream"


def _frames(opened: object) -> int:
    return min(int(getattr(opened, "n_frames", 1)), MOST_FRAMES + 1)


def _still(image: Any, kind: str) -> Picture:
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    shown = image.convert("RGBA" if clear else "RGB")
    kind = "PNG" if clear else kind
    options: dict[str, Any] = {"quality": 86, "optimize": True} if kind == "JPEG" else {}
    shown.info = {}
    return Picture(
        _saved(shown, kind, **options), _thumbnail(shown), f"image/{kind.lower()}", shown.width, shown.height
    )


def _moving(path: Path, opened: Any) -> Picture:
    from PIL import ImageSequence

    if _frames(opened) > MOST_FRAMES:
        raise Invalid(_("This picture moves for too long."), field="file")
    frames, lasting = [], []
    for frame in ImageSequence.Iterator(opened):
        lasting.append(int(frame.info.get("duration", 100)))
        frames.append(frame.convert("RGBA"))
        frames[-1].thumbnail((LONGEST_SIDE // 2, LONGEST_SIDE // 2))
        frames[-1].info = {}
    data = _saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=lasting, loop=0, quality=80)
    return Picture(data, _thumbnail(frames[0]), "image/webp", frames[0].width, frames[0].height)


def _thumbnail(shown: Any) -> bytes:
    small = shown.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return _saved(small, "WEBP", quality=78)


def _saved(image: Any, kind: str, **options: Any) -> bytes:
    held = BytesIO()
    image.save(held, kind, **options)
    return held.getvalue()
