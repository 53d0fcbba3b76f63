"""Every page, as whoever may read it: valid, usable by all, quiet while it is drawn, and the same number of queries whatever it shows."""

from __future__ import annotations

import pytest
from django.template import engines

from tests.addresses import PAGES, Address
from tests.pages.inspection import problems
from tests.pages.visits import visit, watched_templates
from tests.scene import Scene

#: The one page that other sites may show in a frame.
IN_FRAMES = "treaty-embed"
NONE = "'none'"

every_page = pytest.mark.parametrize("address", PAGES, ids=str)


def does_without_cookies(address: Address) -> bool:
    """Tell whether an address acts for nobody who is signed in: a form elsewhere that sends something there gains nothing by it."""
    return address.name == "silence" or "language" in address.given


@every_page
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_is_whole(scene: Scene, address: Address, language: str) -> None:
    with scene.speaking(language):
        html = visit(scene, address).content.decode()
    found = [problem for problem in problems(html) if not (does_without_cookies(address) and "forgery" in problem)]
    assert not found, "\n".join(found)
    assert ('dir="rtl"' if language == "ar" else 'dir="ltr"') in html


@every_page
def test_nothing_is_asked_of_the_database_while_a_page_is_drawn(scene: Scene, address: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    with watched_templates(monkeypatch) as asked:
        visit(scene, address)
    assert asked == []


def test_a_query_in_a_template_is_caught(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is one that a template asks for by looping over what was not read yet."""
    late = type(scene.cast.leila).objects.order_by("name")
    template = engines["django"].from_string("{% for one in late %}{{ one.name }}{% endfor %}")
    with watched_templates(monkeypatch) as asked:
        assert "Leila Haddad" in template.render({"late": late})
    assert len(asked) == 1


@every_page
def test_a_page_says_what_may_be_kept_and_what_may_run(scene: Scene, address: Address) -> None:
    """What somebody who is signed in reads is kept by nobody; nothing runs or is fetched that is not ours."""
    headers = visit(scene, address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers.get("X-Frame-Options", "") == ("" if address.name == IN_FRAMES else "DENY")
    assert f"frame-ancestors {'*' if address.name == IN_FRAMES else NONE}" in policy
    if address.reader != "visitor":
        assert "no-store" in headers["Cache-Control"]
        assert "private" in headers["Cache-Control"]
