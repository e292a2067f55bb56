"""Settings come from environment variables named QUNLI_...; every default is safe on a public machine."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """QUNLI_<name>, or the default."""
    return os.environ.get(f"QUNLI_{name}", default)


def flag(name: str, default: bool) -> bool:
    """True for 1, true, yes, on."""
    return text(name, "yes" if default else "no").lower() in ("1", "true", "yes", "on")


def number(name: str, default: int, least: int) -> int:
    """A whole number, `least` or more. Raises ValueError with a sentence for whoever set it."""
    given = text(name, str(default))
    if not given.isdigit() or int(given) < least:
        raise ValueError(f"QUNLI_{name} is a whole number from {least} on, not “{given}”.")
    return int(given)


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def data_folder() -> Path:
    """QUNLI_DATA, or `data` where the command is run; made when absent, readable by its owner only."""
    folder = Path(text("DATA", "data")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret(folder: Path) -> str:
    """QUNLI_SECRET_KEY, or a secret made on first start and kept in the data folder."""
    given = text("SECRET_KEY")
    if given:
        return given
    kept = folder / "secret.key"
    if not kept.exists():
        _keep(kept, secrets.token_urlsafe(50))
    return kept.read_text(encoding="ascii").strip()


def _keep(path: Path, made: str) -> None:
    """Written aside and linked into place whole: of two processes that start together, one secret wins."""
    aside = path.with_name(f".{secrets.token_hex(8)}")
    aside.touch(mode=0o600)
    aside.write_text(made, encoding="ascii")
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
