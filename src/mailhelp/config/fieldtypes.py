"""Kinds of values in mailhelp.toml, each read from how people write it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_interface, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import PlainValidator, ValidationInfo

from mailhelp.config.secrets import Secret, secret_of

_SIZE = re.compile(r"([0-9]{1,9}) ?(B|KB|MB|GB)", re.IGNORECASE)
_BYTES = {"B": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}
_DURATION = re.compile(r"([0-9]{1,6}) ?(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_LISTEN = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^:\[\]]+)):([0-9]{1,5})")
_ADDRESS_FORM = 'write it as "help@example.com"'
LOOPBACK = ("localhost", "::1")


@dataclass(frozen=True, slots=True)
class Listen:
    """An address to listen on. port: 0 for any free one."""

    host: str
    port: int


def quoted(value: object) -> str:
    """Return a value as a message shows it: a text in quotes, on one line, cut when long."""
    if isinstance(value, Mapping | tuple | list):
        return "a table" if isinstance(value, Mapping) else "a list"
    text = " ".join(str(value).split())
    text = text if len(text) <= 60 else f"{text[:60]}…"
    return f'"{text}"' if isinstance(value, str) else text.lower() if isinstance(value, bool) else text


def text_of(value: object) -> str:
    """Return a text of one line; raise ValueError for anything else."""
    if not isinstance(value, str):
        raise ValueError(f'{quoted(value)} is no text: put it in quotes, as in "text"')
    if not value.strip() or any(letter < " " or letter == "\x7f" for letter in value):
        raise ValueError("this text is empty or has a line end or control character in it: write one line")
    return value.strip()


def size_of(value: object) -> int:
    """Return the bytes of "40MB" (1 MB is 1,048,576 bytes)."""
    found = _SIZE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or not int(found[1]):
        raise ValueError(f'{quoted(value)} is no size: write a number and its unit in quotes: "64KB", "40MB", "1GB"')
    return int(found[1]) * _BYTES[found[2].upper()]


def size_between(least: str, most: str) -> PlainValidator:
    """Return what reads sizes from `least` to `most`."""

    def read(value: object) -> int:
        found = size_of(value)
        if found < size_of(least):
            raise ValueError(f"{quoted(value)} is too small: it must be {quoted(least)} or more")
        if found > size_of(most):
            raise ValueError(f"{quoted(value)} is too large: it must be {quoted(most)} or less")
        return found

    return PlainValidator(read)


def duration_of(value: object) -> timedelta:
    """Return the length of "60s", "5m", "2h" or "30d"."""
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or not int(found[1]):
        form = 'write a number and its unit in quotes: "60s", "5m", "2h", "30d"'
        raise ValueError(f"{quoted(value)} is no duration: {form}")
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])


def retention_of(value: object) -> timedelta | None:
    """Return how long to keep; None for "forever"."""
    if value == "forever":
        return None
    try:
        return duration_of(value)
    except ValueError as fault:
        raise ValueError(f'{quoted(value)} is neither "forever" nor a duration such as "400d"') from fault


def address_of(value: object) -> str:
    """Return a bare mail address (RFC 5321 section 4.1.2, without quoted local parts)."""
    text = text_of(value)
    local, at, domain = text.rpartition("@")
    if not at or not _is_local(local) or not _is_host(domain):
        raise ValueError(f"{quoted(text)} is no mail address: {_ADDRESS_FORM}")
    return text


def _is_local(text: str) -> bool:
    return bool(_LOCAL.fullmatch(text)) and not text.startswith(".") and not text.endswith(".") and ".." not in text


def _is_host(text: str) -> bool:
    return len(text) <= 253 and all(_LABEL.fullmatch(label) for label in text.split("."))


def host_of(value: object) -> str:
    """Return a host name or IP address."""
    text = text_of(value)
    if _is_host(text) or _is_ip(text):
        return text
    raise ValueError(f'{quoted(text)} is no host name: write "imap.example.com", the port has its own key')


def _is_ip(text: str) -> bool:
    try:
        return ip_network(text).num_addresses == 1
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """Return True when a host is this machine by name or number."""
    return host in LOOPBACK or host.endswith(".localhost") or (_is_ip(host) and ip_network(host).is_loopback)


def listen_of(value: object) -> Listen:
    """Return where to listen, from "127.0.0.1:2525" or "[::1]:2525"."""
    text = text_of(value)
    found = _LISTEN.fullmatch(text)
    if found and int(found[3]) <= 65_535 and (_is_ip(found[1]) if found[1] else _is_host(found[2])):
        return Listen(found[1] or found[2], int(found[3]))
    raise ValueError(f'{quoted(text)} is no place to listen: write "127.0.0.1:2525", "0.0.0.0:25" or "[::]:25"')


def network_of(value: object) -> IPv4Network | IPv6Network:
    """Return a network of "192.0.2.0/24", or of one address."""
    text = text_of(value)
    try:
        found = ip_interface(text)
    except ValueError as fault:
        form = 'write "192.0.2.0/24", "2001:db8::/32" or one address'
        raise ValueError(f"{quoted(text)} is no network: {form}") from fault
    if found.ip != found.network.network_address:
        raise ValueError(f'{quoted(text)} is an address in a network: write "{found.network}" for all of it')
    return found.network


def listener_trust_of(value: object) -> str:
    """Return whose word on senders is believed: as `trust_of`, or "self" where mailhelp is the MX."""
    text = text_of(value).casefold()
    return text if text == "self" else trust_of(value)


def trust_of(value: object) -> str:
    """Return whose authentication results are believed: "none", "microsoft365" or an authserv-id, folded."""
    text = text_of(value).casefold()
    if text == "self":
        raise ValueError('"self" is for [smtp_in] only: name the mail server that checks who wrote')
    if text in ("none", "microsoft365") or ("." in text and _is_host(text)):
        return text
    form = '"none", "microsoft365" or the name in front of the results, as in "mx.example.com"'
    raise ValueError(f"{quoted(text)} cannot be trusted: allowed is {form}")


def url_of(value: object) -> str:
    """Return an https address; http for this machine only."""
    text = text_of(value)
    parts = urlsplit(text)
    if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))):
        return text
    raise ValueError(f'{quoted(text)} is no address of a service: write it as "https://host/path"')


def start_of(value: object) -> datetime:
    """Return a moment, UTC, from a TOML or ISO 8601 date (its first moment in UTC) or time with zone."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        found = None
    if isinstance(found, date) and not isinstance(found, datetime):
        found = datetime.combine(found, time(), UTC)
    if isinstance(found, datetime) and isinstance(value, str) and len(value.strip()) == 10:
        found = found.replace(tzinfo=UTC)
    if not isinstance(found, datetime) or found.utcoffset() is None:
        raise ValueError(f"{quoted(value)} is no moment: write 2026-11-27 or 2026-11-27T16:00:00+00:00 (with a zone)")
    return found.astimezone(UTC)


