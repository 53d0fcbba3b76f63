"""What the demonstration's coalition decides: something in every state, from a founding decision to what waits today."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache, partial
from pathlib import Path

from commoncall.decisions.actions import answering, closing, dissociating, entering, ladder, opening, preparing, publishing, register, secret
from commoncall.decisions.actions.preparing import Preparation
from commoncall.decisions.models import Decision, Response
from commoncall.decisions.queries import ladder as reading
from commoncall.decisions.rules.rule import Answer, Base, Dissociation, Division, Rule, Time, Way
from commoncall.drafting.models import Version
from commoncall.kernel.labels import Label
from commoncall.kernel.parties.models import Organisation
from commoncall.procedures.demo.telling import Telling

_FILE = Path(__file__).resolve().parent / "deciding.json"

_QUARTERS = Rule(
    share=Fraction(3, 4),
    more_than=False,
    base=Base.ANSWERED,
    quorum=20,
    quorum_division=Division.REGION,
    window=Time(hours=120),
    dissociation=Dissociation.NOTED,
)
_SECRET = Rule(secret=True, may_change=False, reasons_asked=False, quorum=10, window=Time(hours=120))

#: What an organisation says, and why; those that are not named agree, or are silent.
Said = Mapping[str, tuple[Answer, str]]

_OBJECTION = (
    "Demand 2 makes every state pay for every field. No court has said so, and our members in three capitals would have to deny it. "
    "We can join if it reads “each as far as it is responsible”."
)
_STATEMENT: Said = {
    "Ayni Andes": (Answer.STAND_ASIDE, "We work on victims only, and leave the money to others."),
    "Law Against Weapons Clinic": (Answer.OBJECT, _OBJECTION),
}
_AGAIN: Said = {
    "Ayni Andes": (Answer.AGAINST, "It still speaks of money before it speaks of people."),
    "Silent Orchard": (Answer.ABSTAIN, ""),
    "Turning Plough": (Answer.AGAINST, "Demand 3 should name those who fish as well."),
    "Law Against Weapons Clinic": (Answer.AGREE_WITH_COMMENTS, "Demand 2 now says what the law says."),
}
_DAY: Said = {"Stille Felder e.V.": (Answer.AGAINST, "A flag is lowered for the dead, not for a campaign.")}
_OPENING: Said = {
    "Ayni Andes": (Answer.STAND_ASIDE, "We work on victims only, and not on who pays."),
    "Maison des Survivants": (Answer.AGREE_WITH_COMMENTS, "Say “fields and orchards”, so that nobody reads it too narrowly."),
}
_FUND: Said = {
    "Terra Ferma Associazione": (Answer.AGAINST, "A tenth is too much in a year in which we look for an office."),
    "Kruh in Mir": (Answer.ABSTAIN, "We give nothing freely, and so should not decide."),
    "Al-Amal Survivors’ Network": (Answer.AGREE_WITH_COMMENTS, "Those who care for a survivor travel too."),
}
_POLICY: Said = {
    "Southern Cross Lawyers": (Answer.OBJECT, "The call was endorsed without these weapons. Change the call first, and the policy after it."),
    "Nordic Teachers for Peace": (Answer.ABSTAIN, ""),
    "Studio for Public Evidence": (Answer.STAND_ASIDE, "We have not looked at such weapons."),
}
_MEETINGS: Said = {
    "Red Tierra Segura": (Answer.AGREE_WITH_COMMENTS, "Lost harvests first: our people ask for nothing else."),
    "Mekong Clear Path": (Answer.AGREE_WITH_COMMENTS, "Clearance, and who is trained for it."),
    "Pamoja Mining Towns": (Answer.AGREE_WITH_COMMENTS, "Water, which both subjects leave out."),
    "Voces del Surco": (Answer.AGREE, ""),
}


@cache
def _written() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return texts


@dataclass(frozen=True)
class Put:
    """A question put to those who decide: on which rung, or by which other rule, who dissents, who is silent, and when it ends.

    Of those who are not named every ``silent``-th is silent, and so are those in ``away``.
    """

    key: str
    rung: str = "other"
    rule: Rule | None = None
    said: Said = field(default_factory=dict)
    silent: int = 3
    away: frozenset[str] = frozenset()
    label: Label = Label.AMBER
    is_public: bool = False
    ends: timedelta | None = None


#: What was decided, by the day on which it was opened.
PAST = {
    "2026-05-04": Put("market", rule=Rule(window=Time(hours=120)), label=Label.CLEAR, is_public=True, ends=timedelta(hours=120)),
    "2026-08-03": Put("meetings", rule=Rule(way=Way.CONSULTATION, window=Time(hours=240)), said=_MEETINGS, silent=2, ends=timedelta(hours=240)),
    "2026-09-07": Put(
        "day",
        rule=_QUARTERS,
        said=_DAY,
        away=frozenset({"Southern Cross Lawyers", "Tongan Elders’ Council for Peace"}),
        is_public=True,
        ends=timedelta(hours=120),
    ),
    "2026-09-21": Put("office", rule=_SECRET, silent=4, is_public=True, ends=timedelta(hours=120)),
    "2026-10-05": Put("statement", rung="statement", said=_STATEMENT, label=Label.CLEAR, is_public=True),
    "2026-10-12": Put("statement_again", rule=_QUARTERS, said=_AGAIN, silent=4, label=Label.CLEAR, is_public=True, ends=timedelta(hours=120)),
}
#: What is open today, by how long it has been.
OPEN = {
    timedelta(days=2, hours=5): Put("fund", rule=Rule(window=Time(hours=120)), said=_FUND, silent=2, is_public=True),
    timedelta(days=1, hours=22): Put("policy", rung="policy", said=_POLICY, silent=2),
    timedelta(hours=38, minutes=11): Put("opening", rule=Rule(way=Way.SILENCE, window=Time(hours=72)), said=_OPENING, silent=2, label=Label.GREEN),
}


def plan(story: Telling) -> None:
    """Note when the ladder was set up, and what was decided when; and what is open, announced and being prepared today."""
    made: dict[str, Decision] = {}
    story.then(story.at("2024-09-30"), lambda: ladder.set_up(story.coalition, by=story.coordinator))
    story.then(story.at("2024-11-20"), partial(_enter_the_first, story))
    story.then(story.at("2025-02-03"), lambda: publishing.show_ladder(story.coalition, True, by=story.coordinator))
    for day, put in PAST.items():
        _tell(story, made, put, story.at(day))
    story.then(story.at("2026-10-19", 15), partial(_dissociate, story, made))
    for since, put in OPEN.items():
        _tell(story, made, put, story.now - since)
    story.then(story.now - timedelta(hours=20), partial(_enter_by_phone, story, made))
    story.then(story.now - timedelta(days=3), partial(_announce, story))
    story.then(story.now - timedelta(hours=3), lambda: preparing.prepare(story.coalition, _preparation(story, Put("logo")), by=story.coordinator))


def _tell(story: Telling, made: dict[str, Decision], put: Put, begun: datetime) -> None:
    """Note that a question is opened, answered over the next day and a half, and closed by the clock."""
    story.then(begun, partial(_open, story, made, put))
    for part, after in enumerate((timedelta(hours=2), timedelta(hours=9), timedelta(hours=26, minutes=40), timedelta(hours=33, minutes=5))):
        story.then(begun + after, partial(_answer, story, made, put, part))
    if put.ends is not None:
        story.then(begun + put.ends + timedelta(seconds=20), closing.close_due)


def _preparation(story: Telling, put: Put) -> Preparation:
    told = _written()[put.key]
    return Preparation(
        told["title"],
        told["question"],
        language="en",
        version=_locked(story, told["text"]) if "text" in told else None,
        rung=reading.rung(story.coalition, put.rung),
        label=put.label,
        is_public=put.is_public,
        rule=put.rule,
        deviation=told.get("deviation", "The meeting is before the usual time would end.") if put.rule else "",
    )


def _locked(story: Telling, title: str) -> Version:
    """Return the latest version of a text, which is locked by then."""
    return Version.objects.filter(text__coalition=story.coalition, text__title=title).latest("number")


def _open(story: Telling, made: dict[str, Decision], put: Put) -> None:
    decision = preparing.prepare(story.coalition, _preparation(story, put), by=story.coordinator)
    made[put.key] = opening.open_now(decision, by=story.coordinator)


def _answer(story: Telling, made: dict[str, Decision], put: Put, part: int) -> None:
    """Let a quarter of those on the roll answer; whoever breaks silence does so last."""
    decision = Decision.objects.select_related("coalition", "body", "version__text", "rung").get(pk=made[put.key].pk)
    on_roll = Organisation.objects.filter(pk__in=decision.roll.values("organisation")).order_by("searchable", "pk")
    for place, organisation in enumerate(on_roll):
        given, why = put.said.get(organisation.name, (Answer.AGREE, ""))
        breaks = given is Answer.OBJECT and put.key == "statement"
        is_silent = organisation.name not in put.said and (place % put.silent == 1 or organisation.name in put.away)
        if is_silent or (3 if breaks else place % 3) != part or organisation.name == BY_PHONE:
            continue
        speaker = story.speaker(organisation.name)
        if put.rule is not None and put.rule.secret:
            secret.cast(decision, organisation, Answer.AGAINST if place % 3 else Answer.AGREE, by=speaker)
        else:
            answering.answer(decision, organisation, given, why, by=speaker)


#: Whose people have no connection for days, and telephone.
BY_PHONE = "Women of the Salt Road"


def _enter_by_phone(story: Telling, made: dict[str, Decision]) -> None:
    told = "Hadiza Issoufou, by telephone at 10:40; read back and agreed."
    entering.enter(made["fund"], story.organisations[BY_PHONE], Answer.AGREE, "", Response.Came.PHONE, told, by=story.coordinator)


def _dissociate(story: Telling, made: dict[str, Decision]) -> None:
    name = "Ayni Andes"
    reason = "We stand with those who were hurt, and leave it to others to say who pays."
    decision = Decision.objects.get(pk=made["statement_again"].pk)
    dissociating.dissociate(decision, story.organisations[name], reason, by=story.speaker(name))
    register.note_disagreement(decision, "Two organisations would have had demand 3 before demand 2.", by=story.coordinator)
    register.set_review(decision, story.now.date() + timedelta(days=200), by=story.coordinator)


def _announce(story: Telling) -> None:
    decision = preparing.prepare(story.coalition, _preparation(story, Put("plan", rung="plan")), by=story.coordinator)
    opening.announce(decision, by=story.coordinator)


def _enter_the_first(story: Telling) -> None:
    told = _written()["voice"]
    past = register.Past(
        told["title"],
        story.day(date(2024, 10, 5)),
        told["how"],
        told["source"],
        question=told["question"],
        language="en",
        label=Label.GREEN,
        is_public=True,
        disagreement=told["disagreement"],
    )
    register.enter_later(story.coalition, past, by=story.coordinator)
