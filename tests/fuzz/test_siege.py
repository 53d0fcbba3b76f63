"""A siege notices what it is there to notice."""

from __future__ import annotations

import pytest
from django.http import HttpResponse, HttpResponseRedirect

from tests.addresses import BY_NAME
from tests.fuzz.forms import every_form
from tests.fuzz.nasties import VALUES
from tests.fuzz.share import share
from tests.fuzz.siege import Siege, siege
from tests.scene import Scene


@pytest.mark.parametrize("where", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "\\\\elsewhere.example"])
def test_being_led_elsewhere_is_a_fault(scene: Scene, where: str) -> None:
    laid = Siege(scene)
    response = HttpResponseRedirect("/")
    response.headers["Location"] = where
    laid._judge("GET /", None, response)
    assert laid.faults


@pytest.mark.parametrize("response", [HttpResponse(status=500), HttpResponse(status=503), HttpResponse("Traceback (most recent call last)")])
def test_a_fault_of_ours_is_one(scene: Scene, response: HttpResponse) -> None:
    laid = Siege(scene)
    laid._judge("GET /", None, response)
    assert laid.faults


def test_a_siege_fails_at_its_end(scene: Scene) -> None:
    def besiege() -> None:
        with siege(scene) as laid:
            laid.throw("get", BY_NAME["sign-in"].path(scene))
            laid._note("planted", "GET /", None)

    with pytest.raises(AssertionError, match="1 faults"):
        besiege()


def test_forms_are_found_with_their_fields(scene: Scene) -> None:
    forms = {str(form) for form in every_form(scene)}
    assert any(one.startswith("post sign-in ") and "address" in one for one in forms), sorted(forms)
    assert len(forms) > 20


def test_all_targets_together_meet_every_value_and_each_run_the_same() -> None:
    values = list(VALUES.values())
    met = [share(values, 6, f"target {number}") for number in range(100)]
    assert {len(few) for few in met} == {6}
    assert {value for few in met for value in few} == set(values)
    assert met == [share(values, 6, f"target {number}") for number in range(100)]
