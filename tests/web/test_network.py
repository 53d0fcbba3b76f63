"""For whom tries are counted, and which requests come from the machine itself."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from commoncall.web.network import is_on_this_machine, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_tries_are_counted_for_what_one_connection_can_take(address: str, network: str) -> None:
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(("behind", "network"), [(False, "10.0.0.1"), (True, "198.51.100.7")])
def test_only_a_proxy_is_believed_and_only_what_it_wrote_itself(settings: Settings, behind: bool, network: str) -> None:
    settings.BEHIND_PROXY = behind
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.1, 198.51.100.7")
    assert network_of(request) == network


@pytest.mark.parametrize(
    ("meta", "here"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "192.168.1.5"}, False),
        ({"REMOTE_ADDR": ""}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "127.0.0.1"}, False),
    ],
)
def test_this_machine_is_loopback_and_nothing_that_was_passed_on(meta: dict[str, str], here: bool) -> None:
    assert is_on_this_machine(RequestFactory().get("/", **meta)) is here
