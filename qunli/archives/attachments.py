"""What kind of thing an attached file is, by its name."""

from __future__ import annotations

_IMAGES = "jpg jpeg jpe png gif webp bmp heic heif avif tif tiff svg"
_VIDEOS = "mp4 mov m4v webm mkv avi 3gp wmv flv mpg mpeg"
_SOUNDS = "mp3 ogg oga opus m4a aac wav amr flac silk wma mid"

_KINDS = {
    **dict.fromkeys(_IMAGES.split(), "image"),
    **dict.fromkeys(_VIDEOS.split(), "video"),
    **dict.fromkeys(_SOUNDS.split(), "audio"),
    "vcf": "contact",
    "tgs": "sticker",
}


def kind_of_file(name: str) -> str:
    """A kind of Message.attachments for a file's name or address; "file" when its ending says nothing."""
    name = name.split("?", 1)[0].split("#", 1)[0].rsplit("/", 1)[-1]
    return _KINDS.get(name.rpartition(".")[2].lower(), "file")
