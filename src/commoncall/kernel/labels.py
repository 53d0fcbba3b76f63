"""Who may read what people write: TLP 2.0 label, rule of attribution, and how an organisation is named.

The labels are those of the Traffic Light Protocol, version 2.0 (FIRST, August 2022). They are fields of every record
that people write; each concept's ``visible_to`` obeys them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.authority import Actor, Role


class Label(models.TextChoices):
    """The audience of a record, from the narrowest to the widest. Names are spelt as TLP spells them, untranslated."""

    RED = "red", "TLP:RED"
    AMBER_STRICT = "amber+strict", "TLP:AMBER+STRICT"
    AMBER = "amber", "TLP:AMBER"
    GREEN = "green", "TLP:GREEN"
    CLEAR = "clear", "TLP:CLEAR"


#: What each label means for its reader, in one plain sentence.
LABEL_SENTENCES = {
    Label.RED: _("Only for the people who are named. Do not pass it on."),
    Label.AMBER_STRICT: _("For the coordinators only."),
    Label.AMBER: _("For members only. Pass it on inside your organisation where it is needed."),
    Label.GREEN: _("For members and those who work with them. Not for publication."),
    Label.CLEAR: _("For everyone."),
}


class Attribution(models.TextChoices):
    """What may be told of who said something."""

    NAMED = "named", _("May be attributed")
    CHATHAM_HOUSE = "chatham_house", _("Chatham House Rule: use it, never tell who said it or who was there")
    NOT_FOR_ATTRIBUTION = "none", _("May be used, attributed to nobody")


class Naming(models.TextChoices):
    """How far an organisation lets its name be known. It is the organisation's choice alone."""

    PUBLIC = "public", _("Named in public")
    MEMBERS = "members", _("Named to members only")
    COORDINATORS = "coordinators", _("Named only to the coordinators and to those whom it names")


def label_field(default: Label = Label.AMBER) -> "models.CharField[str, str]":
    """Return the model field that holds a record's label."""
    return models.CharField(_("audience"), max_length=16, choices=Label.choices, default=default)


def attribution_field() -> "models.CharField[str, str]":
    """Return the model field that holds a record's rule of attribution."""
    return models.CharField(_("attribution"), max_length=16, choices=Attribution.choices, default=Attribution.NAMED)


def readable_by(actor: Actor) -> frozenset[Label]:
    """Return the labels that ``actor`` may read by role alone. RED is never among them: it is for named people."""
    if actor.is_operator or Role.COORDINATOR in actor.roles:
        return frozenset({Label.AMBER_STRICT, Label.AMBER, Label.GREEN, Label.CLEAR})
    if Role.REPRESENTATIVE in actor.roles:
        return frozenset({Label.AMBER, Label.GREEN, Label.CLEAR})
    if actor.roles:
        return frozenset({Label.GREEN, Label.CLEAR})
    return frozenset({Label.CLEAR})
