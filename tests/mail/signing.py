"""Keys that sign mails, and a DNS that has their records."""

from collections.abc import Sequence

import dkim
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat


class Key:
    """A key that signs mails, and its record for the DNS."""

    def __init__(self, bits: int = 2048) -> None:
        pair = rsa.generate_private_key(public_exponent=65537, key_size=bits)
        self.private = pair.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        pem = pair.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self.record = b"v=DKIM1; k=rsa; p=" + b"".join(pem.splitlines()[1:-1])

    def signed(
        self,
        raw: bytes,
        domain: str = "client.example",
        *,
        headers: Sequence[str] = ("from", "subject", "to"),
        length: bool = False,
        algorithm: str = "rsa-sha256",
        canonicalize: tuple[bytes, bytes] = (b"relaxed", b"relaxed"),
    ) -> bytes:
        """Return `raw` with a signature of `domain` on top."""
        signer = dkim.DKIM(raw, signature_algorithm=algorithm.encode())
        names = [name.encode() for name in headers]
        signature: bytes = signer.sign(
            b"s1", domain.encode(), self.private, include_headers=names, length=length, canonicalize=canonicalize
        )
        return signature + raw


class Zone:
    """A DNS that has these TXT records; `asked` are the names looked up, with the seconds allowed."""

    def __init__(self, **records: bytes) -> None:
        self.records = {f"s1._domainkey.{name.replace('_', '.')}.": record for name, record in records.items()}
        self.asked: list[tuple[str, float]] = []

    def txt(self, name: str, seconds: float) -> bytes | None:
        """Return the record of `name`, None when there is none."""
        self.asked.append((name, seconds))
        return self.records.get(name)
