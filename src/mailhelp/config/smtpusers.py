"""Who of the staff may log in to the listener: lines of address and scrypt hash.

Make a line with `python -m mailhelp.config.smtpusers ana@desk.example >> users`; it asks for the password.
"""

import base64
import getpass
import hashlib
import hmac
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mailhelp.config.fieldtypes import address_of
from mailhelp.config.secrets import read_private
from mailhelp.core.errors import BadConfiguration, UsageError

FORM = "address:scrypt$N$R$P$SALT$HASH, as `python -m mailhelp.config.smtpusers ADDRESS` writes it"
# RFC 7914 section 2: N = 2**14, r = 8, p = 1 takes 16 MB and about 50 ms.
_COST, _BLOCK, _PARALLEL = 1 << 14, 8, 1
_LARGEST_COST = 1 << 16
_HASH_BYTES = 32
_LONGEST_PASSWORD = 1024


@dataclass(frozen=True, slots=True)
class ScryptHash:
    """A password as it is kept (RFC 7914)."""

    cost: int
    block: int
    parallel: int
    salt: bytes
    digest: bytes = field(repr=False)

    def fits(self, password: str) -> bool:
        """Return True when this is the hash of `password`; in constant time."""
        return hmac.compare_digest(_scrypt(password, self), self.digest)


def _scrypt(password: str, how: ScryptHash) -> bytes:
    memory = 256 * how.cost * how.block
    text = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(
        text, salt=how.salt, n=how.cost, r=how.block, p=how.parallel, maxmem=memory, dklen=_HASH_BYTES
    )


# What an unknown name is compared with, so that the time tells nothing about who exists.
_NOBODY = ScryptHash(_COST, _BLOCK, _PARALLEL, bytes(16), bytes(_HASH_BYTES))


@dataclass(frozen=True, slots=True)
class SmtpUsers:
    """The staff who may log in, by folded address."""

    hashes: Mapping[str, ScryptHash]

    def verify(self, user: str, password: str) -> bool:
        """Return True when `password` is that of `user`; takes about 50 ms and 16 MB either way."""
        if len(password) > _LONGEST_PASSWORD:
            return False
        fits = self.hashes.get(user.casefold(), _NOBODY).fits(password)
        return fits and user.casefold() in self.hashes


def load_users(file: Path) -> SmtpUsers:
    """Return the users in a file; empty lines and lines with # are passed over.

    Raises BadConfiguration with file:line when a line is none, or the file is readable by everyone or not at all.
    """
    hashes: dict[str, ScryptHash] = {}
    for number, line in enumerate(read_private(file).splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            user, kept = _entry(line.strip(), f"{file.name}:{number}:1")
            if user in hashes:
                raise BadConfiguration(f"{file.name}:{number}:1: {user} is there twice: keep one line")
            hashes[user] = kept
    return SmtpUsers(hashes)


def _entry(line: str, place: str) -> tuple[str, ScryptHash]:
    address, _, text = line.rpartition(":")
    try:
        kind, cost, block, parallel, salt, digest = text.split("$")
        kept = ScryptHash(int(cost), int(block), int(parallel), _bytes(salt), _bytes(digest))
        if kind != "scrypt" or not _is_bearable(kept):
            raise ValueError(kind)
        return address_of(address).casefold(), kept
    except ValueError as fault:
        raise BadConfiguration(f"{place}: this is no line of a user: allowed is {FORM}") from fault


def _is_bearable(kept: ScryptHash) -> bool:
    power_of_two = 2 <= kept.cost <= _LARGEST_COST and not kept.cost & (kept.cost - 1)
    small = 1 <= kept.block <= 16 and 1 <= kept.parallel <= 4
    return power_of_two and small and len(kept.digest) == _HASH_BYTES


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def user_line(address: str, password: str, salt: bytes) -> str:
    """Return the line that lets `address` log in with `password`. salt: 16 random bytes."""
    bare = ScryptHash(_COST, _BLOCK, _PARALLEL, salt, b"")
    salted, digest = (base64.b64encode(each).decode("ascii") for each in (salt, _scrypt(password, bare)))
    return f"{address_of(address).casefold()}:scrypt${_COST}${_BLOCK}${_PARALLEL}${salted}${digest}"


def main() -> None:
    """Ask for a password twice and print the line for the address in the first argument."""
    if len(sys.argv) != 2:
        raise UsageError("name one address: python -m mailhelp.config.smtpusers ana@desk.example")
    password = getpass.getpass("Password: ")
    if not password or password != getpass.getpass("Again: "):
        raise UsageError("the two are not the same, or empty: nothing was written")
    sys.stdout.write(user_line(sys.argv[1], password, os.urandom(16)) + "\n")


if __name__ == "__main__":
    main()
