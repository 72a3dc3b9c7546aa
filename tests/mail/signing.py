"""Keys that sign mails, also as no honest program does, and a DNS that has their records."""

import base64
import hashlib
from collections.abc import Sequence
from random import Random

import dkim
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from dkim.canonicalization import CanonicalizationPolicy


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
        tags: str = "",
    ) -> bytes:
        """Return `raw` with a signature of `domain` on top; tags: more of them, such as "; x=1"."""
        signer = dkim.DKIM(raw, signature_algorithm=algorithm.encode())
        names = [name.encode() for name in headers]
        signature: bytes = signer.sign(
            f"s1{tags}".encode(),
            domain.encode(),
            self.private,
            include_headers=names,
            length=length,
            canonicalize=canonicalize,
        )
        return signature + raw


class WeakKey:
    """A key of RSA as short as wanted, made by hand because libraries refuse to; its record for the DNS."""

    def __init__(self, bits: int) -> None:
        random = Random(bits)
        first, second = _prime(random, bits // 2), _prime(random, bits // 2)
        exponent = pow(65537, -1, (first - 1) * (second - 1))
        self.private = {
            "version": 0,
            "modulus": first * second,
            "publicExponent": 65537,
            "privateExponent": exponent,
            "prime1": first,
            "prime2": second,
            "exponent1": exponent % (first - 1),
            "exponent2": exponent % (second - 1),
            "coefficient": pow(second, -1, first),
        }
        numbers = _der(0x30, _number(first * second) + _number(65537))
        algorithm = _der(0x30, bytes.fromhex("06092a864886f70d0101010500"))
        public = _der(0x30, algorithm + _der(0x03, b"\0" + numbers))
        self.record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)

    def signed(
        self, raw: bytes, domain: str = "client.example", *, headers: Sequence[str] = ("from", "subject")
    ) -> bytes:
        """Return `raw` with a signature over just these headers on top, be From among them or not."""
        signer = dkim.DKIM(raw)
        signer.hasher = hashlib.sha256
        names = [name.encode() for name in headers]
        policy = CanonicalizationPolicy.from_c_value(b"relaxed/relaxed")
        body = base64.b64encode(hashlib.sha256(policy.canonicalize_body(signer.body)).digest())
        tags = {"v": "1", "a": "rsa-sha256", "c": "relaxed/relaxed", "d": domain, "s": "s1", "h": ":".join(headers)}
        fields = [(name.encode(), value.encode()) for name, value in tags.items()]
        fields += [(b"bh", body), (b"b", b"0" * 60)]
        signature: bytes = signer.gen_header(fields, names, policy, b"DKIM-Signature", self.private)
        return b"DKIM-Signature: " + signature + raw


def _prime(random: Random, bits: int) -> int:
    while True:
        found = random.getrandbits(bits) | (3 << bits - 2) | 1
        if found % 65537 != 1 and all(pow(base, found - 1, found) == 1 for base in (2, 3, 5, 7, 11)):
            return found


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes((size,)) if size < 128 else bytes((0x82, size >> 8, size & 255))
    return bytes((tag,)) + length + content


def _number(value: int) -> bytes:
    return _der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


class Zone:
    """A DNS that has these TXT records; `asked` are the names looked up, with the seconds allowed."""

    def __init__(self, **records: bytes) -> None:
        self.records = {f"s1._domainkey.{name.replace('_', '.')}.": record for name, record in records.items()}
        self.asked: list[tuple[str, float]] = []

    def txt(self, name: str, seconds: float) -> bytes | None:
        """Return the record of `name`, None when there is none."""
        self.asked.append((name, seconds))
        return self.records.get(name)
