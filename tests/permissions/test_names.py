"""No page, file or list tells anybody of whom they may not know: neither an organisation's name, nor its people, nor mail addresses."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.actions import organisations
from tests.addresses import ADDRESSES, Gives
from tests.scene import Scene

#: What must stand nowhere, by role. Hidden Lantern is named to coordinators alone, Campos Livres to members.
UNNAMED = ["Lantern", "Sato", "mina@mina"]
NOT_FOR = {
    "visitor": [*UNNAMED, "Campos", "Diallo", "Traor", "Moe"],
    "outsider": [*UNNAMED, "Campos", "Diallo", "Leila"],
    "steward": [*UNNAMED, "Campos", "Diallo", "Leila", "Moe"],
    "endorser": [*UNNAMED, "Campos", "Rivers", "Viktor"],
    "observer": [*UNNAMED, "Campos", "Rivers", "Viktor"],
    "member": UNNAMED,
    "coordinator": ["Rivers", "Viktor"],
}
OWN_ADDRESSES = {
    "endorser": ["eva@eva.example"],
    "observer": ["deniz@deniz.example"],
    "member": ["amina@amina.example", "amina@rivers.example", "oumar@oumar.example"],
}


#: Whoever holds the link of a mail reads the address that it went to, and an applicant's own pages with it.
KEYED = {"sign-in-link", "silence", "apply-again", "apply-open", "apply-contact", "apply-withdraw", "apply-proof", "apply-step"}
#: The pattern pages hold invented names; accounts are the installation's, and its stewards read whose they are.
READ = [address for address in ADDRESSES if address.name not in KEYED and address.gives is not Gives.SAMPLE]
STEWARDS_OWN = {"installation-accounts", "installation-account"}


def live(scene: Scene) -> None:
    """Let much be told of those who are not named: what they did, and what was done to them."""
    mina, leila = scene.cast.actor(scene.cast.mina), scene.cast.actor(scene.cast.leila)
    organisations.choose_naming(scene.cast.lantern, Naming.MEMBERS, by=mina)
    organisations.choose_naming(scene.cast.lantern, Naming.COORDINATORS, by=mina)
    organisations.rename(scene.cast.lantern, organisations.Names("Hidden Lantern Circle", "HLC"), by=mina)
    organisations.rename(scene.cast.campos, organisations.Names("Campos Livres", "CL"), by=leila)


def everything(scene: Scene, role: str) -> dict[str, str]:
    """Return all that a role can read, by address; a file's content is read as text."""
    found = {}
    for address in READ:
        if role == "steward" and address.name in STEWARDS_OWN:
            continue
        for row in ("organisation", "unlisted") if set(address.reaches) & {"organisation", "person"} else ("organisation",):
            path = address.path(scene, organisation=row, person="unlisted_person" if row == "unlisted" else "person")
            response = scene.ask(role, "get", path)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            found[path] = content.decode("utf-8", "replace")
    return found


@pytest.mark.parametrize("role", NOT_FOR)
def test_nobody_reads_of_whom_they_may_not_know(scene: Scene, role: str) -> None:
    live(scene)
    told = [(urlsplit(path).path, word) for path, text in everything(scene, role).items() for word in NOT_FOR[role] if word in text]
    assert not told


@pytest.mark.parametrize("role", OWN_ADDRESSES)
def test_nobody_reads_the_mail_addresses_of_other_organisations(scene: Scene, role: str) -> None:
    told = {(path, found) for path, text in everything(scene, role).items() for found in re.findall(r"[\w.]+@[\w.]+\.example", text)}
    own = [*OWN_ADDRESSES[role], *re.findall(r"\S+@\S+", " ".join(str(one) for one in scene.account(role).addresses.all()))]
    assert not {(path, found) for path, found in told if found not in own}


def test_a_coordinator_reads_of_everybody(scene: Scene) -> None:
    """So that the silence of the others' pages means something."""
    texts = " ".join(everything(scene, "coordinator").values())
    assert all(name in texts for name in ("Hidden Lantern", "Campos Livres"))
