"""Login by a browser whose last address is pasted: for vendors that give mail to no device code."""

import base64
import hashlib
import hmac
import urllib.parse

from mailhelp.channels.faults import LoginRefused
from mailhelp.channels.oauth_settings import OAuthSettings
from mailhelp.channels.reaching import plain


def authorize_address(settings: OAuthSettings, verifier: str) -> str:
    """Return the address to open (RFC 6749 section 4.1.1) with the challenge of RFC 7636 section 4.2."""
    query = {
        "client_id": settings.client_id,
        "response_type": "code",
        "redirect_uri": settings.redirect,
        "scope": settings.wanted_scope,
        "state": _state(verifier),
        "code_challenge": _urlsafe(hashlib.sha256(verifier.encode("ascii")).digest()),
        "code_challenge_method": "S256",
        # Google gives a refresh token only when asked so.
        "access_type": "offline",
        "prompt": "consent",
    }
    return f"{settings.servers.authorize}?{urllib.parse.urlencode(query)}"


def code_from(pasted: str, verifier: str, name: str) -> str:
    """Return the code in a pasted address; raise LoginRefused when it is not the answer to this login."""
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(pasted.strip()).query)
    code, state = query.get("code", [""])[0], query.get("state", [""])[0]
    if not code or not hmac.compare_digest(state.encode(), _state(verifier).encode()):
        why = plain(query.get("error", ["it holds no code of this login"])[0])
        raise LoginRefused(f"the pasted address is of no use ({why}): run `mailhelp login {name}` again")
    return code


def _state(verifier: str) -> str:
    return _urlsafe(hashlib.sha256(b"state:" + verifier.encode("ascii")).digest())[:22]


def _urlsafe(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")
