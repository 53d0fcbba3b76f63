"""Addresses of databases: taken apart for those who connect, and handed to PostgreSQL's programs out of others' sight."""

import os
from collections.abc import Mapping
from urllib.parse import quote, urlencode

import psycopg
from psycopg import pq

from commoncall.installation.trouble import Trouble


def of_socket(folder: os.PathLike[str] | str, *, name: str, user: str, port: int = 5432) -> str:
    """The address of a database that is reached over a socket in this folder."""
    return f"postgresql://{quote(user)}@/{quote(name)}?" + urlencode({"host": os.fspath(folder), "port": port}, quote_via=quote)


def parts(url: str) -> dict[str, str]:
    """The parameters of an address by the names that libpq gives them, such as host, port, dbname, user and sslmode."""
    try:
        return {name: str(value) for name, value in psycopg.conninfo.conninfo_to_dict(url).items() if value is not None}
    except psycopg.ProgrammingError as error:
        # What libpq says would repeat the address, password included.
        raise Trouble(
            "The address of the database cannot be understood.",
            "write it as postgresql://name:password@host/database, with special letters of the password percent-encoded.",
        ) from error


def with_database(url: str, name: str) -> str:
    """The same server and user, but another database."""
    return psycopg.conninfo.make_conninfo(url, dbname=name)


def environment(url: str) -> Mapping[str, str]:
    """The environment for pg_dump and its like; a command line, and the password in it, could be seen by every user."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    for option in pq.Conninfo.parse(url.encode()):
        if option.val is not None and option.envvar is not None:
            kept[option.envvar.decode()] = option.val.decode()
    return kept
