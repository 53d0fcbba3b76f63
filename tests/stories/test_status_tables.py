"""A coordinator brings the depositary's status table, sees every difference first, takes it in and back; and corrects an act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commoncall.diplomacy.models import DepositaryAct, Instrument
from commoncall.kernel.accounts.models import Account
from tests.browser import PHONE
from tests.scene import Scene
from tests.stories.conftest import Story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def keeper(quiet_fields: Scene) -> Account:
    """Leila, who coordinates the coalition and looks after the installation too: she may accept what all coalitions show."""
    leila = quiet_fields.cast.leila
    Account.objects.filter(pk=leila.pk).update(is_steward=True)
    return leila


@pytest.mark.sample_data
def test_a_status_table_is_brought_looked_through_taken_in_and_back(keeper: Account, tell: Callable[..., Story], sample_data: Path) -> None:
    treaty = Instrument.objects.get(code="ccm", coalition=None)
    known = DepositaryAct.objects.filter(instrument=treaty, retracted_at=None).count()
    story = tell("/quiet-fields/treaties/", account=keeper)
    story.see("the treaties that are pursued")
    story.follow("Convention on Cluster Munitions")
    story.see("a treaty")
    story.follow("Bring a status table")
    story.see("bring a table")
    story.page.locator("input[type=file]").set_input_files(str(sample_data / "treaties" / "ccm-status-page.html"))
    story.press("Read the table")
    story.reads("What the status table would change", "acts are new.", "Afghanistan")
    story.see("the differences")
    assert DepositaryAct.objects.filter(instrument=treaty, retracted_at=None).count() == known
    story.press("Take in what is ticked")
    story.reads("differences were taken in from ccm-status-page.html.", "112 have joined. 12 more have signed. 1 has withdrawn.")
    story.see("taken in")
    story.page.get_by_role("link", name="Undo").or_(story.page.get_by_role("button", name="Undo")).first.click()
    if "/undo/" in story.page.url:
        story.press("Undo")
    story.page.goto("/quiet-fields/treaties/ccm/")
    story.reads("3 have joined.")
    assert DepositaryAct.objects.filter(instrument=treaty, retracted_at=None).count() == known


def test_an_act_is_corrected_and_everybody_can_read_it(keeper: Account, tell: Callable[..., Story]) -> None:
    story = tell("/quiet-fields/treaties/states/ad/", account=keeper)
    story.see("a state")
    story.follow("Correct")
    story.reads("Everybody reads it in the public list of corrections.")
    story.type("On which day", "2013-04-10")
    story.type("Why", "The notification of the depositary has this day.")
    story.see("a correction")
    story.press("Correct it")
    story.reads("Corrected. The public list of corrections shows it.", "10 April 2013")
    story.see("corrected")

    reader = tell("/en/quiet-fields/treaties/ccm/corrections/")
    reader.reads("The notification of the depositary has this day.")
    reader.see("the public list of corrections")


def test_a_state_is_followed_from_a_phone_in_arabic(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    amina = quiet_fields.cast.amina
    Account.objects.filter(pk=amina.pk).update(language="ar")
    story = tell("/quiet-fields/treaties/states/ml/", account=amina, size=PHONE, scripts=False)
    assert story.page.locator("html").get_attribute("dir") == "rtl"
    story.see("a state in arabic")
    story.page.locator("main form button").first.click()
    story.page.locator("#followers").get_by_text("Amina Diallo").wait_for()
    story.see("followed in arabic")
