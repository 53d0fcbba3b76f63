"""A coordinator brings the list that there is: sees every change first, answers what only a person can tell, and can undo it all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Organisation
from commoncall.membership.models import Batch, Membership
from tests.browser import PHONE
from tests.scene import Scene
from tests.stories.conftest import Story, all_done

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def brings(story: Story, file: Path) -> None:
    """Choose a file, agree to how its columns are understood, and come to the preview."""
    story.see("bring a list")
    story.page.locator("input[type=file]").set_input_files(str(file))
    story.press("Read the list")
    story.reads("What the columns hold")
    story.see("the columns")
    story.press("See what the list would do")
    all_done()
    story.page.wait_for_url("**/rows/")
    story.see("the preview")


def answers_everything(story: Story) -> int:
    """Answer each question with its first suggestion, page by page; return how many pages that took."""
    story.follow("Answer the questions")
    pages = 0
    while story.page.url.endswith("/questions/"):
        pages += 1
        assert pages < 20
        story.see("questions")
        for field in story.page.locator("main fieldset").all():
            field.locator("label:has(input[type=radio]), input[type=radio] + label").first.click()
        story.press("Keep the answers")
        all_done()
    return pages


@pytest.mark.sample_data
def test_bringing_two_hundred_real_organisations(quiet_fields: Scene, tell: Callable[..., Story], sample_data: Path) -> None:
    """None is lost, every country is understood or asked about, nobody is written to, and it can be undone."""
    coalition = quiet_fields.cast.quiet_fields
    before, mails = Organisation.objects.filter(coalition=coalition).count(), Message.objects.count()
    story = tell("/quiet-fields/members/import/", account=quiet_fields.cast.leila)
    brings(story, sample_data / "members" / "network-members.csv")
    story.reads("200 rows", "nobody is written to")
    batch = Batch.objects.latest("entered_at")
    counted = {name: batch.counts[name] for name in ("new", "same", "changed", "questions", "errors")}
    assert sum(counted.values()) == batch.counts["rows"] == 200
    assert counted["questions"] > 0
    answers_everything(story)
    story.reads("What the list would do")
    story.see("the preview with every question answered")
    batch.refresh_from_db()
    assert batch.counts["questions"] == 0
    story.follow("Take the list in")
    story.see("taking it in")
    story.press("Take them in")
    all_done()
    story.page.wait_for_url("**/result/")
    story.see("what it did")
    batch.refresh_from_db()
    taken = Organisation.objects.filter(coalition=coalition).count() - before
    assert taken == batch.counts["new_organisations"] > 190
    assert batch.counts["new"] + batch.counts["same"] + batch.counts["changed"] == 200
    without = Membership.objects.filter(coalition=coalition, country=None, is_international=False, organisation__created_at__gte=batch.entered_at)
    assert not without.exists(), list(without.values_list("organisation__name", flat=True))
    assert Message.objects.count() == mails
    story.follow("Go to the directory")
    story.see("the directory")
    story.reads("11.11.11")
    story.page.go_back()
    story.follow("Undo the import")
    story.see("undoing it")
    story.press("Undo the import")
    all_done()
    story.page.wait_for_url("**/result/")
    story.reads("Undone")
    story.see("undone")
    assert Organisation.objects.filter(coalition=coalition).count() == before
    assert Message.objects.count() == mails


def test_a_small_list_on_a_phone_without_scripts(quiet_fields: Scene, tell: Callable[..., Story], tmp_path: Path) -> None:
    """One new organisation with its person, one that is there already under its acronym, one row that cannot be taken in."""
    file = tmp_path / "amis.csv"
    file.write_text("Organisation;Pays;Contact;Courriel\nAmis du Fleuve;Sénégal;Awa Sow;awa@amis.example\nFHS;Mali;;\n;France;;\n", encoding="cp1252")
    story = tell("/quiet-fields/members/import/", account=quiet_fields.cast.leila, scripts=False, size=PHONE)
    brings(story, file)
    batch = Batch.objects.latest("entered_at")
    assert batch.counts["rows"] == 3
    assert batch.counts["errors"] == 1
    link = story.page.get_by_role("link", name="Take it in without those rows").or_(story.page.get_by_role("link", name="Take the list in"))
    link.first.click()
    story.press("Take them in")
    story.page.wait_for_url("**/result/")
    story.see("what it did")
    added = Organisation.objects.get(coalition=quiet_fields.cast.quiet_fields, name="Amis du Fleuve")
    assert added.membership.country_id == "SN"
    assert [mandate.person.name for mandate in added.mandates.all()] == ["Awa Sow"]
    assert not Message.objects.filter(address="awa@amis.example").exists()


def test_a_file_that_is_no_table_is_refused_in_words(quiet_fields: Scene, tell: Callable[..., Story], tmp_path: Path) -> None:
    file = tmp_path / "picture.xlsx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    story = tell("/quiet-fields/members/import/", account=quiet_fields.cast.leila)
    story.page.locator("input[type=file]").set_input_files(str(file))
    story.press("Read the list")
    story.page.locator(".wrong-words, [role=alert], .wrong").first.wait_for()
    story.see("refused")
