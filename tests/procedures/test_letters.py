"""The words of mails: the same in plain text and in HTML, in the reader's language, and nothing but words in what is filled in."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import get_template
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from commoncall.kernel.parties.models import Coalition
from commoncall.procedures import letters

QUIET = Coalition(slug="quiet-fields", name="Quiet Fields", names={"en": "Quiet *Fields*", "ar": "الحقول الهادئة"}, language="en")
TEMPLATES = [path.stem for path in Path(str(get_template("mail/_frame.txt").origin)).parent.glob("[!_]*.txt")]


def trial(sender: str, language: str = "en") -> letters.Letter:
    return letters.compose("trial", {"sender": sender}, language=language, coalition=QUIET, to="amina@amina.example")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def filled_in(template: str) -> dict[str, Any]:
    """Return something for each name in a template: our own address for what is linked to, a number for what is counted, else a word."""
    source = Path(str(get_template(f"mail/{template}.txt").origin)).read_text()
    linked = set(re.findall(r"\]\(\{\{ ([\w.]+) \}\}\)", source))
    counted = set(re.findall(r"count \w+=(\w+)", source))
    lists = dict(re.findall(r"\{% for (\w+) in (\w+) %\}", source))
    names = set(re.findall(r"\{\{ ([\w.]+)", source)) | set(re.findall(r"\{% if ([\w.]+)", source)) | set(re.findall(r"=([a-z]+\.\w+)", source))
    plain = {name for name in names if "." not in name} - {"coalition", "coalition_address", *lists, *lists.values()}
    parts = {name: {part.partition(".")[2] for part in names if part.startswith(f"{name}.")} for name in lists}
    several = {whole: [{part: _something(part, f"{name}.{part}" in linked) for part in parts[name]}] for name, whole in lists.items()}
    return {name: 3 if name in counted else _something(name, name in linked) for name in plain} | several


def _something(name: str, is_linked: bool) -> str:
    return f"http://localhost:8000/{name}/" if is_linked else f"Word{name}"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_mail_is_whole_in_every_language_and_its_twins_have_the_same_words(template: str, language: str) -> None:
    letter = letters.compose(template, filled_in(template), language=language, coalition=QUIET, to="amina@amina.example")
    assert letter.subject
    assert not re.search(r"\{\{|\{%|\]\(|Subject:|Kind:", letter.text + strip_tags(letter.html))
    shown = html.unescape(strip_tags(re.sub(r'<(style|title)>.*?</\1>|<a[^>]*href="([^"]*)"[^>]*>', r" \2 ", letter.html, flags=re.DOTALL)))
    assert sorted(words(letter.text)) == sorted(words(shown))


def test_a_link_stands_under_its_words() -> None:
    letter = trial("Leila Haddad")
    assert "\nOpen the workspace:\nhttp://localhost:8000/quiet-fields/\n" in letter.text
    assert re.search(r'<a class="deed" href="http://localhost:8000/quiet-fields/"[^>]*>Open the workspace</a>', letter.html)


def test_a_mail_in_arabic_runs_from_right_to_left_and_uses_the_coalitions_own_name() -> None:
    letter = trial("ليلى حداد", "ar")
    assert 'lang="ar" dir="rtl"' in letter.html
    assert "الحقول الهادئة" in letter.text


def test_nothing_is_fetched_when_a_mail_is_read() -> None:
    html = trial("Leila Haddad").html
    assert not re.search(r"<img|<link|<script|url\(|@import|@font-face", html)
    assert "<style>" in html


@pytest.mark.parametrize(
    "hostile",
    [
        "[Leila](https://evil.example)",
        "<https://evil.example>",
        "![x](https://evil.example/x.png)",
        "<b onclick=x>",
        "# Leila",
        "1. Leila",
        "    Leila",
        "&lt;b&gt;",
    ],
)
def test_a_name_stays_a_name(hostile: str) -> None:
    letter = trial(hostile)
    assert letter.html.count("<a ") == trial("Leila").html.count("<a ")
    assert not re.search(r"<(img|b|h2|ol|pre|code)\b", letter.html)


class TestAnyName(TestCase):
    @given(st.text(max_size=60))
    def test_whatever_is_filled_in_adds_no_element(self, name: str) -> None:
        plain = trial("Leila").html
        letter = trial(name)
        for element in ("a", "h1", "h2", "li", "code", "blockquote", "script", "img"):
            assert letter.html.count(f"<{element} ") == plain.count(f"<{element} ")
        assert not letter.subject.splitlines()[1:]


def test_a_mail_is_written_from_plain_values() -> None:
    with pytest.raises(TypeError):
        letters.compose("trial", {"sender": QUIET}, language="en")


def test_what_is_secret_holds_no_link_to_stop_it() -> None:
    envelope = letters.enveloped("tests.code", "trial", {"sender": "x"}, to="a@a.example", language="en", coalition=QUIET, is_secret=True)
    assert "/silence/" not in envelope.text + envelope.html


def test_language_is_the_first_in_which_mails_are_written() -> None:
    assert letters.language_for("", "sw", "fr") == "fr"
    assert letters.language_for("sw") == "en"
