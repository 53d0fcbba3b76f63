"""The kinds of entry that files make."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.history.kinds import Audience, kind
from commoncall.kernel.labels import Label


def _label(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"label": dict(Label.choices).get(parts.get("label", ""), parts.get("label"))}


FILE_KEPT = kind("files.file_kept", _("%(by)s added the file %(file)s (%(label)s)."), audience=Audience.COORDINATORS, words=_label)
FILE_RELABELLED = kind(
    "files.file_relabelled", _("%(by)s set who may read the file %(file)s: %(label)s."), audience=Audience.COORDINATORS, words=_label
)
FILE_REMOVED = kind("files.file_removed", _("%(by)s removed the file %(file)s."), audience=Audience.COORDINATORS)
