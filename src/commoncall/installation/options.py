"""The one table of settings, and how they are read: the environment over commoncall.toml over the default."""

import dataclasses
import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from commoncall.installation import kinds, secret
from commoncall.installation.kinds import Kind
from commoncall.installation.trouble import Trouble, with_file

FILE = "commoncall.toml"
PREFIX = "COMMONCALL_"
# Words of the environment that are no settings: they say where the settings are, or steer tests and set-up.
NOT_SETTINGS = frozenset(
    {"COMMONCALL_DATA", "COMMONCALL_COALITION", "COMMONCALL_PYTHON", "COMMONCALL_SAMPLE_DATA", "COMMONCALL_SCREENS", "COMMONCALL_CHROMIUM"}
)


@dataclass(frozen=True)
class Option:
    """One row of the table: what may be set, what it means, and what holds where nobody sets it."""

    name: str
    default: Any
    help: str
    kind: Kind
    secret: bool
    variable: str


def _option(default: Any, kind: Kind, meaning: str, *, secret: bool = False, variable: str = "") -> Any:
    """Describe one setting where its typed attribute is declared, so that there is one table and not two."""
    return field(default=default, repr=not secret, metadata={"kind": kind, "help": meaning, "secret": secret, "variable": variable})


@dataclass(frozen=True)
class Options:
    """The settings of one installation, read and checked."""

    address: str = _option(
        "http://localhost:8000",
        kinds.WEB_ADDRESS,
        "Where people reach this installation. It stands in every link that is mailed.",
    )
    allowed_hosts: tuple[str, ...] = _option(
        (), kinds.HOSTS, "Further names under which pages are served, besides the one in `address` and this machine's own."
    )
    behind_proxy: bool = _option(
        False,
        kinds.YES_OR_NO,
        "Whether a reverse proxy stands in front, sets X-Forwarded-For and X-Forwarded-Proto, and lets nobody else reach the port.",
    )
    host: str = _option("127.0.0.1", kinds.TEXT, "The network address of this machine on which pages are served.")
    port: int = _option(8000, kinds.whole_number(1, 65535), "The port on which pages are served.")
    workers: int = _option(2, kinds.whole_number(1, 64), "How many processes serve pages.")
    threads: int = _option(4, kinds.whole_number(1, 64), "How many pages each of these processes serves at the same time.")
    database_url: str = _option(
        "", kinds.DATABASE, "A PostgreSQL server (15 or later) to use instead of the embedded one.", secret=True, variable="DATABASE_URL"
    )
    test_database_url: str = _option(
        "", kinds.DATABASE, "A PostgreSQL server on which the tests make databases of their own.", secret=True, variable="TEST_DATABASE_URL"
    )
    postgres: str = _option(
        "auto",
        kinds.one_of("auto", "system", "wheel"),
        "Whose programs run the embedded database: this system's, those installed with Commoncall, or the first of them that is there.",
    )
    secret_key: str = _option(
        "",
        kinds.KEY,
        "The key that signs sessions and links. Left out, it is made once and kept in the data folder.",
        secret=True,
    )
    former_secret_keys: tuple[str, ...] = _option(
        (), kinds.KEYS, "Keys that were used before, the latest first: what they sealed can still be opened. See keys.md.", secret=True
    )
    mail_host: str = _option("", kinds.TEXT, "The server that takes outgoing mail. Without it, mail waits in the outbox.")
    mail_port: int | None = _option(None, kinds.whole_number(1, 65535), "Its port. Left out: 587 with starttls, 465 with tls, 25 with none.")
    mail_user: str = _option("", kinds.TEXT, "The name under which to sign in to it.")
    mail_password: str = _option("", kinds.TEXT, "The password for that name.", secret=True)
    mail_security: str = _option("starttls", kinds.one_of("starttls", "tls", "none"), "How the connection to it is protected.")
    mail_from: str = _option("", kinds.MAIL_ADDRESS, "The sender of mails, such as Our Coalition <office@example.org>.")
    language: str = _option("en", kinds.LANGUAGE, "The language of pages and mails where nobody has chosen one.")
    time_zone: str = _option("UTC", kinds.TIME_ZONE, "The time zone of dates and times where nobody has chosen one.")
    files_limit_mb: int = _option(25, kinds.whole_number(1, 10_000), "The largest file that may be uploaded, in megabytes.")
    public_pages_kept: int = _option(
        15, kinds.whole_number(0, 25), "For how many seconds a copy of a public page is given to whoever asks; 0 to make each anew."
    )
    origins: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def outgoing_port(self) -> int:
        """The port for outgoing mail, which follows the protection where it is not set."""
        return self.mail_port or {"starttls": 587, "tls": 465, "none": 25}[self.mail_security]

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every name under which pages are served."""
        named = urlsplit(self.address).hostname or "localhost"
        return tuple(dict.fromkeys((named, *self.allowed_hosts, "localhost", "127.0.0.1", "[::1]")))

    @property
    def is_secure(self) -> bool:
        """Whether people come over TLS, so that cookies may be kept to it."""
        return self.address.startswith("https://")


def _table() -> dict[str, Option]:
    rows = {}
    for each in dataclasses.fields(Options):
        if each.metadata:
            about = each.metadata
            variable = about["variable"] or PREFIX + each.name.upper()
            rows[each.name] = Option(each.name, each.default, about["help"], about["kind"], about["secret"], variable)
    return rows


TABLE: Mapping[str, Option] = _table()


def read(data: Path, environment: Mapping[str, str] | None = None) -> Options:
    """Read all settings of the installation whose data folder this is; a key that is missing is made and kept there."""
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for origin, found in ((str(data / FILE), _from_file(data / FILE)), ("environment", _from_environment(environment))):
        for name, written in found.items():
            values[name] = _checked(TABLE[name], written, origin)
            origins[name] = origin
    if not values.get("secret_key"):
        values["secret_key"] = secret.kept_in(data)
        origins["secret_key"] = str(data / secret.FILE)
    options = Options(**values, origins=origins)
    _check_together(options)
    return options


def _from_file(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Trouble(
            f"{path} cannot be read: {error}.",
            'write one setting on each line, such as  address = "https://calls.example.org"',
        ) from error
    except OSError as error:
        raise with_file(error, path) from error
    for name in found:
        if name not in TABLE:
            raise _unknown(f"“{name}” in {path}", name, list(TABLE))
    return found


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    variables = {option.variable: option.name for option in TABLE.values()}
    for variable in environment:
        if variable.startswith(PREFIX) and variable not in variables and variable not in NOT_SETTINGS:
            raise _unknown(f"“{variable}” in the environment", variable, list(variables))
    # A variable that is set to nothing counts as not set: that is how compose files leave one out.
    return {name: environment[variable] for variable, name in variables.items() if environment.get(variable, "").strip()}


def _unknown(where: str, name: str, known: list[str]) -> Trouble:
    near = difflib.get_close_matches(name, known, n=1)
    meant = f"write {near[0]}, if that is meant" if near else "remove it"
    return Trouble(f"{where} is not a setting.", f"{meant}; docs/reference/settings.md lists all settings.")


def _checked(option: Option, written: Any, origin: str) -> Any:
    try:
        return option.kind.read(written)
    except ValueError as error:
        shown = "" if option.secret else f" is “{written}”"
        name = option.variable if origin == "environment" else option.name
        raise Trouble(f"The setting {name} ({origin}){shown}, but {error}.", f"{option.help} Correct it or take it out.") from error


def _check_together(options: Options) -> None:
    """Refuse settings that are right each by itself and wrong together."""
    if options.mail_host and not options.mail_from:
        raise Trouble("mail_host is set, but nobody is named as the sender.", "set mail_from, such as office@example.org.")
    if options.mail_password and not options.mail_user:
        raise Trouble("mail_password is set, but mail_user is not.", "set both, or neither.")
    if options.mail_user and options.mail_security == "none" and options.mail_host not in {"localhost", "127.0.0.1", "::1"}:
        raise Trouble(
            "With mail_security none, the password would cross the network for all to read.",
            "set mail_security to starttls or tls.",
        )


def document() -> str:
    """Render the table of settings for the operating guide, in Markdown."""
    lines = ["| In commoncall.toml | In the environment | Kind | Default | Meaning |", "| --- | --- | --- | --- | --- |"]
    for option in TABLE.values():
        kind = option.kind.described + (" (secret)" if option.secret else "")
        lines.append(f"| `{option.name}` | `{option.variable}` | {kind} | {_shown(option.default)} | {option.help} |")
    return "\n".join(lines) + "\n"


def _shown(default: Any) -> str:
    if default in ("", None, ()):
        return "none"
    return f"`{str(default).lower()}`" if isinstance(default, bool) else f"`{default}`"
