"""What is done with a text by hand, as far as no decision on it is under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions.actions.texts import hold, refuse_adopted, refuse_under_way, refuse_unpublishable, refuse_wording
from commoncall.drafting import permissions
from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.models import Text, Version, Wording
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel.authority import Actor
from commoncall.kernel.documents.blocks import Block
from commoncall.kernel.refusals import Conflict
from commoncall.voice.models import Letter
from commoncall.voice.queries import letters, reading


@transaction.atomic
def unlock(version: Version, why: str, *, by: Actor) -> Version:
    """Let a locked version be worked on again. As ``drafting.actions.stages.unlock``; refused also while it is being decided on.

    And while it was adopted and is still to be published: what was adopted changes no more. And under a letter that is open or was
    signed: those who signed did so because nothing in it changes any more. The next version of it can be begun at any time.
    """
    refuse_under_way(version)
    refuse_adopted(version)
    _refuse_signed(version)
    return stages.unlock(version, why, by=by)


@transaction.atomic
def publish(version: Version, *, by: Actor) -> Version:
    """Publish a locked version. As ``drafting.actions.stages.publish``; refused also while that, or what it would supersede, is decided on.

    And while the rule by which that was adopted leaves time for its wording: the clock publishes it once that is over.
    """
    refuse_unpublishable(version)
    return stages.publish(version, by=by)


@transaction.atomic
def give_up(text: Text, why: str, *, by: Actor) -> Text:
    """Give a text up. As ``drafting.actions.texts.give_up``; refused also while a version of it is being decided on or signed.

    And while time is left for the wording of one that was adopted: it is published once that is over.
    """
    if (versions := list(Version.objects.filter(text=text).order_by("-number"))) and permissions.may_arrange(by, text).allowed:
        refuse_under_way(*versions)
        refuse_wording(*versions)
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
    hold(version)
    if language in reading.read(version, language).languages:
        _refuse_signed(version)


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
