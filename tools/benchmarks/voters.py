"""A coalition that votes: many organisations, each with somebody who acts for it and is signed in, and the decisions put to them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from django.db import transaction
from django.test import Client

from commoncall.decisions.actions import opening, preparing
from commoncall.decisions.actions.preparing import Preparation
from commoncall.decisions.models import Decision
from commoncall.decisions.rules.rule import Rule
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account, EmailAddress
from commoncall.kernel.authority import Actor, Proof, Role, operator
from commoncall.kernel.history import actions as history
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import coalitions, mandates, people
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.parties.rules import Arrangements
from commoncall.membership.actions import organisations
from commoncall.membership.rules.profiles import Profile

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Electorate:
    """Organisations, who votes for each, and the cookie of the browser in which that person is signed in."""

    coalition: Coalition
    by: Actor
    organisations: list[Organisation]
    actors: list[Actor]
    cookies: list[str]


@transaction.atomic
def make(how_many: int) -> Electorate:
    """Make a coalition of so many members; each has one person who votes for it."""
    coalition = coalitions.found(coalitions.Description("Voting Coalition", "voting"), Arrangements(), by=operator("bench"))
    by = operator("bench").within(coalition.id, coalition.chain_id)
    entered = [organisations.Entered(Names(f"House of Voices {n}", f"H{n}"), Profile(kind="ngo", country="KE")) for n in range(how_many)]
    made = [membership.organisation for membership in organisations.enter_all(coalition, entered, by=by)]
    persons = people.enter_all(coalition, [people.Particulars(f"Voter {n}", f"voter{n}@voting.example") for n in range(how_many)], by=by)
    mandates.grant_all([mandates.Grant(person, made[n], Role.REPRESENTATIVE, "Director") for n, person in enumerate(persons)], by=by)
    accounts = [_account(one, n) for n, one in enumerate(persons)]
    actors = [parties.actor_wearing(parties.hats(one, coalition)[0], Proof.SIGNED_IN) for one in accounts]
    history.seal_all()
    return Electorate(coalition, by, made, actors, [_cookie(one) for one in accounts])


def _account(person: Person, number: int) -> Account:
    account = Account.objects.create(name=person.name, language="en")
    EmailAddress.objects.create(account=account, address=f"voter{number}@voting.example", is_main=True, verified_at=time.now())
    people.come_in(person, account)
    return account


def _cookie(account: Account) -> str:
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(account)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())


def put(electorate: Electorate, rule: Rule) -> Decision:
    """Open a decision in which all may vote."""
    wanted = Preparation(f"Motion {next(_numbers)}", "Do we go to Geneva together?", rule=rule, deviation="To be measured.")
    return opening.open_now(preparing.prepare(electorate.coalition, wanted, by=electorate.by), by=electorate.by)
