"""What a report says in words: each condition that was not met, and what is to be known of what was counted."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from commoncall.decisions.rules.rule import Division, Missing, Report
from commoncall.decisions.sentences.numbers import spoken
from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.membership.models import Category

_WITHOUT_NUMBERS = {
    Missing.NOBODY: _("Nobody was entitled to decide."),
    Missing.NO_ANSWER: _("Nobody answered."),
}
_SHARE = _("Too few agreed: %(agree)s of %(base)s, where %(needed)s were needed.")
_TIE = _("As many were against it as agreed: %(against)s and %(agree)s.")
_OBJECTIONS = ngettext_lazy("It was stopped by %(n)s objection.", "It was stopped by %(n)s objections.", "n")
_BROKEN = ngettext_lazy("Silence was broken by %(n)s objection.", "Silence was broken by %(n)s objections.", "n")
_QUORUM = _("Too few took part: %(gathered)s, where %(needed)s were needed.")
_QUORUM_SHARE = _("Too few of all who may decide took part: %(gathered)s of %(entitled)s, where %(needed)s were needed.")
_NO_DIVISIONS = _("Nobody who may decide belongs to any of the divisions that had to take part.")
_TOO_FEW_FROM = _("Too few took part from: %(names)s.")

_SOME = {
    Division.REGION: _("Enough took part from %(there)s of the %(all)s regions, where %(needed)s were needed."),
    Division.COUNTRY: _("Enough took part from %(there)s of the %(all)s countries, where %(needed)s were needed."),
    Division.CATEGORY: _("Enough took part from %(there)s of the %(all)s categories, where %(needed)s were needed."),
}
_WITHHELD = {
    Division.REGION: _("Too few took part from some of the regions that had to."),
    Division.COUNTRY: _("Too few took part from some of the countries that had to."),
    Division.CATEGORY: _("Too few took part from some of the categories that had to."),
}


def missing_words(report: Report) -> list[str]:
    """Return a sentence for each condition that was not met; none where it is adopted."""
    # A number and a share of all are two quorums: where both were missed, the higher of them says it for both.
    both = {Missing.QUORUM, Missing.QUORUM_SHARE} <= set(report.missing)
    return [_sentence(report, one) for one in report.missing if not (both and one is Missing.QUORUM)]


def _sentence(report: Report, missing: Missing) -> str:
    if missing is Missing.DIVISIONS:
        return _divisions(report)
    if missing is Missing.SHARE:
        return spoken(_SHARE, agree=report.agree, base=report.base, needed=report.needed)
    if missing is Missing.TIE:
        return spoken(_TIE, agree=report.agree, against=report.against + report.objections)
    if missing in {Missing.OBJECTIONS, Missing.SILENCE_BROKEN}:
        return spoken(_OBJECTIONS if missing is Missing.OBJECTIONS else _BROKEN, n=report.objecting)
    if missing in {Missing.QUORUM, Missing.QUORUM_SHARE}:
        words = _QUORUM if missing is Missing.QUORUM else _QUORUM_SHARE
        return spoken(words, gathered=report.gathered, entitled=report.entitled, needed=report.quorum_needed)
    return spoken(_WITHOUT_NUMBERS[missing])


def _divisions(report: Report) -> str:
    if report.is_withheld:
        return spoken(_WITHHELD[Division(report.division or Division.REGION)])
    if not report.divisions:
        return spoken(_NO_DIVISIONS)
    if report.divisions_needed < len(report.divisions):
        there = len(report.divisions) - len(report.missing_divisions)
        words = _SOME[Division(report.division or Division.REGION)]
        return spoken(words, there=there, all=len(report.divisions), needed=report.divisions_needed)
    names = languages.listed(division_name(report.division, code) for code in report.missing_divisions)
    return spoken(_TOO_FEW_FROM, names=names)


def division_name(division: str, code: str) -> str:
    """Return what a region, country or category is called in the reader's language; what is not known keeps its code."""
    if division == Division.REGION:
        return countries.region_name(code) if code in {one.code for one in countries.regions()} else code
    if division == Division.COUNTRY:
        return countries.name(code) if countries.exists(code) else code
    return str(Category(code).label) if code in Category.values else code


def note_words(report: Report) -> list[str]:
    """Return what is to be known of the counting: whose answers did not count, and which ballots could not be taken out."""
    told = []
    if report.not_counted and not report.entitled:
        # Of a poll no roll is kept among which they would still count.
        words = ngettext_lazy(
            "The answer of %(n)s suspended organisation was not counted.", "The answers of %(n)s suspended organisations were not counted.", "n"
        )
        told.append(spoken(words, n=len(report.not_counted)))
    elif report.not_counted:
        words = ngettext_lazy(
            "The answer of %(n)s suspended organisation was not counted; it still counts among all who may decide.",
            "The answers of %(n)s suspended organisations were not counted; they still count among all who may decide.",
            "n",
        )
        told.append(spoken(words, n=len(report.not_counted)))
    if report.counted_still:
        words = ngettext_lazy(
            "%(n)s organisation was suspended after it had voted in secret: its ballot is counted, for nobody can tell which one it is.",
            "%(n)s organisations were suspended after they had voted in secret: their ballots are counted, for nobody can tell which they are.",
            "n",
        )
        told.append(spoken(words, n=len(report.counted_still)))
    return told
