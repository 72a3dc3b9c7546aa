"""What nobody but its reader can open: S/MIME and PGP (RFC 8551, RFC 3156); nothing of it is opened here."""

import re

from mailhelp.mail.part import Part

_SMIME = ("application/pkcs7-mime", "application/x-pkcs7-mime")
# The object identifiers of CMS contents as they stand at the beginning of the file (RFC 5652 section 14).
_ENVELOPED = (bytes.fromhex("2a864886f70d010703"), bytes.fromhex("2a864886f70d0109100117"))
_PGP = re.compile(r"(?m)^-----BEGIN PGP MESSAGE-----[ \t]*$")
ENCRYPTED_SMIME, SEALED_SMIME, ENCRYPTED_PGP = "encrypted with S/MIME", "sealed with S/MIME", "encrypted with PGP"


def sealed_by(root: Part, text: str) -> str:
    """Return how something in a mail is closed to all but its reader, "" when nothing is.

    text: the readable body, where PGP may stand as lines.
    """
    for part in root.own():
        if found := _sealed_part(part):
            return found
    return ENCRYPTED_PGP if "-----BEGIN PGP MESSAGE" in text and _PGP.search(text) else ""


def _sealed_part(part: Part) -> str:
    if part.kind == "multipart/encrypted":
        return "encrypted" if "smime" in part.params.get("protocol", "") else ENCRYPTED_PGP
    if part.kind == "application/pgp-encrypted":
        return ENCRYPTED_PGP
    if part.kind in _SMIME or (part.filename or "").lower() == "smime.p7m":
        return _smime(part)
    return ""


def _smime(part: Part) -> str:
    """Return how an S/MIME file is closed; one with certificates only closes nothing."""
    told = part.params.get("smime-type", "").lower()
    if told == "certs-only":
        return ""
    if "enveloped" in told or any(mark in part.beginning(64) for mark in _ENVELOPED):
        return ENCRYPTED_SMIME
    return SEALED_SMIME
