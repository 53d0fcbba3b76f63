"""The pattern pages and the error pages: whole, valid, and drawn without a database."""

import re
from itertools import pairwise

import html5lib
import pytest
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory, override_settings

from commoncall.design.frames import Frame, Link
from commoncall.design.patterns import PAGES
from commoncall.design.views import LANGUAGES, patterns, sample_page

ERRORS = ["400", "403", "403_csrf", "404", "429", "500", "503"]


def drawn(name: str, query: str = "") -> str:
    request = RequestFactory().get(f"/patterns/?{query}")
    response = patterns(request) if name == "parts" else sample_page(request, name)
    return response.content.decode()


def check(html: str) -> None:
    html5lib.HTMLParser(strict=True).parse(html)
    assert len(re.findall(r"<h1[\s>]", html)) == 1
    identifiers = re.findall(r'\sid="([^"]+)"', html)
    assert len(identifiers) == len(set(identifiers))
    levels = [int(level) for level in re.findall(r"<h([1-6])[\s>]", html)]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("name", [*PAGES, "parts"])
def test_a_pattern_page_is_valid(name: str) -> None:
    html = drawn(name)
    if name == "parts":
        # The same sample form stands there twice, right and wrong, so its fields do too.
        html = re.sub(r'\sid="id_[^"]*"', "", html)
    check(html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_and_direction(language: str) -> None:
    html = drawn("home", f"lang={language}")
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html


def test_a_theme_and_a_density_can_be_chosen() -> None:
    html = drawn("home", "theme=dark&density=compact")
    assert 'data-theme="dark" data-density="compact"' in html
    assert "data-theme" not in drawn("home", "theme=%22%3E")


def test_a_reader_who_asks_for_less_data_gets_no_font() -> None:
    assert "fonts.css" in drawn("home")
    request = RequestFactory().get("/patterns/", headers={"Save-Data": "on"})
    assert "fonts.css" not in sample_page(request, "home").content.decode()
    assert "fonts.css" not in drawn("home", "density=plain")


def test_arabic_and_chinese_preload_no_font() -> None:
    assert "preload" in drawn("home")
    assert "preload" not in drawn("home", "lang=ar")
    assert "preload" not in drawn("home", "lang=zh-hans")


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_nothing(name: str) -> None:
    """It is drawn from an empty context: when all else fails there is no request, no person and no database."""
    check(render_to_string(f"{name}.html"))


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_says_what_to_do_in_plain_words(name: str) -> None:
    html = render_to_string(f"{name}.html")
    words = re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")])
    assert not re.search(r"!|\boops\b|\bplease\b|\bsorry\b|\berror\b", words, re.IGNORECASE)


def test_too_many_tries_says_how_long() -> None:
    assert "3 minutes" in render_to_string("429.html", {"minutes": 3})
    assert "for a minute" in render_to_string("429.html", {"minutes": 1})


def test_names_from_people_are_harmless_in_the_masthead() -> None:
    frame = Frame(name="<b>x", acting_for="<i>y", person="<u>z", sections=[Link("<s>", '"><script>')])
    html = render_to_string("design/_masthead.html", {"frame": frame})
    assert not re.search(r"<(b|i|u|s|script)>x?", html.replace("<b><bdi>", ""))


def test_a_mail_has_two_forms_with_the_same_blocks() -> None:
    blocks = [set(re.findall(r"{% block (\w+) %}", get_template(f"design/mail/base.{kind}").template.source)) for kind in ("html", "txt")]
    assert blocks[0] - {"style"} == blocks[1]


@pytest.mark.django_db
@override_settings(DEBUG=False)
def test_an_unknown_address_gets_our_page() -> None:
    response = Client().get("/patterns/pages/no-such-page/")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()
