"""The kinds of value that a setting may have: each reads what was written, or says what should have been."""

import re
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Kind:
    """How a value is described to people, and how it is read; reading raises ValueError with what was expected."""

    described: str
    read: Callable[[Any], Any]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("text in quotes is expected")
    if any(ord(letter) < 32 for letter in value):
        raise ValueError("one line of text is expected, without control characters")
    return value.strip()


def _yes_or_no(value: Any) -> bool:
    words = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in words:
        return words[value.strip().lower()]
    raise ValueError("true or false is expected")


def _web_address(value: Any) -> str:
    written = _text(value).rstrip("/")
    parts = urlsplit(written)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.fragment or parts.username:
        raise ValueError("an address such as https://calls.example.org is expected, without anything after the name")
    _port_of(parts.netloc)
    return written


def _port_of(netloc: str) -> None:
    port = re.search(r":([^:\]]*)$", netloc)
    if port and not (port[1].isdigit() and 0 < int(port[1]) < 65536):
        raise ValueError("the port in the address is not a number from 1 to 65535")


_HOST = re.compile(r"^(\*|\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])$")


def _hosts(value: Any) -> tuple[str, ...]:
    written = value if isinstance(value, list) else _text(value).split(",")
    hosts = tuple(_text(host) for host in written if host)
    for host in hosts:
        if not _HOST.match(host):
            raise ValueError(f"“{host}” is not the name of a host, such as calls.example.org")
    return hosts


def _mail_address(value: Any) -> str:
    written = _text(value)
    address = written.rpartition("<")[2].rstrip("> ") if "<" in written else written
    if written and not re.match(r"^[^@\s<>]+@[^@\s<>]+$", address):
        raise ValueError("an e-mail address is expected, such as Our Coalition <office@example.org>")
    return written


def _time_zone(value: Any) -> str:
    written = _text(value)
    if written not in zoneinfo.available_timezones():
        raise ValueError("a time zone such as Europe/Vienna is expected")
    return written


def _language(value: Any) -> str:
    written = _text(value).lower()
    if not re.match(r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$", written):
        raise ValueError("the code of a language is expected, such as en, fr or ar")
    return written


def _database(value: Any) -> str:
    written = _text(value)
    if written and not re.match(r"^postgres(ql)?://", written):
        raise ValueError("an address such as postgresql://name:password@host/database is expected (only PostgreSQL is used)")
    return written


def _key(value: Any) -> str:
    written = _text(value)
    if written and len(written) < 32:
        raise ValueError("at least 32 characters are expected, chosen at random")
    return written


def _keys(value: Any) -> tuple[str, ...]:
    each = value.split(",") if isinstance(value, str) else value
    if not isinstance(each, list | tuple):
        raise ValueError("a list of keys is expected, or one line with commas between")
    return tuple(key for one in each if (key := _key(one)))


def whole_number(low: int, high: int) -> Kind:
    """A whole number within limits."""

    def read(value: Any) -> int:
        problem = ValueError(f"a whole number from {low} to {high} is expected")
        if isinstance(value, bool) or not re.match(r"^[0-9]{1,9}$", str(value).strip()):
            raise problem
        if not low <= int(value) <= high:
            raise problem
        return int(value)

    return Kind(f"a whole number from {low} to {high}", read)


def one_of(*words: str) -> Kind:
    """One word out of a short list."""

    def read(value: Any) -> str:
        written = _text(value).lower()
        if written not in words:
            raise ValueError(f"one of these is expected: {', '.join(words)}")
        return written

    return Kind(", ".join(words[:-1]) + " or " + words[-1], read)


TEXT = Kind("text", _text)
YES_OR_NO = Kind("true or false", _yes_or_no)
WEB_ADDRESS = Kind("an address, http:// or https://", _web_address)
HOSTS = Kind("names of hosts, with commas between", _hosts)
MAIL_ADDRESS = Kind("an e-mail address", _mail_address)
TIME_ZONE = Kind("a time zone", _time_zone)
LANGUAGE = Kind("the code of a language", _language)
DATABASE = Kind("the address of a PostgreSQL database", _database)
KEY = Kind("at least 32 random characters", _key)
KEYS = Kind("keys as they were, with commas between", _keys)
