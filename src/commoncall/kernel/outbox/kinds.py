"""What each kind of mail is called for the people who read the outbox."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.refusals import Words

_titles: dict[str, Words] = {}


def mail_kind(name: str, title: Words) -> str:
    """Declare a kind of mail by its name (``concept.noun``) and what people call it; return the name."""
    if name in _titles:
        raise ValueError(f"kind of mail {name} is declared twice")
    _titles[name] = title
    return name


def title(name: str) -> Words:
    """Return what people call mails of this kind."""
    return _titles.get(name, _("Message"))


TRIAL = mail_kind("outbox.trial", _("Trial mail"))
