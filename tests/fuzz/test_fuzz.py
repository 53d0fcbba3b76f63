"""Hostile input, everywhere: whatever is sent, nothing of ours breaks, and nobody is led elsewhere."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.addresses import ADDRESSES, BY_NAME, Address
from tests.fuzz.forms import Form, every_form
from tests.fuzz.nasties import BODIES, ELSEWHERE, HEADERS, HOSTS, HUGE, VALUES
from tests.fuzz.share import share
from tests.fuzz.siege import siege
from tests.scene import Scene

pytestmark = pytest.mark.slow
ROLES = ("coordinator", "visitor")


def broken_paths(address: Address, scene: Scene) -> list[str]:
    """Return an address with something hostile in place of each of its parts."""
    path = urlsplit(address.path(scene)).path
    steps = [step for step in path.split("/") if step]
    odd = [quote(value[:2_000].encode("utf-8", "surrogatepass"), safe="") for value in VALUES.values() if value]
    return [path.replace(f"/{step}", f"/{one}", 1) for place, step in enumerate(steps) for one in share(odd, 4, f"{address.name} {place}")]


@pytest.mark.parametrize("role", ROLES)
def test_hostile_addresses(scene: Scene, role: str) -> None:
    with siege(scene, role) as laid:
        for address in ADDRESSES:
            for path in broken_paths(address, scene):
                laid.throw("get", path)


@pytest.mark.parametrize("role", ROLES)
def test_hostile_questions(scene: Scene, role: str) -> None:
    """Every parameter that a page's own links and forms use, and some that none uses."""
    names = {name for form in every_form(scene) if form.method == "get" for name in form.names}
    names |= {"page", "next", "to", "q", "sort", "back", "back[]", "lang", "\x00", "__class__", "size", "state", "view"}
    with siege(scene, role) as laid:
        for address in ADDRESSES:
            path = urlsplit(address.path(scene)).path
            for value in share(VALUES.values(), 6, address.name):
                laid.throw("get", path, dict.fromkeys(names, value[:500].encode("utf-8", "surrogatepass")))
            laid.throw("get", path + "?" + "&".join(f"{name}=1&{name}=2" for name in map(quote, names)))
            laid.throw("get", path + "?%zz=%ff&&&=&;%00")


@pytest.mark.parametrize("role", ROLES)
def test_every_method(scene: Scene, role: str) -> None:
    with siege(scene, role) as laid:
        for address in ADDRESSES:
            for method in ("head", "options", "put", "patch", "delete", "trace"):
                laid.throw(method, address.path(scene))


def filled(form: Form, /, **instead: object) -> dict[str, object]:
    return dict(form.fields) | instead


def test_every_field_with_everything(scene: Scene) -> None:
    """One field hostile, the others as somebody would fill them in."""
    for form in every_form(scene):
        if not form.names:
            continue
        with siege(scene, form.role) as laid:
            for name in form.names:
                for value in share(VALUES.values(), 8, f"{form} {name}"):
                    laid.throw(form.method, form.action, filled(form, **{name: value.encode("utf-8", "surrogatepass")}))


def test_forms_with_fields_missing_twice_or_too_many(scene: Scene) -> None:
    for form in every_form(scene):
        with siege(scene, form.role) as laid:
            laid.throw(form.method, form.action, {})
            for name in form.names:
                laid.throw(form.method, form.action, {key: value for key, value in form.fields if key != name})
                laid.throw(form.method, form.action, filled(form, **{name: ["", "x", "x", "00000000-0000-0000-0000-000000000000"]}))
            laid.throw(form.method, form.action, {name: ["x", "\x00"] for name in form.names})
            laid.throw(form.method, form.action, filled(form) | {f"{name}-{n}": "x" for name in (*form.names, "form") for n in range(200)})


def test_every_text_huge(scene: Scene) -> None:
    for form in every_form(scene):
        if form.method == "post" and form.names:
            with siege(scene, form.role) as laid:
                for value in share(HUGE.values(), 1, str(form)):
                    laid.throw("post", form.action, filled(form) | dict.fromkeys(form.names[:3], value))


def test_bodies_that_no_form_sends(scene: Scene) -> None:
    for role in ROLES:
        with siege(scene, role) as laid:
            for address in ADDRESSES:
                for kind, body in share(BODIES, 5, address.name):
                    laid.throw("post", urlsplit(address.path(scene)).path, body, content_type=kind)


