"""What is body and what is attached, in the shapes that mail programs make; every mail here is our own."""

import base64

import pytest

from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail, a_multipart

HEAD = "From: Jo <jo@client.example>\nTo: help@desk.example\nSubject: Printer\nMIME-Version: 1.0\n"
OLD = "From: Ana <ana@old.example>\nSubject: The old one\n\ninner words"
CITES = '<p>words</p><img src="cid:logo@x">'


def text(words: str = "words", more: str = "") -> str:
    return f"Content-Type: text/plain; charset=utf-8{more}\n\n{words}"


def html(words: str = "<p>words</p>") -> str:
    return f"Content-Type: text/html; charset=utf-8\n\n{words}"


def file(kind: str = "application/pdf", name: str = "a.pdf", shown: str = "attachment", more: str = "") -> str:
    return (
        f'Content-Type: {kind}; name="{name}"\nContent-Transfer-Encoding: base64\n'
        f'Content-Disposition: {shown}; filename="{name}"\n{more}\nQUJD'
    )


def logo(shown: str = "inline") -> str:
    return file("image/png", "logo.png", shown, "Content-ID: <logo@x>\n")


def several(kind: str, *parts: str, edge: str = "in", more: str = "") -> str:
    """Return a multipart as the part of another."""
    body = "".join(f"--{edge}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{edge}"{more}\n\n{body}--{edge}--'


def whole(head: str) -> bytes:
    """Return a mail whose own Content-Type and body are written out."""
    return (HEAD + head).replace("\n", "\r\n").encode()


APPLE = {
    "a screenshot between two pieces of text": (
        a_multipart(text("one"), file("image/png", "shot.png", "inline"), text("two")), "one\n\ntwo", ["shot.png"]
    ),
    "pieces of HTML between PDFs": (
        a_multipart(html("one"), file(shown="inline"), html("two"), file(name="b.pdf", shown="inline")),
        "one\n\ntwo", ["a.pdf", "b.pdf"],
    ),
    "pieces of HTML as one of two forms": (
        a_multipart(text("one two"), several("mixed", html("one"), file(shown="inline"), html("two")),
                    kind="alternative"),
        "one two", ["a.pdf"],
    ),
    "a picture in the HTML form": (
        a_multipart(text(), several("related", html(CITES), logo()), kind="alternative"), "words", ["(logo.png)"]
    ),
    "a photo and nothing else": (
        a_multipart(file("image/jpeg", "IMG_1.jpeg", "inline"), text("")), "", ["IMG_1.jpeg"]
    ),
    "a file with its resource fork": (
        a_multipart(text(), several("appledouble", file("application/applefile", "a.doc"), file(name="a.doc"))),
        "words", ["a.doc"],
    ),
}  # fmt: skip
OUTLOOK = {
    "two forms in related in mixed": (
        a_multipart(several("related", several("alternative", text(), html(CITES), edge="deep"), logo("attachment")),
                    file()),
        "words", ["(logo.png)", "a.pdf"],
    ),
    "related without mixed": (
        a_multipart(several("alternative", text(), html(CITES)), logo(), kind="related"), "words", ["(logo.png)"]
    ),
    "a picture that nothing names": (
        a_multipart(html(), file("image/png", "image001.png", "attachment", "Content-ID: <x@y>\n")),
        "words", ["image001.png"],
    ),
}  # fmt: skip
OTHERS = {
    "Gmail with AMP": (
        a_multipart(text(), "Content-Type: text/x-amp-html\n\n<html>", html(), kind="alternative"), "words", []
    ),
    "a reaction in Gmail": (
        a_multipart(text("Jo reacted"), "Content-Type: text/vnd.google.email-reaction+json\n\n{}", html("Jo reacted"),
                    kind="alternative"),
        "Jo reacted", [],
    ),
    "Gmail's invitation": (
        a_multipart(several("alternative", text(), html(), "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:X"),
                    file("application/ics", "invite.ics")),
        "words", ["-", "invite.ics"],
    ),
    "Notes: a picture before the words": (
        a_multipart(logo(), several("alternative", text(), html(CITES)), kind="related"), "words", ["(logo.png)"]
    ),
    "the root of a related mail named by start": (
        whole(several("related", html("<p>frame</p>").replace("\n\n", "\nContent-ID: <f@x>\n\n"),
                      html().replace("\n\n", "\nContent-ID: <root@x>\n\n"), more='; start="<root@x>"')),
        "words", ["-"],
    ),
    "Mailman's footer": (a_multipart(text(), text("____\nA list")), "words\n\n____\nA list", []),
    "Mailman's digest": (
        a_multipart(text("Topics"), several("digest", f"\n{OLD}", f"\n{OLD}"), text("End")),
        "Topics\n\nEnd", ["The old one.eml", "The old one.eml"],
    ),
    "a digest in a digest": (
        a_multipart(f"\n{OLD}", "\nSubject: Inner\n" + several("digest", f"\n{OLD}"), kind="digest"),
        "", ["The old one.eml", "Inner.eml"],
    ),
    "S/MIME signed": (
        a_multipart(text(), file("application/pkcs7-signature", "smime.p7s"), kind="signed"), "words", ["smime.p7s"]
    ),
    "PGP signed with a file": (
        a_multipart(several("mixed", text(), file()), "Content-Type: application/pgp-signature; name=s.asc\n\nx",
                    kind="signed"),
        "words", ["a.pdf", "s.asc"],
    ),
    "PGP signed in the open": (
        a_mail("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nwords\n- -- \nJo\n"
               "-----BEGIN PGP SIGNATURE-----\n\niQ=\n-----END PGP SIGNATURE-----\n_____\nA list"),
        "words\n-- \nJo\n_____\nA list", [],
    ),
    "a report": (
        a_multipart(text(), "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x", kind="report"),
        "words", ["-"],
    ),
    "enriched text alone": (
        a_multipart("Content-Type: text/enriched\n\n<bold>Now</bold>\nis << <param>x</param>it\n\ntime",
                    kind="alternative"),
        "Now is < it\ntime", [],
    ),
    "RTF alone": (a_mail(r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}w\'f6rds\par}", Content_Type="text/rtf"), "wörds", []),
    "a calendar alone": (
        a_mail("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Tea\nLOCATION:Room 1\nEND:VEVENT", Content_Type="text/calendar"),
        "Tea\nWhere: Room 1", ["-"],
    ),
    "Markdown alone": (a_mail("# words", Content_Type="text/markdown"), "# words", []),
    "Markdown and HTML": (
        a_multipart("Content-Type: text/markdown\n\n# words", html(), kind="alternative"), "words", []
    ),
    "a log as octet-stream": (
        a_multipart(text(), file("application/octet-stream", "log.txt")), "words", ["log.txt"]
    ),
    "a log shown in the text": (a_multipart(text("log", "; name=log.txt")), "log", ["log.txt"]),
    "a picture alone": (a_mail("QUJD", Content_Type="image/png; name=shot.png"), "", ["shot.png"]),
    "a subject and nothing else": (a_mail("", Content_Type="text/plain"), "", []),
    "a text that calls itself an attachment": (
        a_mail("words", Content_Type="text/plain; name=a.txt", Content_Disposition="attachment"), "words", ["a.txt"]
    ),
    "external-body": (
        a_multipart(text(), "Content-Type: message/external-body; access-type=URL; URL=\"http://x.example/\"\n\n"
                            "Content-Type: image/png\n\n"),
        "words", ["-"],
    ),
    "message/global": (
        a_multipart(text(), "Content-Type: message/global\n\nFrom: Ü <ü@x.example>\nSubject: Grüße\n\nwörds"),
        "words", ["Grüße.eml"],
    ),
    "an .eml file as octet-stream": (
        a_multipart(text(), "Content-Type: application/octet-stream; name=old.eml\n\n" + OLD),
        "words", ["old.eml"],
    ),
    "an unknown multipart": (a_multipart(text("one"), html("two"), kind="x-weird"), "one\n\ntwo", []),
    "uuencode in quoted-printable": (
        a_mail("words\nbegin 644 a.txt\n#86)C\n`\nend\n", Content_Transfer_Encoding="quoted-printable"),
        "words", ["a.txt"],
    ),
}  # fmt: skip
SHAPES = APPLE | OUTLOOK | OTHERS


@pytest.mark.parametrize("shape", SHAPES)
def test_body_and_attachments_are_told_apart(shape: str) -> None:
    raw, words, files = SHAPES[shape]

    facts = read_mail(raw)

    names = [f"({one.filename})" if one.inline else one.filename or "-" for one in facts.attachments]
    assert (facts.text.strip(), names) == (words, files)


@pytest.mark.parametrize(
    "body",
    [
        f"--b  \n{text()}\n--b \t\n{file()}\n--b--  \n",
        f"This is a multi-part message in MIME format.\n--b\n{text()}\n--b\n{file()}\n--b--\nepilogue",
        f"--b\n{several('alternative', text(), html(), edge='b-1')}\n--b\n{file()}\n--b--\n",
        f"--b\n{several('alternative', text(), html(), edge='bb')}\n--b\n{file()}\n--b--\n--bb--\n",
        f"--b\n{text()}\n--b\n{file()}",
    ],
)
def test_boundaries_are_found_however_they_are_written(body: str) -> None:
    facts = read_mail(whole(f'Content-Type: multipart/mixed; boundary="b"\n\n{body}'))

    assert (facts.text, [one.filename for one in facts.attachments]) == ("words", ["a.pdf"])


@pytest.mark.parametrize("kind", ["multipart/mixed", "multipart/mixed;", "multipart/alternative; charset=utf-8"])
def test_a_multipart_without_a_boundary_shows_it(kind: str) -> None:
    facts = read_mail(whole(f"Content-Type: {kind}\n\n--=_edge 1\n{text()}\n--=_edge 1--\n"))

    assert (facts.text, facts.defects) == ("words", ("the Content-Type names no boundary",))


@pytest.mark.parametrize("kind", ["text", "plain", "TEXT/PLAIN;", ";;charset=utf-8", "text/plain; charset", ""])
def test_what_is_no_content_type_is_plain_text(kind: str) -> None:
    assert read_mail(a_mail("wörds", Content_Type=kind)).text == "wörds"


@pytest.mark.parametrize(
    ("named", "body"),
    [
        ("8-bit", "wörds"),
        ("UTF-8", "wörds"),
        ("quotedprintable", "w=C3=B6rds"),
        ("Quoted_Printable (because)", "w=C3=B6rds"),
        ("base-64", "d8O2cmRz"),
        ('"base64";', "d8O2cmRz"),
        ("base64", "wörds of a person, not encoded at all"),
        ("base64", "d8O2cmRz\n_____________\nThe words of a list, below"),
        ("quoted-printable", "w=C3=B6rds =ZZ and = yes ="),
    ],
)
def test_a_transfer_encoding_is_undone_whatever_it_is_called(named: str, body: str) -> None:
    facts = read_mail(a_mail(body, Content_Type="text/plain; charset=utf-8", Content_Transfer_Encoding=named))

    assert facts.text.startswith("wörds")
    assert ("below" in facts.text) is ("below" in body)


@pytest.mark.parametrize("named", ["8bit", "-"])
def test_base64_that_is_not_called_so_is_undone_when_it_gives_a_text(named: str) -> None:
    told = base64.encodebytes("Our wébsite is down since this morning. ".encode() * 4).decode()
    key = base64.encodebytes(bytes(range(256))).decode()

    texts = [read_mail(a_mail(body, Content_Transfer_Encoding=named)).text for body in (told, key)]

    assert texts[0].startswith("Our wébsite is down since this morning. Our")
    assert texts[1] == key.strip()


def test_an_eml_file_is_a_mail_and_a_file_called_so_is_none() -> None:
    head = "Content-Type: application/octet-stream; name=old.EML\nContent-Transfer-Encoding: base64\n\n"
    mail, rubbish = (base64.b64encode(one).decode() for one in (OLD.encode(), b"\0\1\2"))

    facts = read_mail(a_multipart(text(), head + mail, head + rubbish))

    assert [(one.part, one.subject) for one in facts.attached_mails] == [("2", "The old one")]
    assert [one.content_type for one in facts.attachments] == ["message/rfc822", "application/octet-stream"]
    assert facts.defects == ()


@pytest.mark.parametrize(
    ("plain", "read"),
    [
        ("Your mail program does not support HTML messages.", "The site is down today"),
        ("This is an HTML mail. View it in your browser.", "The site is down today"),
        ("Diese HTML-Nachricht kann nicht angezeigt werden.", "The site is down today"),
        ("The HTML version of the site is down today", "The HTML version of the site is down today"),
        ("We cannot send HTML mail any more, please help", "We cannot send HTML mail any more, please help"),
    ],
)
def test_a_plain_form_that_only_points_to_the_html_is_not_the_body(plain: str, read: str) -> None:
    rich = plain if read == plain else "<p>The site is <b>down</b> today</p>"

    assert read_mail(a_multipart(text(plain), html(rich), kind="alternative")).text == read


def test_a_piece_of_a_mail_says_so() -> None:
    facts = read_mail(a_mail("words", Content_Type='message/partial; id="x@y"; number=1; total=2'))

    assert facts.defects == ("it is piece 1 of 2 of a mail: the pieces are not put together",)


def test_flowed_text_is_joined_as_its_rules_say() -> None:
    body = "one  \ntwo \nFrom here\n >not a quote\n> quoted  \n> more\n>> deep \n> other\n\n-- \nJo"

    facts = read_mail(a_mail(body, Content_Type="text/plain; format=flowed; delsp=yes"))

    joined = "one twoFrom here\n >not a quote\n> quoted more\n>> deep\n> other\n\n-- \nJo"
    assert facts.text == joined
    assert ">not a quote" in facts.reply
