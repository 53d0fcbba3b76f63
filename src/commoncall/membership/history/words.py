"""What the codes of the membership are called, for entries of the history, for forms and for tables alike."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CATEGORIES = {
    "ordinary": _("Ordinary"),
    "extraordinary": _("Extraordinary"),
    "affiliated": _("Affiliated"),
    "observer": _("Observer"),
    "endorser": _("Endorser"),
    "individual": _("Individual"),
}

STANDINGS = {
    "good": pgettext_lazy("standing", "Good"),
    "dormant": _("Dormant"),
    "suspended": _("Suspended"),
    "left": pgettext_lazy("standing", "Left"),
}

KINDS = {
    "ngo": _("Non-governmental organisation"),
    "network": _("Network or national platform"),
    "survivors": _("Organisation of survivors or affected people"),
    "faith": _("Faith-based organisation"),
    "union": _("Trade union"),
    "professional": _("Professional association"),
    "academic": _("University or research institute"),
    "movement": _("Movement or campaign group"),
    "local": _("Local authority"),
    "other": _("Another kind"),
}

FIELDS = {
    "kind": _("Kind"),
    "country": _("Country"),
    "is_international": _("International"),
    "works_in": _("Works in"),
    "languages": _("Languages"),
    "website": _("Website"),
    "size": _("Size"),
    "led_by_affected": _("Led by affected people"),
    "registration": _("Registration"),
    "about": _("About"),
}

DEPARTURES = {
    "withdrawn": _("It withdrew"),
    "expelled": _("It was expelled"),
    "merged": _("It merged into another organisation"),
    "split": _("It split into others"),
    "dissolved": _("It was dissolved"),
}

APPLICATION_STATES = {
    "draft": _("Being filled in"),
    "checking": _("Being checked"),
    "consulting": _("Members are consulted"),
    "deciding": _("To be decided"),
    "admitted": _("Admitted"),
    "declined": _("Declined"),
    "withdrawn": _("Withdrawn"),
}

ANSWERS = {
    "yes": pgettext_lazy("on an application", "In favour"),
    "no": pgettext_lazy("on an application", "Against"),
    "no_view": pgettext_lazy("on an application", "No view"),
}

QUESTION_KINDS = {
    "line": _("A line of text"),
    "text": _("Several lines of text"),
    "choice": _("A choice of answers"),
    "yes_no": _("Yes or no"),
}
