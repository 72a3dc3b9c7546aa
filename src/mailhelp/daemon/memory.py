"""Memory given back: what a large mail took is the system's again when the mail is done."""

import ctypes

# From glibc's malloc.h: blocks of this size and more are mapped each on its own, and so unmapped when they are freed.
# Left to itself glibc raises the size with the first large block that is freed, and keeps up to twice as much.
_M_MMAP_THRESHOLD, _LARGE = -3, 1 << 20


def map_large_blocks() -> None:
    """Let blocks of 1 MB and more go back to the system as soon as they are free; for the beginning of a process.

    Where the C library is another one nothing happens.
    """
    try:
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)
    except (OSError, AttributeError):
        return
