"""Noting what an organisation never signs, and removing that. Whose it is stands nowhere that anybody else reads."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.drafting import history as kinds
from commoncall.drafting import permissions
from commoncall.drafting.models import BottomLine
from commoncall.drafting.queries import bottom_lines
from commoncall.drafting.rules.applying import tidy
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import NotVisible, Refusal
from commoncall.kernel.search.rules.tokens import plain

#: How many bottom lines an organisation notes at most, how many words or phrases each has, and how long these and the warning are.
MOST_LINES = 50
MOST_PHRASES = 20
LONGEST_PHRASE = 100
LONGEST_WARNING = 300


@transaction.atomic
def note(organisation: Organisation, about: str, words: Iterable[str], warning: str = "", *, by: Actor) -> BottomLine:
    """Note by which words a text is recognised that the organisation never signs, and what its drafters are told then.

    Who may: ``drafting.keep_bottom_lines``, for one's own organisation. Recorded for whoever did it alone, without the words.
    Refused: no words, too many or too long ones; a warning that names the organisation.
    """
    held = _held(organisation, by)
    permissions.may_keep_bottom_lines(by, held).require()
    if about not in BottomLine.About.values:
        raise Refusal(_("Say what it is about."), field="about")
    phrases = list(dict.fromkeys(phrase for one in words if plain(phrase := tidy(one))))
    if not phrases:
        raise Refusal(_("Give at least one word or phrase by which a text is recognised."), field="words")
    if len(phrases) > MOST_PHRASES or any(len(one) > LONGEST_PHRASE for one in phrases):
        limits = {"phrases": MOST_PHRASES, "signs": LONGEST_PHRASE}
        raise Refusal(_("At most %(phrases)s words or phrases are kept, of at most %(signs)s characters each.") % limits, field="words")
    told = tidy(warning)
    if len(told) > LONGEST_WARNING:
        raise Refusal(_("This is longer than the %(most)s characters that can be kept.") % {"most": LONGEST_WARNING}, field="warning")
    if _names(told, held):
        raise Refusal(_("The drafters read this warning. It names your organisation; leave the name out."), field="warning")
    if BottomLine.objects.filter(organisation=held).count() >= MOST_LINES:
        raise Refusal(_("An organisation notes at most %(most)s bottom lines.") % {"most": MOST_LINES})
    made = BottomLine.objects.create(
        coalition_id=held.coalition_id, organisation=held, about=about, words=phrases, warning=told, noted_at=time.now(), noted_by_id=by.person_id
    )
    _record(kinds.BOTTOM_LINE_NOTED, by)
    return made


def _held(organisation: Organisation, by: Actor) -> Organisation:
    found = Organisation.objects.select_for_update(no_key=True).filter(pk=organisation.pk, coalition_id=by.coalition_id).first()
    if found is None:
        raise NotVisible(_("There is no such organisation here."))
    return found


def _names(warning: str, organisation: Organisation) -> bool:
    said = f" {' '.join(plain(warning))} "
    names = [organisation.name, organisation.acronym, *(one.get("text", "") for one in organisation.other_names)]
    return any(f" {' '.join(plain(name))} " in said for name in names if plain(name))


@transaction.atomic
def remove(bottom_line: BottomLine, *, by: Actor) -> None:
    """Remove a bottom line for good. Who may: its own organisation's people. Recorded for whoever did it alone.

    To everybody else there is no such thing.
    """
    found = bottom_lines.one(by, bottom_line.pk)
    permissions.may_remove(by, found).require()
    found.delete()
    _record(kinds.BOTTOM_LINE_REMOVED, by)


def _record(kind: Kind, by: Actor) -> None:
    book.record(kind, by=by, subject_kind="bottom_line")
