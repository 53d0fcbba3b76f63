"""The standing cast of the tests, so that a test reads as a scene. All of it is fictional.

Quiet Fields is a coordinated coalition. Leila Haddad coordinates it. Amina Diallo and Oumar Traoré act for Forum Humanité
Sahel, Deniz Kaya observes for Demir Kapı, Eva Lind endorses for Northern Lawyers. Campos Livres is named to members only;
Hidden Lantern is named to nobody but the coordinators, and its Mina Sato must never leak. Open Water is another coalition
on the same installation, where Amina acts too; Viktor Stone belongs only there, and tries doors. Sven is a steward.
"""

from __future__ import annotations

from dataclasses import dataclass

from commoncall.kernel.accounts.models import Account, EmailAddress
from commoncall.kernel.authority import Actor, Proof, Role, operator
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import queries
from commoncall.kernel.parties.actions import coalitions, mandates, organisations, people
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.parties.rules import Arrangements, suggested
from commoncall.kernel.time import now
from commoncall.membership.models import Category, Membership


@dataclass(frozen=True)
class Cast:
    """Everybody, by name."""

    quiet_fields: Coalition
    open_water: Coalition
    operator: Actor
    leila: Account
    amina: Account
    oumar: Account
    deniz: Account
    eva: Account
    mina: Account
    viktor: Account
    sven: Account
    sahel: Organisation
    demir: Organisation
    lawyers: Organisation
    campos: Organisation
    lantern: Organisation
    amal: Organisation
    water: Organisation

    def actor(self, account: Account, coalition: Coalition | None = None, proof: Proof = Proof.SIGNED_IN) -> Actor:
        """Return the actor that an account is in a coalition (Quiet Fields, unless told), wearing its first hat."""
        return queries.actor_wearing(queries.hats(account, coalition or self.quiet_fields)[0], proof)

    def person(self, account: Account, coalition: Coalition | None = None) -> Person:
        """Return the person of an account in a coalition."""
        return Person.objects.get(account=account, coalition=coalition or self.quiet_fields)


def make_account(name: str, address: str, **fields: object) -> Account:
    account = Account.objects.create(name=name, language="en", **fields)
    EmailAddress.objects.create(account=account, address=address, is_main=True, verified_at=now())
    return account


def make_coalition(name: str, slug: str, arrangements: Arrangements | None = None) -> tuple[Coalition, Actor]:
    coalition = coalitions.found(coalitions.Description(name, slug), arrangements or Arrangements(), by=operator())
    return coalition, operator().within(coalition.id, coalition.chain_id)


def make_member(
    coalition: Coalition,
    by: Actor,
    name: str,
    country: str = "",
    *,
    acronym: str = "",
    naming: Naming = Naming.PUBLIC,
    category: Category = Category.ORDINARY,
) -> Organisation:
    organisation = organisations.enter(coalition, organisations.Names(name, acronym), naming=naming, by=by)
    Membership.objects.create(organisation=organisation, coalition=coalition, country_id=country or None, category=category)
    return organisation


def make_person(
    coalition: Coalition, by: Actor, account: Account, organisation: Organisation | None, role: Role, address: str = "", function: str = ""
) -> Person:
    address = address or account.addresses.get(is_main=True).address
    person = people.enter(coalition, people.Particulars(account.name, address), by=by)
    mandates.grant(mandates.Grant(person, organisation, role, function), by=by)
    return people.come_in(person, account)


def gather() -> Cast:
    """Bring the cast together."""
    quiet, by = make_coalition("Quiet Fields Coalition", "quiet-fields")
    sahel = make_member(quiet, by, "Forum Humanité Sahel", "ML", acronym="FHS")
    demir = make_member(quiet, by, "Demir Kapı Barış Derneği", "TR", category=Category.OBSERVER)
    lawyers = make_member(quiet, by, "Northern Lawyers", "SE", category=Category.ENDORSER)
    campos = make_member(quiet, by, "Campos Livres", "AO", naming=Naming.MEMBERS)
    lantern = make_member(quiet, by, "Hidden Lantern Circle", "MM", naming=Naming.COORDINATORS)
    amal = make_member(quiet, by, "Al-Amal Survivors’ Network", "LB")
    accounts = {
        key: make_account(name, f"{key}@{key}.example")
        for key, name in {
            "leila": "Leila Haddad",
            "amina": "Amina Diallo",
            "oumar": "Oumar Traoré",
            "deniz": "Deniz Kaya",
            "eva": "Eva Lind",
            "mina": "Mina Sato",
            "viktor": "Viktor Stone",
        }.items()
    }
    make_person(quiet, by, accounts["leila"], None, Role.COORDINATOR)
    make_person(quiet, by, accounts["amina"], sahel, Role.REPRESENTATIVE, function="Director")
    make_person(quiet, by, accounts["oumar"], sahel, Role.REPRESENTATIVE, function="Campaigner")
    make_person(quiet, by, accounts["deniz"], demir, Role.OBSERVER)
    make_person(quiet, by, accounts["eva"], lawyers, Role.ENDORSER)
    make_person(quiet, by, accounts["mina"], lantern, Role.REPRESENTATIVE)
    sven = make_account("Sven Berg", "sven@sven.example", is_steward=True)
    water, water_by = make_coalition("Open Water Network", "open-water", suggested("network"))
    rivers = make_member(water, water_by, "Rivers Trust", "KE")
    make_person(water, water_by, accounts["viktor"], None, Role.COORDINATOR)
    make_person(water, water_by, accounts["amina"], rivers, Role.REPRESENTATIVE, address="amina@rivers.example")
    return Cast(
        quiet_fields=quiet,
        open_water=water,
        operator=by,
        sahel=sahel,
        demir=demir,
        lawyers=lawyers,
        campos=campos,
        lantern=lantern,
        amal=amal,
        water=rivers,
        sven=sven,
        **accounts,
    )
