"""The kinds of entry that the accounts make, all in the installation's own chain and for the account's owner to read."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.kernel.history.kinds import Audience, kind


def _device(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"device": device_words(str(parts.get("browser", "")), str(parts.get("system", "")))}


def device_words(browser: str, system: str) -> str:
    """Return what a device is called in a sentence: Firefox on Windows."""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("a browser that does not say which")


ACCOUNT_MADE = kind("accounts.account_made", gettext_lazy("%(by)s signed in for the first time, with %(address)s."), audience=Audience.PERSON)
STEWARD_MADE = kind("accounts.steward_made", gettext_lazy("%(name)s became a steward of this installation."), audience=Audience.PERSON)
ACCOUNT_DESCRIBED = kind(
    "accounts.account_described", gettext_lazy("%(by)s changed name, language, time zone or how pages look."), audience=Audience.PERSON
)
ACCOUNT_BARRED = kind("accounts.account_barred", gettext_lazy("%(by)s barred the account of %(name)s."), audience=Audience.PERSON)
ACCOUNT_LET_IN = kind("accounts.account_let_in", gettext_lazy("%(by)s let the account of %(name)s in again."), audience=Audience.PERSON)
ACCOUNT_CLOSED = kind("accounts.account_closed", gettext_lazy("An account was closed by its owner."), audience=Audience.PERSON)

LINK_MADE = kind("accounts.link_made", gettext_lazy("%(by)s made a one-time link for %(address)s."), audience=Audience.PERSON)
SIGNED_IN = kind("accounts.signed_in", gettext_lazy("%(by)s signed in on a new device: %(device)s."), audience=Audience.PERSON, words=_device)
SESSION_ENDED = kind("accounts.session_ended", gettext_lazy("%(by)s ended a session: %(device)s."), audience=Audience.PERSON, words=_device)
SESSIONS_ENDED = kind("accounts.sessions_ended", gettext_lazy("%(by)s signed out everywhere else."), audience=Audience.PERSON)

ADDRESS_ADDED = kind("accounts.address_added", gettext_lazy("%(by)s added the address %(address)s."), audience=Audience.PERSON)
MAIN_ADDRESS_CHOSEN = kind("accounts.main_address_chosen", gettext_lazy("%(by)s made %(address)s the main address."), audience=Audience.PERSON)
ADDRESS_REMOVED = kind("accounts.address_removed", gettext_lazy("%(by)s removed the address %(address)s."), audience=Audience.PERSON)

PASSKEY_ADDED = kind("accounts.passkey_added", gettext_lazy("%(by)s added the passkey %(name)s."), audience=Audience.PERSON)
PASSKEY_RENAMED = kind("accounts.passkey_renamed", gettext_lazy("%(by)s renamed the passkey %(before)s to %(name)s."), audience=Audience.PERSON)
PASSKEY_REMOVED = kind("accounts.passkey_removed", gettext_lazy("%(by)s removed the passkey %(name)s."), audience=Audience.PERSON)
AUTHENTICATOR_ADDED = kind("accounts.authenticator_added", gettext_lazy("%(by)s set up an authenticator application."), audience=Audience.PERSON)
AUTHENTICATOR_REMOVED = kind(
    "accounts.authenticator_removed", gettext_lazy("%(by)s removed the authenticator application."), audience=Audience.PERSON
)
RECOVERY_CODES_MADE = kind("accounts.recovery_codes_made", gettext_lazy("%(by)s made new recovery codes."), audience=Audience.PERSON)
RECOVERY_CODE_USED = kind("accounts.recovery_code_used", gettext_lazy("%(by)s used a recovery code."), audience=Audience.PERSON)
SECOND_FACTOR_TAKEN_OFF = kind(
    "accounts.second_factor_taken_off",
    gettext_lazy("%(by)s took passkeys, authenticator and recovery codes off this account."),
    audience=Audience.PERSON,
)
