"""Building the listener from the settings; imports no more than its process needs."""

import ssl
from collections.abc import Callable
from typing import Protocol

from mailhelp.channels.smtp_settings import ListenerSettings
from mailhelp.config.serversections import SmtpInSettings, SmtpTls
from mailhelp.config.settings import Settings
from mailhelp.config.smtpusers import load_users
from mailhelp.core.errors import BadConfiguration


class Place(Protocol):
    """Where to listen."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...


def listener_settings(settings: Settings) -> tuple[ListenerSettings, ...]:
    """Return what each listening place is told: `listen`, and `listen_tls` where there is one."""
    told = settings.smtp_in
    if told is None:
        raise BadConfiguration("there is no [smtp_in] in mailhelp.toml: nothing to listen on")
    context = _context(told.tls) if told.tls else None
    places: list[tuple[Place, bool]] = [(told.listen, False)]
    if told.listen_tls is not None:
        places.append((told.listen_tls, True))
    return tuple(_settings(settings, told, place, implicit, context) for place, implicit in places)


def _settings(
    settings: Settings, told: SmtpInSettings, place: Place, implicit: bool, context: ssl.SSLContext | None
) -> ListenerSettings:
    desk, limits = settings.desk, settings.limits
    return ListenerSettings(
        host=place.host,
        port=place.port,
        max_size=told.max_size,
        addresses=frozenset(one.casefold() for one in (desk.address, *desk.also)),
        separators="+-" if desk.plus == "-" else "+",
        allow_from=told.allow_from,
        tls=context,
        implicit_tls=implicit,
        authenticate=_authenticate(told),
        hostname=told.hostname or desk.address.rpartition("@")[2],
        connections=limits.connections,
        connections_per_address=limits.connections_per_address,
        data_in_flight=limits.data_in_flight,
        recipients=limits.recipients,
    )


def _authenticate(told: SmtpInSettings) -> Callable[[str, str], bool] | None:
    return load_users(told.users.file).verify if told.users else None


def _context(tls: SmtpTls) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(tls.certificate, tls.key)
    except (OSError, ssl.SSLError) as fault:
        files = f"{tls.certificate} and {tls.key}"
        raise BadConfiguration(
            f"[smtp_in] tls: {files} cannot be used ({fault}): give a PEM certificate and its key"
        ) from fault
    return context
