"""The sentence of a rule: what suffices for something to be adopted by it.

Each condition is a whole sentence of its own, so that no language has to take a sentence apart. Two conditions stand in one sentence
only where coalitions say them so, as in “75 % of 100 or more responses, with one from every region”.
"""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from commoncall.decisions.rules.counting import limit_of_objections
from commoncall.decisions.rules.rule import Base, Channel, Rule, Time, Way
from commoncall.decisions.sentences import quorums
from commoncall.decisions.sentences.numbers import share, spoken, timed

_HALF = Fraction(1, 2)
_WHOLE = Fraction(1)

_AT_LEAST = {
    Base.CAST: _("Adopted if at least %(share)s of the votes cast are in favour; abstentions do not count."),
    Base.ANSWERED: _("Adopted if at least %(share)s of the answers agree; abstentions count as answers."),
    Base.PRESENT: _("Adopted if at least %(share)s of those present agree."),
    Base.ALL: _("Adopted if at least %(share)s of all who may decide agree."),
}
_MORE_THAN = {
    Base.CAST: _("Adopted if more than %(share)s of the votes cast are in favour; abstentions do not count."),
    Base.ANSWERED: _("Adopted if more than %(share)s of the answers agree; abstentions count as answers."),
    Base.PRESENT: _("Adopted if more than %(share)s of those present agree."),
    Base.ALL: _("Adopted if more than %(share)s of all who may decide agree."),
}
_MORE_THAN_HALF = {
    Base.CAST: _("Adopted if more agree than are against it."),
    Base.ANSWERED: _("Adopted if more than half of the answers agree; abstentions count as answers."),
    Base.PRESENT: _("Adopted if more than half of those present agree."),
    Base.ALL: _("Adopted if more than half of all who may decide agree."),
}
_WHOLLY = {
    Base.CAST: _("Adopted if somebody agrees and nobody is against it."),
    Base.ANSWERED: _("Adopted if everybody who answers agrees."),
    Base.PRESENT: _("Adopted if everybody present agrees."),
    Base.ALL: _("Adopted if all who may decide agree."),
}
_SUBSTANTIALLY_AT_LEAST = {
    Base.CAST: _("Adopted by substantial agreement: at least %(share)s of those who agree or object have to agree."),
    Base.ANSWERED: _("Adopted by substantial agreement: at least %(share)s of those who answer have to agree."),
    Base.PRESENT: _("Adopted by substantial agreement: at least %(share)s of those present have to agree."),
    Base.ALL: _("Adopted by substantial agreement: at least %(share)s of all who may decide have to agree."),
}
_SUBSTANTIALLY_MORE_THAN = {
    Base.CAST: _("Adopted by substantial agreement: more than %(share)s of those who agree or object have to agree."),
    Base.ANSWERED: _("Adopted by substantial agreement: more than %(share)s of those who answer have to agree."),
    Base.PRESENT: _("Adopted by substantial agreement: more than %(share)s of those present have to agree."),
    Base.ALL: _("Adopted by substantial agreement: more than %(share)s of all who may decide have to agree."),
}


def sentence(rule: Rule) -> str:
    """Return what a rule asks for, in one plain sentence or a few."""
    return " ".join(sentences(rule))


def sentences(rule: Rule) -> list[str]:
    """Return what suffices by a rule, what stops it, and its quorum, a sentence each."""
    ways = {Way.VOTE: _vote, Way.CONSENSUS: _consensus, Way.SILENCE: _silence, Way.CONSULTATION: _consultation, Way.POLL: _poll}
    return ways[rule.way](rule)


def _vote(rule: Rule) -> list[str]:
    if quorums.is_told_with_share(rule):
        return [quorums.with_share(rule), *_objections(rule)]
    return [_adoption(rule), *_objections(rule), *quorums.sentences(rule)]


def _adoption(rule: Rule) -> str:
    if rule.share == 0:
        unless = _("Adopted without asking for a share of votes, unless it is stopped.")
        return spoken(_("Adopted if anybody agrees.") if rule.more_than else unless)
    if rule.more_than and rule.share == _HALF:
        return spoken(_MORE_THAN_HALF[rule.base])
    if not rule.more_than and rule.share == _WHOLE:
        return spoken(_WHOLLY[rule.base])
    return spoken((_MORE_THAN if rule.more_than else _AT_LEAST)[rule.base], share=share(rule.share))


def _objections(rule: Rule) -> list[str]:
    limit = rule.objections_end_it
    if limit is None:
        return []
    if rule.noes_object:
        noes = ngettext_lazy("A single no is enough to stop it.", "It fails if %(n)s or more are against it.", "n")
        return [spoken(noes, n=limit)]
    return [spoken(ngettext_lazy("A single objection is enough to stop it.", "It fails if %(n)s or more object.", "n"), n=limit)]


def _consensus(rule: Rule) -> list[str]:
    limit = rule.objections_end_it
    if limit is None:
        words = (_SUBSTANTIALLY_MORE_THAN if rule.more_than else _SUBSTANTIALLY_AT_LEAST)[rule.base]
        recorded = spoken(_("Objections are considered and recorded; no number of them stops it."))
        return [spoken(words, share=share(rule.share)), recorded, *quorums.sentences(rule)]
    blocked = ngettext_lazy("Adopted by consensus, unless somebody blocks it.", "Adopted by consensus, unless %(n)s or more block it.", "n")
    return [spoken(blocked, n=limit), *quorums.sentences(rule)]


def _silence(rule: Rule) -> list[str]:
    limit = limit_of_objections(rule)
    if limit == 1 and rule.window != Time() and rule.channel is Channel.WRITTEN:
        return [
            timed(
                rule.window,
                ngettext_lazy("Adopted unless somebody objects within %(n)s hour.", "Adopted unless somebody objects within %(n)s hours.", "n"),
                ngettext_lazy("Adopted unless somebody objects within %(n)s day.", "Adopted unless somebody objects within %(n)s days.", "n"),
                ngettext_lazy(
                    "Adopted unless somebody objects within %(n)s working day.", "Adopted unless somebody objects within %(n)s working days.", "n"
                ),
            )
        ]
    return [
        spoken(
            ngettext_lazy(
                "Adopted when the time is over, unless somebody objects.", "Adopted when the time is over, unless %(n)s or more object.", "n"
            ),
            n=limit,
        )
    ]


def _consultation(rule: Rule) -> list[str]:
    return [spoken(_("Nobody votes: what everybody says of it is gathered and considered."))]


def _poll(rule: Rule) -> list[str]:
    of_cast = rule.base is Base.CAST
    if rule.more_than:
        asked = (
            _("There is rough consensus if more than %(share)s of those who are for or against it agree.")
            if of_cast
            else _("There is rough consensus if more than %(share)s of the answers agree.")
        )
    else:
        asked = (
            _("There is rough consensus if at least %(share)s of those who are for or against it agree.")
            if of_cast
            else _("There is rough consensus if at least %(share)s of the answers agree.")
        )
    return [spoken(_("This is a poll and no vote; no roll is kept.")), spoken(asked, share=share(rule.share))]
