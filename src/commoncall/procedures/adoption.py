"""From a text that many wrote together, by a decision, to the version in force: of the call and of the charter."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from commoncall.call import kinds as asked
from commoncall.call import permissions
from commoncall.call.actions import texts as call
from commoncall.call.actions.texts import Adoption
from commoncall.call.models import Version
from commoncall.call.queries import texts as in_force
from commoncall.call.rules.paragraphs import as_paragraphs
from commoncall.decisions.actions import register
from commoncall.decisions.actions.register import Past
from commoncall.decisions.models import Decision
from commoncall.drafting.actions import texts as drafting
from commoncall.drafting.actions import wordings
from commoncall.drafting.actions.stages import VersionPublished
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.models import Version as Drafted
from commoncall.drafting.queries import texts as drafts
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.parties.models import Coalition
from commoncall.procedures import reaffirming

State = Drafted.State


@transaction.atomic
def draft_together(coalition: Coalition, kind: str, *, by: Actor) -> Drafted:
    """Begin to write the next version of the call or the charter with everybody, from the words in force; or return what was begun.

    Who may: ``call.draft``. Recorded. Refused: as in ``drafting.actions.texts.begin``.
    """
    permissions.DRAFT.verdict(by).require()
    # Two who begin at once get the same text.
    Coalition.objects.select_for_update(no_key=True).get(pk=coalition.pk)
    if (begun := under_way(coalition, kind)) is not None:
        return begun
    former = in_force.in_force(coalition, kind)
    said = in_force.wordings(former) if former is not None else {}
    language = former.language if former is not None else coalition.language
    title = said[language].title if language in said else ""
    version = drafting.begin(coalition, Beginning(kind, title or _the(kind, coalition), language), by=by)
    keys: list[str] = []
    for code, one in said.items():
        paragraphs = _with_keys(as_paragraphs(one.preamble, one.demands, one.closing), keys)
        keys = keys or [paragraph.key for paragraph in paragraphs]
        wordings.word(version, code, one.title or title, paragraphs, by=by)
    return version


def under_way(coalition: Coalition, kind: str) -> Drafted | None:
    """Return the latest version of the call's or the charter's text that is being written together, until it is published."""
    there = Drafted.objects.filter(text__coalition=coalition, text__kind=kind, text__closed_at=None).select_related("text", "coalition")
    latest = there.order_by("-text__begun_at", "-number").first()
    return latest if latest is not None and latest.state != State.PUBLISHED else None


def published(coalition: Coalition, kind: str) -> Drafted | None:
    """Return what was written together and published, and whose words nobody has brought into force yet."""
    taken = Version.objects.filter(coalition=coalition, number__isnull=False, drafted__isnull=False).values("drafted")
    there = Drafted.objects.filter(text__coalition=coalition, text__kind=kind, state=State.PUBLISHED).exclude(pk__in=taken)
    return there.select_related("text", "coalition").order_by("-published_at").first()


def _the(kind: str, coalition: Coalition) -> str:
    with translation.override(coalition.language):
        return _("The charter") if kind == "charter" else _("The common call")


def _with_keys(paragraphs: list[Paragraph], keys: list[str]) -> list[Paragraph]:
    """Give the paragraphs of a translation the keys of those that they translate, where there are as many."""
    if len(keys) != len(paragraphs):
        return paragraphs
    return [replace(one, key=key) for one, key in zip(paragraphs, keys, strict=True)]


def ask_to_bring_into_force(event: VersionPublished) -> None:
    """Ask the coordinators to bring a published call or charter into force: who is asked to re-affirm is theirs to say."""
    version = Drafted.objects.select_related("text", "coalition").filter(pk=event.version_id).first()
    if version is None or version.text.kind not in {"call", "charter"}:
        return
    by = system().within(version.coalition_id, version.coalition.chain_id)
    with transaction.atomic():
        asking.withdraw_all(asks.open_about(version.coalition, asked.BRING_INTO_FORCE, _versions(version)), by=by)
        asking.ask(asked.BRING_INTO_FORCE, version.coalition, subject=version.pk, facts={"title": version.text.title}, by=by)


def _versions(version: Drafted) -> list[UUID]:
    return [one.pk for one in drafts.versions(version.text)]


def decision_on(version: Drafted) -> Decision | None:
    """Return the decision that adopted a version, where one was taken."""
    return Decision.objects.filter(version=version, state=Decision.State.ADOPTED).order_by("-closed_at", "-decided_on").first()


@transaction.atomic
def take_over(version: Drafted, *, by: Actor) -> Version:
    """Take the words of a published text over into the draft of the next version. Who may, what is refused: as in the call's action."""
    return call.take_over(version, decision_on(version), by=by)


def proposed(version: Version) -> Adoption | None:
    """Return what is to be noted of the adoption of a draft, as far as the decision that adopted its words says it."""
    decision = version.decision
    if decision is None:
        return None
    on = decision.decided_on or (decision.closed_at.date() if decision.closed_at else None)
    if on is None:
        return None
    with translation.override(version.language):
        return Adoption(on, _("Decision %(number)s of the register") % {"number": decision.number})


@transaction.atomic
def adopt(version: Version, adoption: Adoption, *, by: Actor) -> Version:
    """Note that a draft was adopted, and bring it into force; the register holds by what decision.

    What was decided elsewhere is entered in the register, marked as entered later, by whom and from what source. Who may, what is
    recorded and what is refused: as in ``call.actions.texts.adopt``.
    """
    adopted = reaffirming.adopt(version, adoption, by=by)
    if adopted.decision is None:
        adopted.decision = register.enter_later(adopted.coalition, _past(adopted), by=by)
        adopted.save(update_fields=["decision"])
    elif adopted.decision.entered_at is not None and adopted.drafted_id is None:
        # Its adoption was taken back and is noted anew.
        register.correct(adopted.decision, _past(adopted), by=by)
    if adopted.drafted_id is not None:
        for one in asks.open_about(adopted.coalition, asked.BRING_INTO_FORCE, [adopted.drafted_id]):
            asking.answer(one, by=by)
    return adopted


def _past(version: Version) -> Past:
    with translation.override(version.coalition.language):
        words = _("Version %(number)s of the charter") if version.text.kind == "charter" else _("Version %(number)s of the common call")
        source = _("Noted with the adoption: %(how)s")
        return Past(
            title=words % {"number": version.number},
            decided_on=version.adopted_on or version.begun_at.date(),
            how=version.adopted_how,
            source=source % {"how": version.adopted_how},
            language=version.coalition.language,
        )