def test_headers_that_lie(scene: Scene) -> None:
    for role in ROLES:
        with siege(scene, role) as laid:
            for address in ADDRESSES:
                for headers in share(HEADERS, 5, address.name):
                    laid.throw("get", address.path(scene), headers=headers)


def test_a_host_that_is_not_ours_is_refused(scene: Scene) -> None:
    with siege(scene, "visitor") as laid:
        for host in HOSTS:
            response = laid.throw("get", "/", headers={"host": host})
            if host:
                assert response.status_code == 400, host
            response = laid.throw("get", BY_NAME["sign-in"].path(scene), headers={"x-forwarded-host": host or "elsewhere.example"})
            assert b"elsewhere" not in response.content


#: By which names an address may be told where to go on to.
GOING_ON = ("next", "back", "to", "return", "url", "goto")


def heeds_next(scene: Scene, role: str, method: str, path: str) -> bool:
    """Tell whether an answer depends on where it is told to go on to."""
    wanted = "/you/sessions/?from=elsewhere"
    told = "&".join(f"{name}={quote(wanted)}" for name in GOING_ON)
    response = scene.ask(role, method, f"{path}?{told}", headers={"referer": "http://testserver" + wanted})
    return wanted in response.headers.get("Location", "") or b"elsewhere" in getattr(response, "content", b"")


@pytest.mark.parametrize("role", ["visitor", "coordinator", "steward"])
def test_no_next_leads_elsewhere(scene: Scene, role: str) -> None:
    """Neither as an answer, nor as a link or a form of a page, nor by way of where somebody came from."""
    paths = [(method, urlsplit(address.path(scene)).path) for address in ADDRESSES for method in ("get", "post")]
    heeding = [(method, path) for method, path in paths if heeds_next(scene, role, method, path)]
    assert heeding, "no address goes on to where it is told"
    with siege(scene, role) as laid:
        for method, path in heeding:
            for one in ELSEWHERE:
                told = "&".join(f"{name}={quote(one)}" for name in GOING_ON)
                response = laid.throw(method, f"{path}?{told}", headers={"referer": one})
                laid.throw("post", path, dict.fromkeys(GOING_ON, one))
                if "html" in response.headers.get("Content-Type", ""):
                    led = re.findall(rb'(?:href|action|formaction)="([^"]*elsewhere[^"]*)"', response.content)
                    assert not [found for found in led if leads_elsewhere(found.decode())], (path, one, led)


def test_signing_in_goes_on_to_our_own_pages_alone(scene: Scene) -> None:
    """What was asked for before signing in is kept over the mail, and is judged when it is followed."""
    link = BY_NAME["sign-in-link"].path(scene)
    with siege(scene, "visitor") as laid:
        for one in ELSEWHERE:
            answer = laid.throw("post", link, {"next": one})
            assert answer.status_code == 302
        assert laid.throw("post", link, {"next": "/you/"}).headers["Location"] == "/you/"


def leads_elsewhere(link: str) -> bool:
    plain = re.sub(r"[\t\r\n\x00]", "", link).replace("\\", "/").strip()
    return bool(re.match(r"//|[a-z]+:", plain, re.IGNORECASE))


def test_links_elsewhere_are_told_apart() -> None:
    assert leads_elsewhere("/\\elsewhere.example")
    assert leads_elsewhere("https://elsewhere.example")
    assert not leads_elsewhere("/sign-in/?next=https%3A//elsewhere.example")


text = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)


def test_forms_with_whatever_is_thought_up(scene: Scene) -> None:
    """Values that nobody thought of beforehand."""
    forms = [form for form in every_form(scene) if form.names]

    @settings(max_examples=1_500, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.data())
    def attack(data: st.DataObject) -> None:
        form = data.draw(st.sampled_from(forms))
        chosen = data.draw(st.dictionaries(st.sampled_from(form.names), st.lists(text, min_size=1, max_size=3), min_size=1, max_size=len(form.names)))
        sent = {name: [value.encode("utf-8", "surrogatepass") for value in values] for name, values in chosen.items()}
        with siege(scene, form.role) as laid:
            laid.throw(form.method, form.action, filled(form, **sent))

    attack()
