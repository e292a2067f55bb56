"""Keep the contracts about what is inside a domain true to the files: `python -m tools.walls update`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

DOMAINS = Path("qunli/domains")
DOORS = frozenset({"__init__", "apps", "facade", "events", "ports", "powers"})
ENTRANCES = frozenset(
    {"urls", "views", "rest", "commands", "tasks", "handlers", "matters", "forms", "accounts", "sockets"}
)
FOLDERS = frozenset({"migrations", "tests", "templates", "static", "locale", "__pycache__"})
_CONTRACT = re.compile(
    r'(name = "The inside of (\w+) is its own"\ntype = "protected"\nprotected_modules = \[\n)(.*?)(\]\n)', re.DOTALL
)


def inside(domain: Path) -> set[str]:
    """What of a domain is neither a door nor an entrance."""
    files = {path.stem for path in domain.glob("*.py") if not path.stem.endswith(("_views", "_rest"))}
    folders = {path.name for path in domain.iterdir() if path.is_dir()} - FOLDERS
    return {f"qunli.domains.{domain.name}.{name}" for name in (files - DOORS - ENTRANCES) | folders}


def every_inside() -> set[str]:
    """Of all domains."""
    return {name for domain in DOMAINS.iterdir() if (domain / "__init__.py").exists() for name in inside(domain)}


def updated(configuration: str) -> str:
    """The contracts with lists as the files are; a new domain gets its contract."""
    known = {found[2] for found in _CONTRACT.finditer(configuration)}
    for domain in sorted(path.name for path in DOMAINS.iterdir() if (path / "__init__.py").exists()):
        if domain not in known:
            configuration += (
                f'\n[[tool.importlinter.contracts]]\nname = "The inside of {domain} is its own"\ntype = "protected"\n'
                f'protected_modules = [\n]\nallowed_importers = ["qunli.domains.{domain}"]\n'
            )
    return _CONTRACT.sub(_listed, configuration)


def _listed(found: re.Match[str]) -> str:
    names = sorted(inside(DOMAINS / found[2]))
    return found[1] + "".join(f'    "{name}",\n' for name in names) + found[4]


if __name__ == "__main__":
    file = Path("pyproject.toml")
    if sys.argv[1:] == ["update"]:
        file.write_text(updated(file.read_text("utf-8")), "utf-8")
    elif updated(file.read_text("utf-8")) != file.read_text("utf-8"):
        sys.exit("The contracts are not true to the files: python -m tools.walls update")
