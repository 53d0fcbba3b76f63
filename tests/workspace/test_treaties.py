"""Treaties and states inside: what the pages say, and what becomes of what is sent to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commoncall.diplomacy.actions import following, pursuits
from commoncall.diplomacy.models import Correction, DepositaryAct, Following, Instrument, Proposal, Pursuit, Remark
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from tests.cast import Cast
from tests.pursued import TABLE, add_own, propose
from tests.treaties import act, fill

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def read(browser: Client, path: str) -> str:
    response = browser.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_treaties_are_chosen_and_shown_in_one_step(cast: Cast, as_account: SignIn) -> None:
    browser = as_account(cast.leila)
    assert "Which treaties do you pursue?" in read(browser, "/quiet-fields/treaties/")
    assert "have not chosen yet" in read(as_account(cast.amina), "/quiet-fields/treaties/")
    browser.post("/quiet-fields/treaties/choose/", {"treaty": ["ccm", "att"], "is_public": "on"})
    assert list(Pursuit.objects.filter(coalition=cast.quiet_fields, is_public=True).values_list("instrument__code", flat=True)) == ["ccm", "att"]
    assert "2 treaties are pursued now." in read(browser, "/quiet-fields/treaties/")


def test_where_nothing_is_known_no_state_is_said_to_have_stayed_away(cast: Cast, as_account: SignIn) -> None:
    treaty = Instrument.objects.get(code="ccm", coalition=None)
    pursuits.pursue(cast.quiet_fields, treaty, by=cast.actor(cast.leila))
    for path in ("/quiet-fields/treaties/ccm/", "/quiet-fields/treaties/states/ml/"):
        page = read(as_account(cast.amina), path)
        assert "Not known yet" in page
        assert "Not joined" not in page
    fill(treaty)
    assert "Not joined" in read(as_account(cast.amina), "/quiet-fields/treaties/states/ml/")


def test_a_table_is_brought_looked_through_and_taken_in_and_back(cast: Cast, as_account: SignIn) -> None:
    treaty, browser = add_own(cast.quiet_fields, cast.actor(cast.leila)), as_account(cast.leila)
    act(treaty, "NE", "signature", "2008-12-03")
    act(treaty, "NE", "ratification", "2009-06-02")
    file = SimpleUploadedFile("tides.csv", TABLE.encode())
    sent = browser.post("/quiet-fields/treaties/tides/bring/", {"file": file, "as_of": "2026-02-03", "source": "The depositary"})
    proposal = Proposal.objects.get(instrument=treaty)
    assert sent["Location"] == f"/quiet-fields/treaties/proposals/{proposal.pk}/"
    page = read(browser, sent["Location"])
    for words in ("Which state is “Korea”?", "30 Feb 2009", "1 June 2009", "2 June 2009", "Reads otherwise"):
        assert words in page, words
    assert "Accession, 4 September 2014" not in page
    assert DepositaryAct.objects.filter(instrument=treaty).count() == 2

    keys = [one["key"] for one in proposal.differences]
    browser.post(f"{sent['Location']}accept/", {"difference": keys[:1]})
    proposal.refresh_from_db()
    assert proposal.state == "accepted"
    page = read(browser, "/quiet-fields/treaties/tides/")
    assert "1 difference was taken in from tides.csv." in page
    assert "/undo/" in page


def test_a_file_that_is_no_table_is_refused_beside_the_field(cast: Cast, as_account: SignIn) -> None:
    add_own(cast.quiet_fields, cast.actor(cast.leila))
    browser = as_account(cast.leila)
    sent = browser.post("/quiet-fields/treaties/tides/bring/", {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")})
    assert sent.status_code == 200
    assert "The first row has no headings" in sent.content.decode() or "No column has the participants" in sent.content.decode()
    assert not Proposal.objects.exists()


def test_a_question_is_answered_by_one_of_its_candidates_or_another_state(cast: Cast, as_account: SignIn) -> None:
    proposal = propose(add_own(cast.quiet_fields, cast.actor(cast.leila)), cast.actor(cast.leila))
    browser, place = as_account(cast.leila), f"/quiet-fields/treaties/proposals/{proposal.pk}/"
    [question] = proposal.questions
    from_page = read(browser, place)
    field = from_page.split('type="radio" name="')[1].split('"')[0]
    assert set(question["candidates"]) == {"KP", "KR"}
    browser.post(f"{place}answer/", {field: "KR"})
    proposal.refresh_from_db()
    assert proposal.questions[0]["answer"] == "KR"
    assert any(one["participant"] == "KR" for one in proposal.differences)
    browser.post(f"{place}answer/", {field: "other", f"{field}-other": "KP"})
    proposal.refresh_from_db()
    assert proposal.questions[0]["answer"] == "KP"
    refused = browser.post(f"{place}answer/", {field: "other"})
    assert "Say which one, or choose another answer." in refused.content.decode()


def test_who_may_not_accept_proposes_and_reads_who_does(cast: Cast, as_account: SignIn) -> None:
    treaty = fill(Instrument.objects.get(code="ccm", coalition=None))
    proposal = propose(treaty, cast.actor(cast.leila))
    browser = as_account(cast.leila)
    told = "Those who look after the installation accept it; you can propose it."
    page = read(browser, f"/quiet-fields/treaties/proposals/{proposal.pk}/")
    assert told in page
    assert "Take in what is ticked" not in page
    assert told in read(browser, "/quiet-fields/treaties/ccm/bring/")
    sent = browser.post(f"/quiet-fields/treaties/proposals/{proposal.pk}/accept/", {"difference": [proposal.differences[0]["key"]]})
    assert sent.status_code == 404
    assert "waits to be looked through: Convention" not in read(browser, "/quiet-fields/")


def test_a_correction_is_said_to_be_public_and_is(cast: Cast, as_account: SignIn) -> None:
    row = act(add_own(cast.quiet_fields, cast.actor(cast.leila)), "ML", "ratification", "2010-06-30")
    browser, place = as_account(cast.leila), f"/quiet-fields/treaties/acts/{row.pk}/"
    assert "Everybody reads it in the public list of corrections." in read(browser, place)
    said = {"kind": "ratification", "done_on": "2010-06-29", "source": "Notification"}
    assert "Write something here." in browser.post(place, said).content.decode()
    browser.post(place, said | {"why": "The depositary says so."})
    assert Correction.objects.get().why == "The depositary says so."
    assert list(DepositaryAct.objects.filter(retracted_at=None).values_list("done_on", flat=True).order_by()) == [row.done_on - timedelta(days=1)]


def test_a_state_is_followed_from_a_table_and_from_its_page(cast: Cast, as_account: SignIn) -> None:
    pursuits.pursue(cast.quiet_fields, Instrument.objects.get(code="ccm", coalition=None), by=cast.actor(cast.leila))
    browser = as_account(cast.amina)
    sent = browser.post("/quiet-fields/treaties/states/ml/follow/", {"treaty": "ccm"})
    assert sent["Location"] == "/quiet-fields/treaties/ccm/"
    assert "You follow Mali now." in read(browser, "/quiet-fields/treaties/states/ml/")
    [one] = Following.objects.all()
    assert browser.post(f"/quiet-fields/treaties/following/{one.pk}/end/")["Location"] == "/quiet-fields/treaties/states/ml/"


def test_what_a_followed_state_does_stands_out_on_the_home_page(cast: Cast, as_account: SignIn) -> None:
    treaty = Instrument.objects.get(code="ccm", coalition=None)
    pursuits.pursue(cast.quiet_fields, treaty, by=cast.actor(cast.leila))
    following.follow("ML", by=cast.actor(cast.amina))
    act(treaty, "ML", "ratification", time.now().date().isoformat())
    mine = read(as_account(cast.amina), "/quiet-fields/")
    assert "Mali ratified: Convention on Cluster Munitions" in mine
    assert "You follow this state." in mine
    other = read(as_account(cast.deniz), "/quiet-fields/")
    assert "Mali ratified" in other
    assert "You follow this state." not in other


def test_rules_are_tried_before_anything_is_kept(cast: Cast, as_account: SignIn) -> None:
    browser = as_account(cast.leila)
    told = {"name_en": "Tides", "code": "tides", "closing": "never", "accession": "any_time", "late": "after_threshold", "needed": "30"}
    told |= {"delay_number": "6", "delay_unit": "first", "later_unit": "first", "leaving_number": "6", "leaving_unit": "months"}
    page = browser.post("/quiet-fields/treaties/new/", told | {"example_on": "2010-02-16", "try": "1"}).content.decode()
    assert "the treaty would have entered into force on 1 August 2010." in page
    assert "would take effect on 16 August 2010." in page
    assert not Instrument.objects.filter(code="tides").exists()
    browser.post("/quiet-fields/treaties/new/", told)
    treaty = Instrument.objects.get(code="tides")
    for participant in ("ML", "NE"):
        act(treaty, participant, "ratification", "2010-01-05")
    page = browser.post("/quiet-fields/treaties/tides/describe/", told | {"needed": "2", "try": "1"}).content.decode()
    assert "the acts that are known, the treaty would have entered into force on 1 July 2010." in page
    assert Instrument.objects.get(code="tides").terms["threshold"]["count"] == 30


def test_a_steward_takes_in_what_a_coalition_proposed(cast: Cast, as_account: SignIn) -> None:
    treaty = fill(Instrument.objects.get(code="ccm", coalition=None))
    proposal = propose(treaty, cast.actor(cast.leila))
    browser, place = as_account(cast.sven), f"/you/installation/treaties/{proposal.pk}/"
    assert "Status tables that wait for you" in read(browser, "/you/installation/")
    assert "Take in what is ticked" in read(browser, place)
    known = DepositaryAct.objects.filter(instrument=treaty, retracted_at=None).count()
    browser.post(f"{place}accept/", {"difference": []})
    assert "Nothing is ticked." in read(browser, place)
    assert DepositaryAct.objects.filter(instrument=treaty, retracted_at=None).count() == known
    browser.post(f"{place}accept/", {"difference": [one["key"] for one in proposal.differences if one["what"] == "added"]})
    proposal.refresh_from_db()
    assert proposal.state == "accepted"
    assert DepositaryAct.objects.filter(instrument=treaty, retracted_at=None).count() > known
    assert "Status tables that wait for you" not in read(browser, "/you/installation/")


def test_a_steward_reads_no_table_of_a_coalitions_own_treaty(cast: Cast, as_account: SignIn) -> None:
    proposal = propose(add_own(cast.quiet_fields, cast.actor(cast.leila)), cast.actor(cast.leila))
    assert as_account(cast.sven).get(f"/you/installation/treaties/{proposal.pk}/").status_code == 404
    assert "tides.csv" not in read(as_account(cast.sven), "/you/installation/")


def test_a_report_of_an_error_is_settled(cast: Cast, as_account: SignIn) -> None:
    treaty = add_own(cast.quiet_fields, cast.actor(cast.leila))
    remark = Remark.objects.create(coalition=cast.quiet_fields, instrument=treaty, participant="NE", words="A day later.", made_at=time.now())
    browser, place = as_account(cast.leila), f"/quiet-fields/treaties/reports/{remark.pk}/"
    assert "1 report waits." in read(browser, "/quiet-fields/treaties/reports/")
    assert "A day later." in read(browser, place)
    assert as_account(cast.amina).get(place).status_code == 404
    browser.post(place, {"outcome": "The depositary has it as it is shown."})
    assert "The depositary has it as it is shown." in read(browser, place)
    assert "No report waits." in read(browser, "/quiet-fields/treaties/reports/")


def test_following_leads_back_to_the_list_of_states_whatever_the_form_names(cast: Cast, as_account: SignIn) -> None:
    treaty = Instrument.objects.get(code="ccm", coalition=None)
    pursuits.pursue(cast.quiet_fields, treaty, by=cast.actor(cast.leila))
    browser = as_account(cast.leila)
    for state, named, target in (("ml", "ccm", "ccm"), ("ne", "\x00", "states/ne"), ("td", "att", "states/td")):
        sent = browser.post(f"/quiet-fields/treaties/states/{state}/follow/", {"treaty": named})
        assert sent["Location"] == f"/quiet-fields/treaties/{target}/"
