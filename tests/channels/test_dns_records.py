"""TXT records are looked up at a real DNS server on this machine."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

from mailhelp.channels.dns_records import txt_record


@contextmanager
def zone(answers: dict[str, str], *, silent: bool = False) -> Iterator[dns.resolver.Resolver]:
    """Run a name server with these TXT records; give a resolver that asks it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_serve, args=(server, {} if silent else answers, silent))
        thread.start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = server.getsockname()[1]
        try:
            yield resolver
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ending:
                ending.sendto(b"", server.getsockname())
            thread.join()


def _serve(server: socket.socket, answers: dict[str, str], silent: bool) -> None:
    while True:
        asked, peer = server.recvfrom(4096)
        if not asked:
            return
        if silent:
            continue
        query = dns.message.from_wire(asked)
        name = query.question[0].name
        reply = dns.message.make_response(query, recursion_available=True)
        if (record := answers.get(str(name))) is None:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        else:
            reply.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", record))
        server.sendto(reply.to_wire(), peer)


def test_the_strings_of_a_record_are_joined() -> None:
    with zone({"s1._domainkey.client.example.": '"v=DKIM1; p=" "AB"'}) as resolver:
        assert txt_record("s1._domainkey.client.example.", 3, resolver=resolver) == b"v=DKIM1; p=AB"


def test_a_name_that_is_not_there_has_no_record() -> None:
    with zone({}) as resolver:
        assert txt_record("s1._domainkey.client.example.", 3, resolver=resolver) is None


def test_a_server_that_does_not_answer_is_not_waited_for() -> None:
    with zone({}, silent=True) as resolver:
        assert txt_record("s1._domainkey.client.example.", 0.2, resolver=resolver) is None


def test_what_is_no_name_has_no_record() -> None:
    resolver = dns.resolver.Resolver(configure=False)

    assert [txt_record(name, 1, resolver=resolver) for name in ("a..b", "x" * 300, "é" * 80, "")] == [None] * 4
