"""What templates are told of the mail that a notice is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mailhelp.core.wording import clean_line, clean_text

MOST_WORDS = 32_768
MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """An attachment in a notice to staff; size as people say it ("34 KB"); about: of a mail whose it is, else ""."""

    name: str
    size: str
    about: str


@dataclass(frozen=True, slots=True)
class MailView:
    """The mail that staff are told of; words: what it says, as plain text; cut: there is more of it in the ticket.

    attachments: the first 50 files of its own; more_attachments: how many there are beside them. pictures: how many
    the text has. invitation, sealed: as a sentence and as words, "" where there is none.
    """

    author: str
    author_name: str
    proven: bool
    doubted: bool
    proof: str
    automatic: str
    words: str
    cut: bool
    attachments: tuple[AttachmentView, ...]
    more_attachments: int
    pictures: int
    invitation: str
    sealed: str
    defects: tuple[str, ...]


def mail_view(values: Mapping[str, object]) -> MailView:
    """Return what is told of a mail; all of its values may be missing, or something else than they should be."""
    words, attachments = clean_text(text_of(values.get("words"))), list_of(values.get("attachments"))
    return MailView(
        author=line_of(values, "author"),
        author_name=line_of(values, "author_name"),
        proven=values.get("proven") is True,
        doubted=values.get("doubted") is True,
        proof=line_of(values, "proof"),
        automatic=line_of(values, "automatic"),
        words=words[:MOST_WORDS],
        cut=values.get("words_cut") is True or len(words) > MOST_WORDS,
        attachments=tuple(_attachment(one) for one in attachments[:MOST_LINES]),
        more_attachments=max(0, len(attachments) - MOST_LINES),
        pictures=_count(values.get("pictures")),
        invitation=invitation_words(values.get("invitation"), text_of(values.get("invitation_to"))),
        sealed=line_of(values, "sealed"),
        defects=lines_of(values, "defects"),
    )


def _attachment(found: object) -> AttachmentView:
    told: Mapping[str, object] = found if isinstance(found, Mapping) else {}
    size = told.get("size")
    kind = clean_line(text_of(told.get("content_type")), 100)
    name = clean_line(text_of(told.get("filename")), 200) or f"without a name{f' ({kind})' if kind else ''}"
    return AttachmentView(name=name, size=size_in_words(size) if isinstance(size, int) else "", about=_mail_about(told))


def _mail_about(told: Mapping[str, object]) -> str:
    """Return what an attached mail is, "" for any other file.

    >>> _mail_about({"mail_from": "ana@x.example", "mail_subject": "The old one"})
    'a mail from ana@x.example: The old one'
    """
    if "mail_from" not in told:
        return ""
    author, subject = line_of(told, "mail_from") or "somebody", line_of(told, "mail_subject")
    return f"a mail from {author}" + (f": {clean_line(subject, 200)}" if subject else "")


def invitation_words(method: object, to: str) -> str:
    """Return what an invitation is; "" where `method` is no text, for then there is none.

    >>> invitation_words("request", "Tea at four"), invitation_words("", ""), invitation_words(None, "Tea")
    ('an invitation (request) to Tea at four', 'an invitation', '')
    """
    if not isinstance(method, str):
        return ""
    asked = f"an invitation ({clean_line(method, 30)})" if method else "an invitation"
    to = clean_line(to, 200)
    return f"{asked} to {to}" if to else asked


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def size_in_words(count: int) -> str:
    """Return a number of bytes as people say it.

    >>> size_in_words(900), size_in_words(34_000), size_in_words(5_300_000)
    ('1 KB', '34 KB', '5.3 MB')
    """
    return f"{max(1, round(count / 1000))} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def text_of(value: object) -> str:
    """Return a text, "" for anything else."""
    return value if isinstance(value, str) else ""


def list_of(value: object) -> Sequence[object]:
    """Return a list, an empty one for anything else."""
    return value if isinstance(value, list | tuple) else ()


def line_of(values: Mapping[str, object], name: str) -> str:
    """Return the value called `name` as one clean line."""
    return clean_line(text_of(values.get(name)), 500)


def lines_of(values: Mapping[str, object], name: str, most: int = MOST_LINES) -> tuple[str, ...]:
    """Return the texts in the value called `name` as clean lines, `most` of them at most."""
    return tuple(clean_line(one, 500) for one in list_of(values.get(name))[:most] if isinstance(one, str))
