"""A treaty's own rules in plain sentences, each with its article, and the day of its entry into force: computed and published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commoncall.diplomacy.queries.instruments import participant_name
from commoncall.diplomacy.rules.terms import Accession, Closing, Delay, Late, Terms
from commoncall.web.lists import joined
from commoncall.web.moments import full_date, numeral
from commoncall.web.treaties.words import kind_words

if TYPE_CHECKING:
    from commoncall.web.treaties.treaty import Treaty

#: Why a computed day of entry into force is another than the published one, by the word that the treaty's data have for it.
WHY: dict[str, Promise] = {
    "former_parties": gettext_lazy(
        "States that no longer exist had joined and counted then. The depositary’s table of today does not list them, so that it does not suffice to"
        " compute the day."
    ),
    "counts_otherwise": gettext_lazy("The depositary counted a consent from another day than the one that its table shows."),
}


def sentences(terms: Terms) -> list[str]:
    """Return what a treaty says of signing, joining, entering into force and leaving."""
    told = [_signing(terms), _acceding(terms), _threshold(terms), _entering(terms), _later(terms), _provisional(terms), _leaving(terms)]
    return [sentence for sentence in told if sentence]


def computed(treaty: Treaty) -> list[str]:
    """Return how the treaty's own rule comes to its day of entry into force, and what the depositary says where that differs."""
    entry, kept = treaty.timeline.entry, treaty.instrument
    told = []
    if entry.on and entry.reached_on:
        words = _("Enough states had joined on %(day)s, with %(states)s. By its own rule the treaty entered into force on %(date)s.")
        about = {"states": joined(map(participant_name, entry.reached_by)), "day": full_date(entry.reached_on), "date": full_date(entry.on)}
        told.append(words % about)
    if kept.published_entry_on and treaty.status.differs:
        told.append(_("The depositary publishes another day, %(date)s; that one counts here.") % {"date": full_date(kept.published_entry_on)})
        if kept.why_it_differs in WHY:
            told.append(str(WHY[kept.why_it_differs]))
    elif kept.published_entry_on:
        told.append(_("The depositary publishes the same day."))
    return told


def _cited(terms: Terms, key: str, sentence: str) -> str:
    article = terms.articles.get(key)
    return _("%(sentence)s (Article %(article)s)") % {"sentence": sentence, "article": article} if article else sentence


def _signing(terms: Terms) -> str:
    if terms.opened_on is None:
        return ""
    about = {"date": full_date(terms.opened_on), "end": full_date(terms.closed_on) if terms.closed_on else ""}
    words = {
        Closing.NEVER: _("It has been open for signature since %(date)s."),
        Closing.AT_ENTRY: _("It was opened for signature on %(date)s, and can be signed until it enters into force."),
        Closing.ON_DATE: _("It could be signed from %(date)s to %(end)s."),
    }[terms.closing]
    return _cited(terms, "signature", words % about)


def _acceding(terms: Terms) -> str:
    words = {
        Accession.ANY_TIME: _("A state that did not sign can accede at any time, in one step."),
        Accession.AFTER_ENTRY: _("A state that did not sign can accede, in one step, once the treaty is in force."),
        Accession.AFTER_CLOSING: _("A state that did not sign can accede, in one step, once signing has ended."),
        Accession.NEVER: _("Only states that signed can join."),
    }[terms.accession]
    return _cited(terms, "accession", words)


def _threshold(terms: Terms) -> str:
    needed = terms.threshold
    if needed is None:
        return ""
    acts = joined(kind_words(kind).lower() for kind in needed.kinds)
    if needed.states:
        words = ngettext(
            "To enter into force it needs the consent of %(n)s state that it names: %(names)s.",
            "To enter into force it needs the consent of %(n)s states that it names: %(names)s.",
            len(needed.states),
        )
        return words % {"n": numeral(len(needed.states)), "names": joined(participant_name(code) for code in needed.states)}
    words = ngettext(
        "To enter into force it needs %(n)s instrument of consent; these kinds count: %(acts)s.",
        "To enter into force it needs %(n)s instruments of consent; these kinds count: %(acts)s.",
        needed.count,
    )
    return words % {"n": numeral(needed.count), "acts": acts}


