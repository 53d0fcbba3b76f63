"""What is taken along is what one may see, under its label, with nothing that a spreadsheet would run, and is recorded."""

import csv
import io
from dataclasses import replace

import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from commoncall.kernel.history import queries as book
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label
from commoncall.kernel.parties.actions import people
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.refusals import NotAllowed
from commoncall.membership.actions import columns, exports, organisations
from commoncall.membership.actions.exports import Form
from commoncall.membership.actions.organisations import Entered
from commoncall.membership.models import Membership
from commoncall.membership.rules.filters import Filters
from commoncall.membership.rules.profiles import Profile
from tests.cast import Cast


def table(cast: Cast, account: object, form: Form = Form.ORGANISATIONS_CSV, **filters: str) -> list[dict[str, str]]:
    taken = exports.download(Filters(**filters), form, by=cast.actor(account))  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(taken.content.decode("utf-8-sig"))))


def test_each_takes_along_whom_they_may_know_and_what_they_may_see(cast: Cast) -> None:
    whole = table(cast, cast.leila)
    assert {row["Organisation"] for row in whole} >= {"Hidden Lantern Circle", "Campos Livres"}
    assert {"Standing", "Named", "Tags"} <= set(whole[0])
    members = table(cast, cast.amina)
    assert "Hidden Lantern Circle" not in str(members)
    assert set(members[0]) == {
        "Organisation",
        "Acronym",
        "Other names",
        "Network",
        "Country",
        "Category",
        "Languages",
        "Website",
        "People",
        "Audience",
    }
    observers = table(cast, cast.deniz)
    assert "Lantern" not in str(observers)
    assert "Campos" not in str(observers)


@pytest.mark.parametrize(("account", "label"), [("leila", "TLP:AMBER+STRICT"), ("amina", "TLP:AMBER"), ("eva", "TLP:GREEN")])
def test_the_label_goes_along_in_the_name_and_in_every_row(cast: Cast, account: str, label: str) -> None:
    taken = exports.download(Filters(), Form.ORGANISATIONS_CSV, by=cast.actor(getattr(cast, account)))
    assert taken.name.startswith(f"members-{label.replace(':', '-').replace('+', '-')}-20")
    assert {row["Audience"] for row in table(cast, getattr(cast, account))} == {label}


@pytest.mark.parametrize("form", [Form.PEOPLE_CSV, Form.PEOPLE_VCF, Form.ORGANISATIONS_CSV])
@pytest.mark.parametrize("account", ["amina", "deniz", "eva"])
def test_no_form_of_it_tells_of_the_unlisted_or_their_people(cast: Cast, form: Form, account: str) -> None:
    content = exports.download(Filters(), form, by=cast.actor(getattr(cast, account))).content.decode()
    for secret in ("Lantern", "Mina Sato", "mina@mina"):
        assert secret not in content


def test_addresses_go_along_only_where_one_may_read_them(cast: Cast) -> None:
    rows = {row["Name"]: row["E-mail"] for row in table(cast, cast.amina, Form.PEOPLE_CSV)}
    assert rows == {"Amina Diallo": "amina@amina.example", "Oumar Traoré": "oumar@oumar.example", "Deniz Kaya": "", "Eva Lind": ""}
    cards = list(vobject.readComponents(exports.download(Filters(), Form.PEOPLE_VCF, by=cast.actor(cast.amina)).content.decode()))
    assert {card.fn.value: card.email.value for card in cards} == {"Amina Diallo": "amina@amina.example", "Oumar Traoré": "oumar@oumar.example"}
    assert {card.note.value for card in cards} == {"TLP:AMBER"}


def test_an_address_for_one_organisation_does_not_go_along_with_another(cast: Cast) -> None:
    leila, amina = cast.actor(cast.leila), cast.person(cast.amina)
    people.correct(amina, people.Particulars("Amina Diallo"), addresses={cast.amal: "amina@amal.example"}, by=leila)
    assert "amina@amal.example" not in str(table(cast, cast.leila, Form.PEOPLE_CSV))
    assert "amina@amal.example" not in str(table(cast, cast.oumar, Form.PEOPLE_CSV))


def test_nothing_that_is_taken_along_is_ever_run(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    organisations.enter(cast.quiet_fields, Names("=HYPERLINK(1)", "@SUM"), Profile(size="+1+1"), by=leila)
    column = columns.add(cast.quiet_fields, "-2+3", Label.AMBER, by=leila)
    columns.set_values(cast.sahel, {column.pk: "=1+1"}, by=leila)
    text = exports.download(Filters(), Form.ORGANISATIONS_CSV, by=leila).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    workbook = load_workbook(io.BytesIO(exports.download(Filters(), Form.ORGANISATIONS_XLSX, by=leila).content))
    assert not [cell for row in workbook.active.rows for cell in row if cell.data_type == "f"]
    broken = "Eva\nNOTE:forged\nLind"
    people.correct(cast.person(cast.eva), people.Particulars(broken), by=leila)
    cards = exports.download(Filters(q="Lawyers"), Form.PEOPLE_VCF, by=leila).content.decode()
    assert not [line for line in cards.splitlines() if line.startswith("NOTE:forged")]


def test_only_what_the_filters_find_goes_along_in_the_order_of_the_list(cast: Cast) -> None:
    assert [row["Organisation"] for row in table(cast, cast.leila, sort="-name", category="ordinary")][-1] == "Al-Amal Survivors’ Network"
    assert [row["Organisation"] for row in table(cast, cast.leila, place="ML")] == ["Forum Humanité Sahel"]
    assert len(table(cast, cast.amina, naming="members")) == 5


def test_every_download_is_recorded_with_who_went_along(cast: Cast) -> None:
    table(cast, cast.amina, place="ML")
    entry = Entry.objects.filter(kind="membership.exported").latest("id")
    assert (entry.facts["count"], entry.facts["label"], entry.facts["organisations"]) == (1, "amber", [str(cast.sahel.pk)])
    assert book.told([entry])[0].sentence == "Amina Diallo downloaded the list of 1 organisation (CSV, TLP:AMBER)."
    assert entry in book.visible_to(cast.actor(cast.leila))
    assert entry in book.visible_to(cast.actor(cast.amina))
    assert entry not in book.visible_to(cast.actor(cast.deniz))


def test_a_preview_takes_nothing_along(cast: Cast) -> None:
    looking = replace(cast.actor(cast.leila), preview=True)
    with pytest.raises(NotAllowed):
        exports.download(Filters(), Form.ORGANISATIONS_CSV, by=looking)


def test_a_thousand_organisations_need_no_more_queries_than_ten(cast: Cast) -> None:
    leila = cast.actor(cast.leila)

    def asked(form: Form) -> int:
        with CaptureQueriesContext(connection) as queries:
            exports.download(Filters(), form, by=leila)
        return len(queries)

    forms = [Form.ORGANISATIONS_CSV, Form.PEOPLE_CSV, Form.PEOPLE_VCF]
    before = [asked(form) for form in forms]
    profile = Profile(country="ML", works_in=("ML", "NE"))
    made = organisations.enter_all(
        cast.quiet_fields, [Entered(Names(f"Forum {place}"), profile, tags=("t",)) for place in range(300)], by=cast.operator
    )
    Membership.objects.filter(pk__in=[one.pk for one in made[:20]]).update(network=made[100])
    assert [asked(form) for form in forms] == before
