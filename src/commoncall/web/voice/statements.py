"""One statement and the list of statements, as the public reads them: the words, and who stands under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from commoncall.drafting.queries import texts
from commoncall.kernel import languages
from commoncall.kernel.documents import emphasis
from commoncall.voice.queries import public, reading
from commoncall.web.site.endorsers import Named
from commoncall.web.site.pages import Page
from commoncall.web.voice.letters import others
from commoncall.web.voice.places import FORMS, VoicePlaces
from commoncall.web.voice.shown import shown

if TYPE_CHECKING:
    from commoncall.voice.models import Statement
    from commoncall.web.site.whole import Site
    from commoncall.web.voice.shown import Shown


@dataclass(frozen=True)
class Row:
    """A statement in the list."""

    title: str
    language: str
    address: str
    statement: Statement


def rows(site: Site) -> list[Row]:
    """Return the statements of a coalition as a list shows them, the latest first; two queries."""
    kept = list(public.statements(site.coalition))
    places, titles = VoicePlaces(site.coalition), texts.titles([one.version for one in kept], languages.current())
    own = languages.current()
    return [Row(title, "" if code == own else code, places.statement(one.number), one) for one in kept for title, code in (titles[one.version_id],)]


def list_page(site: Site) -> Page | None:
    """Return the list of statements; nothing where there is none."""
    found = rows(site)
    if not found:
        return None
    places = VoicePlaces(site.coalition)
    description = _("What %(name)s has said in the name of all.") % {"name": site.name}
    about = site.page("statements", title=_("Statements"), description=description, at=lambda code: places.statements(language=code))
    return Page("web/voice/statements.html", about | {"rows": found, "others": others(site, "statements")})


def statement_page(site: Site, number: int) -> Page | None:
    """Return the page of a statement; nothing where the public reads of none with this number. A constant number of queries."""
    statement = public.statements(site.coalition).filter(number=number).first()
    if statement is None:
        return None
    places = VoicePlaces(site.coalition)
    text, found = shown(reading.read(statement.version, languages.current())), public.under(statement)
    page = site.page("statements", title=text.title, description=opening(text), at=lambda code: places.statement(number, language=code))
    told = {
        "statement": statement,
        "text": text,
        "members": [Named(one.name, one.name_language) for one in found.members.named],
        "remainder": found.members.remainder,
        "apart": [Named(one.name, one.name_language) for one in found.dissociated.named],
        "files": [(name, places.statement_file(number, form)) for form, name in FORMS.items()],
        "markup": places.statement_file(number, "jsonld"),
        "decided": site.decided(statement.decision),
        "others": others(site, ""),
    }
    return Page("web/voice/statement.html", page | told)


def opening(text: Shown) -> str:
    """Return the first words of a text, without their marks."""
    return Truncator(emphasis.plain(" ".join(line.paragraph.text for line in text.lines[:3]))).chars(200)
