"""What the coalition said and asks others to sign, one in each state that an address can name, for the scene."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from commoncall.decisions.actions import answering, closing
from commoncall.decisions.models import Decision
from commoncall.decisions.rules.rule import Answer
from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.models import Version
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.voice.actions import bringing_in, letters, outside, pre_approving, signing, statements
from commoncall.voice.actions.letters import Terms
from commoncall.voice.actions.outside import Came
from commoncall.voice.actions.signing import Given
from commoncall.voice.models import Doubt, Letter, Listed, Statement
from commoncall.voice.rules.signers import Entry
from tests.cast import make_member
from tests.decided import AT_MEETING, opened
from tests.drafts import WORDS, begun

ANYBODY = Terms("The Minister of Marshes, Grebe Hall", copies="The Office of Reeds", who=("members", "endorsers", "organisation", "individual"))
FILE = b"name,country\nAl-Amal Survivors\xe2\x80\x99 Network,Lebanon\nAl Amal Survivor Network,Lebanon\nBittern Booms,France\nBittern Booms,France\n"


def locked(coalition: Coalition, title: str, *, by: Actor) -> Version:
    """Return words that stay as they are."""
    return stages.lock(begun(coalition, title, by=by), by=by)


def prepared(coalition: Coalition, title: str, *, by: Actor, **more: Any) -> Letter:
    """Return a letter that nobody has been asked to sign."""
    return letters.prepare(locked(coalition, title, by=by), replace(ANYBODY, **more), by=by)


def open_letter(coalition: Coalition, title: str, *, by: Actor, **more: Any) -> Letter:
    """Return a letter that takes signatures."""
    return letters.open_now(prepared(coalition, title, by=by, **more), by=by)


def adopted(coalition: Coalition, title: str, organisation: Organisation, *, member: Actor, by: Actor) -> Decision:
    """Return a decision that adopted a statement."""
    decision = opened(coalition, f"Shall {title} be our word?", AT_MEETING, by, version=locked(coalition, title, by=by))
    answering.answer(decision, organisation, Answer.AGREE, "", by=member)
    return closing.close_meeting(decision, by=by)


def renewable(coalition: Coalition, *, by: Actor) -> Letter:
    """Return an open letter whose words have a later version, which is locked."""
    letter = open_letter(coalition, "Sanderlings", by=by)
    following = texts.next_version(letter.version, by=by)
    wordings.word(following, "en", "Sanderlings", WORDS[:2], by=by)
    stages.lock(following, by=by)
    return letter


def of_the_voice(coalition: Coalition, organisation: Organisation, member: Actor, by: Actor) -> dict[str, Any]:
    """Return the rows that addresses name; ``member`` acts for the organisation, another one signed too."""
    other = make_member(coalition, by, "Siskin Song", "SE")
    letter = open_letter(coalition, "Oystercatchers", by=by, shows_people=True, topics=("marshes",))
    on_paper = ("paper", "In the dunlin folder", time.now().date())
    entered = signing.enter(letter, organisation, Given("Pipit Poe", "Warden"), *on_paper, by=by)
    signing.enter(letter, other, Given("Linnet Lowe", "Warden"), *on_paper, by=by)
    batch = letters.deliver(letters.make_up(letter, by=by), time.now().date(), "Rowed across by Teal", by=by)
    said = Entry("organisation", "Godwit Guild", country="PE", naming=Naming.PUBLIC)
    came = Came("paper", "A card", time.now().date())
    first = outside.enter(letter, said, came, by=by)
    second = outside.enter(letter, replace(said, name="The Godwit Guild", naming=Naming.COORDINATORS), came, by=by)
    doubt, _made = Doubt.objects.get_or_create(
        letter=letter, signature=second, other=first, organisation=None, defaults={"why": "almost_same_name", "found_at": time.now()}
    )
    closed = open_letter(coalition, "Turnstones", by=by)
    signing.enter(closed, other, Given("Linnet Lowe"), *on_paper, by=by)
    own = signing.sign(closed, organisation, Given("Amina Diallo", "Director"), by=member)
    signing.withdraw(own, "Curlews object.", by=member)
    return {
        "letter": letter,
        "letter_draft": prepared(coalition, "Phalaropes", by=by),
        "letter_closed": letters.close(closed, by=by),
        "letter_to_renew": renewable(coalition, by=by),
        "letter_to_sign": open_letter(coalition, "Wrynecks", by=by),
        "signature": entered,
        "signature_outside": first,
        "delivery": batch,
        "doubt": doubt,
        "sheet": bringing_in.begin(letter, FILE, "bitterns.csv", by=by),
        "pre_approval": pre_approving.pre_approve(organisation, "estuaries", capacity="Director", by=member),
        "decision_to_publish": adopted(coalition, "Stints", organisation, member=member, by=by),
        "statement": _statement(coalition, organisation, member, by),
    }


def _statement(coalition: Coalition, organisation: Organisation, member: Actor, by: Actor) -> Statement:
    decision = adopted(coalition, "Whinchats", organisation, member=member, by=by)
    if parties.arrangements(coalition).voice == "one":
        return statements.publish(decision, statements.Publication(lists_members=True), by=by)
    # A network speaks with no one voice, and nothing of this kind can come about there: the row is one that nobody may reach.
    told = {"number": 1, "version": decision.version, "decision": decision, "lists_members": True, "published_at": time.now()}
    statement = Statement.objects.create(coalition=coalition, **told)
    Listed.objects.create(statement=statement, organisation=organisation)
    return statement
