"""RTF as Outlook packs it into winmail.dat (MS-OXRTFCP)."""

import struct

LONGEST = 1_048_576
_PACKED, _PLAIN = b"LZFu", b"MELA"
_KNOWN = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS "
    b"Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20"
    b"\\b\\i\\u\\tab\\tx"
)
_WINDOW = 4096


def unpacked_rtf(packed: bytes) -> bytes:
    """Return the RTF that was packed, at most LONGEST bytes; b"" for what is none, broken ends as far as they go."""
    if len(packed) < 16:
        return b""
    length, form = struct.unpack_from("<I4s", packed, 4)
    if form == _PLAIN:
        return packed[16 : 16 + min(length, LONGEST)]
    return _unpacked(packed, min(length, LONGEST)) if form == _PACKED else b""


def _unpacked(packed: bytes, length: int) -> bytes:
    """Undo the packing: a byte says of the eight things that follow which are letters and which places before."""
    written = bytearray(_KNOWN)
    end, at = len(_KNOWN) + length, 16
    while at < len(packed) and len(written) < end:
        flags, at = packed[at], at + 1
        for bit in range(8):
            if not flags >> bit & 1:
                written += packed[at : at + 1]
                at += 1
                continue
            place = int.from_bytes(packed[at : at + 2], "big")
            at += 2
            back = (len(written) - (place >> 4)) % _WINDOW
            if at > len(packed) or back == 0:
                return bytes(written[len(_KNOWN) : end])
            _repeat(written, back, (place & 15) + 2)
    return bytes(written[len(_KNOWN) : end])


def _repeat(written: bytearray, back: int, count: int) -> None:
    """Write `count` bytes again that stand `back` from the end; they may reach into what is being written."""
    start = len(written) - back
    if start < 0:
        written += bytes(count)
        return
    for place in range(start, start + count):
        written.append(written[place])
