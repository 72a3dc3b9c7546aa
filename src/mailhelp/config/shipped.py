"""Where the packaged templates and standard rules lie: in the package, else in the repository."""

from importlib.resources import files
from pathlib import Path

from mailhelp.core.errors import BadConfiguration


def templates_folder() -> Path:
    """Return the folder of the shipped templates; BadConfiguration when the installation lacks it."""
    return _shipped("templates")


def standard_rules() -> Path:
    """Return the shipped standard rules.yaml; BadConfiguration when the installation lacks it."""
    return _shipped("rules.yaml")


def learned_file() -> Path:
    """Return the shipped learned.json; BadConfiguration when the installation lacks it."""
    return _shipped("data/learned.json")


def _shipped(name: str) -> Path:
    package = Path(str(files("mailhelp")))
    for folder in (package, package.parent.parent):
        if (folder / name).exists():
            return folder / name
    raise BadConfiguration(f"{package / name} is missing from this installation; install mailhelp again")
