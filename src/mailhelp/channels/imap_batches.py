"""Which mails are fetched together: oldest first, few at a time, bounded by bytes."""

from collections.abc import Iterator, Sequence

from mailhelp.channels.imap_session import Listed

MAILS_AT_ONCE = 20
BYTES_AT_ONCE = 8 << 20


def in_chunks(uids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Give `uids` in pieces of `size`: one piece makes one command line, of at most some 5,500 bytes for 500."""
    for start in range(0, len(uids), size):
        yield uids[start : start + size]


def batches(mails: Sequence[Listed], alone: frozenset[int], max_size: int) -> Iterator[list[Listed]]:
    """Give mails in their order, at most 20 and 8 MB together.

    alone: UIDs that are given one by one, like those over `max_size` bytes.
    """
    batch: list[Listed] = []
    for mail in mails:
        single = mail.uid in alone or mail.size > max_size
        full = len(batch) >= MAILS_AT_ONCE or sum(other.size for other in batch) + mail.size > BYTES_AT_ONCE
        if batch and (single or full):
            yield batch
            batch = []
        batch.append(mail)
        if single:
            yield batch
            batch = []
    if batch:
        yield batch
