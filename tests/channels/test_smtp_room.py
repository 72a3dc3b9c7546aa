"""Room for mail in flight: nobody takes all of it, small mail always finds some, slow mail gives way."""

import time
from datetime import timedelta
from ipaddress import ip_network

import pytest

from mailhelp.channels.smtp_in import Patience
from mailhelp.channels.smtp_policy import Policy
from mailhelp.channels.smtp_room import Hold, Room
from tests.channels.smtp_listening import MAIL, Client, Running, listening, settings, until

MEGA = 1_048_576
KILO = b"0123456\r\n" * 111 + b"x" * 23 + b"\r\n"
STRANGER = "127.0.0.9"


def a_hold(room: Room, origin: str | None = None, *, since: float = 0, fate: list[str] | None = None) -> Hold:
    return room.hold(origin, now=since, give_way=lambda: (fate if fate is not None else []).append("gone"))


def test_one_origin_has_a_quarter_and_another_finds_room() -> None:
    room = Room(64 * MEGA, largest=MEGA)
    greedy = [a_hold(room, "192.0.2.1") for _ in range(40)]

    taken = sum(hold.grow(MEGA, now=0) for hold in greedy)

    assert taken == 16
    assert a_hold(room, "192.0.2.2").grow(MEGA, now=0)


def test_one_mail_of_the_largest_size_fits_into_a_share() -> None:
    room = Room(64 * MEGA, largest=40 * MEGA)
    mail = a_hold(room, "192.0.2.1")

    assert mail.grow(40 * MEGA + 5, now=0)
    assert not a_hold(room, "192.0.2.1").grow(MEGA, now=0)


def test_one_mail_of_the_largest_size_fits_even_when_that_is_all_the_room() -> None:
    room = Room(MEGA, largest=MEGA)

    assert a_hold(room, "192.0.2.1").grow(MEGA + 5, now=0)


def test_a_relay_without_a_share_may_take_all_but_what_is_for_small_mails() -> None:
    room = Room(64 * MEGA, largest=MEGA)

    taken = sum(a_hold(room).grow(MEGA, now=0) for _ in range(100))

    assert taken == 56
    assert all(a_hold(room, "192.0.2.1").grow(200_000, now=0) for _ in range(40))


def test_a_mail_that_grows_beyond_small_leaves_the_reserve_alone() -> None:
    room = Room(64 * MEGA, largest=MEGA)
    assert all(a_hold(room).grow(MEGA, now=0) for _ in range(56))
    mail = a_hold(room)

    assert mail.grow(200_000, now=0)
    assert not mail.grow(200_000, now=0)


def test_a_released_hold_gives_everything_back_once() -> None:
    room = Room(64 * MEGA, largest=MEGA)
    mail = a_hold(room, "192.0.2.1")
    mail.grow(MEGA, now=0)

    mail.release()
    mail.release()

    assert room.used == 0
    assert sum(a_hold(room, "192.0.2.1").grow(MEGA, now=0) for _ in range(40)) == 16


def test_slow_mails_give_way_when_the_room_is_full_the_slowest_first() -> None:
    room, slower, slow, quick = Room(64 * MEGA, largest=MEGA), ["slower"], ["slow"], ["quick"]
    a_hold(room, since=0, fate=slower).grow(MEGA, now=0)
    a_hold(room, since=1, fate=slow).grow(MEGA, now=1)
    for _ in range(54):
        a_hold(room, since=100, fate=quick).grow(MEGA, now=100)

    assert a_hold(room).grow(MEGA, now=130)

    assert (slower, slow, quick) == (["slower", "gone"], ["slow"], ["quick"])


def test_slow_mails_go_on_while_there_is_room() -> None:
    room, fate = Room(64 * MEGA, largest=MEGA), ["slow"]
    a_hold(room, fate=fate).grow(1, now=0)

    assert a_hold(room).grow(MEGA, now=1_000)
    assert fate == ["slow"]


def test_64_kilobytes_a_minute_are_not_slow() -> None:
    room, steady, dripping = Room(2 * MEGA, largest=MEGA), ["steady"], ["dripping"]
    good, bad = a_hold(room, fate=steady), a_hold(room, fate=dripping)
    for minute in range(10):
        good.grow(66_000, now=60 * minute)
        bad.grow(60_000, now=60 * minute)

    while a_hold(room, since=610).grow(65_536, now=610):
        pass

    assert (steady, dripping) == (["steady"], ["dripping", "gone"])


def test_a_mail_that_came_fast_and_then_stands_still_is_slow() -> None:
    room, fate = Room(64 * MEGA, largest=40 * MEGA), ["still"]
    a_hold(room, "192.0.2.1", fate=fate).grow(40 * MEGA, now=0)

    assert not a_hold(room, "192.0.2.2").grow(40 * MEGA, now=119)
    assert a_hold(room, "192.0.2.2").grow(40 * MEGA, now=121)
    assert fate == ["still", "gone"]


