"""The state folder: prepared, locked for one `run`, with the key that signs tokens and a name of its own."""

import base64
import binascii
import fcntl
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from mailhelp.config.secrets import Secret, read_private
from mailhelp.core.errors import BadConfiguration

KEY_BYTES = 32
KEY_FILE = "signing.key"
LOCK_FILE = "run.lock"
MACHINE_FILE = "machine.id"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key of tokens and seals. key_id: 0 to 255, made of the key, as tokens carry it."""

    key: bytes = field(repr=False)

    @property
    def key_id(self) -> int:
        """Return the number by which a token names its key."""
        return hashlib.sha256(b"mailhelp key id" + self.key).digest()[0]

    @property
    def fingerprint(self) -> str:
        """Return 16 letters and digits that tell this key from every other; it may be stored in the database."""
        return hashlib.sha256(b"mailhelp key fingerprint" + self.key).hexdigest()[:16]


def prepare_state(folder: Path) -> Path:
    """Return the state folder, with mode 0700; made where it is missing. Raise BadConfiguration when it is unusable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _close_to_others(folder)
    except OSError as fault:
        raise _unusable(folder, fault) from fault
    if not os.access(folder, os.W_OK | os.X_OK):
        advice = "give it to this user, or change [desk] state"
        raise BadConfiguration(f"the state folder {folder} is not writable: {advice}")
    return folder


def _close_to_others(folder: Path) -> None:
    found = folder.stat()
    if found.st_mode & 0o002:
        advice = f"run `chmod 700 {folder}` if it is the desk's own, else change [desk] state"
        raise BadConfiguration(f"everyone may write in the state folder {folder}: {advice}")
    if found.st_mode & 0o077 and found.st_uid == os.geteuid():
        folder.chmod(0o700)


@contextmanager
def lock_state(folder: Path) -> Iterator[None]:
    """Hold the state folder for one `run`; raise BadConfiguration when another process holds it.

    The lock ends with this process however it ends; its children do not have it.
    """
    prepare_state(folder)
    try:
        opened = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as fault:
        raise _unusable(folder, fault) from fault
    try:
        _take(opened, folder)
        yield
    finally:
        os.close(opened)


def lock_holder(folder: Path) -> str | None:
    """Return the process id of the `run` that holds the state folder, as text; None when none does."""
    try:
        opened = os.open(folder / LOCK_FILE, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.lockf(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _holder(opened)
    finally:
        os.close(opened)
    return None


def _holder(opened: int) -> str:
    return os.pread(opened, 20, 0).decode("ascii", "replace").strip() or "unknown"


def _take(opened: int, folder: Path) -> None:
    try:
        fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        advice = "stop that one first, or give this one its own [desk] state"
        raise BadConfiguration(f"another mailhelp runs on {folder} (process {_holder(opened)}): {advice}") from fault
    except OSError as fault:
        raise _unusable(folder, fault) from fault
    os.ftruncate(opened, 0)
    os.pwrite(opened, f"{os.getpid()}\n".encode(), 0)


def _unusable(folder: Path, fault: OSError) -> BadConfiguration:
    advice = "make it a folder this user may write, or change [desk] state"
    return BadConfiguration(f"the state folder {folder} cannot be used ({fault.strerror}): {advice}")


def load_or_make_key(folder: Path, place: Secret | None = None) -> SigningKey:
    """Return the desk's signing key: from `place` where [desk] signing_key names one, else from the state folder.

    A key that is not there yet is made, mode 0600, synced to disk; two processes at once get the same one.
    Raises BadConfiguration when the key is unreadable, readable by others, or no key.
    """
    if place is not None:
        return _key_of(place.reveal(), str(place))
    file = prepare_state(folder) / KEY_FILE
    if not file.exists():
        _make_once(file, new_key_text())
    _refuse_open(file)
    return _key_of(read_private(file), str(file))


def new_key_text() -> str:
    """Return a new signing key as a key file or credential holds it."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")


def machine_id(folder: Path) -> str:
    """Return 16 letters and digits that name the state folder, made by chance where it has none yet.

    They stay when the host is called otherwise, as a container is at each start. Raises BadConfiguration when the
    folder is unusable.
    """
    file = prepare_state(folder) / MACHINE_FILE
    if not file.exists():
        _make_once(file, secrets.token_hex(8))
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()[:16]
    except OSError as fault:
        raise _unusable(folder, fault) from fault


def _make_once(file: Path, text: str) -> None:
    """Write a file that is not there; two processes at once leave the same one."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        _write_synced(draft, text + "\n")
        # A link, unlike a rename, never takes the place of a file that another process has made meanwhile.
        with suppress(FileExistsError):
            os.link(draft, file)
        _sync_folder(file.parent)
    except OSError as fault:
        raise _unusable(file.parent, fault) from fault
    finally:
        draft.unlink(missing_ok=True)


def _write_synced(file: Path, text: str) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _refuse_open(file: Path) -> None:
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        raise BadConfiguration(f"{file} may be read by others (mode {mode:o}): run `chmod 600 {file}`")


def _key_of(text: str, place: str) -> SigningKey:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise BadConfiguration(
            f"{place} holds no signing key: put the desk's own back from a backup (32 bytes in base64)"
        )
    return SigningKey(key)
