"""Every country name of the real data is understood, or put up for a question that a person would ask too."""

import csv
import gzip
from pathlib import Path

import pytest

from commoncall.kernel.countries.rules import Outcome, recognise

pytestmark = pytest.mark.sample_data


def column(path: Path, name: str) -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[name] for row in csv.DictReader(file)}


def test_depositary_names_lead_to_their_codes(sample_data: Path) -> None:
    with (sample_data / "countries" / "untc_names_to_iso.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["untc_name"]: row["iso2_country_converter"] for row in csv.DictReader(file)}
    assert len(listed) == 203
    assert recognise("European Union", official=True).outcome is Outcome.WIDER
    del listed["European Union"]
    assert {name: recognise(name, official=True).country for name in listed} == listed
    assert {name for name in listed if recognise(name).country != listed[name]} == {"Congo"}


@pytest.mark.parametrize("file", ["att.csv", "ccm.csv", "status_20_treaties.csv"])
def test_every_participant_in_a_treaty_is_known(sample_data: Path, file: str) -> None:
    names = column(sample_data / "treaties" / file, "participant")
    assert len(names) > 100
    unknown = {name for name in names if recognise(name, official=True).outcome is not Outcome.COUNTRY}
    assert unknown <= {"European Union"}


def test_every_country_of_a_real_member_list_is_understood_or_asked_about(sample_data: Path) -> None:
    names = column(sample_data / "members" / "network-members.csv", "country")
    answers = {name: recognise(name) for name in names}
    assert {name: answer.region for name, answer in answers.items() if answer.outcome is Outcome.WIDER} == {
        "international": "001",
        "International": "001",
        "Caribbean": "029",
    }
    assert {name: answer.candidates for name, answer in answers.items() if answer.outcome is Outcome.QUESTION} == {"Geneva": ("CH",)}
    assert {answer.outcome for answer in answers.values()} == {Outcome.COUNTRY, Outcome.WIDER, Outcome.QUESTION}
    assert [answers[name].country for name in ("U.S.", "UK", "DRC Congo", "Hong Kong")] == ["US", "GB", "CD", "HK"]


def test_the_names_of_seventy_years_of_votes(sample_data: Path) -> None:
    """Former states lead to their one successor, or to a question where there are several."""
    with gzip.open(sample_data / "votes" / "unga_votes_1946_2017.csv.gz", "rt", encoding="utf-8") as file:
        listed = {row["country"]: row["country_code"] for row in csv.DictReader(file)}
    answers = {name: recognise(name, official=True) for name in listed}
    assert {name for name, answer in answers.items() if answer.outcome is not Outcome.COUNTRY} == {"Czechoslovakia", "Yugoslavia"}
    former = {"Yemen Arab Republic", "Yemen People's Republic", "German Democratic Republic", "Federal Republic of Germany", "Zanzibar"}
    differing = {name for name, answer in answers.items() if answer.country and answer.country != listed[name]}
    assert differing <= former
