"""What an organisation says of itself is its own to change, is kept as it was before, and can be put back."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commoncall.kernel.history import kinds
from commoncall.kernel.history import queries as book
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.refusals import NotAllowed, Refusal
from commoncall.membership.actions import organisations
from commoncall.membership.actions.organisations import Entered
from commoncall.membership.models import Membership, Tag
from commoncall.membership.queries.records import profile_of
from commoncall.membership.rules.profiles import Belonging, Profile
from tests.cast import Cast

WHOLE = Profile(
    kind="ngo",
    country="ML",
    works_in=("ML", "NE"),
    languages=("fr", "bm"),
    website="https://fhs.example",
    size="14 staff, 60 volunteers",
    led_by_affected=True,
    registration="1042/MATD",
    about="Works with those who live along the river.",
)


def last_entry(cast: Cast, kind: str) -> Entry:
    return Entry.objects.filter(chain=cast.quiet_fields.chain, kind=kind).order_by("id").last()  # type: ignore[return-value]


def undo(entry: Entry, actor: object) -> None:
    kinds.undo_of(entry.kind)(entry, actor)  # type: ignore[misc, arg-type]


def test_an_organisation_is_entered_with_all_that_is_known_of_it(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    made = organisations.enter(cast.quiet_fields, Names("Rivers Forum", "RF"), WHOLE, Naming.MEMBERS, Belonging("affiliated"), by=leila)
    kept = Membership.objects.get(pk=made.pk)
    assert profile_of(kept) == WHOLE
    assert kept.category == "affiliated"
    assert kept.organisation.naming == Naming.MEMBERS
    entry = last_entry(cast, "parties.organisation_entered")
    assert entry.facts == {"naming": "members", "category": "affiliated", "standing": "good", "joined_on": None, "country": "ML"}
    assert "Rivers" not in str(entry.facts)


def test_five_are_entered_in_as_many_statements_as_fifty(cast: Cast) -> None:
    def statements(number: int) -> int:
        entered = [Entered(Names(f"Forum {number} {place}"), WHOLE, tags=("river", f"tag {place % 3}")) for place in range(number)]
        with CaptureQueriesContext(connection) as asked:
            organisations.enter_all(cast.quiet_fields, entered, by=cast.operator)
        return len(asked)

    statements(3)
    assert statements(5) == statements(50)
    assert Tag.objects.get(coalition=cast.quiet_fields, name="river").memberships.count() == 58


@pytest.mark.parametrize(
    ("profile", "field"),
    [
        (Profile(country="XX"), "country"),
        (Profile(works_in=("ML", "QQ")), "country"),
        (Profile(kind="guild"), "kind"),
        (Profile(website="javascript:alert(1)"), "website"),
        (Profile(website="ftp://files.example"), "website"),
        (Profile(website="nothing"), "website"),
        (Profile(size="many " * 40), "size"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(cast: Cast, profile: Profile, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        organisations.describe(cast.sahel, profile, by=cast.actor(cast.leila))
    assert refusal.value.field == field
    assert profile_of(cast.sahel.membership) == Profile(country="ML")


def test_only_a_coordinator_enters_organisations(cast: Cast) -> None:
    for account in (cast.amina, cast.deniz, cast.eva):
        with pytest.raises(NotAllowed):
            organisations.enter(cast.quiet_fields, Names("New"), by=cast.actor(account))


def test_each_describes_their_own_organisation_and_no_other(cast: Cast) -> None:
    organisations.describe(cast.sahel, WHOLE, by=cast.actor(cast.amina))
    organisations.describe(cast.demir, Profile(country="TR", size="3"), by=cast.actor(cast.deniz))
    organisations.describe(cast.lawyers, Profile(country="SE", size="3"), by=cast.actor(cast.eva))
    organisations.describe(cast.amal, Profile(country="LB", size="3"), by=cast.actor(cast.leila))
    with pytest.raises(NotAllowed):
        organisations.describe(cast.amal, WHOLE, by=cast.actor(cast.amina))
    with pytest.raises(NotAllowed):
        organisations.describe(cast.sahel, WHOLE, by=cast.actor(cast.deniz))


def test_a_change_tells_which_parts_and_keeps_words_beside_the_chain(cast: Cast) -> None:
    organisations.describe(cast.sahel, WHOLE, by=cast.actor(cast.amina))
    entry = last_entry(cast, "membership.described")
    assert "size" in entry.facts["fields"]
    assert "volunteers" not in str(entry.facts)
    told = book.told([entry])[0].sentence
    assert told.startswith("Amina Diallo changed what is noted of Forum Humanité Sahel: Kind, Works in, Languages")


def test_nothing_is_written_where_nothing_changed(cast: Cast) -> None:
    organisations.describe(cast.sahel, WHOLE, by=cast.actor(cast.amina))
    before = Entry.objects.count()
    organisations.describe(cast.sahel, WHOLE, by=cast.actor(cast.amina))
    assert Entry.objects.count() == before


def test_undo_puts_back_what_the_deed_changed_and_keeps_what_came_after(cast: Cast) -> None:
    amina = cast.actor(cast.amina)
    organisations.describe(cast.sahel, WHOLE, by=amina)
    organisations.describe(cast.sahel, replace(WHOLE, size="20 staff"), by=amina)
    entry = last_entry(cast, "membership.described")
    organisations.describe(cast.sahel, replace(WHOLE, size="20 staff", website=""), by=amina)
    undo(entry, amina)
    assert profile_of(Membership.objects.get(pk=cast.sahel.pk)) == replace(WHOLE, website="")
    undone = last_entry(cast, "membership.described")
    assert undone.undoes == entry.id
    assert undone.facts["fields"] == ["size"]
