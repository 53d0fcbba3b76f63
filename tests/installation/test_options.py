"""Settings come from the environment over one file over defaults, and what cannot be meant is refused with words."""

import os
import stat
from pathlib import Path

import pytest

from commoncall.installation import options
from commoncall.installation.options import read
from commoncall.installation.trouble import Trouble


def test_without_any_setting_everything_has_a_default(tmp_path: Path) -> None:
    found = read(tmp_path, {})
    assert (found.address, found.port, found.database_url, found.language) == ("http://localhost:8000", 8000, "", "en")


def test_the_environment_goes_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    (tmp_path / "commoncall.toml").write_text('port = 9000\nlanguage = "fr"\nbehind_proxy = true\nallowed_hosts = ["a.example", "b.example"]\n')
    found = read(tmp_path, {"COMMONCALL_PORT": "9001", "DATABASE_URL": "postgresql://x@y/z"})
    assert (found.port, found.language, found.behind_proxy, found.database_url) == (9001, "fr", True, "postgresql://x@y/z")
    assert found.allowed_hosts == ("a.example", "b.example")
    assert found.origins["port"] == "environment"
    assert found.origins["language"].endswith("commoncall.toml")


def test_a_variable_set_to_nothing_is_not_set(tmp_path: Path) -> None:
    assert read(tmp_path, {"COMMONCALL_LANGUAGE": "", "DATABASE_URL": " "}).language == "en"


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"COMMONCALL_PORT": "80x"}, "whole number from 1 to 65535"),
        ({"COMMONCALL_PORT": "70000"}, "whole number"),
        ({"COMMONCALL_ADDRESS": "calls.example.org"}, "https://calls.example.org"),
        ({"COMMONCALL_ADDRESS": "https://calls.example.org/path"}, "without anything after"),
        ({"COMMONCALL_ADDRESS": "https://calls.example.org:99999"}, "port"),
        ({"COMMONCALL_ALLOWED_HOSTS": "good.example, bad_/host"}, "bad_/host"),
        ({"COMMONCALL_MAIL_SECURITY": "ssl"}, "starttls, tls, none"),
        ({"COMMONCALL_MAIL_HOST": "mail.example"}, "mail_from"),
        ({"COMMONCALL_MAIL_FROM": "nobody"}, "e-mail address"),
        ({"COMMONCALL_TIME_ZONE": "Europe/Nowhere"}, "Europe/Vienna"),
        ({"COMMONCALL_BEHIND_PROXY": "perhaps"}, "true or false"),
        ({"DATABASE_URL": "mysql://x"}, "only PostgreSQL"),
        ({"COMMONCALL_SECRET_KEY": "short"}, "32 characters"),
        ({"COMMONCALL_FORMER_SECRET_KEYS": "x" * 40 + ", short"}, "32 characters"),
        ({"COMMONCALL_ADRESS": "https://a.example"}, "write COMMONCALL_ADDRESS"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_do(tmp_path: Path, environment: dict[str, str], words: str) -> None:
    with pytest.raises(Trouble, match="What to do") as refused:
        read(tmp_path, environment)
    assert words in str(refused.value)


def test_a_secret_is_never_shown(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as refused:
        read(tmp_path, {"DATABASE_URL": "mysql://hunter2"})
    assert "hunter2" not in str(refused.value)
    assert "hunter2" not in repr(read(tmp_path, {"DATABASE_URL": "postgresql://a:hunter2@b/c"}))


def test_a_password_does_not_cross_the_network_in_clear(tmp_path: Path) -> None:
    mail = {"COMMONCALL_MAIL_FROM": "a@b.example", "COMMONCALL_MAIL_USER": "a", "COMMONCALL_MAIL_SECURITY": "none"}
    with pytest.raises(Trouble, match="cross the network"):
        read(tmp_path, {**mail, "COMMONCALL_MAIL_HOST": "mail.example"})
    assert read(tmp_path, {**mail, "COMMONCALL_MAIL_HOST": "localhost"}).outgoing_port == 25


@pytest.mark.parametrize(("written", "words"), [("port = ", "cannot be read"), ('colour = "red"', "“colour”"), ("adress = 1", "write address")])
def test_a_file_that_cannot_be_understood_is_refused(tmp_path: Path, written: str, words: str) -> None:
    (tmp_path / "commoncall.toml").write_text(written)
    with pytest.raises(Trouble, match="What to do") as refused:
        read(tmp_path, {})
    assert words in str(refused.value)


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first = read(tmp_path, {}).secret_key
    assert len(first) >= 60
    assert read(tmp_path, {}).secret_key == first
    assert stat.S_IMODE(os.stat(tmp_path / "secret-key").st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["secret-key"]


def test_a_damaged_key_is_not_replaced_in_silence(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("")
    with pytest.raises(Trouble, match="damaged"):
        read(tmp_path, {})


def test_keys_of_before_are_listed_in_the_file_or_in_one_line(tmp_path: Path) -> None:
    former = ("a" * 40, "b" * 40)
    (tmp_path / "commoncall.toml").write_text(f'former_secret_keys = ["{former[0]}", "{former[1]}"]\n')
    assert read(tmp_path, {}).former_secret_keys == former
    assert read(tmp_path, {"COMMONCALL_FORMER_SECRET_KEYS": f" {former[1]}, "}).former_secret_keys == former[1:]
    assert former[0] not in repr(read(tmp_path, {}))
    (tmp_path / "commoncall.toml").write_text("former_secret_keys = 7\n")
    with pytest.raises(Trouble, match="a list of keys"):
        read(tmp_path, {})


def test_every_setting_is_documented() -> None:
    written = options.document()
    for option in options.TABLE.values():
        assert f"`{option.name}`" in written
        assert f"`{option.variable}`" in written
        assert option.help.endswith(".")


def test_names_under_which_pages_are_served_include_the_address(tmp_path: Path) -> None:
    found = read(tmp_path, {"COMMONCALL_ADDRESS": "https://calls.example.org", "COMMONCALL_ALLOWED_HOSTS": "other.example"})
    assert found.hosts[:2] == ("calls.example.org", "other.example")
    assert found.is_secure
