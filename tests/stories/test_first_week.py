"""A newcomer finds its way: who is who, what all stand for, somebody to ask; and reads nothing that is not for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commoncall.kernel import time
from commoncall.kernel.authority import Role
from commoncall.kernel.labels import Label
from commoncall.membership.actions import notes
from commoncall.membership.models import Membership
from tests.cast import make_account, make_member, make_person
from tests.scene import Scene
from tests.stories.conftest import Story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_newcomer_is_helped_and_finds_its_way(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    cast = quiet_fields.cast
    leila_acts = cast.actor(cast.leila)
    kestrel = make_member(cast.quiet_fields, cast.operator, "Kestrel House", "ML")
    notes.write(kestrel, "The committee found their accounts thin.", Label.AMBER_STRICT, by=leila_acts)
    Membership.objects.filter(pk=kestrel.pk).update(joined_on=time.now().date(), languages=["fr"])
    nadia = make_account("Nadia Keita", "nadia@kestrel.example")
    make_person(cast.quiet_fields, cast.operator, nadia, kestrel, Role.REPRESENTATIVE)

    leila = tell(f"/quiet-fields/members/{kestrel.pk}/mentor/", account=cast.leila)
    leila.see("whom to ask to help")
    leila.choose("Forum Humanité Sahel")
    leila.press("Ask", exact=True)
    leila.reads("Forum Humanité Sahel is asked")
    oumar = tell("/quiet-fields/", account=cast.oumar)
    oumar.follow("Help a newcomer settle in")
    oumar.see("the mentor is asked")
    oumar.press("Yes, we help")
    oumar.reads("The newcomer reads whom to write to")

    newcomer = tell("/quiet-fields/", account=nadia)
    newcomer.reads("New here?")
    newcomer.see("home of a newcomer")
    newcomer.follow("Who is who, whom to ask")
    newcomer.reads("Welcome, Kestrel House", "Leila Haddad", "helps you settle in", "amina@amina.example")
    newcomer.see("finding the way")
    newcomer.page.goto(f"/quiet-fields/members/{kestrel.pk}/")
    assert "accounts" not in newcomer.words
    newcomer.page.goto("/quiet-fields/welcome/")
    newcomer.press("We have found our way")
    newcomer.reads("This page stays in the menu")
    assert "New here?" not in newcomer.words
    assert Membership.objects.get(pk=kestrel.pk).welcomed_at is not None
