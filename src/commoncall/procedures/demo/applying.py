"""Those who ask to belong to the demonstration's coalition: an application at each place at which one can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from commoncall.decisions.actions import answering, register
from commoncall.decisions.queries import decisions
from commoncall.decisions.rules.rule import Answer
from commoncall.kernel.authority import VISITOR
from commoncall.kernel.labels import Label, Naming
from commoncall.leadership import queries as leadership
from commoncall.leadership.models import Seat
from commoncall.membership.actions.applying import arranging, checking, filling
from commoncall.membership.actions.applying.checking import Found
from commoncall.membership.models import Application, Category
from commoncall.membership.queries import applicants
from commoncall.membership.rules.admitting import Way
from commoncall.procedures import admission, applying, consequences
from commoncall.procedures.admission import answering as heard
from commoncall.procedures.admission import stages
from commoncall.procedures.demo.arriving import address_of
from commoncall.procedures.demo.telling import Telling

_LOOKED_AT = {
    "non_violence": Found("yes", "Its statutes say so, and two members vouch for it."),
    "party_politics": Found("yes"),
    "conflicts_of_interest": Found("yes", "None declared."),
}
PROMISES = {
    "en": (
        "We stand behind the call and say so in public.\nWe tell the others what we plan and what we learn.\nWe act without violence.",
        "Staff answer within three working days.\nThe steering committee tells all what it decides, and why.\nNobody is asked for money to belong.",
    ),
    "fr": (
        "Nous soutenons l’appel et le disons en public.\nNous disons aux autres nos projets et ce que nous apprenons.\nNous agissons sans violence.",
        "L’équipe répond en trois jours ouvrés.\nLe comité de pilotage dit à toutes ce qu’il décide, et pourquoi.\nÊtre membre ne coûte rien.",
    ),
    "ar": (
        "نقف وراء النداء ونعلن ذلك.\nنخبر الآخرين بما نخطط له وبما نعرفه.\nنعمل بلا عنف.",
        "يجيب فريق العمل في غضون ثلاثة أيام عمل.\nتخبر اللجنة التوجيهية الجميع بما تقرره وبأسبابه.\nلا يُطلب من أحد مال لكي ينضم.",
    ),
}


@dataclass(frozen=True)
class _Hopeful:
    """An organisation that applies: what it is called, where it is, who writes, and what it says of itself."""

    name: str
    country: str
    contact: str
    about: str
    kind: str = "ngo"
    language: str = "en"
    languages: tuple[str, ...] = ("en",)
    findings: Mapping[str, Found] = field(default_factory=lambda: dict(_LOOKED_AT))


VOICES = _Hopeful(
    "Voices of the Delta",
    "EG",
    "Nadia Fawzi",
    "We farm where the canals end, and record what was left there.",
    "movement",
    "ar",
    ("ar", "en"),
)
HERDERS = _Hopeful(
    "Herders of the Long Valley",
    "KE",
    "Peter Lokwang",
    "Eleven herding communities; what lies in the grass took animals and children.",
    "movement",
)
LAGOON = _Hopeful(
    "Lagune Vivante", "BI", "Clarisse Ndayizeye", "Nous accompagnons les riverains du lac dont les terres sont polluées.", "ngo", "fr", ("fr",)
)
#: One answer of a seat is missing to the decision: whoever looks around gives it for Collectif Terres Libres.
LAGOON_SO_FAR = {"Centre for Open Ground": "yes", "Red Tierra Segura": "yes", "Tides of Peace": "yes"}
OFFICE = _Hopeful("Ofisi ya Amani Mashambani", "TZ", "Rehema Mushi", "Legal advice for villages that wait for clearance.", "ngo")
HILL = _Hopeful("Colina Verde", "PE", "Nilda Huamán", "", "ngo")
TRADERS = _Hopeful(
    "Clear Path Trade Association",
    "CH",
    "Urs Wehrli",
    "We speak for eleven makers of clearance machines.",
    "professional",
    findings=_LOOKED_AT | {"conflicts_of_interest": Found("no", "Its members sell what we ask states to buy.")},
)
YOUTH = _Hopeful("Fields First Youth", "NZ", "Mere Tautahi", "School groups that write to parliamentarians.", "movement")


def arrange(story: Telling) -> None:
    """Say how one joins: what both sides promise, one question of its own, and by which stages."""
    introduction = {
        "en": "It takes about a quarter of an hour. Members in your country are heard, then the steering committee decides.",
        "fr": "Cela prend un quart d’heure. Les membres de votre pays sont entendus, puis le comité de pilotage décide.",
        "ar": "يستغرق ذلك ربع ساعة. يُسمع رأي الأعضاء في بلدكم، ثم تقرر اللجنة التوجيهية.",
    }
    theirs = {code: both[0] for code, both in PROMISES.items()}
    ours = {code: both[1] for code, both in PROMISES.items()}
    arranging.word(story.coalition, arranging.Texts(introduction, theirs, ours), by=story.coordinator)
    asked = {
        "en": "What did you do last year about explosive remnants?",
        "fr": "Qu’avez-vous fait l’an dernier au sujet des restes explosifs ?",
        "ar": "ماذا فعلتم في العام الماضي بشأن المخلفات المتفجرة؟",
    }
    arranging.add_question(story.coalition, arranging.Asked("text", asked), by=story.coordinator)
    for category in (Category.ORDINARY, Category.AFFILIATED):
        arranging.set_path(story.coalition, category, Way(is_open=True), by=story.coordinator)


def plan(story: Telling) -> None:
    """Note when each of them applies, and what comes of it."""
    story.then(story.at("2026-02-02"), partial(arrange, story))
    # Working days are at least as many days: each answers within four, whichever day of the week the story is told on.
    _decided(story, VOICES, "yes", handed_in="2026-10-26", put="2026-11-14", decided="2026-11-18")
    _decided(story, TRADERS, "no", handed_in="2026-06-08", put="2026-06-11", decided="2026-06-15")
    story.then(story.at("2025-01-15"), partial(_enter_the_first, story))
    held: dict[str, Application] = {}
    story.then(story.at("2026-08-20"), lambda: held.update(youth=hand_in(story, YOUTH)))
    story.then(story.at("2026-08-31"), lambda: filling.withdraw(held["youth"], by=applicants.actor_of(held["youth"])))
    story.then(story.at("2026-11-03"), lambda: held.update(lagoon=hand_in(story, LAGOON)))
    story.then(story.at("2026-11-05"), lambda: _put(story, held["lagoon"], LAGOON))
    story.then(story.at("2026-11-09"), lambda: say(story, held["lagoon"], "Lumière du Bassin", "yes", "We work in the same villages, and well."))
    comment = "They are good. We ask that one of us two speaks for the country, not both."
    story.then(story.at("2026-11-19", 7), lambda: say(story, held["lagoon"], "Maison des Survivants", "yes", comment))
    story.then(story.at("2026-11-20"), lambda: vote(story, held["lagoon"], LAGOON_SO_FAR))
    story.then(story.at("2026-11-17"), lambda: held.update(herders=hand_in(story, HERDERS)))
    story.then(story.at("2026-11-18", 12), lambda: _put(story, held["herders"], HERDERS))
    story.then(story.at("2026-11-20"), lambda: say(story, held["herders"], "Amani Youth Forum", "yes", "We met them at the market in May."))
    story.then(story.at("2026-11-21"), lambda: hand_in(story, OFFICE))
    story.then(story.at("2026-11-20", 16), lambda: begin(story, HILL))


def _decided(story: Telling, one: _Hopeful, answer: str, *, handed_in: str, put: str, decided: str) -> None:
    """Note that somebody applies, and that the committee admits or declines it: what follows comes by itself."""
    held: list[Application] = []
    story.then(story.at(handed_in), lambda: held.append(hand_in(story, one)))
    story.then(story.at(put), lambda: _put(story, held[0], one))
    story.then(story.at(decided), lambda: _decide(story, held[0], one, answer))


def _decide(story: Telling, application: Application, one: _Hopeful, answer: str) -> None:
    vote(story, application, dict.fromkeys(_holders(story), answer))
    consequences.follow_due()
    organisation = Application.objects.select_related("organisation").get(pk=application.pk).organisation
    if organisation is not None:
        story.organisations[one.name] = organisation


#: A member whose admission was decided before the register was kept.
FIRST = "Centre for Open Ground"


def _enter_the_first(story: Telling) -> None:
    """Enter what was noted on paper: that the founding assembly admitted a member."""
    organisation = story.organisations[FIRST]
    past = register.Past(
        f"Admission of {organisation.name}",
        organisation.membership.joined_on or story.day(date(2024, 10, 5)),
        "The founding assembly, by a show of hands",
        "Minutes of the founding assembly, item 3",
        language="en",
        label=Label.AMBER_STRICT,
        kind="admission",
    )
    register.enter_later(story.coalition, past, by=story.coordinator)


def begin(story: Telling, one: _Hopeful) -> Application:
    """Let somebody begin, and leave it there."""
    application, _key = filling.begin(story.coalition, one.language, address=address_of(one.contact), by=VISITOR)
    values = {"category": "ordinary", "name": one.name, "name_language": one.language, "country": one.country, "contact_name": one.contact}
    return filling.save(application, values, by=applicants.actor_of(application))


def hand_in(story: Telling, one: _Hopeful) -> Application:
    """Let somebody fill everything in, confirm the address, and hand it in."""
    application = begin(story, one)
    offered = applying.asking(story.coalition)
    call, charter = (version.pk if version else None for version in (offered.call, offered.charter))
    values = {
        "kind": one.kind,
        "languages": one.languages,
        "about": one.about,
        "contact_function": "Coordinator",
        "authority": "Its general meeting decided it.",
        "naming": Naming.PUBLIC,
        "call_version": call,
        "charter_version": charter,
        "promises": applicants.offer(story.coalition).promises(one.language),
    }
    filling.save(application, values, by=applicants.actor_of(application))
    filling.confirm(application, application.contact_address, by=applicants.actor_of(application))
    return filling.submit(application, call=call, charter=charter, by=applicants.actor_of(application))


def _put(story: Telling, application: Application, one: _Hopeful) -> None:
    """Look at each condition, and put the application to those who are consulted, or else to those who decide."""
    checking.find_all(_again(application), one.findings, by=story.coordinator)
    stages.advance(_again(application), by=story.coordinator)


def say(story: Telling, application: Application, name: str, answer: str, comment: str) -> None:
    """Let a member say what it thinks."""
    heard.say(_again(application), answer, comment, by=story.speaker(name))


def vote(story: Telling, application: Application, answers: Mapping[str, str]) -> None:
    """Let those who hold a seat in the committee answer, one after the other, until it is decided."""
    decision = admission.decision_on(application)
    for name, answer in answers.items():
        if decision is None or not decisions.waiting_for(story.speaker(name)).filter(pk=decision.pk).exists():
            continue
        why = "Companies can endorse; they should not sit among us." if answer == "no" else ""
        said = Answer.AGREE if answer == "yes" else Answer.AGAINST
        answering.answer(decision, story.organisations[name], said, why, by=story.speaker(name))


def _holders(story: Telling) -> Sequence[str]:
    committee = leadership.committee(story.coalition)
    seats: list[Seat] = list(leadership.seats_now(committee)) if committee else []
    return [seat.organisation.name for seat in seats if seat.organisation is not None and seat.has_vote]


def _again(application: Application) -> Application:
    return Application.objects.select_related("coalition").get(pk=application.pk)
