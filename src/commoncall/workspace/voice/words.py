"""Sentences about statements and letters, whole in each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.refusals import Words
from commoncall.voice.queries.choices import WHO
from commoncall.web.lists import joined
from commoncall.web.moments import exactly, full_date, numeral
from commoncall.workspace.imports.answering import REASONS

if TYPE_CHECKING:
    from commoncall.voice.models import Delivery, Letter, Signature, Statement

#: The sign beside the state of a letter.
STATUS = {"draft": "quiet", "open": "warn", "closed": "good", "given_up": "quiet"}

#: How a signature came that was not signed in the workspace.
CAME: dict[str, Words] = {
    "public": gettext_lazy("On the public page"),
    "pre_approved": gettext_lazy("By a pre-approval"),
    "paper": gettext_lazy("On paper"),
    "phone": gettext_lazy("By phone"),
    "mail": gettext_lazy("By mail"),
    "file": gettext_lazy("From a file"),
}

#: What the names of a file were found to be, as the parts of a sentence.
_FOUND: dict[str, Words] = {
    "certain": gettext_lazy("%(n)s of the coalition"),
    "doubtful": gettext_lazy("%(n)s in doubt"),
    "unknown": gettext_lazy("%(n)s from outside"),
    "repeated": gettext_lazy("%(n)s twice in the file"),
}


def listed(names: Sequence[str]) -> str:
    """Return several words in one line."""
    return languages.listed(names)


def how_many_letters(under_way: int, waiting: int) -> str:
    """Return how many letters collect signatures, and how many wait for the reader's organisation."""
    if not under_way:
        return _("No letter collects signatures at present.")
    first = ngettext("%(n)s letter collects signatures.", "%(n)s letters collect signatures.", under_way) % {"n": numeral(under_way)}
    if not waiting:
        return first
    then = ngettext("%(n)s of them waits for your organisation.", "%(n)s of them wait for your organisation.", waiting) % {"n": numeral(waiting)}
    return _("%(first)s %(second)s") % {"first": first, "second": then}


def have_signed(number: int) -> str:
    """Return how many have signed."""
    return ngettext("%(n)s has signed.", "%(n)s have signed.", number) % {"n": numeral(number)} if number else _("Nobody has signed yet.")


def signed_from(number: int, lands: int) -> str:
    """Return how many have signed, and from how many countries those are whose country may be told."""
    if not number or not lands:
        return have_signed(number)
    places = ngettext("%(n)s country", "%(n)s countries", lands) % {"n": numeral(lands)}
    words = ngettext("%(n)s has signed, from %(places)s.", "%(n)s have signed, from %(places)s.", number)
    return words % {"n": numeral(number), "places": places}


def to_whom(letter: Letter) -> str:
    """Return to whom a letter goes."""
    return _("To %(addressee)s.") % {"addressee": letter.addressee}


def stands(letter: Letter) -> str:
    """Return in a sentence where a letter stands."""
    if letter.state == "draft":
        if letter.opens_at:
            return _("It opens by itself on %(instant)s.") % {"instant": exactly(letter.opens_at)}
        return _("Being prepared. Nobody has been asked yet.")
    if letter.state == "open":
        return (
            _("Open to signatures.")
            if letter.closes_at is None
            else _("Open to signatures until %(instant)s.") % {"instant": exactly(letter.closes_at)}
        )
    if letter.state == "given_up":
        return _("Given up before anybody signed.")
    return _("Closed on %(instant)s.") % {"instant": exactly(letter.closed_at)} if letter.closed_at else _("Closed.")


def last_instant(exact: str) -> str:
    """Return until when one signs, in a sentence with the exact instant."""
    return _("Signatures are taken until %(instant)s.") % {"instant": exact}


def who_may(letter: Letter) -> list[str]:
    """Return who may sign a letter, a line each: which kinds, from where, and with which status."""
    told = [str(WHO(one).label) for one in letter.who]
    if letter.regions:
        told.append(_("From %(regions)s only.") % {"regions": joined(countries.region_name(code) for code in letter.regions)})
    if letter.status:
        told.append(_("Organisations only with this status: %(status)s") % {"status": letter.status})
    return told


def batch(delivery: Delivery) -> str:
    """Return what a batch is called."""
    return _("Batch %(number)s") % {"number": numeral(delivery.number)}


def in_batch(number: int) -> str:
    """Return how many signatures are in a batch."""
    return ngettext("%(n)s signature", "%(n)s signatures", number) % {"n": numeral(number)}


def came_since(number: int, *, is_first: bool) -> str:
    """Return how many signatures are in no batch yet."""
    if is_first:
        return _("No batch is made up yet. %(found)s.") % {"found": found(number)}
    if not number:
        return _("Nobody has signed since the last batch.")
    return ngettext("%(n)s has signed since the last batch.", "%(n)s have signed since the last batch.", number) % {"n": numeral(number)}


