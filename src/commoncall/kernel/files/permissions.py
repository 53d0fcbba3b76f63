"""What people may do with files."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.authority import ALLOWED, Actor, Role, Verdict, permission
from commoncall.kernel.files.models import File

KEEP = permission("files.keep", _("Add files"), roles={Role.COORDINATOR, Role.REPRESENTATIVE, Role.OBSERVER})
CHANGE = permission("files.change", _("Relabel and remove files that others added"), roles={Role.COORDINATOR})


def may_change(actor: Actor, file: File) -> Verdict:
    """Whether the actor may relabel or remove a file: whoever added it, and a coordinator."""
    if actor.person_id is not None and actor.person_id == file.uploaded_by_id:
        return KEEP.verdict(actor)
    return CHANGE.verdict(actor) if not CHANGE.verdict(actor).allowed else ALLOWED
