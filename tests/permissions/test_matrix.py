"""Every address and every role: what each gets. An address that is missing from the matrix fails the suite."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.addresses import ADDRESSES, BY_NAME, Address, named
from tests.permissions.matrix import FILE, HEARD, LINES, MOVED, NOTHING, OTHER_METHOD, PAGE, PROVE, SIGN_IN, TURNED_AWAY, Line
from tests.permissions.matrix import INSIDE as ROLES_INSIDE
from tests.scene import ROLES, Scene

INSIDE = [address for address in ADDRESSES if address.is_inside]


def test_every_address_is_in_the_matrix() -> None:
    assert named() - {line.name for line in LINES} == set()
    assert {line.name for line in LINES} - named() == set()
    assert len(LINES) == len({(line.name, line.method) for line in LINES})


def meaning(response: HttpResponse, method: str) -> str:
    """Return what an answer means to whoever asked."""
    status = response.status_code
    if status in {301, 302, 303}:
        for name, meant in (("sign-in", SIGN_IN), ("prove", PROVE)):
            if response["Location"].partition("?")[0] == reverse(name):
                return meant
        return HEARD if method == "post" else MOVED
    if status == 405:
        return OTHER_METHOD
    if status == 404:
        return NOTHING
    if status == 403:
        return TURNED_AWAY
    if method == "post" and status in {200, 204, 400, 409, 413, 422}:
        return HEARD
    if status == 200:
        return PAGE if response["Content-Type"].startswith("text/html") else FILE
    return str(status)


@pytest.mark.parametrize("line", LINES, ids=str)
def test_each_role_gets_what_the_matrix_says(scene: Scene, line: Line) -> None:
    address = BY_NAME[line.name]
    assert set(line.expected) == set(ROLES)
    got = {role: meaning(scene.ask(role, line.method, address.path(scene)), line.method) for role in ROLES}
    wrong = {role: (wanted, got[role]) for role, wanted in line.expected.items() if not fits(line, role, wanted, got[role])}
    assert not wrong, f"{line}: as {{role: (the matrix, the answer)}} {wrong}"


def fits(line: Line, role: str, wanted: str, got: str) -> bool:
    """Whoever sends what they may not send may be told so, except from outside: no row is betrayed by that, and no coalition."""
    may_be_told = role in ROLES_INSIDE or (role != "visitor" and not BY_NAME[line.name].is_inside)
    return got == wanted or (line.method == "post" and wanted == NOTHING and got == TURNED_AWAY and may_be_told)


def essence(response: HttpResponse) -> tuple[int, str]:
    """Return what a reader can tell an answer by: all of it but the tokens that are new each time, and its own address."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return response.status_code, text


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one.reaches and one.reader != "visitor"], ids=str)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_of_others_is_reached_by_changing_an_identifier(scene: Scene, address: Address, method: str) -> None:
    response = scene.ask("coordinator", method, address.path(scene, rows="theirs"))
    assert meaning(response, method) in {NOTHING, OTHER_METHOD}
    assert b"Rivers Trust" not in response.content


@pytest.mark.parametrize("address", INSIDE, ids=str)
def test_a_coalition_that_one_does_not_belong_to_is_as_if_it_were_not(scene: Scene, address: Address) -> None:
    there = scene.ask("outsider", "get", address.path(scene))
    nowhere = address.path(scene).replace("/quiet-fields/", "/no-such-coalition/")
    not_there = scene.ask("outsider", "get", nowhere)
    assert essence(there)[0] == 404
    assert essence(there) == essence(not_there)


@pytest.mark.parametrize("address", [one for one in INSIDE if set(one.reaches) & {"organisation", "person"}], ids=str)
@pytest.mark.parametrize("role", ["endorser", "observer", "member"])
def test_an_organisation_that_is_not_named_is_as_if_it_were_not(scene: Scene, address: Address, role: str) -> None:
    """So are its people; a made-up identifier and a hidden one give the same bytes."""
    hidden = address.path(scene, organisation="unlisted", person="unlisted_person")
    made_up = address.path(scene, organisation="file", person="file")
    for method in ("get", "post"):
        answers = [scene.ask(role, method, path) for path in (hidden, made_up)]
        assert essence(answers[0]) == essence(answers[1])
        assert b"Lantern" not in answers[0].content
        assert b"Sato" not in answers[0].content
        assert meaning(answers[0], method) in {NOTHING, OTHER_METHOD, TURNED_AWAY}


def test_a_public_page_is_the_same_for_everybody(scene: Scene) -> None:
    """What caches keep for all tells nothing of who asked."""
    path = BY_NAME["site"].path(scene)
    answers = {role: scene.ask(role, "get", path) for role in ROLES}
    assert len({response.content for response in answers.values()}) == 1
    assert not any(response.cookies for response in answers.values())
    assert "Cookie" not in answers["visitor"].headers.get("Vary", "")


def test_a_coalition_without_a_public_page_is_not_there(scene: Scene) -> None:
    there, nowhere = BY_NAME["site"].path(scene, coalition="theirs"), "/en/no-such-coalition/"
    for role in ROLES:
        assert essence(scene.ask(role, "get", there)) == essence(scene.ask(role, "get", nowhere))
        assert scene.ask(role, "get", there).status_code == 404
