"""The mails of the bench: seeded, so that every run and every machine measures the same bytes.

60 % new tickets of 2-4 KB plain text · 25 % text and 20-40 KB of HTML · 10 % replies to an earlier mail of the same
client · 4 % with a 300 KB PDF · 1 % automatic replies and bounces; from 300 clients. A reply comes after its parent.
"""

import base64
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

SEED = 20261123
CLIENTS = 300
FIRMS = 40
SHARES = (("plain", 0.60), ("html", 0.25), ("reply", 0.10), ("pdf", 0.04))
PDF_BYTES = 300 * 1024
BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

FIRST_NAMES = "Ada Bela Cleo Dora Emil Faye Gus Hana Ivo June Kofi Lena Milo Nora Otto Pia Remy Suri Theo Una".split()
LAST_NAMES = "Ash Birch Cole Dale Elm Ford Glen Hale Ives Judd Kerr Lowe Moss Nash Orr Penn Rook Shaw Tate Vane".split()
PARTS = "website|contact form|mailbox|shared mailbox|booking page|shop|calendar|newsletter|home page|price list".split(
    "|"
)
TROUBLES = "is very slow|shows an error|cannot be reached|looks wrong|is empty|asks for a password again|is down".split(
    "|"
)
ASIDES = (
    "We changed nothing on our side, as far as anybody here remembers.",
    "My colleague tried it from home as well and saw the same thing.",
    "It worked on Friday afternoon when the last of us went home.",
    "Our customers have begun to ask, so a word about it would help us.",
    "I have restarted the computer twice, and it made no difference at all.",
    "The page with the opening hours and the map is the one we use most.",
    "Could you please have a look when you have a minute to spare?",
    "There is no hurry with the second point, it only came to my mind now.",
    "I copy the text of the message below, in case it tells you something.",
    "Please ring me at the office if you need anything else from our side.",
)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail of the workload; `opens` is True when it ought to open a ticket and be acknowledged."""

    kind: str
    sender: str
    message_id: str
    raw: bytes

    @property
    def opens(self) -> bool:
        return self.kind in ("plain", "html", "pdf")

    @property
    def envelope_sender(self) -> str:
        return "" if self.kind == "bounce" else self.sender


def workload(count: int, desk: str, seed: int = SEED) -> Iterator[Mail]:
    """Yield `count` mails to the address `desk`, with CRLF line ends, in the order in which they are sent."""
    chance = random.Random(seed)
    parents: list[Mail] = []
    for number, kind in enumerate(_kinds(chance, count)):
        mail = _mail(chance, number, kind if parents or kind != "reply" else "plain", desk=desk, parents=parents)
        if mail.opens:
            parents.append(mail)
        yield mail


def _kinds(chance: random.Random, count: int) -> list[str]:
    kinds = [kind for kind, share in SHARES for _ in range(round(count * share))][:count]
    kinds += [("absence", "bounce")[n % 2] for n in range(count - len(kinds))]
    chance.shuffle(kinds)
    return kinds


def _mail(chance: random.Random, number: int, kind: str, *, desk: str, parents: Sequence[Mail]) -> Mail:
    parent = chance.choice(parents[-400:]) if kind == "reply" else None
    sender = parent.sender if parent else _client(chance.randrange(CLIENTS))
    domain = sender.partition("@")[2]
    message_id = f"{number:06d}.{chance.getrandbits(64):016x}@{domain}"
    headers, body = _content(chance, number, kind, parent)
    trace = (
        f"Received: from mx.{domain} (mx.{domain} [192.0.2.{number % 250 + 1}])\r\n"
        f"\tby mail.desk.example with ESMTPS id {chance.getrandbits(40):010X}\r\n\tfor <{desk}>; {_date(number)}\r\n"
    )
    name = sender.partition("@")[0].replace(".", " ").title()
    author = f"Mail Delivery System <mailer-daemon@{domain}>" if kind == "bounce" else f"{name} <{sender}>"
    head = (
        f"{trace}Date: {_date(number)}\r\nFrom: {author}\r\nTo: {desk}\r\nMessage-ID: <{message_id}>\r\n"
        f"MIME-Version: 1.0\r\n{headers}\r\n"
    )
    return Mail(kind, sender, message_id, (head + body).encode())


def _client(number: int) -> str:
    first, last = FIRST_NAMES[number % 20], LAST_NAMES[number // 20 % 20]
    return f"{first}.{last}.{number}@firm{number % FIRMS}.example".lower()


def _date(number: int) -> str:
    return format_datetime(BEGAN + timedelta(seconds=37 * number))


def _content(chance: random.Random, number: int, kind: str, parent: Mail | None) -> tuple[str, str]:
    """Return the headers that depend on the kind of mail, and its body."""
    subject = f"Subject: {_trouble(chance)} ({number})\r\n"
    match kind:
        case "reply":
            assert parent is not None
            thread = f"In-Reply-To: <{parent.message_id}>\r\nReferences: <{parent.message_id}>\r\n"
            quoted = "> " + _prose(chance, 700).replace("\r\n", "\r\n> ")
            body = (
                f"{_prose(chance, chance.randint(400, 1500))}\r\n\r\nOn Monday the service desk wrote:\r\n{quoted}\r\n"
            )
            return f"Subject: Re: your answer ({number})\r\n{thread}{_text_headers()}", body
        case "html":
            text = _part(_text_headers(), _prose(chance, chance.randint(1500, 3000)))
            page = _part("Content-Type: text/html; charset=utf-8\r\n", _page(chance, chance.randint(20_480, 40_960)))
            return _multipart(chance, subject, "alternative", text, page)
        case "pdf":
            text = _part(_text_headers(), _prose(chance, chance.randint(600, 1500)))
            return _multipart(chance, subject, "mixed", text, _pdf(chance, number))
        case "absence":
            return (
                f"Subject: Automatic reply: away ({number})\r\nAuto-Submitted: auto-replied\r\n{_text_headers()}",
                "I am away until Monday and read no mail until then.\r\n",
            )
        case "bounce":
            return _delivery_report(chance, number)
        case _:
            return subject + _text_headers(), _prose(chance, chance.randint(2048, 4096)) + "\r\n"


def _text_headers() -> str:
    return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n"


def _part(headers: str, body: str) -> str:
    return f"{headers}\r\n{body}\r\n"


def _multipart(chance: random.Random, headers: str, subtype: str, *parts: str) -> tuple[str, str]:
    boundary = f"part-{chance.getrandbits(64):016x}"
    body = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts) + f"--{boundary}--\r\n"
    return f'{headers}Content-Type: multipart/{subtype}; boundary="{boundary}"\r\n', body


def _pdf(chance: random.Random, number: int) -> str:
    content = base64.encodebytes(b"%PDF-1.4\n" + chance.randbytes(PDF_BYTES) + b"\n%%EOF\n").decode("ascii")
    headers = (
        f'Content-Type: application/pdf; name="order{number}.pdf"\r\n'
        f'Content-Disposition: attachment; filename="order{number}.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
    )
    return _part(headers, content.replace("\n", "\r\n"))


def _delivery_report(chance: random.Random, number: int) -> tuple[str, str]:
    report = (
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.firm0.example\r\n\r\n"
        f"Final-Recipient: rfc822; gone{number}@firm0.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    )
    original = (
        "Content-Type: text/rfc822-headers\r\n\r\nFrom: help@elsewhere.example\r\n"
        f"To: gone{number}@firm0.example\r\nSubject: a notice\r\nMessage-ID: <old{number}@elsewhere.example>\r\n"
    )
    text = _part(_text_headers(), "Your message could not be delivered.")
    headers, body = _multipart(chance, "", "report", text, report, original)
    headers = headers.replace("multipart/report;", "multipart/report; report-type=delivery-status;")
    return f"Subject: Undelivered mail ({number})\r\nAuto-Submitted: auto-replied\r\n{headers}", body


def _trouble(chance: random.Random) -> str:
    return f"Our {chance.choice(PARTS)} {chance.choice(TROUBLES)}"


def _prose(chance: random.Random, size: int) -> str:
    """Return about `size` characters of paragraphs as a client would write them."""
    lines, length = ["Hello,", ""], 8
    while length < size:
        line = f"{_trouble(chance)}." if chance.random() < 0.15 else chance.choice(ASIDES)
        lines += [line, ""] if chance.random() < 0.25 else [line]
        length += len(line) + 2
    return "\r\n".join([*lines, "", "Kind regards"])


def _page(chance: random.Random, size: int) -> str:
    """Return about `size` characters of the HTML that desktop mail programs write."""
    head = (
        '<html><head><meta charset="utf-8"><style>\r\np.MsoNormal {margin:0cm; font-size:11.0pt; '
        'font-family:"Calibri",sans-serif;}\r\n</style></head><body lang="EN-GB"><div class="WordSection1">\r\n'
    )
    blocks, length = [head], len(head)
    while length < size:
        words = _prose(chance, chance.randint(60, 240)).replace("\r\n", "<br>\r\n")
        block = chance.choices((_paragraph, _cell, _link), weights=(70, 20, 10))[0](words)
        blocks.append(block)
        length += len(block)
    return "".join([*blocks, "</div></body></html>"])


def _paragraph(words: str) -> str:
    return (
        f'<p class="MsoNormal"><span lang="EN-GB" style="mso-fareast-language:EN-US">{words}<o:p></o:p></span></p>\r\n'
    )


def _cell(words: str) -> str:
    return f'<table border="0" cellpadding="0"><tr><td style="padding:.75pt">{words}</td></tr></table>\r\n'


def _link(words: str) -> str:
    return f'<p><a href="https://shop.example/item?id=7&amp;from=mail">{words}</a></p>\r\n'
