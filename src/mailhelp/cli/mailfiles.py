"""Finding the files that a command was given, and reading them in bounded memory whatever they are."""

import os
import select
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mailhelp.core.errors import BadData
from mailhelp.core.rawheaders import HEADER_BLOCK_LIMIT, body_start
from mailhelp.mail.limits import DEFAULT

STANDARD_INPUT = "-"
# Of what is larger only the headers and the first text are read, as of a mail that is too large for the desk.
MOST_BYTES = DEFAULT.mail
TEXT_HEAD = 262_144
PIPE_PATIENCE = 10.0
PIECE = 1_048_576
_MAILDIR = frozenset(("cur", "new"))
_NOT_FILES = {
    stat.S_IFDIR: "is a folder: name the files in it",
    stat.S_IFSOCK: "is a socket, not a file: name a file with a mail",
    stat.S_IFCHR: "is a device, not a file: name a file with a mail",
    stat.S_IFBLK: "is a device, not a file: name a file with a mail",
}


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file to read; `given`: by its own name, so that a pipe is waited for."""

    path: str
    given: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """The files that were found, how many of what lay in folders was hidden, and whether there was a folder."""

    files: tuple[MailFile, ...]
    hidden: int = 0
    folders: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """The bytes of a file; `left_out`: why they are not all, "" when they are."""

    raw: bytes
    left_out: str = ""


def listing(paths: Iterable[Path]) -> Listing:
    """Return the files that `paths` name, in their order; those of a folder sorted by name, with all folders in it.

    Of a Maildir those in cur and new. What is hidden is passed over, links to folders are not followed. A folder that
    holds no file or cannot be opened stands for itself.
    """
    files: list[MailFile] = []
    hidden, folders = 0, False
    for path in paths:
        if not os.path.isdir(path):
            files.append(MailFile(str(path)))
            continue
        before, folders = len(files), True
        for found in _walk(path):
            hidden += found is None
            files += [] if found is None else [found]
        if len(files) == before:
            files.append(MailFile(str(path), given=False))
    return Listing(tuple(files), hidden, folders)


def _walk(folder: Path) -> Iterator[MailFile | None]:
    """Yield each file in a folder; None for what is hidden."""
    waiting = [(str(folder), True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield MailFile(path, given=False)
            continue
        try:
            entries = _entries(path)
        except OSError:
            yield MailFile(path, given=False)
            continue
        yield from (None for name, _ in entries if name.startswith("."))
        seen = [
            (os.path.join("" if path == "." else path, name), below)
            for name, below in entries
            if not name.startswith(".")
        ]
        waiting += reversed(seen)


def _entries(path: str) -> list[tuple[str, bool]]:
    """Return name and whether it is a folder of what lies in `path`; of a Maildir what may hold mail."""
    with os.scandir(path) as found:
        entries = sorted((one.name, one.is_dir(follow_symlinks=False)) for one in found)
    if not _MAILDIR <= {name for name, is_folder in entries if is_folder}:
        return entries
    return [(name, is_folder) for name, is_folder in entries if is_folder and name != "tmp"]


def bytes_of(path: Path) -> bytes:
    """Return what is in a file; raise BadData when it cannot be read, is no file, or is too large for a mail."""
    try:
        taken = taken_from(MailFile(str(path)))
    except BadData as fault:
        raise BadData(f"{path} {fault}") from fault
    if taken.left_out:
        raise BadData(f"{path} {taken.left_out}; if it is an mbox, give it to `mailhelp ingest`")
    return taken.raw


def taken_from(file: MailFile, *, patience: float = PIPE_PATIENCE) -> Taken:
    """Return the bytes of a file, or headers and first text of one over the limit.

    Raises BadData, in words to stand behind its path, when nothing can be read: not there, no permission, not a
    file, a pipe that says nothing for `patience` seconds.
    """
    try:
        return _from_path(file, patience)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise BadData("is not there: check the path") from fault
    except PermissionError as fault:
        raise BadData(f"cannot be read ({fault.strerror}): check its permissions") from fault
    except OSError as fault:
        raise BadData(f"cannot be read ({fault.strerror}): check the path and the disk") from fault


def _from_path(file: MailFile, patience: float) -> Taken:
    if file.path == STANDARD_INPUT:
        return _shortened(sys.stdin.buffer.read(MOST_BYTES + 1), "")
    # Asked before opening: opening a device can do something to it.
    kind = stat.S_IFMT(os.stat(file.path).st_mode)
    if kind == stat.S_IFDIR and not file.given:
        os.scandir(file.path).close()
        raise BadData("is a folder without a file in it: name one that holds mails")
    if kind in _NOT_FILES:
        raise BadData(_NOT_FILES[kind])
    if kind == stat.S_IFIFO and not file.given:
        raise BadData("is a pipe, not a file: name it by itself to read from it")
    handle = os.open(file.path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        return _from_pipe(handle, patience) if kind == stat.S_IFIFO else _from_file(handle)
    finally:
        os.close(handle)


def _from_file(handle: int) -> Taken:
    size = os.fstat(handle).st_size
    most = MOST_BYTES + 1 if size <= MOST_BYTES else HEADER_BLOCK_LIMIT + TEXT_HEAD
    with os.fdopen(handle, "rb", closefd=False) as opened:
        return _shortened(opened.read(most), f"{size / 2**20:,.0f} MB" if size > MOST_BYTES else "")


def _shortened(raw: bytes, size: str) -> Taken:
    if not size and len(raw) <= MOST_BYTES:
        return Taken(raw)
    head = min(body_start(raw[: HEADER_BLOCK_LIMIT + 4]), HEADER_BLOCK_LIMIT) + TEXT_HEAD
    limit = f"{MOST_BYTES >> 20} MB"
    return Taken(
        raw[:head], f"has {size or f'over {limit}'}, more than the {limit} that are read: the rest is left out"
    )


def _from_pipe(handle: int, patience: float) -> Taken:
    """Read a pipe to its end; where nobody writes there is no end, so it is given up after a while."""
    held, waited = bytearray(), False
    while len(held) <= MOST_BYTES:
        piece = _piece(handle)
        if piece:
            held += piece
            waited = False
            continue
        if piece is not None and (held or waited):
            break
        if not _has_more(handle, patience):
            raise BadData(f"is a pipe and nobody has written to it for {patience:g} seconds: name a file")
        waited = True
    return _shortened(bytes(held), "")


def _piece(handle: int) -> bytes | None:
    """Return what a pipe holds now: b"" when nobody has it open for writing, None when they have not written yet."""
    try:
        return os.read(handle, PIECE)
    except BlockingIOError:
        return None


def _has_more(handle: int, patience: float) -> bool:
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    return bool(waiting.poll(patience * 1000))