def _entering(terms: Terms) -> str:
    if terms.threshold is None:
        return ""
    delay = terms.delay
    if delay.months and delay.first_of_month:
        words = ngettext(
            "It enters into force on the first day of a month: %(n)s month after the month of the deposit that makes the number full.",
            "It enters into force on the first day of a month: %(n)s months after the month of the deposit that makes the number full.",
            delay.months,
        )
    elif delay.months:
        words = ngettext(
            "It enters into force %(n)s month after the deposit that makes the number full.",
            "It enters into force %(n)s months after the deposit that makes the number full.",
            delay.months,
        )
    elif delay.days:
        words = ngettext(
            "It enters into force %(n)s day after the deposit that makes the number full.",
            "It enters into force %(n)s days after the deposit that makes the number full.",
            delay.days,
        )
    else:
        words = _("It enters into force on the day of the deposit that makes the number full.")
    told = _cited(terms, "entry", words % {"n": numeral(_number(delay))})
    if terms.threshold.not_before:
        told += " " + _("This could not be before %(date)s.") % {"date": full_date(terms.threshold.not_before)}
    return told


def _later(terms: Terms) -> str:
    who = {
        Late.AFTER_THRESHOLD: _("This holds for each state whose deposit comes after that one."),
        Late.AFTER_ENTRY: _("This holds for each state that joins after the treaty has entered into force."),
    }[terms.late]
    delay = terms.later_delay
    if delay.months and delay.first_of_month:
        words = ngettext(
            "For a state that joins later it enters into force on the first day of a month: %(n)s month after the month of its own deposit.",
            "For a state that joins later it enters into force on the first day of a month: %(n)s months after the month of its own deposit.",
            delay.months,
        )
    elif delay.months:
        words = ngettext(
            "For a state that joins later it enters into force %(n)s month after its own deposit.",
            "For a state that joins later it enters into force %(n)s months after its own deposit.",
            delay.months,
        )
    elif delay.days:
        words = ngettext(
            "For a state that joins later it enters into force %(n)s day after its own deposit.",
            "For a state that joins later it enters into force %(n)s days after its own deposit.",
            delay.days,
        )
    else:
        words = _("For a state that joins later it enters into force on the day of its own deposit.")
    return f"{_cited(terms, 'later', words % {'n': numeral(_number(delay))})} {who}"


def _provisional(terms: Terms) -> str:
    if not terms.provisional:
        return ""
    return _cited(terms, "provisional", _("A state can declare that it applies the treaty provisionally until then."))


def _leaving(terms: Terms) -> str:
    if terms.leaving is None:
        return _("Its rules, as they are kept here, say nothing of withdrawal.")
    delay = terms.leaving.delay
    if delay.months:
        words = ngettext(
            "A state can withdraw; this takes effect %(n)s month after its notice.",
            "A state can withdraw; this takes effect %(n)s months after its notice.",
            delay.months,
        )
    else:
        words = ngettext(
            "A state can withdraw; this takes effect %(n)s day after its notice.",
            "A state can withdraw; this takes effect %(n)s days after its notice.",
            delay.days,
        )
    if delay.months and delay.first_of_month:
        words = ngettext(
            "A state can withdraw; this takes effect on the first day of a month, %(n)s month after the month of its notice.",
            "A state can withdraw; this takes effect on the first day of a month, %(n)s months after the month of its notice.",
            delay.months,
        )
    told = _cited(terms, "leaving", words % {"n": numeral(_number(delay))})
    if terms.leaving.waits_for_peace:
        told += " " + _("A state that is engaged in an armed conflict then stays bound until the conflict ends.")
    return told


def _number(delay: Delay) -> int:
    return delay.months or delay.days
