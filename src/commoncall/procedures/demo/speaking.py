"""How the demonstration's coalition speaks: statements in its name, one of them retracted, and letters in every state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from commoncall.decisions.models import Decision
from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.models import Version
from commoncall.kernel.authority import VISITOR, Actor, Proof
from commoncall.kernel.labels import Label
from commoncall.leadership import queries as leadership
from commoncall.procedures.demo.arriving import address_of
from commoncall.procedures.demo.drafting import paragraphs
from commoncall.procedures.demo.telling import Telling
from commoncall.voice.actions import doubts, letters, outside, pre_approving, signing, statements
from commoncall.voice.actions.letters import Terms
from commoncall.voice.actions.signing import Given
from commoncall.voice.models import Delivery, Letter, Signature
from commoncall.voice.rules.signers import Entry

_FILE = Path(__file__).resolve().parent / "speaking.json"

#: Which texts are locked on which day of the story; the second version of one of them after the first had found no consent.
LOCKED = {"market": "2026-05-02", "cost": "2026-08-31", "fields": "2026-10-04", "visas": "2026-11-10", "cargo": "2026-11-20"}
REVISED = "2026-10-11"
#: When each statement goes out, and the decision that adopted it; and when one of them was retracted.
PUBLISHED = {"2026-05-11": "Shall we speak on the market at Tell Sarmin?", "2026-10-20": "Shall the revised joint statement be ours?"}
RETRACTED = "2026-05-29"

#: The letter that was delivered: from when to when it was open, when its first batch was made up, handed over, and answered.
OPENED, MADE_UP, HANDED_OVER, ANSWERED, CLOSED = "2026-09-03", "2026-09-24", "2026-09-28", "2026-10-30", "2026-11-15"
#: For how long the open letter has been open, and how long it still is; its first batch is made up before that.
SINCE, FIRST_BATCH, LEFT = timedelta(days=9, hours=3), timedelta(days=2), timedelta(days=12)

_CLEARANCE, _VISAS = "clearance", "visas and travel"
#: Who signs every letter on a topic.
PRE_APPROVED = {"Al-Amal Survivors’ Network": _VISAS, "Maison des Survivants": _VISAS, "Mekong Clear Path": _CLEARANCE, "Stone and Seed": _CLEARANCE}
#: Who signs neither letter as far as the story goes, besides every fourth of the others.
_SILENT = {"Women of the Salt Road", "Village of Voices", "Voices of the Delta"}
_WITHDRAWS = "River and Stone Trust"


@cache
def _written() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return told


def plan(story: Telling) -> None:
    """Note when the texts were locked, the statements published, and the letters opened, signed, delivered and answered."""
    made: dict[str, Letter] = {}
    for name, day in LOCKED.items():
        story.then(story.at(day, 8), partial(_lock, story, name))
    story.then(story.at(REVISED, 8), partial(_revise, story))
    for day, title in PUBLISHED.items():
        story.then(story.at(day, 10), partial(_publish, story, title))
    story.then(story.at(RETRACTED, 16), partial(_retract, story))
    story.then(story.at("2026-08-20"), partial(_pre_approve, story))
    _deliver_one(story, made)
    _collect_for_another(story, made)
    story.then(story.now - timedelta(hours=30), partial(_prepare, story, made, "cargo", opens_at=_noon(story.now + timedelta(days=3))))


def _lock(story: Telling, name: str) -> Version:
    """Write a text in its languages and lock it."""
    told, by = _written()[name], story.coordinator
    beginning = Beginning(told["kind"], told["title"], "en", group=leadership.committee(story.coalition), label=Label.CLEAR)
    version = texts.begin(story.coalition, beginning, by=by)
    wordings.word(version, "en", told["title"], paragraphs(told["en"]), by=by)
    if "next" not in told:
        _translate(story, version, told)
    return stages.lock(version, by=by)


def _revise(story: Telling) -> Version:
    """Write the words anew that had found no consent, translate them and lock them."""
    told, by = _written()["fields"], story.coordinator
    version = texts.next_version(_version(story, "fields"), by=by)
    wordings.word(version, "en", told["title"], paragraphs(told["next"]), by=by)
    _translate(story, version, told)
    return stages.lock(version, by=by)


def _translate(story: Telling, version: Version, told: Mapping[str, Any]) -> None:
    for language in ("fr", "ar"):
        if language in told:
            wording = wordings.word(version, language, told[f"{language}_title"], paragraphs(told[language]), by=story.coordinator)
            wordings.check(wording, by=story.coordinator)


def _version(story: Telling, name: str) -> Version:
    title = _written()[name]["title"]
    return Version.objects.filter(text__coalition=story.coalition, text__title=title).select_related("coalition", "text").latest("number")


def _publish(story: Telling, title: str) -> None:
    """Publish what a decision adopted; its members stand under it, without the one that dissociated itself."""
    decision = Decision.objects.select_related("coalition", "version__text").get(coalition=story.coalition, title=title)
    statements.publish(decision, statements.Publication(lists_members=True), by=story.coordinator)


def _retract(story: Telling) -> None:
    statement = _version(story, "market").statement
    statements.retract(statement, _written()["market"]["retracted"], by=story.coordinator)


def _pre_approve(story: Telling) -> None:
    for name, topic in PRE_APPROVED.items():
        pre_approving.pre_approve(story.organisations[name], topic, by=story.speaker(name))


def _prepare(story: Telling, made: dict[str, Letter], name: str, **more: Any) -> None:
    told = _written()[name]
    terms = Terms(told["addressee"], told.get("copies", ""), who=("members", "organisation", "parliamentarian"), shows_people=True)
    made[name] = letters.prepare(_version(story, name), replace(terms, **more), by=story.coordinator)


def _open(story: Telling, made: dict[str, Letter], name: str, **more: Any) -> None:
    _prepare(story, made, name, **more)
    made[name] = letters.open_now(made[name], by=story.coordinator)


def _deliver_one(story: Telling, made: dict[str, Letter]) -> None:
    """Let one letter be signed, delivered, signed by some more, answered and closed."""
    began, closing = story.at(OPENED), story.at(CLOSED, 17)
    story.then(began, partial(_open, story, made, "cost", topics=(_CLEARANCE,), closes_at=closing, first_batch_at=story.at(MADE_UP, 12)))
    for part in range(4):
        story.then(began + timedelta(days=2 + 4 * part, hours=part), partial(_sign, story, made, "cost", part))
    story.then(began + timedelta(days=6, hours=2), partial(_sign_from_outside, story, made, "cost", (0, 2, 4, 9)))
    story.then(story.at(MADE_UP, 12), letters.make_up_due)
    story.then(story.at(HANDED_OVER, 15), partial(_deliver, story, made))
    story.then(story.at(HANDED_OVER, 18) + timedelta(days=9), partial(_sign, story, made, "cost", 4))
    story.then(story.at(HANDED_OVER, 18) + timedelta(days=12), partial(_sign_from_outside, story, made, "cost", (1, 10)))
    story.then(story.at(ANSWERED, 10), partial(_note_reply, story, made))
    story.then(closing, letters.close_due)


def _collect_for_another(story: Telling, made: dict[str, Letter]) -> None:
    """Let another letter be open today, with signatures from inside and outside and with what a coordinator has to look at."""
    began = story.now - SINCE
    instants = {"closes_at": _noon(story.now + LEFT), "first_batch_at": _noon(story.now + FIRST_BATCH)}
    story.then(began, partial(_open, story, made, "visas", topics=(_VISAS,), **instants))
    for part in range(3):
        story.then(began + timedelta(days=1 + 3 * part, hours=2 * part), partial(_sign, story, made, "visas", part))
        story.then(began + timedelta(days=2 + 3 * part), partial(_sign_from_outside, story, made, "visas", range(part, 12, 3)))
    story.then(story.now - timedelta(days=2), partial(_enter, story, made))
    story.then(story.now - timedelta(hours=26), partial(_withdraw, story, made))
    story.then(story.now - timedelta(hours=5), lambda: _ask(story, made["visas"], 12))
    story.then(story.now, lambda: doubts.find(made["visas"]))


def _noon(day: datetime) -> datetime:
    return day.replace(hour=12, minute=0, second=0, microsecond=0)


def _sign(story: Telling, made: dict[str, Letter], name: str, part: int) -> None:
    """Let a fifth of the members sign, each through who has acted for it longest; every fourth does not."""
    there = set(Signature.objects.filter(letter=made[name]).values_list("organisation", flat=True))
    for place, organisation in enumerate(sorted(story.organisations.values(), key=lambda one: one.searchable)):
        is_silent = organisation.name in _SILENT or place % 4 == 3 or organisation.pk in there
        if is_silent or place % 5 != part:
            continue
        speaker = story.speaker(organisation.name)
        if signing.who_may_sign(organisation) is not None and speaker.roles & {"representative"}:
            signing.sign(made[name], organisation, Given(), by=speaker)


def _sign_from_outside(story: Telling, made: dict[str, Letter], name: str, which: Any) -> None:
    """Let some sign on the public page, and follow the link in the mail."""
    for place in which:
        signature = _ask(story, made[name], place)
        outside.confirm(signature, by=_reader(story))


def _ask(story: Telling, letter: Letter, place: int) -> Signature:
    told = _written()["outside"][place]
    entry = Entry(**told, address=address_of(f"{told['language']} {told.get('authoriser', told['name'])}"))
    return outside.ask_in_public(letter, entry, by=replace(_reader(story), proof=Proof.NONE)).signature


def _reader(story: Telling) -> Actor:
    """Return whoever follows a link from a mail, as the public pages have them."""
    return replace(VISITOR, proof=Proof.LINK).within(story.coalition.pk, story.coalition.chain_id)


def _enter(story: Telling, made: dict[str, Letter]) -> None:
    how, came = _written()["visas"]["entered"], Signature.Came.PHONE
    organisation, on = story.organisations["Women of the Salt Road"], (story.now - timedelta(days=2)).date()
    signing.enter(made["visas"], organisation, Given("Hadiza Issoufou"), came, how, on, by=story.coordinator)


def _withdraw(story: Telling, made: dict[str, Letter]) -> None:
    signature = Signature.objects.filter(letter=made["visas"], organisation=story.organisations[_WITHDRAWS], withdrawn_at=None).first()
    if signature is not None:
        signing.withdraw(signature, _written()["visas"]["withdrawn"], by=story.speaker(_WITHDRAWS))


def _deliver(story: Telling, made: dict[str, Letter]) -> None:
    delivery = Delivery.objects.select_related("letter__coalition").get(letter=made["cost"])
    letters.deliver(delivery, story.at(HANDED_OVER, 15).date(), _written()["cost"]["delivered"], by=story.coordinator)


def _note_reply(story: Telling, made: dict[str, Letter]) -> None:
    letters.note_reply(made["cost"], _written()["cost"]["reply"], story.at(ANSWERED, 10).date(), by=story.coordinator)
