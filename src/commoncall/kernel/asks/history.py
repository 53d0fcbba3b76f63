"""The kinds of entry that asks make."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.asks.kinds import find
from commoncall.kernel.history.kinds import Audience, kind


def _what(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Say what was asked in the reader's language; what was kept is in that of whoever asked."""
    asked = find(parts.get("kind", ""))
    told = {"what": str(asked.title)} if asked else {}
    return told | {"asked": str(_("the coordinators"))} if parts.get("of_coordinators") else told


ASKED = kind("asks.asked", _("%(by)s asked of %(asked)s: %(what)s"), audience=Audience.ORGANISATION, words=_what)
ANSWERED = kind("asks.answered", _("%(by)s answered for %(asked)s: %(what)s"), audience=Audience.ORGANISATION, words=_what)
WITHDRAWN = kind("asks.withdrawn", _("%(by)s no longer asks of %(asked)s: %(what)s"), audience=Audience.ORGANISATION, words=_what)
