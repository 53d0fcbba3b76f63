"""What people may do in the outbox."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.authority import Role, permission

READ = permission("outbox.read", _("Read what was written in the coalition’s name"), roles={Role.COORDINATOR})
TRY = permission("outbox.try", _("Send a trial mail, and send again what failed"), roles={Role.COORDINATOR})