def path_of(value: object, info: ValidationInfo) -> Path:
    """Return a path; a relative one is relative to the folder of mailhelp.toml."""
    return folder_of(info) / Path(text_of(value)).expanduser()


def folder_of(info: ValidationInfo) -> Path:
    """Return the folder of the file that is being read."""
    context: Mapping[str, Path] = info.context or {}
    return context.get("folder", Path())


def database_url_of(value: object, info: ValidationInfo) -> str:
    """Return the address of a database; a SQLite file is made absolute. Passwords are refused."""
    text = text_of(value)
    scheme, _, rest = text.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return f"sqlite:///{folder_of(info) / rest[1:]}"
    if scheme not in ("postgresql", "postgresql+psycopg"):
        form = '"sqlite:///var/mailhelp.db" or "postgresql://USER@HOST/NAME"'
        raise ValueError(f"{quoted(text.split('@')[-1])} is no address of a database: write {form}")
    if ":" in rest.partition("/")[0].rpartition("@")[0] or "password=" in rest:
        raise ValueError(
            'the url holds a password: take it out and write password = {env = "NAME"} (or file, credential)'
        )
    return text


def with_password(url: str, password: str) -> str:
    """Return a PostgreSQL url with a password in it."""
    scheme, _, rest = url.partition("://")
    user, at, place = rest.partition("@")
    return f"{scheme}://{user}:{quote(password, safe='')}{at}{place}"


def _secret(value: object, info: ValidationInfo) -> Secret:
    return secret_of(value, folder_of(info), f"{(info.config or {}).get('title')}.{info.field_name}")


Text = Annotated[str, PlainValidator(text_of)]
Size = Annotated[int, PlainValidator(size_of)]
Duration = Annotated[timedelta, PlainValidator(duration_of)]
Retention = Annotated[timedelta | None, PlainValidator(retention_of)]
MailAddress = Annotated[str, PlainValidator(address_of)]
Host = Annotated[str, PlainValidator(host_of)]
ListenAt = Annotated[Listen, PlainValidator(listen_of)]
Network = Annotated[IPv4Network | IPv6Network, PlainValidator(network_of)]
Trust = Annotated[str, PlainValidator(trust_of)]
ListenerTrust = Annotated[str, PlainValidator(listener_trust_of)]
Url = Annotated[str, PlainValidator(url_of)]
DatabaseUrl = Annotated[str, PlainValidator(database_url_of)]
Start = Annotated[datetime, PlainValidator(start_of)]
FilePath = Annotated[Path, PlainValidator(path_of)]
SecretPlace = Annotated[Secret, PlainValidator(_secret)]
