"""The kinds of entry that taking in a file of names makes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commoncall.kernel.history.kinds import Audience, kind


def _count(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    count = parts.get("count", 0)
    return {"number": ngettext("%(n)s signature", "%(n)s signatures", count) % {"n": count}}


SHEET_TAKEN = kind(
    "voice.sheet_taken",
    _("%(by)s took %(number)s under “%(letter)s” in from a file: %(file)s."),
    audience=Audience.COORDINATORS,
    words=_count,
)
SHEET_UNDONE = kind(
    "voice.sheet_undone",
    _("%(by)s took %(number)s under “%(letter)s” out again that had come from a file: %(file)s."),
    audience=Audience.COORDINATORS,
    words=_count,
)
