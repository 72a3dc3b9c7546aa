"""One POST to a token server, with the standard library, over verified TLS."""

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Protocol

from mailhelp.channels.faults import ConnectionLost
from mailhelp.channels.reaching import plain, unreachable
from mailhelp.channels.tls import client_context
from mailhelp.core.errors import BadConfiguration

_ANSWER_LIMIT = 262_144
_TIMEOUT = 30.0


class Post(Protocol):
    """What asks a token server."""

    def __call__(self, url: str, form: Mapping[str, str]) -> Mapping[str, object]:
        """Return the JSON object that the server answered, errors too (RFC 6749 section 5.2).

        Raises ServerFault when there was no such answer.
        """
        ...


def post_form(url: str, form: Mapping[str, str]) -> Mapping[str, object]:
    """Post `form` to `url`: see Post. Clear text is for 127.0.0.1 only."""
    _refuse_clear_text(url)
    request = urllib.request.Request(url, urllib.parse.urlencode(form).encode("ascii"))
    request.add_header("Accept", "application/json")
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=client_context(None)), _NoRedirect())
    place = f"token server {urllib.parse.urlsplit(url).netloc}"
    try:
        return _object(_answered(opener, request), place)
    except urllib.error.URLError as fault:
        raise unreachable(fault.reason if isinstance(fault.reason, Exception) else fault, place) from fault
    except (OSError, ValueError, http.client.HTTPException) as fault:
        raise unreachable(fault, place) from fault


def _answered(opener: urllib.request.OpenerDirector, request: urllib.request.Request) -> bytes:
    """Return the body of the answer; errors have one, too (RFC 6749 section 5.2)."""
    try:
        with opener.open(request, timeout=_TIMEOUT) as answer:
            return bytes(answer.read(_ANSWER_LIMIT))
    except urllib.error.HTTPError as refusal:
        with refusal:
            return bytes(refusal.read(_ANSWER_LIMIT))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Token servers do not redirect; secrets must not travel on."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow nothing."""


def _refuse_clear_text(url: str) -> None:
    parts = urllib.parse.urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise BadConfiguration(f"{url}: tokens travel over https only; write https://")


def _object(body: bytes, place: str) -> Mapping[str, object]:
    try:
        answer = json.loads(body)
    except ValueError as fault:
        raise ConnectionLost(f"{place}: the answer is not JSON ({plain(body[:200].decode('latin-1'))})") from fault
    if not isinstance(answer, dict):
        raise ConnectionLost(f"{place}: the answer is not a JSON object")
    return answer
