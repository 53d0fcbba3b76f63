"""The public site is whole in six languages: no word of the interface, on a page or in a mail that goes with it, falls back to another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext, trans_real

from commoncall.kernel import languages, time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Coalition
from commoncall.membership.actions.applying import arranging
from commoncall.membership.models import Category
from commoncall.membership.rules.admitting import Again, Way
from commoncall.procedures import admission, letters
from commoncall.public.apply.words import STEPS
from commoncall.web.guarding import TRAP, Gate
from tests.addresses import ADDRESSES, PAGES, Gives
from tests.applicants import applied
from tests.cast import Cast
from tests.pages.inspection import problems
from tests.procedures.test_applying import handed_in
from tests.scene import Scene
from tests.texts import stand

CODES = [code for code, _name in settings.PUBLIC_LANGUAGES]
#: What only the public pages speak: the catalogues of the others are complete as a whole, or nearly so.
NEW = ["es", "ru", "zh-hans"]
ADDRESSES_FOR_ALL = [one for one in ADDRESSES if "language" in one.given and one.reader == "visitor"]
in_each_new_language = pytest.mark.parametrize("language", NEW)


@dataclass
class FellBack:
    """Stands in the place of the language to which a catalogue falls back, and notes what is asked of it."""

    inner: Any
    asked: set[str] = field(default_factory=set)

    def gettext(self, message: str) -> str:
        """Answer as the other language does, and note that it had to."""
        self.asked.add(message)
        return str(self.inner.gettext(message))

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Answer as the other language does, and note that it had to."""
        self.asked.add(one)
        return str(self.inner.ngettext(one, many, number))


@contextmanager
def watched(language: str) -> Iterator[set[str]]:
    """Yield what is looked up in a language for a while and found in its English fallback alone."""
    catalogue: Any = trans_real.translation(language)
    kept = catalogue._fallback
    catalogue._fallback = watch = FellBack(kept)
    try:
        yield watch.asked
    finally:
        catalogue._fallback = kept


@in_each_new_language
def test_every_public_page_is_whole_in_words(scene: Scene, language: str) -> None:
    with scene.speaking(language), watched(language) as untranslated:
        for address in ADDRESSES_FOR_ALL:
            if address.gives is not Gives.NOTHING:
                told = scene.ask("visitor", "get", address.path(scene), before=address.before)
                assert told.status_code == 200, address
                assert told["Content-Language"] == language
                # Translations break no markup. What else a page has to keep to is looked at in English and Arabic.
                wrong = problems(told.content.decode()) if address in PAGES else []
                assert [one for one in wrong if "forgery" not in one and "elsewhere" not in one] == [], address
            # What is sent empty is refused in words, or does something and says so.
            assert scene.ask("visitor", "post", address.path(scene), {}).status_code < 500, address
        for step in STEPS:
            for method in ("get", "post"):
                parts = {"language": language, "coalition": "quiet-fields", "key": scene.rows["ours"]["draft_key"], "step": step}
                assert scene.ask("visitor", method, reverse("apply-step", kwargs=parts)).status_code < 500
        assert scene.ask("visitor", "get", f"/{language}/quiet-fields/nothing/").status_code == 404
    assert not untranslated, "\n".join(sorted(untranslated))


@in_each_new_language
def test_whoever_looks_at_the_pages_beforehand_sees_them_as_they_will_be(scene: Scene, language: str) -> None:
    with watched(language) as untranslated:
        for name in ("", "-who", "-join", "-charter"):
            shown = scene.ask("coordinator", "get", reverse(f"room-site-preview{name}", args=["quiet-fields"]) + f"?in={language}")
            assert f'<html lang="{language}"' in shown.content.decode()
    assert not untranslated, "\n".join(sorted(untranslated))


@in_each_new_language
def test_every_mail_to_whoever_endorses_or_applies_is_whole_in_words(scene: Scene, language: str) -> None:
    cast, visitor = scene.cast, Client()
    stand(cast.quiet_fields)
    with watched(language) as untranslated:
        for form, name, typed in (
            ("endorse", "endorse", {"kind": "individual", "name": "Rosa Quispe", "naming": "public", "wants_news": "on"}),
            ("apply", "apply", {}),
            ("apply", "apply-link", {}),
        ):
            stamp = Gate(form, cast.quiet_fields).stamp(time.now() - timedelta(minutes=1))
            told = visitor.post(reverse(name, args=[language, "quiet-fields"]), {"address": "rosa@rosa.example", "shown": stamp, TRAP: "", **typed})
            assert told.status_code < 400, told.content.decode()
        with translation.override(language):
            handed_in(cast)
        _decide(cast, language)
    written = Message.objects.filter(address__in=["rosa@rosa.example", "teresa@tern.example", "fanta@tilewa.example"])
    assert {one.language for one in written} == {language}
    assert {one.kind for one in written} >= {
        *("call.endorser_confirm", "membership.application_link", "membership.application_received"),
        *("membership.admitted", "membership.declined"),
    }
    assert not untranslated, "\n".join(sorted(untranslated))


