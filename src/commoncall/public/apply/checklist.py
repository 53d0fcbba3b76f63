"""Eight questions before joining, for an organisation to go through by itself: nothing of the answers is sent anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commoncall.public.apply.pages import in_public, page

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition


@in_public
@require_safe
def checklist(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Show the questions; a script of the page keeps the answers in the browser, and nobody else gets them."""
    return page(request, "checklist", coalition, questions=questions(), answers=answers())


def questions() -> list[dict[str, str]]:
    """Return the questions with what to think of at each, and which answer speaks against joining as things are."""
    told = [
        ("aims", _("Do its aims fit with your mandate?"), _("Lay the two side by side, in the words that your members or your board agreed to.")),
        (
            "realistic",
            _("Can what it wants be reached?"),
            _("With these organisations, within the time that it gives itself, against what stands in the way."),
        ),
        ("approach", _("Do you agree on the matter and on the way to work on it?"), _("Think of tone, of tactics, and of what you would never do.")),
        (
            "benefit",
            _("Does each side gain from working together?"),
            _("What do you bring that it lacks? What would you get that you cannot do alone?"),
        ),
        (
            "trust",
            _("Is there enough trust, between organisations and between people?"),
            _("Whom do you know there? Who of them has kept a promise to you, or broken one?"),
        ),
        (
            "span",
            _("Is it clear for how long it is meant, and is that what you can give?"),
            _("One quick win asks for other things than years of work."),
        ),
        ("control", _("Can you live with what you give up deciding alone?"), _("What would be said in your name, and who has the last word on it?")),
        ("work", _("Is the work shared out fairly?"), _("Between large and small, between those who travel and those who cannot.")),
    ]
    return [{"key": key, "text": text, "hint": hint} for key, text, hint in told]


def answers() -> list[tuple[str, str]]:
    """Return the answers that each question can have."""
    return [("yes", _("Yes")), ("partly", _("In part")), ("no", _("No")), ("open", _("We do not know yet"))]
