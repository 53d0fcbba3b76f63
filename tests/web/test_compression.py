"""Pages are sent compressed to whoever can read that: a cheap phone on a bad line pays for each kilobyte."""

from django.test import Client
from django.urls import reverse

from tests.cast import Cast


def test_a_page_is_sent_compressed_where_the_browser_says_so(cast: Cast) -> None:
    plain = Client().get(reverse("sign-in"))
    packed = Client(headers={"accept-encoding": "gzip, br"}).get(reverse("sign-in"))
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) * 0.6
    assert "Content-Encoding" not in plain
