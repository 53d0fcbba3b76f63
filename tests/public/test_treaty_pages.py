"""Who has joined, in public: on any date, state by state, region by region, month by month; and nothing once it is hidden."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commoncall.diplomacy.models import DepositaryAct, Instrument, Pursuit
from commoncall.kernel import time
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.parties.actions import coalitions
from tests.cast import Cast
from tests.pages.inspection import problems
from tests.treaties import act, show

PAGES = ("", "on/", "on/2012-01-01/", "states/lt/", "regions/150/", "regions/154/", "changes/2013-04/")


@pytest.fixture
def ccm(cast: Cast) -> Instrument:
    coalitions.open_site(cast.quiet_fields, True, by=cast.actor(cast.leila))
    return show(cast.quiet_fields)


def get(path: str = "", language: str = "en", code: str = "ccm") -> HttpResponse:
    return Client().get(f"/{language}/quiet-fields/treaties/{code}/{path}")


def read(path: str = "", language: str = "en", code: str = "ccm") -> str:
    """Return what a page says, without its marks."""
    response = get(path, language, code)
    assert response.status_code == 200, path
    content = response.content.decode()
    assert not [one for one in problems(content) if not one.startswith("invalid")], path
    main = content[content.index("<main") : content.index("</main>")]
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<template.*?</template>", "", main)).replace("&nbsp;", " ").split())


def row(name: str, path: str = "") -> str:
    """Return what the table of a page says of a state."""
    content = get(path).content.decode()
    found = re.search(rf'<tr><th scope="row"><a href="[^"]*">{re.escape(name)}</a></th>(.*?)</tr>', content, re.DOTALL)
    assert found, name
    return " ".join(re.sub(r"<[^>]*>", " ", found[1]).split())


def test_the_figures_are_those_of_the_list(ccm: Instrument) -> None:
    content = get().content.decode()
    body = content[content.index('id="table"') :]
    kinds = Counter(re.findall(r'<td><span class="kind (\w+)">', body))
    assert kinds == {"party": 3, "signatory": 1, "left": 1, "none": 192}
    text = read()
    for words in (
        "3 of 197 states have joined.",
        "1 more has signed and is not bound yet.",
        "1 has withdrawn.",
        "The other 192 have not joined.",
        "Status on 3 February 2026, as recorded by the depositary. Status table of the depositary",
    ):
        assert words in text
    assert 'href="https://depositary.example/status"' in content


def test_each_state_stands_in_the_table_with_its_dates(ccm: Instrument) -> None:
    assert row("Andorra") == "State party 9 April 2013 Accession 1 October 2013 Southern Europe"
    assert row("Angola") == "Signed, not yet joined 3 December 2008 Middle Africa"
    assert row("Lithuania") == "Withdrew Since 6 March 2025. 3 December 2008 Northern Europe"
    assert row("Sweden") == "Not joined Northern Europe"


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        ("2008-12-02", "Not joined Northern Europe"),
        ("2008-12-03", "Signed, not yet joined 3 December 2008 Northern Europe"),
        ("2011-03-24", "State party 3 December 2008 24 March 2011 Ratification from 1 September 2011 Northern Europe"),
        ("2024-09-05", "State party 3 December 2008 24 March 2011 Ratification 1 September 2011 Northern Europe"),
        ("2024-09-06", "State party Withdraws on 6 March 2025. 3 December 2008 24 March 2011 Ratification 1 September 2011 Northern Europe"),
        ("2025-03-06", "Withdrew Since 6 March 2025. 3 December 2008 Northern Europe"),
    ],
)
def test_any_date_shows_what_was_so_on_that_day(ccm: Instrument, day: str, stands: str) -> None:
    assert row("Lithuania", f"on/{day}/") == stands


def test_a_past_date_is_told_as_past(ccm: Instrument) -> None:
    text = read("on/2012-01-01/")
    assert "By 1 January 2012, 3 of 197 states had joined. 1 more had signed and was not bound yet. The other 193 had not." in text
    assert "This page shows how it was on 1 January 2012." in text
    assert "Nobody could join yet: it was opened for signature on 3 December 2008." in read("on/2008-12-02/")


@pytest.mark.parametrize("day", ["2012-02-30", "2012-13-01", "1899-12-31", "0000-00-00"])
def test_a_day_that_is_none_has_no_page(ccm: Instrument, day: str) -> None:
    assert get(f"on/{day}/").status_code == 404


def test_a_day_to_come_has_no_page_and_today_has(ccm: Instrument) -> None:
    today = time.now().date()
    assert get(f"on/{today}/").status_code == 200
    assert get(f"on/{today + timedelta(days=1)}/").status_code == 404


def test_the_form_leads_to_the_day(ccm: Instrument) -> None:
    response = get("on/?date=2010-08-01")
    assert (response.status_code, response["Location"]) == (302, "/en/quiet-fields/treaties/ccm/on/2010-08-01/")
    assert "Surrogate-Control" not in response


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?date=2099-01-01", "1 January 2099 is still to come"),
        ("?date=1800-01-01", "The pages begin with the year 1900."),
        ("?date=yesterday", "Write a day, such as 2027-04-30."),
        ("?date=", "Write a day, such as 2027-04-30."),
        ("", "Choose a day"),
    ],
)
def test_the_form_says_what_is_wrong_with_a_day(ccm: Instrument, query: str, said: str) -> None:
    assert said in read(f"on/{query}")


def test_a_state_tells_what_it_did_with_days_and_sources(ccm: Instrument, cast: Cast) -> None:
    other = show(cast.quiet_fields, "att")
    other.acts.all().delete()
    act(other, "LT", "signature", "2013-06-03")
    content, text = get("states/lt/").content.decode(), read("states/lt/")
    for words in (
        "Lithuania withdrew; this took effect on 6 March 2025.",
        "3 December 2008 Lithuania signed. Undone by the withdrawal. Status table of the depositary, 3 February 2026",
        "24 March 2011 Lithuania ratified.",
        "1 September 2011 The treaty enters into force for Lithuania.",
        "6 September 2024 Lithuania gave notice of its withdrawal.",
        "6 March 2025 The withdrawal of Lithuania takes effect.",
        "Republic of Lithuania",
        "Arms Trade Treaty",
        "Lithuania signed on 3 June 2013 and is not bound yet.",
        "Norway State party",
        "Liechtenstein",
        "Luxembourg",
    ):
        assert words in text
    assert text.index("Convention on Cluster Munitions") < text.index("Arms Trade Treaty")
    turned = read("states/lt/", code="att")
    assert turned.index("Arms Trade Treaty") < turned.index("Convention on Cluster Munitions")
    assert content.count('href="https://depositary.example/status"') >= 3


def test_a_state_is_told_in_arabic_with_its_digits(ccm: Instrument) -> None:
    content = get("states/ad/", "ar").content.decode()
    assert '<html lang="ar" dir="rtl"' in content
    assert "أندورا" in content
    assert "٩ أبريل ٢٠١٣" in content


@pytest.mark.parametrize("path", ["states/xx/", "states/gl/", "states/eu/", "states/LT/", "regions/001/", "regions/999/", "regions/2/"])
def test_who_is_no_state_and_what_is_no_region_has_no_page(ccm: Instrument, path: str) -> None:
    assert get(path).status_code == 404


def test_a_participant_that_is_no_state_stands_apart_and_is_not_counted_among_states(ccm: Instrument) -> None:
    act(ccm, "EU", "accession", "2014-01-01")
    text = read()
    assert "3 of 197 states have joined." in text
    assert "Also a party, and not among these states: European Union." in text
    assert "Participants that are not in the list of states" in text
    assert "European Union acceded." in read("states/eu/")


def test_a_withdrawal_without_a_day_is_said_to_have_none(ccm: Instrument) -> None:
    DepositaryAct.objects.filter(participant="LT", kind="withdrawal").delete()
    assert row("Lithuania") == "Withdrew The source does not say when. 3 December 2008 Northern Europe"
    assert "Lithuania withdrew. The source does not say when." in read("states/lt/")


def test_an_act_that_was_taken_back_is_not_shown(ccm: Instrument) -> None:
    DepositaryAct.objects.filter(participant="AD").update(retracted_at=time.now())
    assert row("Andorra") == "Not joined Southern Europe"
    assert "acceded" not in read("states/ad/")
    assert "acceded" not in read("changes/2013-04/")


def test_a_region_counts_its_own(ccm: Instrument) -> None:
    text = read("regions/154/")
    assert "2 of 10 states have joined. 1 has withdrawn. The other 7 have not joined." in text
    assert "Andorra" not in text
    europe = read("regions/150/")
    for part in ("Northern Europe", "Southern Europe", "Andorra"):
        assert part in europe


def test_a_month_tells_what_happened_in_it(ccm: Instrument) -> None:
    text = read("changes/2013-04/")
    assert "9 April 2013 Andorra acceded. Status table of the depositary, 3 February 2026" in text
    assert "September 2011" in text
    assert "October 2013" in text
    assert "6 March 2025 The withdrawal of Lithuania takes effect." in read("changes/2025-03/")
    assert "Nothing happened in this month." in read("changes/2013-05/")


def test_a_month_ends_with_its_last_day(ccm: Instrument) -> None:
    act(ccm, "SE", "accession", "2012-02-29")
    act(ccm, "CU", "accession", "2012-03-01")
    text = read("changes/2012-02/")
    assert "Sweden acceded." in text
    assert "Cuba" not in text


def test_a_month_to_come_has_no_page(ccm: Instrument) -> None:
    today = time.now().date()
    assert get(f"changes/{today:%Y-%m}/").status_code == 200
    assert get(f"changes/{date(today.year + 1, 1, 1):%Y-%m}/").status_code == 404
    assert get("changes/2013-13/").status_code == 404


def test_the_page_says_what_came_last(ccm: Instrument) -> None:
    assert "Nothing happened this month. This came last: 6 March 2025 The withdrawal of Lithuania takes effect." in read()
    act(ccm, "SE", "accession", time.now().date().isoformat())
    text = read()
    assert "Nothing happened this month." not in text
    assert "Sweden acceded." in text


def test_a_published_day_that_differs_is_told_with_the_reason(ccm: Instrument) -> None:
    Instrument.objects.filter(pk=ccm.pk).update(published_entry_on=date(2010, 8, 1), why_it_differs="former_parties")
    text = read()
    assert "In force since 1 August 2010." in text
    assert "The depositary publishes another day, 1 August 2010; that one counts here. States that no longer exist had joined" in text


@pytest.mark.parametrize("path", PAGES)
def test_it_is_there_as_long_as_the_treaty_is_shown(ccm: Instrument, cast: Cast, path: str) -> None:
    assert get(path).status_code == 200
    Pursuit.objects.update(is_public=False)
    assert get(path).status_code == 404
    Pursuit.objects.update(is_public=True)
    coalitions.open_site(cast.quiet_fields, False, by=cast.actor(cast.leila))
    assert get(path).status_code == 404


def test_a_treaty_that_another_coalition_shows_is_none_of_ours(ccm: Instrument, cast: Cast) -> None:
    assert get(code="att").status_code == 404
    assert Client().get("/en/open-water/treaties/ccm/").status_code == 404


@pytest.mark.parametrize("path", [path for path in PAGES if path != "on/"])
def test_every_reader_gets_the_same_and_may_keep_it(ccm: Instrument, cast: Cast, path: str) -> None:
    browser = Client()
    browser.force_login(cast.leila)
    own = browser.get(f"/en/quiet-fields/treaties/ccm/{path}", headers={"accept-language": "ar"})
    public = get(path)
    assert own.content == public.content
    assert public["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in public["Vary"]


@pytest.mark.parametrize("path", PAGES)
def test_no_member_is_named_on_it(ccm: Instrument, path: str) -> None:
    content = get(path).content.decode()
    for name in ("Forum Humanité Sahel", "Al-Amal", "Campos Livres", "Hidden Lantern", "Leila", "Amina"):
        assert name not in content


@pytest.mark.parametrize("path", PAGES)
def test_the_number_of_queries_stays_the_same(ccm: Instrument, cast: Cast, path: str) -> None:
    with CaptureQueriesContext(connection) as few:
        get(path)
    now = time.now()
    known = set(ccm.acts.values_list("participant", flat=True))
    DepositaryAct.objects.bulk_create(
        DepositaryAct(instrument=ccm, participant=code, country_id=code, kind=kind, done_on=date(2013, 4, 9), accepted_at=now)
        for code in countries.states() - known
        for kind in ("signature", "ratification")
    )
    with CaptureQueriesContext(connection) as many:
        get(path)
    assert len(many) == len(few) <= 8, [one["sql"][:90] for one in many]


def test_the_first_page_tells_how_many_and_all_pages_lead_there(ccm: Instrument) -> None:
    content = Client().get("/en/quiet-fields/").content.decode()
    assert "3 of 197 states have joined</h2>" in content
    assert content.count('href="/en/quiet-fields/treaties/ccm/"') >= 2
    assert 'href="/en/quiet-fields/treaties/ccm/"' in Client().get("/en/quiet-fields/join/").content.decode()
    Pursuit.objects.all().delete()
    assert "treaties" not in Client().get("/en/quiet-fields/").content.decode()


def test_each_page_names_itself_in_the_other_languages(ccm: Instrument) -> None:
    for path in PAGES:
        content = get(path).content.decode()
        for code in ("en", "fr", "es", "ru", "ar", "zh-hans"):
            assert f'hreflang="{code}" href="http://localhost:8000/{code}/quiet-fields/treaties/ccm/{path}"' in content, (path, code)


def test_what_a_treaty_lacked_on_a_day_is_counted_as_of_that_day(ccm: Instrument, cast: Cast) -> None:
    ctbt = Instrument.objects.get(code="ctbt", coalition=None)
    for participant, on in (("NO", "1999-07-15"), ("FR", "1998-04-06")):
        act(ctbt, participant, "ratification", on)
    show(cast.quiet_fields, "ctbt")
    assert "Not in force yet: 2 of the 44" in read(code="ctbt")
    assert "Not in force yet: 1 of the 44" in read("on/1998-12-31/", code="ctbt")
    assert "Not in force yet: 0 of the 44" in read("on/1997-01-01/", code="ctbt")


def test_an_entry_into_force_that_is_still_to_come_is_to_come_on_earlier_days_too(ccm: Instrument) -> None:
    soon = time.now().date() + timedelta(days=40)
    Instrument.objects.filter(pk=ccm.pk).update(published_entry_on=soon)
    for path in ("", "on/2020-01-01/"):
        text = read(path)
        assert "It enters into force on" in text
        assert "that came on" not in text
