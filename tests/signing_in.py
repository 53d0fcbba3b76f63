"""What tests of signing in do again and again: ask for a code, read the mail, type the code, set up a second factor."""

from __future__ import annotations

import re
from typing import Any

import pyotp
from django.test import Client

from commoncall.kernel import time
from commoncall.kernel.accounts.actions import authenticator
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Proof
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties import queries as parties


def ask(client: Client, address: str, **more: str) -> Any:
    """Ask for a code for an address."""
    return client.post("/sign-in/", {"address": address, **more})


def last_mail(address: str) -> Message:
    """Return the latest mail to an address."""
    return Message.objects.filter(address__iexact=address).latest("written_at")


def code_for(address: str) -> str:
    """Return the code in the latest mail to an address."""
    return re.findall(r"\b\d{4} \d{4}\b", last_mail(address).text)[0]


def link_for(address: str) -> str:
    """Return the path of the link in the latest mail to an address."""
    return re.findall(r"http://localhost:8000(/\S+)", last_mail(address).text)[0]


def type_code(client: Client, code: str) -> Any:
    """Type a code on the page that asks for it."""
    return client.post("/sign-in/code/", {"code": code})


def account_of(client: Client) -> str | None:
    """Return the identifier of the account that a client is signed in as."""
    return client.session.get("_auth_user_id")


def application_of(account: Account) -> tuple[pyotp.TOTP, list[str]]:
    """Set up an application for an account; return what shows its codes, and the recovery codes."""
    by = parties.account_actor(account, Proof.SECOND_FACTOR)
    shows = pyotp.TOTP(authenticator.begin(account, by=by).secret.replace(" ", ""))
    return shows, authenticator.confirm(account, shows.at(time.now()), by=by)
