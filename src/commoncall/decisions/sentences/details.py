"""What else a rule says: how it goes, by when, in what secrecy, and what follows; a sentence each."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from commoncall.decisions.rules.rule import ANY_NUMBER, Channel, Dissociation, Failure, Rule, Tie, Time, Way
from commoncall.decisions.sentences.numbers import spoken, timed

_NOTICE = (
    ngettext_lazy("Notice is given %(n)s hour before.", "Notice is given %(n)s hours before.", "n"),
    ngettext_lazy("Notice is given %(n)s day before.", "Notice is given %(n)s days before.", "n"),
    ngettext_lazy("Notice is given %(n)s working day before.", "Notice is given %(n)s working days before.", "n"),
)
_DEMAND = (
    ngettext_lazy("A discussion may be demanded within %(n)s hour.", "A discussion may be demanded within %(n)s hours.", "n"),
    ngettext_lazy("A discussion may be demanded within %(n)s day.", "A discussion may be demanded within %(n)s days.", "n"),
    ngettext_lazy("A discussion may be demanded within %(n)s working day.", "A discussion may be demanded within %(n)s working days.", "n"),
)
_DEMANDED_BY = ngettext_lazy("One who decides is enough to demand it.", "%(n)s who decide have to demand it.", "n")
_DISCUSSION = (
    ngettext_lazy("It lasts %(n)s hour; then answers are taken.", "It lasts %(n)s hours; then answers are taken.", "n"),
    ngettext_lazy("It lasts %(n)s day; then answers are taken.", "It lasts %(n)s days; then answers are taken.", "n"),
    ngettext_lazy("It lasts %(n)s working day; then answers are taken.", "It lasts %(n)s working days; then answers are taken.", "n"),
)
_WINDOW = (
    ngettext_lazy("Answers are taken for %(n)s hour.", "Answers are taken for %(n)s hours.", "n"),
    ngettext_lazy("Answers are taken for %(n)s day.", "Answers are taken for %(n)s days.", "n"),
    ngettext_lazy("Answers are taken for %(n)s working day.", "Answers are taken for %(n)s working days.", "n"),
)
_WORDING = (
    ngettext_lazy("After its adoption, %(n)s hour is left for the wording.", "After its adoption, %(n)s hours are left for the wording.", "n"),
    ngettext_lazy("After its adoption, %(n)s day is left for the wording.", "After its adoption, %(n)s days are left for the wording.", "n"),
    ngettext_lazy(
        "After its adoption, %(n)s working day is left for the wording.", "After its adoption, %(n)s working days are left for the wording.", "n"
    ),
)
_PROXIES = ngettext_lazy(
    "An organisation may answer for one other that gave it a proxy.", "An organisation may answer for up to %(n)s others that gave it a proxy.", "n"
)

FAILURES = {
    Failure.RETURN: _("What is not adopted goes back for another draft."),
    Failure.ESCALATE: _("What is not adopted is passed on to those above."),
    Failure.LAPSE: _("What is not adopted lapses."),
}
DISSOCIATIONS = {
    Dissociation.UNLISTED: _("Whoever dissociates from what was adopted is left out of the published list."),
    Dissociation.NOTED: _("A note under the published text names whoever dissociates from it."),
    Dissociation.MINUTES: _("The register notes whoever dissociates from what was adopted."),
}


def details(rule: Rule) -> list[str]:
    """Return what a rule says besides what suffices, in the order in which it happens."""
    return [*_before(rule), *_meanwhile(rule), *_afterwards(rule)]


def _before(rule: Rule) -> Iterator[str]:
    if rule.notice != Time():
        yield timed(rule.notice, *_NOTICE)
    if rule.discussion_window != Time():
        yield timed(rule.discussion_window, *_DEMAND)
        yield spoken(_DEMANDED_BY, n=rule.discussion_demanded_by)
    if rule.discussion != Time():
        yield timed(rule.discussion, *_DISCUSSION)


def _meanwhile(rule: Rule) -> Iterator[str]:
    if rule.channel is Channel.MEETING:
        yield spoken(_("It is decided at a meeting."))
    elif rule.window != Time() and (rule.way is not Way.SILENCE or (rule.objections_end_it or 1) > 1):
        yield timed(rule.window, *_WINDOW)
    if rule.early_close:
        broken = rule.way is Way.SILENCE
        yield spoken(_("It ends as soon as silence is broken.") if broken else _("It closes as soon as nothing could change the outcome."))
    if rule.secret:
        yield spoken(_("The vote is secret, and nobody can change a ballot once it is cast."))
        if rule.receipts:
            yield spoken(_("Whoever votes gets a receipt, which others could demand to see."))
    elif rule.may_change:
        yield spoken(_("An answer can be changed until the close."))
    else:
        yield spoken(_("An answer cannot be changed once it is given."))
    if rule.proxies >= ANY_NUMBER:
        yield spoken(_("An organisation may answer for any others that gave it a proxy."))
    elif rule.proxies:
        yield spoken(_PROXIES, n=rule.proxies)
    if rule.tie is Tie.CHAIR:
        yield spoken(_("Where as many agree as are against it, the answer of the chair decides."))


def _afterwards(rule: Rule) -> Iterator[str]:
    if rule.wording_time != Time():
        yield timed(rule.wording_time, *_WORDING)
    if rule.way is not Way.CONSULTATION:
        yield spoken(FAILURES[rule.failure])
    if rule.binds:
        yield spoken(_("What is adopted binds everybody, those who were against it too."))
    if rule.acknowledged:
        yield spoken(_("Afterwards each organisation is asked to acknowledge what was adopted, or to leave."))
    if rule.dissociation in DISSOCIATIONS:
        yield spoken(DISSOCIATIONS[rule.dissociation])
    if rule.lists_all:
        yield spoken(_("It is published in the name of all, and all are listed."))
