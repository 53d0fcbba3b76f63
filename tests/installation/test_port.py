"""A port that cannot be had is told before anything is started, with what to do instead."""

import socket

import pytest

from commoncall.installation.processes.port import refuse_taken
from commoncall.installation.trouble import Trouble


def test_a_free_port_is_left_free() -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    refuse_taken("127.0.0.1", port)
    refuse_taken("127.0.0.1", port)


def test_a_port_of_another_program_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Trouble, match=f"port {port}"):
            refuse_taken("127.0.0.1", port)


@pytest.mark.parametrize(("host", "words"), [("192.0.2.1", "not an address of this machine"), ("no such host", "not the name or address")])
def test_a_host_that_is_not_this_machine_is_refused(host: str, words: str) -> None:
    with pytest.raises(Trouble, match=words):
        refuse_taken(host, 8000)