def batch_stands(delivery: Delivery) -> str:
    """Return when a batch was made up, and when and how it was delivered."""
    made = _("Made up on %(instant)s.") % {"instant": exactly(delivery.made_up_at)}
    if delivery.delivered_on is None:
        return _("%(first)s %(second)s") % {"first": made, "second": _("Not delivered yet.")}
    told = _("Delivered on %(day)s: %(how)s") % {"day": full_date(delivery.delivered_on), "how": delivery.delivered_how}
    return _("%(first)s %(second)s") % {"first": made, "second": told}


def published(statement: Statement) -> str:
    """Return when a statement was published, and that it was retracted."""
    told = _("Published on %(day)s in the name of the coalition.") % {"day": full_date(statement.published_at)}
    if statement.retracted_at is None:
        return told
    return _("%(first)s %(second)s") % {"first": told, "second": _("Retracted on %(day)s.") % {"day": full_date(statement.retracted_at)}}


def how_many_statements(number: int) -> str:
    """Return how many statements there are."""
    if not number:
        return _("What the coalition says with one voice.")
    return ngettext("%(n)s statement in the name of the coalition.", "%(n)s statements in the name of the coalition.", number) % {
        "n": numeral(number)
    }


def stand_under(number: int) -> str:
    """Return how many organisations stand under a statement."""
    return ngettext("%(n)s organisation stands under it.", "%(n)s organisations stand under it.", number) % {"n": numeral(number)}


def found(number: int) -> str:
    """Return how many signatures there are in a list."""
    return ngettext("%(n)s signature", "%(n)s signatures", number) % {"n": numeral(number)}


def not_yet(number: int) -> str:
    """Return how many of those who may sign have not."""
    if not number:
        return _("Everybody who is asked has signed.")
    return ngettext("%(n)s organisation may sign and has not.", "%(n)s organisations may sign and have not.", number) % {"n": numeral(number)}


def doubts(number: int) -> str:
    """Return how many signatures may be the same as others."""
    return ngettext("%(n)s doubt", "%(n)s doubts", number) % {"n": numeral(number)}


def doubts_left(number: int) -> str:
    """Return how many doubts a person has still to settle."""
    if not number:
        return _("No two signatures look alike any more.")
    return ngettext(
        "%(n)s signature may be the same as another. Look at both, and decide.",
        "%(n)s signatures may be the same as others. Look at both, and decide.",
        number,
    ) % {"n": numeral(number)}


def name_of(signature: Signature) -> str:
    """Return what whoever signed is called."""
    return signature.organisation.name if signature.organisation is not None else signature.name


def why_alike(reason: str) -> str:
    """Return why two are taken for the same."""
    return capfirst(str(REASONS.get(reason, "")))


def beyond(number: int) -> str:
    """Return how many more there are than stand in a list."""
    return ngettext("and %(n)s more", "and %(n)s more", number) % {"n": numeral(number)} if number > 0 else ""


def renewed(number: int) -> str:
    """Return how many are asked whether they sign the changed text too."""
    if not number:
        return _("Nobody has signed the former text, so nobody is asked again.")
    return ngettext(
        "%(n)s signature stays under the former text. Whoever gave it is asked whether the new one has it too.",
        "%(n)s signatures stay under the former text. Those who gave them are asked whether the new one has them too.",
        number,
    ) % {"n": numeral(number)}


def names_found(counts: Mapping[str, int]) -> str:
    """Return what the names of a file were found to be, in one sentence."""
    told = [str(words) % {"n": numeral(counts[part])} for part, words in _FOUND.items() if counts[part]]
    names = ngettext("%(n)s name", "%(n)s names", counts["names"]) % {"n": numeral(counts["names"])}
    return _("%(names)s: %(parts)s.") % {"names": names, "parts": joined(told)} if told else _("No names were found.")


def undecided(number: int) -> str:
    """Return how many names nobody has decided on, and what becomes of these."""
    if not number:
        return ""
    return ngettext(
        "%(n)s name is not decided yet. It signs from outside, with a doubt to be looked at later.",
        "%(n)s names are not decided yet. They sign from outside, each with a doubt to be looked at later.",
        number,
    ) % {"n": numeral(number)}


def taken_in(number: int, left: int) -> str:
    """Return how many signatures a file brought, and how many of its names could not sign."""
    told = ngettext("%(n)s signature was taken in.", "%(n)s signatures were taken in.", number) % {"n": numeral(number)}
    if not left:
        return told
    others = ngettext("%(n)s name was left.", "%(n)s names were left.", left) % {"n": numeral(left)}
    return _("%(first)s %(second)s") % {"first": told, "second": others}