def _decide(cast: Cast, language: str) -> None:
    """Let one applicant be admitted and one declined, by somebody who reads English."""
    by = cast.actor(cast.leila)
    arranging.set_path(cast.quiet_fields, Category.ORDINARY, Way(consults="nobody"), by=by)
    first = admission.advance(applied(cast.quiet_fields, language=language), by=by)
    admission.decide(first, "admitted", by=by)
    second = admission.advance(applied(cast.quiet_fields, "Rivage Bleu", "SN", language=language), by=by)
    admission.decide(second, "declined", "It speaks for a company.", again=Again(True, date(2027, 6, 1)), by=by)


def test_what_was_not_translated_is_noticed() -> None:
    """The tests above rest on this: a word of ours that is in no catalogue is found, and so is one in the plural."""
    with watched("ru") as untranslated, translation.override("ru"):
        gettext("Who we are")
        assert not untranslated, "\n".join(sorted(untranslated))
        gettext("A text that nobody translates")
        ngettext("%(n)s text that nobody translates", "%(n)s texts that nobody translates", 2)
    assert untranslated == {"A text that nobody translates", "%(n)s text that nobody translates"}


@pytest.mark.parametrize("code", CODES)
def test_each_page_leads_to_the_same_in_every_other_language(scene: Scene, code: str) -> None:
    page = scene.ask("visitor", "get", f"/{code}/quiet-fields/who/").content.decode()
    for other in CODES:
        assert f'<link rel="alternate" hreflang="{other}" href="http://localhost:8000/{other}/quiet-fields/who/">' in page
        assert (f'<template data-language="{other}">' in page) == (other != code)
    assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}"' in page


def test_a_text_that_is_not_there_in_a_language_stands_in_the_one_that_counts_and_says_so(scene: Scene) -> None:
    page = scene.ask("visitor", "get", "/zh-hans/quiet-fields/").content.decode()
    assert '<html lang="zh-hans"' in page
    assert 'lang="en"' in page.partition("<main")[2]


@pytest.mark.parametrize(
    ("preferred", "language"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"), ("zh", "zh-hans"), ("es-MX,en;q=0.5", "es"), ("uk,ru;q=0.8,en;q=0.5", "ru"), ("pt-BR", "en")],
)
def test_the_short_address_leads_to_each_of_the_six(scene: Scene, preferred: str, language: str) -> None:
    told = Client().get("/go/quiet-fields", headers={"accept-language": preferred})
    assert told["Location"] == f"/{language}/quiet-fields/"


def test_the_page_that_stops_mails_speaks_to_whoever_it_was_mailed_to(scene: Scene) -> None:
    path = reverse("silence", args=[scene.rows["ours"]["silence"]])
    for language in NEW:
        with watched(language) as untranslated:
            told = Client().get(path, headers={"accept-language": language})
        assert told["Content-Language"] == language
        assert not untranslated, "\n".join(sorted(untranslated))


def test_the_workspace_keeps_its_own_languages(scene: Scene) -> None:
    """An account chooses among these alone; signing in, and mail about the workspace, speak no other."""
    assert Client().get(reverse("sign-in"), headers={"accept-language": "ru"})["Content-Language"] == "en"
    assert scene.ask("coordinator", "get", reverse("you")).content.decode().count('<option value="zh-hans"') == 0
    assert letters.language_for("ru", "fr") == "fr"
    assert letters.language_outside("ru", "fr") == "ru"
    assert letters.language_outside("pt", "zh") == "zh-hans"
    Account.objects.filter(pk=scene.cast.amina.pk).update(language="ru")
    assert scene.ask("member", "get", reverse("home", args=["quiet-fields"]))["Content-Language"] == "en"


def test_the_coalitions_words_and_names_are_asked_for_in_each_language_of_the_public_pages(scene: Scene) -> None:
    Coalition.objects.filter(pk=scene.cast.quiet_fields.pk).update(languages=["en", "ru", "zh", "pt"])
    words = scene.ask("coordinator", "get", reverse("room-answer", args=["quiet-fields", "words"])).content.decode()
    for code, there in (("en", True), ("ru", True), ("zh-hans", True), ("pt", False), ("es", False)):
        assert (f'name="member_{code}"' in words) == there
    names = scene.ask("coordinator", "get", reverse("room-name", args=["quiet-fields"])).content.decode()
    assert 'name="name_es"' in names
    assert 'name="name_zh"' in names
    assert 'name="name_zh-hans"' not in names


def test_names_in_a_list_and_parts_of_a_list_have_the_signs_of_their_language() -> None:
    told = {}
    for code in CODES:
        with translation.override(code):
            told[code] = languages.listed(["a", "b"])
    assert told == {**dict.fromkeys(["en", "fr", "es", "ru"], "a, b"), "ar": "a، b", "zh-hans": "a、b"}
