"""Why an export is refused as a whole. Each error's text is one sentence for the person who brought the file."""

from __future__ import annotations


class ArchiveRefused(Exception):
    """The file is not read at all. `code` is stable and names the sentence, `detail` fills it."""

    def __init__(self, code: str, sentence: str, **detail: object) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.detail = detail
