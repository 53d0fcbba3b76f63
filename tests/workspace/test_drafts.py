"""The pages of texts that many write together: nothing typed is lost, what is proposed stands inside the words, nobody is named too far."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commoncall.drafting.actions import amending, bottom_lines, commenting, stages
from commoncall.drafting.actions.amending import Treating
from commoncall.drafting.models import Version
from commoncall.drafting.queries import texts
from commoncall.drafting.rules.paragraphs import Paragraph, Style
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.documents.blocks import Mark
from commoncall.kernel.parties.models import Mandate
from commoncall.workspace.drafts import weaving, written
from tests.cast import Cast
from tests.drafts import begun, opened, proposed
from tests.scene import signed_in


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


@pytest.fixture
def amina(cast: Cast) -> Actor:
    return cast.actor(cast.amina)


def address(name: str, version: Version, *more: Any) -> str:
    return reverse(name, args=["quiet-fields", version.pk, *more])


def words_of(response: Any) -> str:
    """Return what a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", "", response.content.decode()).replace("&quot;", '"').replace("&#x27;", "'").split())


def test_what_is_written_in_one_field_comes_back_as_it_was() -> None:
    paragraphs = [
        Paragraph("a", "What we ask", Style.HEADING, 2, numbered=False),
        Paragraph("b", "States shall act:"),
        Paragraph("c", "soon;", Style.ITEM, 1),
        Paragraph("d", "at home", Style.ITEM, 2, numbered=False),
        Paragraph("e", "# is a sign, and so is 1. or - here"),
        Paragraph("f", "1. begins with a number that is meant"),
        Paragraph("g", "Recalling what was said", numbered=False),
        Paragraph("h", "\\ is kept", Style.PARAGRAPH),
        Paragraph("i", "As they say", Style.QUOTE, numbered=False),
        Paragraph("j", "دعوا الحقول هادئة"),
    ]
    said = written.read(written.write(paragraphs))
    assert [one.keyed(old.key) for one, old in zip(said, paragraphs, strict=True)] == paragraphs


def test_numbers_that_are_typed_are_left_to_the_text() -> None:
    found = written.read("1. We ask.\n2) We ask again,\non two lines.\n\n(a) soon\n  b) later")
    assert [(one.text, one.style, one.level) for one in found] == [
        ("We ask.", Style.PARAGRAPH, 1),
        ("We ask again, on two lines.", Style.PARAGRAPH, 1),
        ("soon", Style.ITEM, 1),
        ("later", Style.ITEM, 2),
    ]


def test_what_several_propose_is_woven_into_the_words_and_what_collides_is_marked() -> None:
    text = "We regret any withdrawal from a treaty."
    touched = [
        *weaving.edits(text, text.replace("regret", "deplore"), 1),
        *weaving.edits(text, text.replace("any", "each"), 2),
        *weaving.edits(text, text.replace("any", "every"), 3),
    ]
    bits = weaving.weave(text, touched, {2, 3})
    assert "".join(one.text for one in bits if one.mark is not Mark.ADDED) == text
    assert [(one.text, one.numbers) for one in bits if one.mark is Mark.ADDED] == [("deplore", (1,))]
    assert [one.text for one in bits if one.is_contested] == ["any"]


def test_what_two_propose_alike_stands_once_with_both_numbers() -> None:
    text = "We regret it."
    touched = [edit for number in (4, 7) for edit in weaving.edits(text, "We deplore it.", number)]
    assert [one.numbers for one in weaving.weave(text, touched, ()) if one.mark is Mark.ADDED] == [(4, 7)]


