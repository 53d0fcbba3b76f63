"""What decisions refuse to be done with the words of a text: for whoever unlocks, publishes or sends them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from commoncall.decisions.models import Decision
from commoncall.decisions.queries.decisions import UNDER_WAY
from commoncall.drafting.models import Text, Version
from commoncall.kernel import time
from commoncall.kernel.refusals import Conflict

#: What was adopted and the clock is still to publish: once the time for its wording is over, and what comes before it.
_TO_BE_PUBLISHED = Q(state=Decision.State.ADOPTED, wording_until__isnull=False, followed_at=None)


def hold(*versions: Version) -> list[UUID]:
    """Hold versions of one text, so that nothing is decided, signed or written on them meanwhile; return which they are."""
    # First the text, as all who draft it do. Then the versions, held as a decision holds its own when it begins: whoever comes second
    # sees what the first has done.
    Text.objects.select_for_update(no_key=True).get(pk=versions[0].text_id)
    concerned = [one.pk for one in versions]
    list(Version.objects.select_for_update(no_key=True).filter(pk__in=concerned).order_by("number").values_list("pk"))
    return concerned


def refuse_under_way(version: Version, *others: Version) -> None:
    """Hold versions of one text, and refuse what would be done with them while one is being decided on."""
    concerned = hold(version, *others)
    decided_on = Decision.objects.filter(version__in=concerned, state__in=UNDER_WAY).order_by("version__number").last()
    if decided_on is not None:
        words = _("It is being decided on (decision %(number)s). Withdraw that decision first, or wait for its outcome.")
        raise Conflict(words % {"number": decided_on.number}, code="under_way")


def refuse_wording(*versions: Version) -> None:
    """Refuse what would take from a version that was adopted the time that its rule leaves for the wording."""
    left = Decision.objects.filter(version__in=versions, state=Decision.State.ADOPTED, wording_until__gt=time.now()).order_by("number").last()
    if left is not None:
        words = _("Decision %(number)s adopted it, and its rule leaves time for the wording. It is published by itself once that is over.")
        raise Conflict(words % {"number": left.number}, code="wording")


def refuse_adopted(version: Version) -> None:
    """Refuse what would change the words of a version that was adopted and is still to be published."""
    adopted = Decision.objects.filter(_TO_BE_PUBLISHED, version=version).order_by("number").last()
    if adopted is not None:
        words = _("Decision %(number)s adopted these words, and they are still to be published. Begin the next version instead.")
        raise Conflict(words % {"number": adopted.number}, code="adopted")


def waits_for_others(version: Version) -> bool:
    """Hold a version with those before it, and tell whether one of these is decided on, or still to be published: then it comes after it."""
    earlier = Version.objects.filter(text=version.text_id, number__lt=version.number)
    concerned = hold(version, *earlier)
    concerned.remove(version.pk)
    return Decision.objects.filter(Q(state__in=UNDER_WAY) | _TO_BE_PUBLISHED, version__in=concerned).exists()


def refuse_unpublishable(version: Version) -> None:
    """Refuse to publish a version while that, or what it would supersede, is decided on, or waits for its wording.

    What is adopted with time for its wording the clock publishes once that is over.
    """
    concerned = [version, *Version.objects.filter(text=version.text_id, number__lt=version.number)]
    refuse_under_way(*concerned)
    refuse_wording(*concerned)
