"""What is sealed opens for its own vote alone, and tells nothing by its length, its bytes or their repetition."""

from __future__ import annotations

import pytest

from commoncall.decisions.rules import sealing, secrecy
from commoncall.decisions.rules.rule import Answer
from commoncall.decisions.rules.sealing import Broken, KeyPair
from commoncall.decisions.rules.secrecy import Said

PLEDGE, OTHER_PLEDGE = b"p" * 32, b"q" * 32


@pytest.fixture
def pair() -> KeyPair:
    return sealing.new_pair()


def sealed(pair: KeyPair, content: bytes = b"yes", bound_to: bytes = b"vote 1, ballot 1") -> bytes:
    return sealing.seal(content, pair.public, bound_to=bound_to, pledge=PLEDGE)


def opened(pair: KeyPair, closed: bytes, bound_to: bytes = b"vote 1, ballot 1", pledges: tuple[bytes, ...] = (PLEDGE,)) -> bytes:
    return sealing.open_sealed(closed, pair, bound_to=bound_to, pledges=pledges)


def test_what_was_sealed_opens_again(pair: KeyPair) -> None:
    for content in (b"", b"yes", b"\0\0", b"x" * sealing.MOST):
        assert opened(pair, sealed(pair, content)) == content


def test_all_that_is_sealed_is_of_one_length(pair: KeyPair) -> None:
    ballots = [secrecy.written(Said(one, receipt)) for one in Answer for receipt in ("", secrecy.new_receipt())]
    assert {len(sealed(pair, one)) for one in ballots} == {sealing.LENGTH}
    assert len({len(one) for one in ballots}) > 1, "the ballots themselves would tell by their length"


def test_more_than_fits_is_refused_and_not_cut(pair: KeyPair) -> None:
    with pytest.raises(ValueError, match="at most"):
        sealed(pair, b"x" * (sealing.MOST + 1))


def test_the_same_is_never_sealed_twice_alike(pair: KeyPair) -> None:
    one, other = sealed(pair), sealed(pair)
    assert one[1:33] != other[1:33]
    assert not {one[at : at + 4] for at in range(1, len(one) - 4)} & {other[at : at + 4] for at in range(1, len(other) - 4)}


def test_it_does_not_open_with_another_votes_key(pair: KeyPair) -> None:
    with pytest.raises(Broken):
        opened(sealing.new_pair(), sealed(pair))


def test_it_does_not_open_in_another_place(pair: KeyPair) -> None:
    with pytest.raises(Broken):
        opened(pair, sealed(pair), bound_to=b"vote 1, ballot 2")


def test_nobody_without_the_pledge_can_make_one(pair: KeyPair) -> None:
    forged = sealing.seal(b"yes", pair.public, bound_to=b"vote 1, ballot 1", pledge=OTHER_PLEDGE)
    with pytest.raises(Broken):
        opened(pair, forged)
    assert opened(pair, forged, pledges=(PLEDGE, OTHER_PLEDGE)) == b"yes", "a former secret still opens what was sealed under it"


def test_a_single_altered_bit_is_found(pair: KeyPair) -> None:
    whole = sealed(pair)
    for place in range(len(whole)):
        altered = bytearray(whole)
        altered[place] ^= 1
        with pytest.raises(Broken):
            opened(pair, bytes(altered))


@pytest.mark.parametrize("forged", [b"", b"\x01", b"\x01" * 40, bytes(sealing.LENGTH), b"\x01" + bytes(sealing.LENGTH - 1)])
def test_what_is_no_sealed_ballot_is_told_as_such(pair: KeyPair, forged: bytes) -> None:
    with pytest.raises(Broken):
        opened(pair, forged)


def test_no_key_shows_where_it_is_told_as_text(pair: KeyPair) -> None:
    assert pair.private.hex() not in repr(pair)
    assert repr(pair.private) not in repr(pair)


def test_chance_orders_the_ballots() -> None:
    """Each of the orders of three comes about as often as the others; the counts of a fair draw lie far within these bounds."""
    ballots = [Said(Answer.AGREE), Said(Answer.AGAINST), Said(Answer.ABSTAIN)]
    drawn = [tuple(one.answer for one in secrecy.in_random_order(ballots)) for _ in range(6000)]
    counts = [drawn.count(order) for order in set(drawn)]
    assert len(counts) == 6
    assert all(800 < count < 1200 for count in counts)


def test_a_ballot_is_read_as_it_was_written() -> None:
    for said in (Said(Answer.AGREE), Said(Answer.AGAINST, secrecy.new_receipt())):
        assert secrecy.read(secrecy.written(said)) == said
        assert secrecy.of(secrecy.as_stored(said)) == said


def test_no_two_receipts_are_alike() -> None:
    assert len({secrecy.new_receipt() for _ in range(5000)}) == 5000


def test_fewer_than_five_ballots_are_not_shown() -> None:
    assert [secrecy.may_show(number) for number in (0, 1, 4, 5, 6)] == [False, False, False, True, True]