def test_nothing_typed_is_lost_when_somebody_else_was_quicker(cast: Cast, leila: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    browser, page = signed_in(cast.leila), address("draft-write", version, "en")
    seen = re.search(r'name="seen" value="([^"]+)"', browser.get(page).content.decode())
    assert seen
    browser.post(page, {"title": "Whimbrel", "words": "Somebody else’s words.", "seen": seen[1]})
    late = browser.post(page, {"title": "Whimbrel", "words": "My own words.", "seen": seen[1]})
    assert "changed this meanwhile" in words_of(late)
    assert "My own words." in words_of(late)
    assert "Somebody else’s words." in words_of(late)
    again = re.search(r'name="seen" value="([^"]+)"', late.content.decode())
    assert again
    assert browser.post(page, {"title": "Whimbrel", "words": "My own words.", "seen": again[1]}).status_code == 302
    assert [one["text"] for one in texts.wordings(version)["en"].paragraphs] == ["My own words."]


def test_a_paragraph_that_is_moved_and_reworded_stays_the_same_paragraph(cast: Cast, leila: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    browser, page = signed_in(cast.leila), address("draft-write", version, "en")
    now = time.now().isoformat()
    browser.post(page, {"title": "Whimbrel", "words": "Ospreys fledge.\n\nGannets plunge from far above into the cold sea.", "seen": now})
    osprey, gannet = (one["key"] for one in texts.wordings(version)["en"].paragraphs)
    words = "Gannets plunge from far above into the grey sea.\n\nA beginning.\n\nOspreys fledge."
    browser.post(page, {"title": "Whimbrel", "words": words, "seen": time.now().isoformat()})
    keys = [one["key"] for one in texts.wordings(version)["en"].paragraphs]
    assert (keys[0], keys[2]) == (gannet, osprey)
    assert keys[1] not in {gannet, osprey}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "97–2003"),
        ("empty.md", b"  \n", "empty"),
        ("broken.docx", b"PK\x03\x04 broken", "send that"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(cast: Cast, leila: Actor, name: str, content: bytes, told: str) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    response = signed_in(cast.leila).post(address("draft-bring-in", version, "en"), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 200
    assert told in words_of(response)
    assert len(texts.wordings(version)["en"].paragraphs) == 3


def test_a_file_is_brought_in_and_known_paragraphs_keep_their_keys(cast: Cast, leila: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    file = SimpleUploadedFile("text.md", b"A beginning that nobody wrote before.\n\nAvocets moult.\n\nGannets plunge.\n")
    seen = time.now().isoformat()
    response = signed_in(cast.leila).post(address("draft-bring-in", version, "en"), {"file": file, "seen": seen}, follow=True)
    assert "Brought in." in words_of(response)
    assert [one["key"] for one in texts.wordings(version)["en"].paragraphs][1:] == ["p2", "p3"]


def test_whoever_may_not_amend_by_mandate_is_told_so_in_words(cast: Cast, leila: Actor) -> None:
    version = opened(cast.quiet_fields, "Whimbrel", by=leila)
    version.text.topic = "radar"
    version.text.save()
    Mandate.objects.filter(person=cast.person(cast.amina)).update(topics=["sonar"])
    response = signed_in(cast.amina).get(address("draft-amend", version))
    assert "Amina Diallo acts for Forum Humanité Sahel on these topics alone: sonar." in words_of(response)
    assert 'name="reason"' not in response.content.decode()


def test_an_amendment_is_shown_before_it_is_sent_and_typed_words_survive_each_button(cast: Cast, leila: Actor) -> None:
    version = opened(cast.quiet_fields, "Whimbrel", by=leila)
    browser, page = signed_in(cast.amina), address("draft-amend", version)
    typed = {"language": "en", "paragraph": ["p1"], "do_p1": "change", "text_p1": "Ospreys hover.", "strength": "must", "reason": "Curlew."}
    more = browser.post(page, typed | {"do": "add", "other": "p3"})
    assert {"Ospreys hover.", "Curlew.", "Gannets plunge."} <= set(re.findall(r">\s*([^<>]+?)\s*</textarea>", more.content.decode()))
    looked = browser.post(page, typed)
    assert "Nothing is sent yet." in words_of(looked)
    assert not version.amendments.exists()
    browser.post(page, typed | {"step": "send"})
    assert version.amendments.get().strength == "must"
    same = browser.post(page, typed | {"text_p1": "Ospreys fledge."})
    assert "These are the words as they stand." in words_of(same)


def test_whose_an_amendment_is_stays_hidden_from_those_who_may_not_know(cast: Cast, leila: Actor) -> None:
    version = opened(cast.quiet_fields, "Whimbrel", by=leila)
    hidden = proposed(version, 0, "Ospreys hover.", by=cast.actor(cast.mina))
    commenting.comment(version, "Dunlin.", paragraph="p2", by=cast.actor(cast.mina))
    browser = signed_in(cast.amina)
    for page in (
        address("draft-version", version),
        address("draft-amendments", version),
        reverse("draft-amendment", args=["quiet-fields", hidden.pk]),
    ):
        said = words_of(browser.get(page))
        assert "Lantern" not in said
        assert "Mina" not in said
    assert "Hidden Lantern Circle" in words_of(signed_in(cast.leila).get(address("draft-version", version)))


def test_drafters_are_warned_of_a_bottom_line_and_not_told_whose_it_is(cast: Cast, leila: Actor, amina: Actor) -> None:
    version = opened(cast.quiet_fields, "Whimbrel", by=leila)
    bottom_lines.note(cast.sahel, "words", ["Avocets"], "Ask before you name them.", by=amina)
    drafting = words_of(signed_in(cast.leila).get(address("draft-version", version)))
    assert "Ask before you name them." in drafting
    assert "Sahel" not in drafting
    assert "Ask before you name them." not in words_of(signed_in(cast.oumar).get(address("draft-version", version)))


def test_a_merge_that_was_overtaken_changes_nothing_and_says_so(cast: Cast, leila: Actor, amina: Actor) -> None:
    version = opened(cast.quiet_fields, "Whimbrel", by=leila)
    first = proposed(version, 0, "Ospreys hover.", by=amina)
    second = proposed(version, 1, "Avocets rest.", by=amina)
    for one in (first, second):
        amending.treat(one, Treating("accept"), by=leila)
    stages.close(version, by=leila)
    browser, page = signed_in(cast.leila), address("draft-merge", version)
    reviewed = re.search(r'name="reviewed" value="([^"]+)"', browser.get(page).content.decode())
    assert reviewed
    amending.treat(second, Treating("refuse", "They do not rest."), by=leila)
    response = browser.post(page, {"reviewed": reviewed[1], "step": "merge"})
    assert "changed after you reviewed them" in words_of(response)
    assert Version.objects.filter(text=version.text).count() == 1
    fresh = re.search(r'name="reviewed" value="([^"]+)"', browser.get(page).content.decode())
    assert fresh
    assert browser.post(page, {"reviewed": fresh[1], "step": "merge"}).status_code == 302
    merged = Version.objects.get(text=version.text, number=2)
    assert [one["text"] for one in texts.wordings(merged)["en"].paragraphs] == ["Ospreys hover.", "Avocets moult.", "Gannets plunge."]


def test_a_file_bears_its_label_in_its_name_and_in_itself(cast: Cast, leila: Actor) -> None:
    version = opened(cast.quiet_fields, "Whimbrel", by=leila)
    response = signed_in(cast.amina).get(address("draft-export", version, "md"))
    assert "TLP-AMBER" in response.headers["Content-Disposition"]
    assert "TLP:AMBER" in response.content.decode()
    assert "Ospreys fledge." in response.content.decode()
    assert signed_in(cast.amina).get(address("draft-export", version, "exe")).status_code == 404
