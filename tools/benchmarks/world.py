"""A coalition of the size that is measured, made through the same actions as everything else."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

from django.db import transaction
from django.test import Client

from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account, EmailAddress
from commoncall.kernel.authority import Actor, Role, operator
from commoncall.kernel.history import actions as history
from commoncall.kernel.parties.actions import coalitions, mandates, people
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.parties.rules import Arrangements
from commoncall.membership.actions import organisations
from commoncall.membership.rules.profiles import Profile

FIRST = [
    "Amina",
    "Boris",
    "Chen",
    "Dalia",
    "Emre",
    "Fatou",
    "Goran",
    "Hana",
    "Ilse",
    "Jorge",
    "Kofi",
    "Lena",
    "Musa",
    "Nadia",
    "Olga",
    "Pavel",
    "Rosa",
    "Samir",
    "Thiri",
    "Yusuf",
]
SECOND = [
    "Adeyemi",
    "Brandt",
    "Castro",
    "Diallo",
    "Eriksen",
    "Ferrari",
    "Gupta",
    "Haddad",
    "Ivanova",
    "Jensen",
    "Kaya",
    "Lopes",
    "Moreau",
    "Nkosi",
    "Okafor",
    "Petrov",
    "Quispe",
    "Rahman",
    "Silva",
    "Tanaka",
]
SUBJECTS = [
    "Rivers",
    "Forests",
    "Fields",
    "Coasts",
    "Harvests",
    "Bridges",
    "Voices",
    "Letters",
    "Lanterns",
    "Doors",
    "Gardens",
    "Wells",
    "Roads",
    "Schools",
    "Clinics",
    "Boats",
]
KINDS = ["Forum", "Network", "Association", "Centre", "Union", "Collective", "League", "Circle", "Council", "Initiative"]
SOUNDS = [*"bcdfghjklmnprstvz", "br", "st", "kl", "gr", "sh", "ch"]
COUNTRIES = [
    "KE",
    "ML",
    "TR",
    "SE",
    "AO",
    "LB",
    "MM",
    "BR",
    "IN",
    "PH",
    "FR",
    "DE",
    "CO",
    "MX",
    "NP",
    "JP",
    "UG",
    "GH",
    "MA",
    "TN",
    "EG",
    "ZA",
    "PE",
    "CL",
    "ID",
]


@dataclass(frozen=True)
class World:
    """A coalition with its people, and browsers in which two of them are signed in."""

    coalition: Coalition
    by: Actor
    organisations: list[Organisation]
    people: list[Person]
    coordinator: str
    member: str


@transaction.atomic
def make(how_many: int, of_people: int) -> World:
    """Make a coalition; always the same one."""
    drawn = random.Random(1948)
    coalition = coalitions.found(coalitions.Description("Bench Coalition", "bench"), Arrangements(), by=operator("bench"))
    by = operator("bench").within(coalition.id, coalition.chain_id)
    coalitions.open_site(coalition, True, by=by)
    entered = [organisations.Entered(Names(name, _initials(name)), _profile(drawn)) for name in _names(how_many)]
    made = [membership.organisation for membership in organisations.enter_all(coalition, entered, by=by)]
    persons = people.enter_all(coalition, [_particulars(drawn, n) for n in range(of_people)], by=by)
    grants = [mandates.Grant(person, made[n % how_many], Role.REPRESENTATIVE, "Director", (), n < how_many) for n, person in enumerate(persons)]
    mandates.grant_all(grants, by=by)
    coordinator = people.enter(coalition, people.Particulars("Leila Haddad", "leila@bench.example"), by=by)
    mandates.grant(mandates.Grant(coordinator, None, Role.COORDINATOR), by=by)
    history.seal_all()
    return World(coalition, by, made, persons, _signed_in(coordinator, "leila@bench.example"), _signed_in(persons[0], "person0@bench.example"))


def _names(how_many: int) -> list[str]:
    every = itertools.product(SUBJECTS, KINDS, SECOND)
    return [f"{second} {kind} for {subject}" for subject, kind, second in itertools.islice(every, how_many)]


def made_up(number: int) -> str:
    """Return a name that is unlike every other, so that an import has nothing to ask about it."""
    drawn = random.Random(number)
    return " ".join("".join(drawn.choice(SOUNDS) + drawn.choice("aeiou") for _ in range(4)).capitalize() for _ in range(3))


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _profile(drawn: random.Random) -> Profile:
    codes = tuple(drawn.sample(["en", "fr", "ar", "es", "pt"], 2))
    return Profile(
        kind="ngo", country=drawn.choice(COUNTRIES), languages=codes, website=f"https://org{drawn.randrange(10**6)}.example", about="We work."
    )


def _particulars(drawn: random.Random, number: int) -> people.Particulars:
    return people.Particulars(
        f"{drawn.choice(FIRST)} {drawn.choice(SECOND)}", f"person{number}@bench.example", language=drawn.choice(["en", "fr", "ar"])
    )


def _signed_in(person: Person, address: str) -> str:
    """Give a person an account that reads English, and return the cookie of a browser in which it is signed in."""
    account = Account.objects.create(name=person.name, language="en")
    EmailAddress.objects.create(account=account, address=address, is_main=True, verified_at=time.now())
    people.come_in(person, account)
    browser = Client()
    browser.force_login(account)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
