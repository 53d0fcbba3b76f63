"""Taking over the words that the coalition drafted together, as the draft of the next version."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.call import history as kinds
from commoncall.call import permissions
from commoncall.call.actions.texts.drafting import Words, begin, remove_wording, word
from commoncall.call.actions.texts.recording import locked_draft, record
from commoncall.call.models import Text, Version
from commoncall.call.queries import texts
from commoncall.call.rules.paragraphs import NotACall, as_said
from commoncall.decisions.models import Decision
from commoncall.drafting.models import Version as Drafted
from commoncall.drafting.models import Wording
from commoncall.drafting.queries import texts as drafting
from commoncall.drafting.rules.paragraphs import read
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal


@transaction.atomic
def take_over(drafted: Drafted, decision: Decision | None = None, *, by: Actor) -> Version:
    """Make the words of a published text those of the draft of the next version; ``decision`` is the one that adopted them.

    The authoritative words come over, and each translation that somebody checked against them; what has as many demands is ready.
    Who may: ``call.draft``. Recorded. Refused: a text of another kind, one that is not published, or whose words are no call; where
    another draft is being written, which is discarded first; what was taken over already and is in force.
    """
    permissions.DRAFT.verdict(by).require()
    if drafted.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such text here."))
    _refuse_unfit(drafted)
    draft = texts.draft(drafted.coalition, drafted.text.kind)
    if draft is not None and draft.drafted_id != drafted.pk:
        raise Conflict(_("Another draft is being written. Discard it first: its words would be lost."))
    version = locked_draft(begin(drafted.coalition, drafted.text.kind, by=by), by)
    version.language, version.drafted, version.decision = drafted.text.language, drafted, decision
    version.save(update_fields=["language", "drafted", "decision"])
    said = _said(drafted)
    for language in set(version.wordings.values_list("language", flat=True)) - set(said):
        remove_wording(version, language, by=by)
    demands = said[version.language].demands
    for language, words in said.items():
        word(version, language, words, is_ready=language == version.language or len(words.demands) == len(demands), by=by)
    record(kinds.TAKEN_OVER, version, by, drafted=str(drafted.pk), decision=decision.number if decision else None)
    return version


def _refuse_unfit(drafted: Drafted) -> None:
    if drafted.text.kind not in Text.Kind.values:
        raise Refusal(_("Only the call and the charter are taken over like this."))
    if drafted.state != Drafted.State.PUBLISHED:
        raise Conflict(_("It is taken over once it is published."))
    if Version.objects.filter(drafted=drafted, number__isnull=False).exists():
        raise Conflict(_("This has been taken over already."))


def _said(drafted: Drafted) -> dict[str, Words]:
    """Return the authoritative words first, then those of each translation that was checked against them."""
    checked = {one.language for one in drafting.translations(drafted) if one.state == "checked"}
    wordings = drafting.wordings(drafted)
    order = [drafted.text.language, *sorted(code for code in wordings if code in checked and code != drafted.text.language)]
    return {language: _words(wordings[language]) for language in order}


def _words(wording: Wording) -> Words:
    paragraphs = read(wording.paragraphs)
    try:
        said = as_said(paragraphs)
    except NotACall as fault:
        words = _("Between the demands stands something that is none: “%(words)s”. Give it a number, or move it before or after them.")
        raise Refusal(words % {"words": paragraphs[fault.place].text[:80]}) from fault
    return Words(wording.title, said.preamble, said.demands, said.closing)
