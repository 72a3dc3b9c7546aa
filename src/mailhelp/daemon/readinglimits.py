"""How much of a mail is read, out of the settings; imports little, as commands that need no desk ask too."""

from pathlib import Path

from mailhelp.config.settings import Settings, load_settings
from mailhelp.mail.limits import DEFAULT, Limits


def reading_of(settings: Settings) -> Limits:
    """Return the limits that [reading] sets."""
    return Limits(**settings.reading.model_dump())


def limits_of_desk(config: Path) -> Limits:
    """Return the limits of the desk whose settings are there, else those that hold without any."""
    return reading_of(load_settings(config)) if config.exists() else DEFAULT
