"""The sections of mailhelp.toml about the desk itself: its settings and what they are when not written."""

from datetime import timedelta
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from mailhelp.config import fieldtypes as kind

MEGABYTE = 1 << 20
Count = Annotated[int, Field(ge=1, le=1_000_000)]


class Section(BaseModel):
    """One section: frozen, nothing unknown in it, no value turned into another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def wrong_key(key: str | tuple[str | int, ...], problem: str) -> PydanticCustomError:
    """Return an error about one key of a section that only the other keys make wrong."""
    return PydanticCustomError("setting", "{problem}", {"key": key, "problem": problem})


class DeskSettings(Section):
    """[desk]: who the desk is.

    plus: whether `help+word@` reaches `help@`. signing_key: None for a file in the state.
    """

    model_config = ConfigDict(title="desk")
    name: kind.Text
    address: kind.MailAddress
    also: tuple[kind.MailAddress, ...] = ()
    ticket_prefix: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{0,9}$")] = "PX"
    rules: kind.FilePath = Field(default="rules.yaml", validate_default=True)
    templates: kind.FilePath | None = None
    state: kind.FilePath = Field(default="var", validate_default=True)
    plus: Literal["off", "+", "-"] = "off"
    own_lists: tuple[kind.Text, ...] = ()
    relayed: dict[kind.MailAddress, kind.Text] = Field(default_factory=dict)
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    signing_key: kind.SecretPlace | None = None


class DatabaseSettings(Section):
    """[database]: url is sqlite:///FILE (made absolute) or postgresql://USER@HOST/NAME."""

    model_config = ConfigDict(title="database")
    url: kind.DatabaseUrl = Field(default="sqlite:///var/mailhelp.db", validate_default=True)
    password: kind.SecretPlace | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.password is not None and self.url.startswith("sqlite:"):
            raise wrong_key("password", "a SQLite file has no password: take it out")
        return self

    def connect_url(self) -> str:
        """Return the url with the password in it; raise BadConfiguration when it cannot be read."""
        return kind.with_password(self.url, self.password.reveal()) if self.password else self.url


class NoticeSettings(Section):
    """[notices]: to_clients "hold" keeps what clients would get until `mailhelp notices --release`."""

    model_config = ConfigDict(title="notices")
    to_clients: Literal["send", "hold"] = "send"


class LimitSettings(Section):
    """[limits]: acknowledgements by sender, connections of the listener, what one mail may use in parsing."""

    model_config = ConfigDict(title="limits")
    stranger_hour: Count = 3
    stranger_day: Count = 10
    known_hour: Count = 30
    known_day: Count = 100
    deaths: Annotated[int, Field(ge=1, le=100)] = 3
    connections: Count = 200
    connections_per_address: Count = 50
    data_in_flight: kind.Size = 64 * MEGABYTE
    recipients: Count = 100
    parse_memory: kind.Size = 512 * MEGABYTE
    parse_cpu: kind.Duration = timedelta(seconds=5)
    parse_time: kind.Duration = timedelta(seconds=60)


class RetentionSettings(Section):
    """[retention]: how long raw mail is kept; None (written "forever") for ever."""

    model_config = ConfigDict(title="retention")
    raw: kind.Retention = None


def inner_section(annotation: object) -> type[BaseModel] | None:
    """Return the section in a field's type, as in `tuple[ImapSettings, ...]`; None when it is a plain value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := inner_section(each))), None)
