"""Sentences about decisions, whole in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from commoncall.decisions.history.ladder import rung_words
from commoncall.decisions.rules.rule import Answer, Base, Channel, Division, Rule, Way
from commoncall.decisions.sentences import answer_words
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.refusals import Words
from commoncall.web.moments import numeral
from commoncall.web.words import Words as Called
from commoncall.workspace.bodies.shown import title

if TYPE_CHECKING:
    from commoncall.decisions.models import Rung
    from commoncall.leadership.models import Body

#: What a way of deciding is called, as what stands over a decision.
WAYS: dict[Way, Words] = {
    Way.VOTE: gettext_lazy("Vote"),
    Way.CONSENSUS: gettext_lazy("Decision by consensus"),
    Way.SILENCE: gettext_lazy("Silence procedure"),
    Way.CONSULTATION: gettext_lazy("Consultation"),
    Way.POLL: gettext_lazy("Poll"),
}

#: How a state is drawn: the kind of status.
STATUS = {
    "draft": "quiet",
    "notice": "warn",
    "open": "warn",
    "adopted": "good",
    "not_adopted": "stop",
    "returned": "stop",
    "escalated": "warn",
    "lapsed": "quiet",
    "consulted": "good",
    "withdrawn": "quiet",
}

#: What stands at the end of an organisation's line.
SAID: dict[Answer, Words] = {
    Answer.AGREE: pgettext_lazy("what an organisation answers, at the end of its line", "Agrees"),
    Answer.AGREE_WITH_COMMENTS: pgettext_lazy("what an organisation answers, at the end of its line", "Agrees, with comments"),
    Answer.ABSTAIN: pgettext_lazy("what an organisation answers, at the end of its line", "Abstains"),
    Answer.STAND_ASIDE: pgettext_lazy("what an organisation answers, at the end of its line", "Stands aside"),
    Answer.AGAINST: pgettext_lazy("what an organisation answers, at the end of its line", "Is against"),
    Answer.OBJECT: pgettext_lazy("what an organisation answers, at the end of its line", "Objects"),
}

#: How an answer is drawn: the kind of status.
SAID_STATUS = {Answer.AGREE: "good", Answer.AGREE_WITH_COMMENTS: "good", Answer.OBJECT: "stop"}

#: Whole sentences that say what was recorded.
RECORDED: dict[Answer, Words] = {
    Answer.AGREE: gettext_lazy("Recorded: %(organisation)s agrees."),
    Answer.AGREE_WITH_COMMENTS: gettext_lazy("Recorded: %(organisation)s agrees, with comments."),
    Answer.ABSTAIN: gettext_lazy("Recorded: %(organisation)s abstains."),
    Answer.STAND_ASIDE: gettext_lazy("Recorded: %(organisation)s stands aside."),
    Answer.AGAINST: gettext_lazy("Recorded: %(organisation)s is against."),
    Answer.OBJECT: gettext_lazy("Recorded: %(organisation)s objects."),
}

#: What an answer is called in a secret ballot.
BALLOT: dict[Answer, Words] = {
    Answer.AGREE: pgettext_lazy("a secret ballot", "Yes"),
    Answer.AGAINST: pgettext_lazy("a secret ballot", "No"),
    Answer.ABSTAIN: pgettext_lazy("a secret ballot", "Abstain"),
    Answer.OBJECT: pgettext_lazy("a secret ballot", "Object"),
}

#: How an answer came that was not given in the workspace.
CAME: dict[str, Words] = {
    "phone": gettext_lazy("entered by %(person)s, by phone on %(day)s"),
    "paper": gettext_lazy("entered by %(person)s, on paper on %(day)s"),
    "mail": gettext_lazy("entered by %(person)s, by mail on %(day)s"),
    "meeting": gettext_lazy("entered by %(person)s, at the meeting on %(day)s"),
}

#: Of an answer that was written down for an organisation in the workspace itself, as whoever runs the installation can.
ENTERED: Words = gettext_lazy("entered by %(person)s on %(day)s")


def way(rule: Rule) -> str:
    """Return what the way of deciding is called."""
    return _("Secret vote") if rule.secret else str(WAYS[rule.way])


def title_of(answer: Answer, rule: Rule) -> Words:
    """Return what an answer is called where it is chosen."""
    if rule.secret:
        return BALLOT.get(answer) or answer_words(answer, rule.way)
    if answer is Answer.AGREE and rule.way is Way.VOTE:
        return _("In favour")
    return answer_words(answer, rule.way)


def meaning(answer: Answer, rule: Rule) -> str:
    """Return in one line what an answer does under a rule."""
    told = {
        Answer.AGREE: _agreeing(rule),
        Answer.AGREE_WITH_COMMENTS: _("Counts as agreement. Write what you would change."),
        Answer.ABSTAIN: _abstaining(rule),
        Answer.STAND_ASIDE: _("It may pass without us. It does not stop it."),
        Answer.AGAINST: _opposing(rule),
        Answer.OBJECT: objecting(rule),
    }
    return str(told[answer])


def _agreeing(rule: Rule) -> str:
    if rule.way is Way.SILENCE:
        return _("Says yes in so many words. Silence counts as consent all the same.")
    if rule.way in {Way.CONSULTATION, Way.POLL}:
        return _("Is reported as agreement.")
    return _("Counts in favour.")


def _opposing(rule: Rule) -> str:
    if rule.way is not Way.VOTE:
        return _("Is reported as disagreement.")
    if not rule.noes_object or rule.objections_end_it is None:
        return _("Counts against it. It does not by itself stop it.")
    number = rule.objections_end_it
    return ngettext("A single no is enough to stop it.", "It fails if %(n)s or more are against it.", number) % {"n": numeral(number)}


def _abstaining(rule: Rule) -> str:
    if rule.way is not Way.VOTE:
        return _("We have no view.")
    if rule.base is Base.CAST:
        return _("Counts as an answer, and neither for nor against it.")
    return _("Counts as an answer. As the share is taken of more than the votes cast, it has the effect of a no.")


def objecting(rule: Rule) -> str:
    """Return what an objection does under a rule, with that it needs its reason."""
    if rule.way is Way.SILENCE and (rule.objections_end_it or 1) == 1:
        return _("It ends at once, and is not adopted. A reason is needed.")
    if rule.way is Way.CONSULTATION:
        return _("Is reported first, with its reason. Nothing is decided here.")
    if rule.objections_end_it is None:
        return _("Counts against it and is shown first, with its reason.")
    number = rule.objections_end_it
    words = ngettext(
        "%(n)s objection stops it. A reason is needed.",
        "%(n)s objections stop it. A reason is needed.",
        number,
    )
    return words % {"n": numeral(number)}


def rung(one: Rung) -> str:
    """Return what a kind of decision is called."""
    return rung_words(one.code, one.names)


def deciders(body: Body | None, region: str, called: Called) -> str:
    """Return who decides, in a few words."""
    if body is not None:
        return title(body, called)
    if region:
        return _("The %(members)s in %(region)s") % {**called, "region": countries.region_name(region)}
    return _("All %(members)s with a vote") % called


def breaking(rule: Rule) -> str:
    """Return what follows at once from breaking silence."""
    if (rule.objections_end_it or 1) == 1:
        return _("Silence is broken at once: it is not adopted, and nobody can answer any more.")
    return objecting(rule)


def whom(rule: Rule, *, body: str, region: str, number: int | None, called: Called) -> str:
    """Return of which kind a decision is and who decides it, as the line over it says."""
    told: dict[str, str] = {"way": way(rule), **called}
    if body:
        return _("%(way)s, in the body “%(body)s”") % {**told, "body": body}
    if region:
        return _("%(way)s, for the %(members)s in %(region)s") % {**told, "region": countries.region_name(region)}
    if number is None:
        return _("%(way)s, for all %(members)s with a vote") % told
    words = ngettext("%(way)s, for %(n)s organisation", "%(way)s, for all %(n)s organisations with a vote", number)
    return words % {**told, "n": numeral(number)}


def divisions(kind: Division | None) -> str:
    """Return what the parts by which a quorum is divided are, as the heading of a table."""
    return {
        None: "",
        Division.REGION: _("Part of the world"),
        Division.COUNTRY: _("Country"),
        Division.CATEGORY: _("Category"),
    }[kind]


def division(kind: Division | None, code: str, called: Called) -> str:
    """Return what one such part is called."""
    if kind is Division.REGION:
        return countries.region_name(code) if code else _("In no one country")
    if kind is Division.COUNTRY:
        return countries.name(code, form="plain") if countries.exists(code) else _("In no one country")
    told = {
        "ordinary": _("Ordinary %(members)s"),
        "extraordinary": _("Extraordinary %(members)s"),
        "affiliated": _("Affiliated %(members)s"),
        "observer": _("Observers"),
        "individual": _("Individual persons"),
    }
    return capfirst(told.get(code, code) % called)


def closes(rule: Rule, exact: str, *, is_over: bool = False) -> str:
    """Return when it closes, in a sentence with the exact instant."""
    if rule.way is Way.SILENCE:
        return (_("Silence ended on %(instant)s.") if is_over else _("Silence ends on %(instant)s.")) % {"instant": exact}
    if rule.way is Way.CONSULTATION:
        return (_("The consultation ended on %(instant)s.") if is_over else _("The consultation ends on %(instant)s.")) % {"instant": exact}
    return (_("It closed on %(instant)s.") if is_over else _("It closes on %(instant)s.")) % {"instant": exact}


def at_meeting(rule: Rule) -> bool:
    """Tell whether it is decided at a meeting, and closed there by hand."""
    return rule.channel is Channel.MEETING


def how_many(under_way: int, waiting: int) -> str:
    """Return how many decisions are open, and how many of them wait for an answer of one's organisation."""
    if not under_way:
        return _("Nothing is open at present.")
    first = ngettext("%(n)s decision is open.", "%(n)s decisions are open.", under_way) % {"n": numeral(under_way)}
    if not waiting:
        return first
    then = ngettext("%(n)s of them waits for your organisation.", "%(n)s of them wait for your organisation.", waiting) % {"n": numeral(waiting)}
    return _("%(first)s %(second)s") % {"first": first, "second": then}


def found(number: int) -> str:
    """Return how many decisions were found."""
    return ngettext("%(n)s decision", "%(n)s decisions", number) % {"n": numeral(number)}


def dissociated(number: int) -> str:
    """Return how many organisations dissociated themselves."""
    return ngettext("%(n)s dissociated", "%(n)s dissociated", number) % {"n": numeral(number)} if number else ""
