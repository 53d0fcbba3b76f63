"""What all pages of a site share: whose it is, its call, where else to go, and what search engines and messengers are told."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commoncall.call.queries.public import KIND, Adopted, PublicText, adopted, public_text
from commoncall.decisions.queries import ladder, public
from commoncall.design.frames import Column, Frame, Link
from commoncall.diplomacy.queries import instruments
from commoncall.kernel import languages
from commoncall.kernel.parties import queries as parties
from commoncall.voice.queries import public as spoken
from commoncall.web.arrangements.sentences import Article, articles
from commoncall.web.decisions.places import DecisionPlaces
from commoncall.web.site.places import Places, whole
from commoncall.web.treaties.places import TreatyPlaces
from commoncall.web.voice.places import VoicePlaces
from commoncall.web.words import Words, name_of, words_of

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision, Rung
    from commoncall.diplomacy.models import Instrument
    from commoncall.kernel.parties.models import Coalition

#: Gives the address of the page in the language with that code.
At = Callable[[str], str]


class Site:
    """One coalition's site in the language that is set. What a page does not ask for is not read."""

    def __init__(self, coalition: Coalition, places: Places) -> None:
        self.coalition = coalition
        self.places = places
        self.name = name_of(coalition)
        self.name_language = languages.picked_language(coalition.names, fallback=coalition.language)

    @cached_property
    def call(self) -> PublicText | None:
        """The call in force, if there is one."""
        return public_text(self._adopted, KIND.CALL)

    @property
    def has_charter(self) -> bool:
        """Whether there is a charter in force."""
        return KIND.CHARTER in self._adopted

    def text(self, kind: str, number: int | None = None) -> PublicText | None:
        """Return a text, in force or by the number of its version, if there is one."""
        return public_text(self._adopted, kind, number)

    @cached_property
    def _adopted(self) -> Adopted:
        return adopted(self.coalition)

    @cached_property
    def treaties(self) -> list[Instrument]:
        """The treaties that its public pages show. Whoever looks at closed pages beforehand is led to none: those pages are not there yet."""
        return [] if self.places.in_preview and not self.coalition.is_public else instruments.in_public(self.coalition.pk)

    @property
    def decisions(self) -> DecisionPlaces:
        """Where its public register is, and how it decides."""
        return DecisionPlaces(self.coalition)

    @cached_property
    def has_decisions(self) -> bool:
        """Whether anything stands in the public register; in one that is closed there is nothing."""
        return self.coalition.is_public and public.has_any(self.coalition)

    @cached_property
    def shows_ladder(self) -> bool:
        """Whether everybody can read how it decides; on closed pages nobody can."""
        return self.coalition.is_public and ladder.is_shown(self.coalition)

    @cached_property
    def rungs(self) -> dict[str, Rung]:
        """What kinds of decision there are, or were, by code."""
        return public.kinds_of(self.coalition)

    @property
    def voice_places(self) -> VoicePlaces:
        """Where its statements and letters are."""
        return VoicePlaces(self.coalition)

    @cached_property
    def voice(self) -> tuple[bool, bool]:
        """Whether there are statements and letters that the public reads; on closed pages there are none."""
        return spoken.has_any(self.coalition) if self.coalition.is_public else (False, False)

    def published(self, decision: Decision) -> str:
        """Return where the words that were decided on stand in public; nothing where they do not."""
        for kind, versions in self._adopted.items():
            for one in versions:
                if one.number is not None and (one.decision_id == decision.pk or (one.drafted_id and one.drafted_id == decision.version_id)):
                    return self.places.page(kind, one.number)
        statement = self._statements.get(decision.pk)
        return self.voice_places.statement(statement) if statement is not None else ""

    @cached_property
    def _statements(self) -> dict[UUID | None, int]:
        """The numbers of the statements that everybody can read, by the decision that adopted each: one query."""
        return dict(spoken.statements(self.coalition).values_list("decision_id", "number"))

    def decided(self, decision: Decision | None) -> str:
        """Return where everybody reads how something was decided; nothing where the public register has no such entry."""
        shown = self.coalition.is_public and decision is not None and public.is_shown(decision)
        return self.decisions.decision(decision.pk) if shown and decision is not None else ""

    @cached_property
    def called(self) -> Words:
        """What the coalition calls things."""
        return words_of(self.coalition)

    @cached_property
    def articles(self) -> dict[str, Article]:
        """How it works, by question."""
        return {article.question: article for article in articles(parties.arrangements(self.coalition), self.name)}

    def page(self, current: str, number: int | None = None, *, title: str = "", description: str = "", at: At | None = None) -> dict[str, Any]:
        """Return what every page of the site names, for the page ``current`` with that title; ``at`` is where it is, if no page of ``Places``."""
        where = at or self._at(current, number)
        return {
            "frame": self._frame(current, number, where),
            "called": self.called,
            "site": self,
            "here": {
                "title": title or self.name,
                "description": description or self.articles["kind"].sentence,
                "address": whole(where(languages.current())),
                "others": self._others(where),
                "short": self.places.short,
                "default": whole(where(languages.in_public(self.coalition.language) or "en")) if at else self.places.short,
                "feed": self.places.file("feed"),
            },
        }

    def _at(self, current: str, number: int | None) -> At:
        return lambda code: self.places.page(current, number, language=code)

    def _others(self, where: At) -> list[dict[str, str]]:
        """The page in each language, with a sentence in that language which offers it."""
        found = []
        for code, name in languages.offered_in_public():
            path = where(code)
            with translation.override(code):
                offer = _("This page can be read in %(language)s too.") % {"language": name}
                close = _("Close")
            direction = languages.direction(code)
            found.append({"code": code, "name": name, "path": path, "whole": whole(path), "direction": direction, "offer": offer, "close": close})
        return found

    def _frame(self, current: str, number: int | None, where: At) -> Frame:
        code = languages.current()
        own = [Link(name, where(one), one == code, lang=one) for one, name in languages.offered_in_public()]
        return Frame(
            name=self.name,
            home=self.places.page(),
            sections=self._sections(current, number),
            languages=own,
            columns=self._columns(),
            imprint=self._imprint(),
        )

    def _sections(self, current: str, number: int | None) -> list[Link]:
        who = [Link(_("Who we are"), self.places.page("who"), current == "who")]
        if self.treaties:
            first = TreatyPlaces(self.coalition, self.treaties[0].code)
            who.append(Link(_("States"), first.treaty(), current == "treaty"))
        if self.has_decisions:
            who.append(Link(_("Decisions"), self.decisions.register(), current == "decisions"))
        if any(self.voice):
            spoken_of = self.voice_places.letters() if self.voice[1] else self.voice_places.statements()
            who.append(Link(_("What we say"), spoken_of, current in {"letters", "statements"}))
        if self.call is None:
            return [*who, Link(_("Join"), self.places.page("join"), current == "join", strong=True)]
        call = Link(capfirst(_("the %(call)s") % self.called), self.places.page(), current == "" and number is None)
        return [call, *who, Link(_("Join or endorse"), self.places.page("join"), current == "join", strong=True)]

    def _columns(self) -> list[Column]:
        about = [Link(_("Who stands behind it"), self.places.page("who")), Link(_("How it works"), self.places.page("who") + "#how")]
        if self.has_charter:
            about.append(Link(capfirst(_("the %(charter)s") % self.called), self.places.page("charter")))
        if self.coalition.is_public:
            about.append(Link(_("Decisions"), self.decisions.register()))
        if self.voice[0]:
            about.append(Link(_("Statements"), self.voice_places.statements()))
        if self.voice[1]:
            about.append(Link(_("Letters"), self.voice_places.letters()))
        if self.shows_ladder:
            about.append(Link(_("How we decide"), self.decisions.ladder()))
        follow = [Link(_("News feed"), self.places.file("feed"))]
        if self.call is not None:
            follow.append(Link(_("Plain text for messengers"), self.places.file("text")))
        if len(self.call.editions if self.call else ()) > 1:
            follow.append(Link(_("Earlier versions"), self.places.page() + "#versions"))
        columns = [Column(_("The coalition"), about), Column(_("Follow"), follow)]
        if self.coalition.contact:
            columns.append(Column(_("Write to us"), [Link(self.coalition.contact, f"mailto:{self.coalition.contact}")]))
        return columns

    def _imprint(self) -> str:
        if self.coalition.is_demo:
            return _("A fictional coalition, made to look around in: its organisations and people do not exist. Runs on Commoncall.")
        return _("Runs on Commoncall.")
