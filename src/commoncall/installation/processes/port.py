"""The port on which pages are to be served: whether it can be had is told before anything is started."""

import errno
import socket

from commoncall.installation.trouble import Trouble


def refuse_taken(host: str, port: int) -> None:
    """Refuse a port that another program has, that this user may not have, or a host that is not this machine."""
    try:
        kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(kind, socket.SOCK_STREAM) as trial:
            # Connections that have just ended must not keep it from being used again.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except socket.gaierror as error:
        raise Trouble(f"“{host}” is not the name or address of a machine.", "give an address of this machine: --host 127.0.0.1") from error
    except OSError as error:
        raise _told(error, host, port) from error


def _told(error: OSError, host: str, port: int) -> Trouble:
    match error.errno:
        case errno.EADDRINUSE:
            return Trouble(f"Another program uses port {port} on {host} already.", f"stop that one, or choose another: --port {port % 65535 + 1}")
        case errno.EACCES | errno.EPERM:
            return Trouble(f"Port {port} may be used by root alone.", "choose one above 1023, such as --port 8000, with a reverse proxy before it.")
        case errno.EADDRNOTAVAIL:
            return Trouble(f"“{host}” is not an address of this machine.", "give one that is (--host 127.0.0.1), or 0.0.0.0 for all of them.")
    return Trouble(f"Port {port} on {host} cannot be used: {error.strerror or error}.", "choose another: --port, --host")
