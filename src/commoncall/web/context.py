"""The frame around every page: whose page it is, for whom the reader acts, and where else to go."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.design.frames import Frame, Link
from commoncall.kernel import languages, time
from commoncall.kernel.authority import ROLE_NAMES, Role
from commoncall.web.moments import numeral
from commoncall.web.reader import languages_at
from commoncall.web.standing import Standing
from commoncall.web.words import Words, words_of


def page(request: HttpRequest) -> dict[str, object]:
    """Return what each template may name: the frame, the reader's standing, what things are called, how the language runs."""
    standing: Standing = getattr(request, "standing", Standing())
    code = translation.get_language() or "en"
    return {
        "frame": SimpleLazyObject(lambda: frame_for(request, standing)),
        "standing": standing,
        "actor": standing.actor,
        "coalition": standing.coalition,
        "called": words_of(standing.coalition),
        "language_code": code,
        "direction": languages.direction(code),
    }


def frame_for(request: HttpRequest, standing: Standing) -> Frame:
    """Return the frame of a page, from what the request knows already; it asks the database nothing."""
    account = request.user if hasattr(request, "user") else None
    signed_in = bool(account and account.is_authenticated)
    light = request.headers.get("Save-Data", "").lower() == "on"
    density = getattr(account, "density", "roomy") if signed_in else "roomy"
    if not standing.coalition:
        return Frame(
            person=str(account) if signed_in else "",
            person_links=_person_links() if signed_in else (),
            # Whoever is signed in chooses the language for their account.
            languages=() if signed_in else _languages(request),
            density=density,
            shortcuts=getattr(account, "keys_on", True),
            light_on_data=light,
        )
    return _coalition_frame(request, standing, density, light)


def _coalition_frame(request: HttpRequest, standing: Standing, density: str, light: bool) -> Frame:
    coalition, account = standing.coalition, request.user
    slug, called = coalition.slug, words_of(coalition)
    notice, notice_address, notice_words = _notice(standing)
    return Frame(
        name=languages.pick(coalition.names, fallback=coalition.language) or coalition.name,
        home=reverse("home", args=[slug]),
        sections=_sections(request, slug, called),
        # A band over the page says as whom somebody is here who is not here as themselves.
        acting_for="" if notice else standing.actor.organisation_name or capfirst(called["secretariat"]),
        acting_address=reverse("acting", args=[slug]),
        # On the page of the search its own field is the one.
        search_address="" if request.path == (search := reverse("search", args=[slug])) else search,
        person=standing.actor.person_name or str(account),
        person_links=_person_links(),
        tabs=_tabs(request, slug, called),
        steward_notice=notice,
        steward_address=notice_address,
        steward_words=notice_words,
        density=density,
        shortcuts=getattr(account, "keys_on", True),
        light_on_data=light,
    )


def _notice(standing: Standing) -> tuple[str, str, str]:
    """Return what stands over every page while somebody is not here as themselves, where to end that, and in which words."""
    slug = standing.coalition.slug
    if standing.steward_session is not None:
        left = max(int((standing.steward_session.ends_at - time.now()).total_seconds() // 60), 0) + 1
        words = ngettext(
            "You are here as a steward for %(n)s more minute. The coordinators have been told.",
            "You are here as a steward for %(n)s more minutes. The coordinators have been told.",
            left,
        )
        return words % {"n": numeral(left)}, reverse("steward", args=[slug]), _("End the session")
    if standing.actor.preview:
        words = _("You see what a person in this role would see: %(role)s. Nothing can be done here.")
        return words % {"role": ROLE_NAMES[Role(standing.previewed_role)]}, reverse("look-as", args=[slug]), _("Go back to yourself")
    return "", "", ""


def _sections(request: HttpRequest, slug: str, called: Words) -> list[Link]:
    named = [
        ("home", _("Home"), "h"),
        ("texts", _("Texts"), "t"),
        ("decisions", _("Decisions"), "d"),
        ("treaties", _("Treaties and states"), "s"),
        ("members", capfirst(called["members"]), "m"),
        ("room", _("The coalition"), "r"),
    ]
    here = {name: _is_here(request, reverse(name, args=[slug]), name == "home") for name, _words, _key in named}
    # Drafts, statements and letters live in the texts, at addresses of their own.
    here["texts"] = here["texts"] or any(_is_here(request, reverse(name, args=[slug]), False) for name in ("drafts", "statements", "letters"))
    return [Link(words, reverse(name, args=[slug]), here[name], key=key) for name, words, key in named]


def _tabs(request: HttpRequest, slug: str, called: Words) -> list[Link]:
    named = [
        ("home", _("Home"), "home"),
        ("members", capfirst(called["members"]), "people"),
        ("room", _("The coalition"), "building"),
        ("search", _("Search"), "search"),
        ("menu", _("Menu"), "menu"),
    ]
    return [Link(words, address := reverse(name, args=[slug]), _is_here(request, address, name == "home"), icon) for name, words, icon in named]


def _is_here(request: HttpRequest, address: str, exactly: bool) -> bool:
    return request.path == address if exactly else request.path.startswith(address)


def _person_links() -> list[Link]:
    return [
        Link(_("All your coalitions"), reverse("front")),
        Link(_("Language, time zone and sign-in"), reverse("you")),
        Link(_("Sign out"), reverse("sign-out"), post=True),
    ]


def _languages(request: HttpRequest) -> list[Link]:
    current = translation.get_language()
    return [Link(name, f"{reverse('language')}?to={code}", code == current, lang=code) for code, name in languages_at(request)]
