"""Codes as people type them, and browsers as their owners call them."""

import pytest

from commoncall.kernel.accounts import rules
from commoncall.kernel.accounts.rules import Device


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1234 5678", "12345678"),
        (" 1234-5678\n", "12345678"),
        ("١٢٣٤ ٥٦٧٨", "12345678"),
        ("१२३४५६७८", "12345678"),
        ("１２３４５６７８", "12345678"),
        ("", ""),
    ],
)
def test_a_code_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert rules.digits(typed) == meant


def test_letters_are_not_taken_for_digits() -> None:
    assert rules.digits("O234567l") == "O234567l"
    assert rules.digits("²²") == "22", "harmless: no code was ever made of such digits"


def test_a_recovery_code_is_read_as_it_was_printed() -> None:
    assert rules.plain_recovery_code(rules.grouped_recovery_code("abcde23456")) == "abcde23456"
    assert rules.plain_recovery_code(" ABCDE 23456 ") == "abcde23456"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", Device("Firefox", "Windows")),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36", Device("Chrome", "Linux")),
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36", Device("Chrome", "Android")),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", Device("Edge", "Windows")),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605 Version/18.6 Mobile/15E Safari/604",
            Device("Safari", "iPhone"),
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.6 Safari/605.1.15", Device("Safari", "macOS")),
        ("Mozilla/5.0 (Mobile; Nokia_2720) Gecko/48.0 Firefox/48.0 KAIOS/2.5", Device("Firefox", "KaiOS")),
        ("curl/8.5.0", Device("", "")),
        ("", Device("", "")),
        ("x" * 100_000, Device("", "")),
    ],
)
def test_a_browser_is_called_what_its_owner_calls_it(user_agent: str, device: Device) -> None:
    assert rules.device(user_agent) == device
