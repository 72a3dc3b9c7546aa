"""Small mails for the tests of reading."""


def a_mail(body: str = "Hello", **headers: str) -> bytes:
    """Return a mail of Jo's with the given headers (Auto_Submitted gives Auto-Submitted) and body."""
    chosen = {"From": "Jo <jo@client.example>", "To": "help@desk.example", "Subject": "Printer", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in chosen.items() if value != "-"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body.replace("\n", "\r\n")).encode("utf-8")


def a_multipart(*parts: str, kind: str = "mixed", **headers: str) -> bytes:
    """Return a mail of several parts, each written as its headers, an empty line and its body."""
    body = "".join(f"--edge\n{part}\n" for part in parts) + "--edge--\n"
    return a_mail(body, MIME_Version="1.0", Content_Type=f'multipart/{kind}; boundary="edge"', **headers)
