"""Decisions on the stage: four voting members of Quiet Fields with their people, rules, and texts that are locked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from commoncall.decisions.actions import closing, opening, preparing
from commoncall.decisions.actions.preparing import Preparation
from commoncall.decisions.models import Decision, Rung
from commoncall.decisions.rules.rule import Channel, Dissociation, Rule, Time, Way
from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.models import Version
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.parties.models import Organisation
from commoncall.membership.models import Membership
from tests.cast import Cast, make_account, make_person

SILENCE = Rule(way=Way.SILENCE, window=Time(hours=72), dissociation=Dissociation.UNLISTED, lists_all=True)
MAJORITY = Rule(window=Time(hours=72), dissociation=Dissociation.NOTED)
EARLY = replace(MAJORITY, early_close=True)
MEETING = Rule(channel=Channel.MEETING, window=Time(hours=1))
SECRET = Rule(secret=True, may_change=False, reasons_asked=False, window=Time(hours=72))


@dataclass(frozen=True)
class Stage:
    """Those who decide in Quiet Fields, and who acts for them: Amina and Oumar for Sahel, Nour for Al-Amal, Bruno for Campos, Mina for Lantern."""

    cast: Cast
    leila: Actor
    amina: Actor
    oumar: Actor
    nour: Actor
    bruno: Actor
    mina: Actor

    @property
    def everybody(self) -> dict[Organisation, Actor]:
        """Who answers for each organisation on the roll."""
        cast = self.cast
        return {cast.sahel: self.amina, cast.amal: self.nour, cast.campos: self.bruno, cast.lantern: self.mina}

    def rung(self, code: str = "statement", rule: Rule = MAJORITY, **more: Any) -> Rung:
        """Put a rung on the ladder."""
        position = more.pop("position", Rung.objects.filter(coalition=self.cast.quiet_fields).count())
        return Rung.objects.create(coalition=self.cast.quiet_fields, code=code, rule=rule.as_stored(), position=position, **more)

    def prepared(self, rule: Rule = MAJORITY, **more: Any) -> Decision:
        """Prepare a decision by a rule of its own."""
        wanted: dict[str, Any] = {"title": "Speak up in Geneva", "question": "Do we speak up?", "rule": rule, "deviation": "A trial."} | more
        return preparing.prepare(self.cast.quiet_fields, Preparation(**wanted), by=self.leila)

    def opened(self, rule: Rule = MAJORITY, *, closes_at: datetime | None = None, **more: Any) -> Decision:
        """Prepare a decision and open it at once."""
        return opening.open_now(self.prepared(rule, **more), closes_at=closes_at, by=self.leila)

    def locked_text(self, title: str = "Leave the fields quiet") -> Version:
        """Draft a statement and lock it."""
        version = texts.begin(self.cast.quiet_fields, texts.Beginning("statement", title), by=self.leila)
        wordings.word(version, "en", title, [Paragraph("p1", "Leave the fields quiet."), Paragraph("p2", "Clear them for good.")], by=self.leila)
        return stages.lock(version, by=self.leila)

    def suspend(self, organisation: Organisation) -> None:
        """Let an organisation be suspended from now on."""
        Membership.objects.filter(pk=organisation.pk).update(standing="suspended")


def staged(cast: Cast) -> Stage:
    """Bring those together who decide."""
    accounts = {}
    for key, name, organisation in (("nour", "Nour Aziz", cast.amal), ("bruno", "Bruno Neto", cast.campos)):
        accounts[key] = make_account(name, f"{key}@{key}.example")
        make_person(cast.quiet_fields, cast.operator, accounts[key], organisation, Role.REPRESENTATIVE)
    return Stage(cast, *(cast.actor(one) for one in (cast.leila, cast.amina, cast.oumar, accounts["nour"], accounts["bruno"], cast.mina)))


def at_its_end(decision: Decision) -> Decision:
    """Let the clock come by at the very instant at which a decision ends."""
    assert decision.closes_at is not None
    with time.as_of(decision.closes_at):
        closing.close_due()
    decision.refresh_from_db()
    return decision


def moments_before(decision: Decision, seconds: float = 1) -> datetime:
    """Return an instant shortly before a decision ends."""
    assert decision.closes_at is not None
    return decision.closes_at - timedelta(seconds=seconds)
