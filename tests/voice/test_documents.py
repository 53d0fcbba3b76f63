"""A letter and a statement as files: what is handed over holds the signatures until then, by country, and names nobody who is not named."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest

from commoncall.decisions.actions import dissociating, ladder
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.documents import writing
from commoncall.kernel.documents.blocks import Document
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Organisation
from commoncall.membership.models import Membership, Standing
from commoncall.voice.actions import letters, outside, signing, statements
from commoncall.voice.actions.signing import Given
from commoncall.voice.models import Letter
from commoncall.voice.queries import documents
from commoncall.voice.queries.documents import Audience
from tests import spoken
from tests.cast import Cast, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_installed")]


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


@pytest.fixture
def letter(cast: Cast, leila: Actor) -> Letter:
    """A letter that a member and two from outside signed."""
    found = spoken.opened(cast.quiet_fields, "Let the hedges stand", leila, copies="The Office of Reeds\nThe Moor Trust")
    signing.sign(found, cast.sahel, Given("Amina Diallo", "director"), by=cast.actor(cast.amina))
    spoken.signed(found, "Zebra Zone", country="KE")
    spoken.signed(found, "Antelope Aid", country="KE")
    return found


def lists(document: Document) -> dict[str, tuple[str, ...]]:
    return {one.heading: one.lines for one in document.lists}


def test_signatories_stand_by_country_both_in_the_order_of_the_language(letter: Letter) -> None:
    spoken.signed(letter, "Alpine Alliance", country="AT")
    spoken.signed(letter, "Rosa Quispe", "individual", affiliation="Lima", country="PE", capacity="poet")
    found = documents.of_letter(letter, language="en")
    assert [one.heading for one in found.lists] == ["Austria", "Kenya", "Mali", "People"]
    assert lists(found)["Kenya"] == ("Antelope Aid", "Zebra Zone")
    assert lists(found)["People"] == ("Rosa Quispe, poet, Lima, Peru",)
    french = documents.of_letter(letter, language="fr")
    assert [one.heading for one in french.lists][:3] == ["Autriche", "Kenya", "Mali"]
    assert french.blocks[0].text == "Troglodytes à l’aube."
    assert "To: The Minister of Hedges" in found.under_title
    assert any("The Office of Reeds" in one.text for one in found.blocks)


def test_what_is_delivered_lists_those_before_the_cut_off_and_later_ones_are_added_after_delivery(letter: Letter, leila: Actor) -> None:
    first = letters.make_up(letter, by=leila)
    spoken.signed(letter, "Mountain Moot", country="KE")
    spoken.signed(letter, "Alpine Alliance", country="AT")
    delivered = documents.of_letter(letter, language="en", delivery=first)
    assert lists(delivered) == {"Kenya": ("Antelope Aid", "Zebra Zone"), "Mali": ("Forum Humanité Sahel",)}
    assert delivered.list_title == "Signed by 3"
    now = documents.of_letter(letter, language="en")
    assert lists(now) == {
        "Kenya": ("Antelope Aid", "Zebra Zone"),
        "Mali": ("Forum Humanité Sahel",),
        "Added after delivery · Austria": ("Alpine Alliance",),
        "Added after delivery · Kenya": ("Mountain Moot",),
    }
    assert now.list_title == "Signed by 5"
    second = letters.make_up(letter, by=leila)
    both = documents.of_letter(letter, language="en", delivery=second)
    assert sum(len(one.lines) for one in both.lists) == 5


def test_whoever_withdrew_or_is_suspended_is_in_no_file_made_from_then_on(cast: Cast, letter: Letter, leila: Actor) -> None:
    batch = letters.make_up(letter, by=leila)
    outside.withdraw(letter.signatures.get(name="Zebra Zone"), by=spoken.OWNER)
    Membership.objects.filter(organisation=cast.sahel).update(standing=Standing.SUSPENDED)
    assert lists(documents.of_letter(letter, language="en", delivery=batch)) == {"Kenya": ("Antelope Aid",)}
    Membership.objects.filter(organisation=cast.sahel).update(standing=Standing.GOOD)
    assert "Mali" in lists(documents.of_letter(letter, language="en", delivery=batch))


def test_whoever_is_not_named_in_public_is_no_more_than_a_number_in_what_is_handed_over(cast: Cast, letter: Letter, leila: Actor) -> None:
    hidden = [make_member(cast.quiet_fields, cast.operator, f"Quiet Quail {n}", "FI", naming=Naming.MEMBERS) for n in range(3)]
    Organisation.objects.filter(pk__in=[cast.lantern.pk, cast.campos.pk]).update(naming=Naming.PUBLIC)
    for one in hidden:
        signing.enter(letter, one, Given("Quail Quist"), "paper", "A card", time.now().date(), by=leila)
    public = documents.of_letter(letter, language="en")
    assert "Finland" not in lists(public)
    assert public.lists[-1].lines == ("and 3 more that are not named",)
    assert "Quail" not in writing.markdown(public).decode()
    inside = documents.of_letter(letter, language="en", audience=Audience.MEMBERS)
    assert lists(inside)["Finland"] == ("Quiet Quail 0", "Quiet Quail 1", "Quiet Quail 2")
    assert inside.footer.startswith("TLP:AMBER")
    letter.signatures.filter(organisation=hidden[0]).delete()
    fewer = documents.of_letter(letter, language="en")
    assert not any("not named" in line for one in fewer.lists for line in one.lines), "two of three were told"


def test_who_authorised_it_stands_beside_a_name_only_where_the_letter_shows_people(letter: Letter) -> None:
    assert "Amina" not in str(documents.of_letter(letter, language="en").lists)
    Letter.objects.update(shows_people=True)
    shown = Letter.objects.select_related("coalition", "version__text").get()
    assert lists(documents.of_letter(shown, language="en"))["Mali"] == ("Forum Humanité Sahel (Amina Diallo, director)",)


def test_a_statement_lists_its_members_but_those_who_dissociated(cast: Cast, leila: Actor) -> None:
    ladder.set_up(cast.quiet_fields, by=leila)
    member = (cast.sahel, cast.actor(cast.amina))
    statement = spoken.adopted_statement(cast.quiet_fields, "Of larks", member, leila)
    assert any("Forum Humanité Sahel" in one.lines for one in documents.of_statement(statement, language="en").lists)
    dissociating.dissociate(statement.decision, cast.sahel, "Not in spring.", by=member[1])
    found = documents.of_statement(statement, language="en")
    assert lists(found)["Dissociated from it"] == ("Forum Humanité Sahel",)
    assert not any("Forum Humanité Sahel" in lines for heading, lines in lists(found).items() if heading != "Dissociated from it")
    statements.retract(statement, "The larks have left.", by=leila)
    statement.refresh_from_db()
    retracted = documents.of_statement(statement, language="en")
    assert retracted.blocks[0].text.startswith("**Retracted on")
    assert "The larks have left." in retracted.blocks[0].text


@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh-hans"])
@pytest.mark.parametrize("form", ["pdf", "docx", "odt", "md"])
def test_each_form_is_written_in_each_script(letter: Letter, language: str, form: str) -> None:
    spoken.signed(letter, "منظمة الحقول", country="LB", address="a@a.example")
    spoken.signed(letter, "绿色田野", country="CN", address="b@b.example")
    document = documents.of_letter(letter, language=language)
    made = writing.FORMATS[form].write(document)
    if form == "pdf":
        assert made.startswith(b"%PDF-")
        return
    words = (
        made.decode() if form == "md" else zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml" if form == "docx" else "content.xml").decode()
    )
    assert "منظمة الحقول" in words
    assert "绿色田野" in words
    assert "Minister" in words
    if language == "ar":
        assert "ينادي الصعو فجرًا." in words


def test_words_that_are_not_translated_stand_in_the_language_that_counts_and_say_so(letter: Letter) -> None:
    spanish, arabic = (documents.of_letter(letter, language=code) for code in ("es", "ar"))
    assert (spanish.language, spanish.blocks[0].text) == ("en", "Wrens call at dawn.")
    assert arabic.language == "ar"
    assert arabic.under_title != spanish.under_title
    assert arabic.under_title.count("·") > spanish.under_title.count("·")


def test_a_batch_says_until_when_it_was_signed(letter: Letter, leila: Actor) -> None:
    batch = letters.make_up(letter, by=leila)
    assert "Signatures until" in documents.of_letter(letter, language="en", delivery=batch).under_title
    assert time.now() - batch.made_up_at < timedelta(minutes=5)
