"""The table of addresses is the installation's: none is missing, none is left over, and each can be made."""

from tests.addresses import ADDRESSES, named
from tests.scene import Scene


def test_every_address_is_in_the_table_once() -> None:
    assert named() - {address.name for address in ADDRESSES} == set()
    assert {address.name for address in ADDRESSES} - named() == set()
    assert len(ADDRESSES) == len({address.name for address in ADDRESSES})


def test_every_address_can_be_made_in_both_coalitions(scene: Scene) -> None:
    for address in ADDRESSES:
        assert address.path(scene).startswith("/")
        if address.is_inside:
            assert address.path(scene, coalition="theirs", rows="theirs") != address.path(scene)
