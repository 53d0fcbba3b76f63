"""What is done with a text by hand, as far as no decision on it is under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions.models import Decision
from commoncall.decisions.queries.decisions import UNDER_WAY
from commoncall.drafting import permissions
from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.models import Text, Version, Wording
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.documents.blocks import Block
from commoncall.kernel.refusals import Conflict
from commoncall.voice.models import Letter
from commoncall.voice.queries import letters, reading


@transaction.atomic
def unlock(version: Version, why: str, *, by: Actor) -> Version:
    """Let a locked version be worked on again. As ``drafting.actions.stages.unlock``; refused also while it is being decided on.

    And under a letter that is open or was signed: those who signed did so because nothing in it changes any more. The next version of it
    can be begun at any time.
    """
    _refuse_under_way(version)
    _refuse_signed(version)
    return stages.unlock(version, why, by=by)


@transaction.atomic
def publish(version: Version, *, by: Actor) -> Version:
    """Publish a locked version. As ``drafting.actions.stages.publish``; refused also while that, or what it would supersede, is decided on.

    And while the rule by which that was adopted leaves time for its wording: the clock publishes it once that is over.
    """
    earlier = list(Version.objects.filter(text=version.text_id, number__lt=version.number))
    _refuse_under_way(version, *earlier)
    _refuse_wording(version, *earlier)
    return stages.publish(version, by=by)


@transaction.atomic
def give_up(text: Text, why: str, *, by: Actor) -> Text:
    """Give a text up. As ``drafting.actions.texts.give_up``; refused also while a version of it is being decided on or signed.

    And while time is left for the wording of one that was adopted: it is published once that is over.
    """
    if (versions := list(Version.objects.filter(text=text).order_by("-number"))) and permissions.may_arrange(by, text).allowed:
        _refuse_under_way(*versions)
        _refuse_wording(*versions)
        _refuse_open_letter(*versions)
    return texts.give_up(text, why, by=by)


@transaction.atomic
def word(
    version: Version, language: str, title: str, paragraphs: Sequence[Paragraph], *, unchanged_since: datetime | None = None, by: Actor
) -> Wording:
    """Say what a version says in one language. As ``drafting.actions.wordings.word``; refused also for words that were signed."""
    _refuse_read(version, language, by)
    return wordings.word(version, language, title, paragraphs, unchanged_since=unchanged_since, by=by)


@transaction.atomic
def bring_in(
    version: Version, language: str, blocks: Sequence[Block], *, title: str = "", unchanged_since: datetime | None = None, by: Actor
) -> Wording:
    """Say what a version says by what a file holds. As ``drafting.actions.wordings.bring_in``; refused also for words that were signed."""
    _refuse_read(version, language, by)
    return wordings.bring_in(version, language, blocks, title=title, unchanged_since=unchanged_since, by=by)


def _refuse_read(version: Version, language: str, by: Actor) -> None:
    """Refuse other words in a language in which a letter can be read: they would stand above signatures given under the former ones.

    A language in which it cannot be read yet may be added: what nobody read nobody signed.
    """
    if not permissions.may_draft(by, version.text).allowed:
        return  # What refuses that says no more than that.
    _hold(version)
    if language in reading.read(version, language).languages:
        _refuse_signed(version)


def _refuse_under_way(version: Version, *others: Version) -> None:
    concerned = _hold(version, *others)
    decided_on = Decision.objects.filter(version__in=concerned, state__in=UNDER_WAY).order_by("version__number").last()
    if decided_on is not None:
        words = _("It is being decided on (decision %(number)s). Withdraw that decision first, or wait for its outcome.")
        raise Conflict(words % {"number": decided_on.number}, code="under_way")


def _hold(*versions: Version) -> list[UUID]:
    # First the text, as all who draft it do. Then the versions, held as a decision holds its own when it begins: whoever comes second
    # sees what the first has done.
    Text.objects.select_for_update(no_key=True).get(pk=versions[0].text_id)
    concerned = [one.pk for one in versions]
    list(Version.objects.select_for_update(no_key=True).filter(pk__in=concerned).order_by("number").values_list("pk"))
    return concerned


def _refuse_wording(*versions: Version) -> None:
    left = Decision.objects.filter(version__in=versions, state=Decision.State.ADOPTED, wording_until__gt=time.now()).order_by("number").last()
    if left is not None:
        words = _("Decision %(number)s adopted it, and its rule leaves time for the wording. It is published by itself once that is over.")
        raise Conflict(words % {"number": left.number}, code="wording")


def _refuse_signed(version: Version) -> None:
    # The version is held: whoever opens a letter on it holds it too, and so sees that it was unlocked, or is seen here.
    letter = letters.that_hold([version.pk])
    if letter is None:
        return
    if letter.state == Letter.State.OPEN:
        words = _("Letter %(number)s with these words is open to signatures. Begin the next version instead: who signed this one is asked again.")
    else:
        words = _("Letter %(number)s was signed with these words. Begin the next version instead: what was signed stays as it was signed.")
    raise Conflict(words % {"number": letter.number}, code="signed")


def _refuse_open_letter(*versions: Version) -> None:
    letter = letters.that_hold([one.pk for one in versions])
    if letter is not None and letter.state == Letter.State.OPEN:
        words = _("Letter %(number)s with words of this text is open to signatures. Close that letter first.")
        raise Conflict(words % {"number": letter.number}, code="signed")
