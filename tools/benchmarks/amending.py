"""What a long text costs that many amend: its page, what collides, what is left to do, and the merging of all that was accepted."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client

from benchmarks.figures import Rounds, Story, rounds
from benchmarks.place import Place, Sizes
from commoncall.drafting.actions import merging, stages, texts, wordings
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.models import Amendment, Version
from commoncall.drafting.queries import amendments, comments
from commoncall.drafting.rules import applying, collisions
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.applying import changing, deleting
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel.accounts.models import Account, EmailAddress
from commoncall.kernel.authority import Actor, Proof, Role, operator
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import coalitions, mandates, people
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.parties.rules import Arrangements
from commoncall.kernel.time import now
from commoncall.membership.actions import organisations
from commoncall.membership.rules.profiles import Profile

PARAGRAPHS, AMENDMENTS, PROPOSERS = 400, 1_000, 50
_WORDS = [f"{first}{second}" for first in ("ba", "ke", "lo", "mi", "nu", "pra", "sta", "ti") for second in ("ban", "call", "field", "land", "treaty")]


@dataclass(frozen=True)
class Assembly:
    """A text that is open to amendments, who drafts it, and a browser in which that person is signed in."""

    version: Version
    coordinator: Actor
    browser: Client


def measure(place: Place) -> list[Story]:
    """Read a text of 400 paragraphs with 1,000 amendments as its page does, find what collides, and merge what was accepted."""
    assembly = make()
    story = Story(f"{PARAGRAPHS} paragraphs with {AMENDMENTS:,} amendments", ["what", "seconds", "queries"])
    version, by = assembly.version, assembly.coordinator
    parts: dict[str, Callable[[], object]] = {
        "all amendments read, as one may know them": lambda: amendments.of_version(by, version),
        "collisions found, for the first time": lambda: _first(version),
        "collisions found, once more": lambda: amendments.collisions(version),
        "what is left to be done": lambda: amendments.untreated(version),
        "all of these, and the comments": lambda: _together(by, version),
        "the page of the text": lambda: _page(assembly, ""),
        "the list of its amendments": lambda: _page(assembly, "amendments/"),
    }
    for name, do in parts.items():
        story.add(name, *_taken(place.sizes, do))
    Amendment.objects.filter(version=version).update(treatment=Amendment.Treatment.ACCEPT)
    stages.close(version, by=by)
    story.add("the merging of all of them, prepared for review", *_taken(place.sizes, lambda: merging.prepare(version, by=by)))
    story.words.append(
        "Three quarters of the amendments change words, the others insert or delete a paragraph; a dozen touch the most contested ones. Word "
        "differences are kept in memory by what they compare: the first time is that of a process that has just begun. The pages are "
        "whole requests to the application, in the browser of a coordinator, without the server that hands them over."
    )
    return [story]


def _first(version: Version) -> None:
    applying.pieces.cache_clear()
    collisions.hunks.cache_clear()
    amendments.collisions(version)


def _together(by: Actor, version: Version) -> None:
    amendments.of_version(by, version)
    amendments.collisions(version)
    amendments.untreated(version)
    comments.of_version(by, version)


def _page(assembly: Assembly, part: str) -> None:
    answer = assembly.browser.get(f"/{assembly.version.coalition.slug}/drafts/versions/{assembly.version.pk}/{part}")
    if answer.status_code != 200:
        raise RuntimeError(f"the page was not shown: {answer.status_code}")


def _taken(sizes: Sizes, do: Callable[[], object]) -> tuple[Rounds, str]:
    taken = []
    asked: list[str] = []
    with connection.execute_wrapper(_noting(asked)):
        do()
    for _round in range(sizes.rounds):
        began = time.perf_counter()
        do()
        taken.append(time.perf_counter() - began)
    return rounds(taken), str(len(asked))


def _noting(asked: list[str]) -> Callable[..., Any]:
    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    return note


@transaction.atomic
def make() -> Assembly:
    """Make a coalition with a text that is open, and all the amendments to it."""
    coalition = coalitions.found(coalitions.Description("Drafting Coalition", "drafting-bench"), Arrangements(), by=operator("bench"))
    by = operator("bench").within(coalition.id, coalition.chain_id)
    entered = [organisations.Entered(Names(f"House of Words {n}", f"W{n}"), Profile(kind="ngo", country="KE")) for n in range(PROPOSERS)]
    members = [one.organisation for one in organisations.enter_all(coalition, entered, by=by)]
    coordinator, browser = _coordinator(coalition, by)
    version = texts.begin(coalition, Beginning("policy", "A long text"), by=coordinator)
    drawn = random.Random(1948)
    words = tuple(Paragraph(f"k{n}", " ".join(drawn.choices(_WORDS, k=drawn.randint(40, 120)))) for n in range(PARAGRAPHS))
    wordings.word(version, "en", "A long text", words, by=coordinator)
    version = stages.open_to_amendments(version, None, by=coordinator)
    Amendment.objects.bulk_create(_amendment(version, number, words, members, drawn) for number in range(AMENDMENTS))
    return Assembly(version, coordinator, browser)


def _coordinator(coalition: Coalition, by: Actor) -> tuple[Actor, Client]:
    account = Account.objects.create(name="Drafter", language="en")
    EmailAddress.objects.create(account=account, address="drafter@drafting.example", is_main=True, verified_at=now())
    person = people.enter(coalition, people.Particulars("Drafter", "drafter@drafting.example"), by=by)
    mandates.grant(mandates.Grant(person, None, Role.COORDINATOR), by=by)
    people.come_in(person, account)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(account)
    return parties.actor_wearing(parties.hats(account, coalition)[0], Proof.SIGNED_IN), browser


def _amendment(version: Version, number: int, words: tuple[Paragraph, ...], members: list[Organisation], drawn: random.Random) -> Amendment:
    paragraph = words[drawn.randrange(20) if drawn.random() < 0.2 else drawn.randrange(PARAGRAPHS)]
    chance = drawn.random()
    if chance < 0.75:
        now_said = paragraph.text.split()
        for place in drawn.sample(range(len(now_said)), 3):
            now_said[place] = drawn.choice(_WORDS) + "s"
        change = changing(paragraph, " ".join(now_said))
    elif chance < 0.9:
        change = Change(Do.INSERT, paragraph.key, " ".join(drawn.choices(_WORDS, k=40)), key=f"n{number}")
    else:
        change = deleting(paragraph)
    return Amendment(
        coalition_id=version.coalition_id,
        version=version,
        number=number + 1,
        language="en",
        organisation=members[number % PROPOSERS],
        changes=[change.as_stored()],
        reason="It is better so.",
        proposed_at=now(),
    )
