"""mailhelp.toml: what differs by machine, read and checked as a whole."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError, model_validator

from mailhelp.config.firstfiles import commented_settings as commented_settings
from mailhelp.config.firstfiles import small_rules as small_rules
from mailhelp.config.readingsection import ReadingSettings
from mailhelp.config.secrets import Secret
from mailhelp.config.sections import (
    MEGABYTE,
    DatabaseSettings,
    DeskSettings,
    LimitSettings,
    NoticeSettings,
    RetentionSettings,
    Section,
    inner_section,
    wrong_key,
)
from mailhelp.config.serversections import ImapSettings, SmtpInSettings, SmtpOutSettings
from mailhelp.config.settingfaults import fault_lines
from mailhelp.config.tomlmarks import Keys, read_toml
from mailhelp.core.errors import BadConfiguration

DEFAULT_FILE = Path("mailhelp.toml")


class Settings(Section):
    """All settings of a desk; paths are absolute. smtp_in: None without a listener.

    smtp_out: None where no relay is set: notices then become files in `outgoing`.
    """

    model_config = ConfigDict(title="mailhelp.toml")
    desk: DeskSettings
    database: DatabaseSettings
    imap: tuple[ImapSettings, ...] = ()
    smtp_in: SmtpInSettings | None = None
    smtp_out: SmtpOutSettings | None = None
    notices: NoticeSettings = NoticeSettings()
    limits: LimitSettings = LimitSettings()
    reading: ReadingSettings = ReadingSettings()
    retention: RetentionSettings = RetentionSettings()
    _file: Path = PrivateAttr(default=DEFAULT_FILE)

    @property
    def file(self) -> Path:
        """Return the file that the settings were read from."""
        return self._file

    @property
    def outgoing(self) -> Path:
        """Return the folder where notices are written when there is no relay."""
        return self.desk.state / "outgoing"

    @model_validator(mode="after")
    def _check(self) -> "Settings":
        names = [mailbox.name for mailbox in self.imap]
        for number, name in enumerate(names):
            if name in names[:number]:
                problem = f'two [[imap]] are called "{name}": give each a name of its own'
                raise wrong_key(("imap", number, "name"), problem)
        if "mail" in self.reading.model_fields_set and self.reading.mail > self.limits.parse_memory // 4:
            least = -(-4 * self.reading.mail // MEGABYTE)
            problem = (
                f'a mail so large takes a worker more memory than it has: write [limits] parse_memory = "{least}MB"'
            )
            raise wrong_key(("reading", "mail"), problem)
        return self


def load_settings(path: Path = DEFAULT_FILE) -> Settings:
    """Return the settings in a file.

    Raises BadConfiguration with one line for each fault, each with file:line:column, what is wrong and what is allowed.
    Secrets are not read yet: see `unreadable_secrets`.
    """
    file = path.absolute()
    try:
        text = read_toml(file)
    except FileNotFoundError as fault:
        raise BadConfiguration(f"there is no {path}: run `mailhelp init`, or name the file with --config") from fault
    except OSError as fault:
        raise BadConfiguration(
            f"{path} cannot be read ({fault.strerror}): make it a file this user may read"
        ) from fault
    try:
        settings = Settings.model_validate(_completed(text.content), context={"folder": file.parent})
    except ValidationError as fault:
        raise BadConfiguration("\n".join(fault_lines(fault, text, Settings))) from fault
    settings._file = file
    return settings


def _completed(content: Mapping[str, object]) -> dict[str, object]:
    """Return what was read with lists as tuples, with a [database] in any case, without an empty [smtp_out]."""
    sections = {key: _with_tuples(value) for key, value in content.items() if (key, value) != ("smtp_out", {})}
    return {"database": {}, **sections}


def _with_tuples(value: object) -> object:
    if isinstance(value, list):
        return tuple(_with_tuples(each) for each in value)
    return {key: _with_tuples(each) for key, each in value.items()} if isinstance(value, dict) else value


def unreadable_secrets(settings: Settings) -> tuple[str, ...]:
    """Return one line with file:line:column for each secret that cannot be read now."""
    faults = []
    for path, secret in _secrets(settings, ()):
        try:
            secret.reveal()
        except BadConfiguration as fault:
            faults.append(f"{read_toml(settings.file).place(path)}: {fault}")
    return tuple(faults)


def _secrets(value: object, path: Keys) -> Iterator[tuple[Keys, Secret]]:
    if isinstance(value, Secret):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _secrets(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _secrets(each, (*path, number))


def documented_settings() -> tuple[str, ...]:
    """Return the names of all settings, as in "desk.name", "imap.host", "imap.oauth.client_id"."""
    return tuple(_names(Settings, ""))


def _names(section: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in section.model_fields.items():
        inner = inner_section(field.annotation)
        yield from _names(inner, f"{prefix}{name}.") if inner else (f"{prefix}{name}",)