def test_a_full_share_is_made_free_by_slow_mails_of_the_same_origin_only() -> None:
    room, own, other = Room(64 * MEGA, largest=MEGA), ["own"], ["other"]
    a_hold(room, "192.0.2.2", fate=other).grow(MEGA, now=0)
    for _ in range(16):
        a_hold(room, "192.0.2.1", since=1, fate=own).grow(MEGA, now=1)

    assert a_hold(room, "192.0.2.1").grow(MEGA, now=200)

    assert (own, other) == (["own", "gone"], ["other"])


def test_a_mail_that_is_there_as_a_whole_never_gives_way() -> None:
    room, fate = Room(MEGA, largest=MEGA), ["whole"]
    mail = a_hold(room, fate=fate)
    mail.grow(MEGA, now=0)
    mail.settle()

    assert not a_hold(room).grow(MEGA, now=1_000)
    assert fate == ["whole"]


@pytest.mark.parametrize(
    ("peer", "origin"),
    [
        ("127.0.0.1", None),
        ("::1", None),
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ],
)
def test_bytes_are_counted_by_address_and_by_network_for_ipv6(peer: str, origin: str | None) -> None:
    assert Policy(settings()).origin(peer) == origin


def test_only_who_may_connect_without_a_login_is_a_relay() -> None:
    policy = Policy(settings(allow_from=(ip_network("192.0.2.0/24"),)))

    assert policy.origin("192.0.2.25") is None
    assert policy.origin("198.51.100.1") == "198.51.100.1"


def test_two_connections_of_one_peer_do_not_stop_the_mail_of_others() -> None:
    with listening(data_in_flight=8 * MEGA, max_size=4 * MEGA) as desk:
        greedy = [_begun(desk, STRANGER) for _ in range(2)]
        greedy[0].send(KILO * 4_000)
        until(lambda: desk.room_used == 4_096_000)
        greedy[1].send(KILO * 4_000 + b".\r\n")
        assert greedy[1].reply().startswith("451 4.3.1")

        assert desk.client("127.0.0.2").send_mail(KILO * 2_000).startswith("250")
        assert desk.client("127.0.0.2").send_mail().startswith("250")


def test_small_mail_gets_in_while_large_mails_have_taken_their_part() -> None:
    with listening(data_in_flight=8 * MEGA, max_size=4 * MEGA) as desk:
        for n in (2, 3):
            _begun(desk, f"127.0.0.{n}").send(KILO * 3_500)
        until(lambda: desk.room_used == 7_168_000)

        assert desk.client("127.0.0.4").send_mail(KILO * 400).startswith("451")
        assert desk.client("127.0.0.4").send_mail(KILO * 200).startswith("250")


def test_all_mail_of_a_relay_in_allow_from_may_fill_the_room() -> None:
    relay = (ip_network("127.0.0.0/8"),)
    with listening(data_in_flight=8 * MEGA, max_size=2 * MEGA, allow_from=relay) as desk:
        for _ in range(3):
            _begun(desk, STRANGER).send(KILO * 2_000)
        until(lambda: desk.room_used == 6_144_000)

        assert desk.client(STRANGER).send_mail(KILO * 500).startswith("250")


def test_a_mail_that_stands_still_gives_way_with_451_and_its_connection_goes_on() -> None:
    patience = Patience(slow=timedelta(seconds=0.2))
    with listening(data_in_flight=2 * MEGA, max_size=MEGA, patience=patience) as desk:
        dripping = _begun(desk, STRANGER)
        dripping.send(KILO * 900)
        until(lambda: desk.room_used == 921_600)
        time.sleep(0.3)

        assert desk.client(STRANGER).send_mail(KILO * 900).startswith("250")
        dripping.send(b".\r\n")
        assert dripping.reply().startswith("451 4.3.1")
        assert dripping.send_mail(MAIL).startswith("250")
        assert len(desk.shelf.mails) == 2
        assert desk.room_used == 0


def test_a_mail_that_waits_for_the_disk_does_not_give_way() -> None:
    patience = Patience(slow=timedelta(seconds=0.1))
    with listening(data_in_flight=2 * MEGA, max_size=MEGA, patience=patience) as desk:
        desk.shelf.gate.clear()
        first = _begun(desk, STRANGER)
        first.send(KILO * 900 + b".\r\n")
        until(lambda: desk.room_used == 921_600 + 3)
        time.sleep(0.2)
        assert desk.client(STRANGER).send_mail(KILO * 900).startswith("451")

        desk.shelf.gate.set()
        assert first.reply().startswith("250")


def _begun(desk: Running, source: str) -> Client:
    client = desk.client(source)
    assert client.begin().startswith("354")
    return client
