"""What the chain is made of: equal content gives equal bytes, and a commitment tells nothing without its salt."""

from hypothesis import given
from hypothesis import strategies as st

from commoncall.kernel.history import rules

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)


@given(st.dictionaries(st.text(), plain))
def test_order_of_keys_makes_no_difference(value: dict[str, object]) -> None:
    assert rules.canonical(value) == rules.canonical(dict(reversed(value.items())))


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), st.dictionaries(st.text(), st.text()))
def test_the_salt_makes_the_commitment(one: bytes, other: bytes, value: dict[str, str]) -> None:
    assert (rules.commitment(one, value) == rules.commitment(other, value)) == (one == other)


def test_a_seal_depends_on_everything_before_it() -> None:
    first = rules.seal(rules.GENESIS, 1, {"kind": "a"})
    assert rules.seal(first, 2, {"kind": "b"}) != rules.seal(rules.GENESIS, 2, {"kind": "b"})
    assert rules.seal(first, 2, {"kind": "b"}) != rules.seal(first, 3, {"kind": "b"})
