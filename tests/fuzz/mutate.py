"""Changes to a mail that keep it a mail: lines, headers, parts and encodings moved about, so that fuzzing gets deep."""

import base64
import binascii
from collections.abc import Callable
from random import Random

MOST_REPEATS = 12
CHARSETS = (b"utf-8", b"iso-8859-1", b"gb2312", b"iso-2022-jp", b"utf-7", b"utf-16", b"ks_c_5601-1987", b"x-unknown")

Words = tuple[bytes, ...]
Change = Callable[[bytes, Random, Words], bytes]


def mutated(data: bytes, chance: Random, words: Words) -> bytes:
    """Return `data` with one to four changes; the same for the same state of `chance`."""
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(CHANGES)(data, chance, words)
    return data


def _place(data: bytes, chance: Random) -> int:
    return chance.randint(0, len(data))


def _word_put_in(data: bytes, chance: Random, words: Words) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.choice(words) + data[at:]


def _word_in_place_of_bytes(data: bytes, chance: Random, words: Words) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.choice(words) + data[at + chance.randint(1, 20) :]


def _word_on_a_line(data: bytes, chance: Random, words: Words) -> bytes:
    lines = data.split(b"\n")
    lines.insert(chance.randint(0, len(lines)), chance.choice(words))
    return b"\n".join(lines)


def _line_moved(data: bytes, chance: Random, words: Words) -> bytes:
    lines = data.split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randint(0, len(lines)), line)
    return b"\n".join(lines)


def _lines_cut(data: bytes, chance: Random, words: Words) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    del lines[at : at + chance.randint(1, 4)]
    return b"\n".join(lines)


def _lines_repeated(data: bytes, chance: Random, words: Words) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at:at] = lines[at : at + chance.randint(1, 6)] * chance.randint(1, MOST_REPEATS)
    return b"\n".join(lines)


def _bytes_repeated(data: bytes, chance: Random, words: Words) -> bytes:
    at = _place(data, chance)
    return data[:at] + data[at : at + chance.randint(1, 40)] * chance.randint(2, MOST_REPEATS) + data[at:]


def _bytes_cut(data: bytes, chance: Random, words: Words) -> bytes:
    at = _place(data, chance)
    return data[:at] + data[at + chance.randint(1, 60) :]


def _byte_changed(data: bytes, chance: Random, words: Words) -> bytes:
    at = _place(data, chance)
    return data[:at] + bytes((chance.randrange(256),)) + data[at + 1 :]


def _line_ends_changed(data: bytes, chance: Random, words: Words) -> bytes:
    plain = data.replace(b"\r\n", b"\n")
    return plain.replace(b"\n", chance.choice((b"\r\n", b"\n", b"\r")))


def _header_folded(data: bytes, chance: Random, words: Words) -> bytes:
    head, blank, body = data.partition(b"\n\n")
    at = _place(head, chance)
    return head[:at] + chance.choice((b"\r\n ", b"\n\t", b"\n", b"\r ")) + head[at:] + blank + body


def _divided(data: bytes) -> tuple[bytes, bytes]:
    """Return the header block and the body, with "\\n" line ends."""
    head, _, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    return head, body


def _without_content(head: bytes) -> bytes:
    return b"\n".join(line for line in head.split(b"\n") if not line.lower().startswith(b"content-"))


def _put_into_a_multipart(data: bytes, chance: Random, words: Words) -> bytes:
    head, body = _divided(data)
    kind = chance.choice((b"mixed", b"alternative", b"related", b"report", b"signed", b"digest"))
    mark = chance.choice((b"b", b"bb", b"b--", b"=_1", b"a b"))
    inner = b"\n".join(line for line in head.split(b"\n") if line.lower().startswith(b"content-"))
    parts = [inner + b"\n\n" + body] * chance.randint(1, 2) + [chance.choice(words) + b"\n\n" + chance.choice(words)]
    chance.shuffle(parts)
    below = b"".join(b"--" + mark + b"\n" + part + b"\n" for part in parts)
    return b'%s\nContent-Type: multipart/%s; boundary="%s"\n\n%s--%s--\n' % (
        *(_without_content(head), kind, mark, below, mark),
    )


def _put_into_a_mail(data: bytes, chance: Random, words: Words) -> bytes:
    head, _ = _divided(data)
    encoded = chance.random() < 0.3
    body = base64.encodebytes(data) if encoded else data
    encoding = b"base64" if encoded else b"7bit"
    return b"%s\nContent-Type: message/rfc822\nContent-Transfer-Encoding: %s\n\n%s" % (
        *(_without_content(head), encoding, body),
    )


def _body_encoded(data: bytes, chance: Random, words: Words) -> bytes:
    head, body = _divided(data)
    kept = b"\n".join(line for line in head.split(b"\n") if not line.lower().startswith(b"content-transfer"))
    if chance.random() < 0.5:
        return kept + b"\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(body)
    return kept + b"\nContent-Transfer-Encoding: quoted-printable\n\n" + binascii.b2a_qp(body)


def _value_as_encoded_words(data: bytes, chance: Random, words: Words) -> bytes:
    head, body = _divided(data)
    lines = head.split(b"\n")
    at = chance.randrange(len(lines))
    name, colon, value = lines[at].partition(b":")
    charset = chance.choice(CHARSETS)
    word = b"=?%s?B?%s?=" % (charset, base64.b64encode(value.strip()))
    if chance.random() < 0.5:
        word = b"=?%s?Q?%s?=" % (charset, b"".join(b"=%02X" % one for one in value.strip()))
    lines[at] = name + colon + b" " + word
    return b"\n".join(lines) + b"\n\n" + body


CHANGES: tuple[Change, ...] = (
    *(_word_put_in, _word_put_in, _word_in_place_of_bytes, _word_on_a_line, _line_moved, _lines_cut, _lines_repeated),
    *(_bytes_repeated, _bytes_cut, _byte_changed, _line_ends_changed, _header_folded, _put_into_a_multipart),
    *(_put_into_a_mail, _body_encoded, _value_as_encoded_words),
)
