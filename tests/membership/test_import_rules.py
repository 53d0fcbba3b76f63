"""An import is planned so that every row gets one verdict and nothing is changed that nobody saw."""

import datetime
import json
from collections.abc import Mapping as Answers
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commoncall.kernel.countries.rules import recognise_several
from commoncall.kernel.tables import reading
from commoncall.kernel.tables.shapes import Row, Table
from commoncall.membership.rules.columns import guessing, headings
from commoncall.membership.rules.columns.fields import Column, Field, Mapping
from commoncall.membership.rules.importing import dates, languages, sentences
from commoncall.membership.rules.importing.addresses import UnsafeAddressError, email_domain, read_emails, read_website, website_domain
from commoncall.membership.rules.importing.planning import plan
from commoncall.membership.rules.importing.shapes import Change, KnownOrganisation, KnownPerson, Mode, Plan, RowPlan, Verdict


def planned(text: str, existing: list[KnownOrganisation] | None = None, mode: Mode = Mode.FILL, answers: Answers[str, str] | None = None) -> Plan:
    """The plan for a table written with bars, whose columns are guessed."""
    table = reading.read(text.strip().encode(), delimiter="|", is_heading=headings.is_heading)
    return plan(table, guessing.guess(table, recognise_several), existing or [], mode=mode, answers=answers)


def verdicts(result: Plan) -> str:
    return " ".join(row.verdict for row in result.rows)


def only(result: Plan) -> RowPlan:
    (row,) = result.rows
    return row


def reed(**values: object) -> KnownOrganisation:
    return KnownOrganisation("reed", ("Reed Society",), {"countries": ["KE"]} | values)


# One organisation


def test_a_new_organisation_with_everything() -> None:
    row = only(
        planned(
            "Organisation|Country|Website|Languages|Type|Membership type|Survivor-led|Joined|Tags|Shirt|Notes\n"
            "Quiet Fields Alliance (QFA)|Kenya, Uganda|www.quiet.example/|English & Swahili|NGO|Full member|yes|"
            "March 2019|Water; Land|green|met in May"
        )
    )
    assert row.verdict is Verdict.NEW
    assert row.values == {
        "name": "Quiet Fields Alliance",
        "acronym": "QFA",
        "countries": ["KE", "UG"],
        "website": "https://www.quiet.example",
        "languages": ["en", "sw"],
        "kind": "ngo",
        "category": "ordinary",
        "led_by_affected": True,
        "joined_on": "2019-03-01",
        "joined_precision": "month",
        "tags": ["Water", "Land"],
        "own": {"Shirt": "green"},
        "notes": ["met in May"],
    }


def test_the_plan_can_be_stored() -> None:
    result = planned("Organisation|Country\nReed Society|Caribbean\nField Society|Mali")
    assert json.loads(json.dumps([asdict(row) for row in result.rows]))[0]["questions"][0]["key"] == "country:caribbean"


def test_letters_that_do_not_stand_for_the_name_stay_in_it() -> None:
    assert only(planned("Organisation\nReed Society (Kisumu)")).values == {"name": "Reed Society (Kisumu)"}
    assert only(planned("Organisation\nReed Society (XYZ)")).values == {"name": "Reed Society (XYZ)"}


def test_an_unknown_kind_is_kept_as_a_tag() -> None:
    row = only(planned("Organisation|Type\nReed Society|Brass band"))
    assert (row.values["tags"], row.notes[0].code) == (["Brass band"], "kind_as_tag")


def test_a_row_without_a_name_is_an_error() -> None:
    result = planned("Organisation|Country\n|Kenya\nReed|Mali")
    assert verdicts(result) == "errors new"
    assert result.rows[0].errors[0].code == "no_name"


def test_a_dangerous_website_is_an_error() -> None:
    row = only(planned("Organisation|Website\nReed|javascript:alert(1)"))
    assert (row.verdict, row.errors[0].code) == (Verdict.ERRORS, "unsafe_address")


# Countries


@pytest.mark.parametrize(
    ("written", "countries"), [("Kenya", ["KE"]), ("République du Mali", ["ML"]), ("NA", ["NA"]), ("Kenya; Uganda", ["KE", "UG"])]
)
def test_countries_are_recognised(written: str, countries: list[str]) -> None:
    assert only(planned(f"Organisation|Country\nReed|{written}")).values["countries"] == countries


@pytest.mark.parametrize("written", ["international", "Global", "worldwide"])
def test_international_is_no_question(written: str) -> None:
    row = only(planned(f"Organisation|Country\nReed|{written}"))
    assert (row.verdict, row.values) == (Verdict.NEW, {"name": "Reed", "international": True})


def test_a_place_that_is_no_country_is_asked_about_once_for_all_rows() -> None:
    text = "Organisation|Country\nReed|Geneva\nField|geneva\nStream|Caribbean\nMarsh|Mali"
    result = planned(text)
    assert verdicts(result) == "questions questions questions new"
    assert [(question.key, question.said.code) for question in result.questions] == [
        ("country:geneva", "country_place"),
        ("country:caribbean", "country_wider"),
    ]
    assert [option.value for option in result.questions[0].options] == ["CH", "international"]
    answered = planned(text, answers={"country:geneva": "CH", "country:caribbean": ""})
    assert verdicts(answered) == "new new new new"
    assert [row.values.get("countries") for row in answered.rows] == [["CH"], ["CH"], None, ["ML"]]
    assert answered.rows[2].values["tags"] == ["Caribbean"]


def test_answers_may_be_names_and_several_and_must_be_countries() -> None:
    text = "Organisation|Country\nReed|Caribbean"
    assert only(planned(text, answers={"country:caribbean": "Jamaica, BB"})).values["countries"] == ["JM", "BB"]
    assert only(planned(text, answers={"country:caribbean": "international"})).values["international"] is True
    assert only(planned(text, answers={"country:caribbean": "Atlantis"})).verdict is Verdict.ERRORS


def test_prose_in_the_country_column_is_one_question() -> None:
    prose = "A movement of people who care for reeds in the marshes of Kenya and of Uganda"
    text = "Organisation|Country\n" + "".join(
        f"Society {name}|{place}\n" for name, place in [("A", "Mali"), ("B", prose), ("C", "Peru"), ("D", prose + " too")]
    )
    result = planned(text)
    assert [question.key for question in result.questions] == ["prose:1"]
    answered = planned(text, answers={"prose:1": "about"})
    assert verdicts(answered) == "new new new new"
    assert answered.rows[1].values["about"] == prose
    assert {question.key[:8] for question in planned(text, answers={"prose:1": "ask"}).questions} == {"country:"}


# Dates


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [
        ("2019-03-12", (2019, 3, 12), "day"),
        ("2019-03-12 00:00:00", (2019, 3, 12), "day"),
        ("31/12/2024", (2024, 12, 31), "day"),
        ("12/31/2024", (2024, 12, 31), "day"),
        ("5/5/2024", (2024, 5, 5), "day"),
        ("12.3.2019", (2019, 3, 12), "day"),
        ("12.03.99", (1999, 3, 12), "day"),
        ("12 March 2019", (2019, 3, 12), "day"),
        ("March 12th, 2019", (2019, 3, 12), "day"),
        ("1er février 2020", (2020, 2, 1), "day"),
        ("2 de marzo de 2019", (2019, 3, 2), "day"),
        ("12 марта 2019 г.", (2019, 3, 12), "day"),
        ("١٢ آذار ٢٠١٩", (2019, 3, 12), "day"),
        ("2019年3月12日", (2019, 3, 12), "day"),
        ("43536", (2019, 3, 12), "day"),
        ("March 2019", (2019, 3, 1), "month"),
        ("mars 2019", (2019, 3, 1), "month"),
        ("Mar-19", (2019, 3, 1), "month"),
        ("03/2019", (2019, 3, 1), "month"),
        ("2019", (2019, 1, 1), "year"),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, day: tuple[int, int, int], precision: str) -> None:
    assert dates.read(written) == dates.DateRead(datetime.date(*day), precision)


@pytest.mark.parametrize(
    "written", ["31 April 2020", "30/2/2020", "spring 2019", "12 May", "yes", "", "0000-00-00", "99999", "2019-13-01", "1", "3/2/1850"]
)
def test_what_is_no_date_is_not_read_as_one(written: str) -> None:
    assert dates.read(written, "dmy") is None


def test_a_column_proves_its_order_or_is_asked_about_once() -> None:
    proven = planned("Organisation|Joined\nReed|3/4/2020\nField|13/4/2020")
    assert proven.rows[0].values["joined_on"] == "2020-04-03"
    text = "Organisation|Joined\nReed|3/4/2020\nField|5/6/2020\nStream|2020-01-02"
    open_ = planned(text)
    assert verdicts(open_) == "questions questions new"
    assert [question.key for question in open_.questions] == ["date_order:1"]
    assert planned(text, answers={"date_order:1": "mdy"}).rows[0].values["joined_on"] == "2020-03-04"


def test_a_date_that_cannot_be_read_is_asked_about() -> None:
    text = "Organisation|Joined\nReed|31 April 2020"
    assert only(planned(text)).questions[0].key == "date:31 april 2020"
    assert only(planned(text, answers={"date:31 april 2020": "30/4/2020"})).values["joined_on"] == "2020-04-30"
    assert "joined_on" not in only(planned(text, answers={"date:31 april 2020": ""})).values


def test_an_endorsement_may_be_a_date_or_a_mere_yes() -> None:
    result = planned("Organisation|Endorsed the call\nReed|2019-03-12\nField|yes\nStream|no\nMarsh|")
    assert [row.values.get("endorsed") for row in result.rows] == [True, True, None, None]
    assert [row.values.get("endorsed_on") for row in result.rows] == ["2019-03-12", None, None, None]
    assert result.rows[0].values["endorsed_what"] == "Endorsed the call"


# Words


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("English, French & Arabic", ["en", "fr", "ar"]),
        ("anglais et français", ["en", "fr"]),
        ("español/portugués", ["es", "pt"]),
        ("العربية والإنجليزية", ["ar", "en"]),
        ("английский, русский", ["en", "ru"]),
        ("英语、法语", ["en", "fr"]),
        ("EN; FR", ["en", "fr"]),
    ],
)
def test_languages_are_recognised(written: str, codes: list[str]) -> None:
    assert languages.read(written) == (codes, [])


def test_unknown_words_are_asked_about_and_answered() -> None:
    text = "Organisation|Languages|Membership type|Survivor-led\nReed|Elvish|Keeper|partly"
    result = planned(text)
    assert [question.key for question in result.questions] == ["language:elvish", "category:keeper", "yes_no:partly"]
    row = only(planned(text, answers={"language:elvish": "Welsh", "category:keeper": "observer", "yes_no:partly": "no"}))
    assert (row.values["languages"], row.values["category"], row.values["led_by_affected"]) == (["cy"], "observer", False)
    assert only(planned(text, answers={"language:elvish": "", "category:keeper": "king", "yes_no:partly": ""})).verdict is Verdict.ERRORS


@pytest.mark.parametrize(
    ("written", "addresses", "wrong"),
    [
        ("a@reed.example; b@reed.example", ("a@reed.example", "b@reed.example"), ()),
        ("Ada Reed <Ada@Reed.example>", ("ada@reed.example",), ()),
        ("ada(at)reed.example", ("ada@reed.example",), ()),
        ("mailto:ada@reed.example.", ("ada@reed.example",), ()),
        ("ada@reed", (), ("ada@reed",)),
        ("ask Ada", (), ("ask Ada",)),
        ("a@reed.example, bad@", ("a@reed.example",), ("bad@",)),
    ],
)
def test_addresses_of_mail(written: str, addresses: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    found = read_emails(written)
    assert (found.addresses, found.wrong) == (addresses, wrong)


@pytest.mark.parametrize(
    ("written", "website"),
    [
        ("reed.example", "https://reed.example"),
        ("HTTP://WWW.Reed.example/", "http://www.reed.example"),
        ("www.reed.example/About?x=1", "https://www.reed.example/About?x=1"),
        ("réseau.example", "https://réseau.example"),
        ("none yet", ""),
        ("http://someone@evil.example", ""),
    ],
)
def test_websites_are_cleaned(written: str, website: str) -> None:
    assert read_website(written)[0] == website


@pytest.mark.parametrize("written", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"])
def test_dangerous_schemes_are_refused(written: str) -> None:
    with pytest.raises(UnsafeAddressError):
        read_website(written)


def test_shared_domains_tell_nothing() -> None:
    assert [email_domain(f"a@{domain}") for domain in ("gmail.com", "yahoo.co.uk", "reed.example")] == ["", "", "reed.example"]
    assert [website_domain(f"https://{host}") for host in ("facebook.com/reed", "reed.wordpress.com", "www.reed.example/x")] == [
        "",
        "",
        "reed.example",
    ]


# People


def test_several_rows_of_people_belong_to_one_organisation() -> None:
    result = planned(
        "Organisation|Country|Contact|Email\n"
        "Reed Society|Kenya|Ada|ada@reed.example\n|| Bo|bo@reed.example\nReed Society||Cy|cy@reed.example\nField|Mali|Di|di@field.example"
    )
    assert verdicts(result) == "new new new new"
    assert [row.group for row in result.rows] == [2, 2, 2, 5]
    assert [row.people[0].values["name"] for row in result.rows] == ["Ada", "Bo", "Cy", "Di"]
    assert result.totals == {"new_organisations": 2, "changed_organisations": 0, "new_people": 4}


def test_several_people_in_one_cell() -> None:
    row = only(planned("Organisation|Contact|Email|Role\nReed|Ada Lake; Bo Marsh|bo@reed.example; ada@reed.example|Chair; Clerk"))
    assert [(person.values["name"], person.values["emails"], person.values["function"]) for person in row.people] == [
        ("Ada Lake", ["ada@reed.example"], "Chair"),
        ("Bo Marsh", ["bo@reed.example"], "Clerk"),
    ]


def test_sets_of_columns_and_names_in_two_columns() -> None:
    row = only(planned("Organisation|First name|Last name|Email|Contact 2|Email 2\nReed|Ada|Lake|ada@reed.example|Bo Marsh|bo@reed.example"))
    assert [(person.key, person.values["name"]) for person in row.people] == [("ada@reed.example", "Ada Lake"), ("bo@reed.example", "Bo Marsh")]


def test_an_address_inside_the_name_is_found() -> None:
    row = only(planned("Organisation|Contact person\nReed|Ada Lake <ada@reed.example>"))
    assert row.people[0].values == {"name": "Ada Lake", "emails": ["ada@reed.example"]}


def test_a_bad_address_is_asked_about() -> None:
    text = "Organisation|Contact|Email\nReed|Ada|ada@reed\nField|Bo|bo@field.example"
    assert [question.key for question in planned(text).questions] == ["email:ada@reed"]
    assert planned(text, answers={"email:ada@reed": "ada@reed.example"}).rows[0].people[0].values["emails"] == ["ada@reed.example"]
    assert "emails" not in planned(text, answers={"email:ada@reed": ""}).rows[0].people[0].values


def test_one_person_of_two_organisations_is_one_person() -> None:
    result = planned("Organisation|Country|Contact|Email\nReed|Kenya|Ada Lake|ada@x.example\nField|Mali|A. Lake|ada@x.example")
    assert {row.people[0].key for row in result.rows} == {"ada@x.example"}
    assert result.totals["new_people"] == 1


def test_a_shared_address_is_given_to_one_person_only() -> None:
    result = planned("Organisation|Contact|Email\nReed|Ada Lake|office@reed.example\n|Bo Marsh|office@reed.example")
    assert result.rows[0].people[0].values["emails"] == ["office@reed.example"]
    assert result.rows[1].people[0].values == {"name": "Bo Marsh"}
    assert [note.code for note in result.rows[1].notes] == ["belongs_to", "address_of_another"]


def test_people_who_are_known_are_not_added_again() -> None:
    known = KnownOrganisation("reed", ("Reed Society",), {"countries": ["KE"]}, (KnownPerson("p1", "Ada Lake", ("ada@reed.example",)),))
    text = "Organisation|Country|Contact|Email|Phone\nReed Society|Kenya|Ada Lake|ADA@reed.example|\n|||bo@reed.example|\n||Ada Lake||+254 1"
    result = planned(text, [known])
    assert verdicts(result) == "same changed changed"
    assert result.rows[1].people[0].is_new_here
    assert result.rows[2].people[0].changes == (Change("phone", "", "+254 1", "Ada Lake"),)


def test_a_known_person_of_another_organisation_only_comes_here() -> None:
    known = [reed(), KnownOrganisation("field", ("Field",), {"countries": ["ML"]}, (KnownPerson("p1", "Ada Lake", ("ada@x.example",)),))]
    row = only(planned("Organisation|Country|Contact|Email\nReed Society|Kenya|Ada Lake|ada@x.example", known))
    assert (row.verdict, row.people[0].id, row.people[0].is_new_here) == (Verdict.CHANGED, "p1", True)


# What is there already


def test_the_modes_differ_in_what_they_touch() -> None:
    known = reed(website="https://old.example", tags=["Water"])
    text = "Organisation|Country|Website|Registration number|Tags\nREED SOCIETY|Kenya|new.example|N 1|Land\nField|Mali|||"
    skip, fill, update = (planned(text, [known], mode) for mode in (Mode.SKIP, Mode.FILL, Mode.UPDATE))
    assert verdicts(skip) == "same new"
    assert verdicts(fill) == verdicts(update) == "changed new"
    assert set(fill.rows[0].changes) == {Change("registration", "", "N 1")}
    assert {(change.field, str(change.old), str(change.new)) for change in update.rows[0].changes} == {
        ("name", "Reed Society", "REED SOCIETY"),
        ("website", "https://old.example", "https://new.example"),
        ("registration", "", "N 1"),
        ("tags", "['Water']", "['Water', 'Land']"),
    }


@pytest.mark.parametrize("mode", list(Mode))
def test_a_file_that_says_what_is_known_changes_nothing(mode: Mode) -> None:
    text = "Organisation|Country|Website|Joined|Languages|Shirt\nReed Society|Kenya|https://reed.example/|2019|English|green"
    known = reed(website="http://www.reed.example", joined_on="2019-03-12", joined_precision="day", languages=["en", "sw"], own={"Shirt": "green"})
    result = planned(text, [known], mode)
    assert (verdicts(result), result.rows[0].changes) == ("same", ())


def test_a_file_that_names_the_seat_alone_leaves_the_other_countries() -> None:
    known = [reed(countries=["KE", "UG"])]
    assert verdicts(planned("Organisation|Country\nReed Society|Kenya", known, Mode.UPDATE)) == "same"
    moved = only(planned("Organisation|Country\nReed Society|Uganda", known, Mode.UPDATE))
    assert moved.changes == (Change("countries", ["KE", "UG"], ["UG"]),)


def test_a_region_is_kept_as_it_was_written() -> None:
    assert only(planned("Organisation|Region|Country\nReed Society|Great Lakes|Kenya")).values["own"] == {"Region": "Great Lakes"}


def test_importing_twice_finds_everything_again() -> None:
    text = (
        "Organisation|Country|Website|Joined|Type|Contact|Email|Notes\n"
        "Quiet Fields Alliance (QFA)|Kenya|q.example|3/2019|Brass band|Ada|ada@q.example|x\n"
        "Reed Society|international|||NGO|Bo||\n|||||Cy|cy@reed.example|\nStream|Mali, Chad|||||s@stream.example|"
    )
    first = planned(text)
    assert verdicts(first) == "new new new new"
    for mode in Mode:
        again = planned(text, stored(first), mode)
        assert verdicts(again) == "same same same same", mode


def stored(result: Plan) -> list[KnownOrganisation]:
    """The organisations that a coalition has after a plan was carried out."""
    kept: dict[int, KnownOrganisation] = {}
    for row in result.rows:
        people = tuple(KnownPerson(each.key, each.values.get("name", ""), tuple(each.values.get("emails", ()))) for each in row.people)
        if row.group == row.number:
            kept[row.group] = KnownOrganisation(str(row.number), (row.values["name"],), {**row.values}, people)
        else:
            first = kept[row.group]
            kept[row.group] = KnownOrganisation(first.id, first.names, first.values, first.people + people)
    return list(kept.values())


def test_a_name_known_by_its_letters_alone_is_not_replaced() -> None:
    known = KnownOrganisation("q", ("Quiet Fields and Rivers Union",), {"countries": ["KE"], "acronym": "QUFRU"})
    row = only(planned("Organisation|Country\nQUFRU|Kenya", [known], Mode.UPDATE))
    assert (row.organisation, row.verdict, [note.code for note in row.notes]) == ("q", Verdict.SAME, ["name_kept"])


def test_a_question_about_what_would_not_be_used_is_not_asked() -> None:
    text = "Organisation|Country|Website\nReed Society|Caribbean|reed.example"
    known = reed(website="https://reed.example")
    assert verdicts(planned(text, [known], Mode.SKIP)) == "same"
    assert verdicts(planned(text, [known], Mode.FILL)) == "same"
    assert verdicts(planned(text, [known], Mode.UPDATE)) == "questions"


# One organisation twice


def test_the_same_organisation_twice_in_a_file() -> None:
    result = planned("Organisation|Country|Website\nReed Society|Kenya|\nField|Mali|\nThe Reed Society|Kenya|\nREED SOCIETY|Kenya|reed.example")
    assert verdicts(result) == "new new same new"
    assert [row.group for row in result.rows] == [2, 3, 2, 2]
    assert result.rows[0].values["website"] == "https://reed.example"
    assert result.totals["new_organisations"] == 2


def test_rows_that_contradict_each_other_are_told() -> None:
    result = planned("Organisation|Country|Size\nReed Society|Kenya|5\nReed Society|Kenya|7")
    assert result.rows[0].values["size"] == "5"
    assert [(note.code, dict(note.params).get("used")) for note in result.rows[1].notes] == [("belongs_to", None), ("other_value", "5")]


TWICE = "Organisation|Country\nCRO Corporate Reed Observatory|Netherlands\nField|Mali\nCorporate Reed Observatory|Belgium"


def test_a_likely_double_is_asked_about() -> None:
    result = planned(TWICE)
    assert verdicts(result) == "new new questions"
    (question,) = result.questions
    assert (question.key, [option.value for option in question.options]) == ("organisation:4", ["row:2", "new", "leave"])
    assert question.options[0].reasons == ("same_name", "other_country")


@pytest.mark.parametrize(
    ("answer", "expected", "group"),
    [("row:2", "new new new", 2), ("new", "new new new", 4), ("leave", "new new same", 4), ("row:99", "new new errors", 4)],
)
def test_the_answer_decides(answer: str, expected: str, group: int) -> None:
    result = planned(TWICE, answers={"organisation:4": answer})
    assert (verdicts(result), result.rows[2].group) == (expected, group)


def test_a_likely_double_of_a_known_one_is_asked_about() -> None:
    known = KnownOrganisation("cro", ("Corporate Reed Observatory",), {"countries": ["BE"]})
    text = "Organisation|Country\nCorporate Reed Observatory|Netherlands"
    assert only(planned(text, [known])).questions[0].options[0].value == "existing:cro"
    same = only(planned(text, [known], Mode.UPDATE, {"organisation:2": "existing:cro"}))
    assert (same.verdict, same.organisation, same.changes) == (Verdict.CHANGED, "cro", (Change("countries", ["BE"], ["NL"]),))


def test_rows_below_a_question_or_an_error_wait_with_it() -> None:
    result = planned("Organisation|Country|Contact\nReed|Geneva|Ada\n||Bo\nField|Mali|Cy")
    assert verdicts(result) == "questions questions new"
    assert [note.code for note in result.rows[1].notes] == ["belongs_to", "waits"]
    result = planned("Organisation|Website|Contact\nReed|javascript:x|Ada\n||Bo")
    assert verdicts(result) == "errors errors"


def test_six_branches_of_one_network_are_six() -> None:
    lines = [
        f"Third Reed Network (TRN) {place}|{country}"
        for place, country in zip(("Africa", "Geneva", "India", "Nepal"), ("Ghana", "Switzerland", "India", "Nepal"), strict=True)
    ]
    assert verdicts(planned("Organisation|Country\n" + "\n".join(lines))) == "new new new new"


# Nothing is lost

_CELLS = st.one_of(
    st.sampled_from(
        [
            *("Reed Society", "REED SOCIETY", "Reed", "Quiet Fields (QF)", "Kenya", "Caribbean", "international", "3/4/2020", "yes", "NGO"),
            *("ada@reed.example", "bad@", "Ada", " ", "-", "javascript:x", "reed.example", "", "Elvish"),
        ]
    ),
    st.text(max_size=12),
)
_FIELDS = st.sampled_from(list(Field))


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, Mapping]:
    width = draw(st.integers(1, 6))
    columns = tuple(Column(f"c{index}", draw(_FIELDS), person=draw(st.integers(1, 2))) for index in range(width))
    lines = draw(st.lists(st.tuples(*[_CELLS] * width), max_size=8))
    rows = tuple(Row(number, cells) for number, cells in enumerate(lines, start=2))
    return Table(tuple(column.heading for column in columns), rows), Mapping(columns)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tables(), st.sampled_from(list(Mode)), st.booleans(), st.data())
def test_every_row_of_any_table_gets_one_verdict(read: tuple[Table, Mapping], mode: Mode, is_known: bool, data: st.DataObject) -> None:
    existing = [reed(website="https://reed.example")] if is_known else []
    result = plan(*read, existing, mode=mode)
    assert [row.number for row in result.rows] == [row.number for row in read[0].rows]
    assert sum(result.counts[verdict] for verdict in Verdict) == result.counts["rows"] == len(read[0].rows)
    assert bool(result.questions) == (result.counts["questions"] > 0)
    for row in result.rows:
        assert bool(row.errors) == (row.verdict is Verdict.ERRORS)
        for said, table in (
            (row.errors, sentences.ERRORS),
            (row.notes, sentences.NOTES),
            ([each.said for each in row.questions], sentences.QUESTIONS),
        ):
            assert all(table[each.code] % each.params for each in said)
    answers = {each.key: data.draw(st.sampled_from([*(option.value for option in each.options), "", "x"])) for each in result.questions}
    answered = plan(*read, existing, mode=mode, answers=answers)
    assert sum(answered.counts[verdict] for verdict in Verdict) == len(read[0].rows)


@pytest.mark.sample_data
def test_the_real_member_list_is_planned_without_a_row_lost(sample_data: Path) -> None:
    table = reading.read(sample_data / "members" / "network-members.csv", is_heading=headings.is_heading)
    mapping = guessing.guess(table, recognise_several)
    result = plan(table, mapping, [], mode=Mode.FILL)
    assert result.counts == {"rows": 200, "new": 193, "same": 0, "changed": 0, "questions": 7, "errors": 0}
    assert {question.key for question in result.questions if question.key.startswith("country:")} == {"country:geneva", "country:caribbean"}
    answers = {each.key: {"country:geneva": "CH", "country:caribbean": ""}.get(each.key, "new") for each in result.questions}
    first = plan(table, mapping, [], mode=Mode.FILL, answers=answers)
    assert first.counts["new"] == 200
    for mode in Mode:
        again = plan(table, mapping, stored(first), mode=mode, answers={"country:geneva": "CH", "country:caribbean": ""})
        assert again.counts["same"] == 200


@pytest.mark.sample_data
def test_the_real_letter_is_planned_onto_the_members(sample_data: Path) -> None:
    folder = sample_data / "members"
    members, letter = (reading.read(folder / name, is_heading=headings.is_heading) for name in ("network-members.csv", "letter-signatories.csv"))
    answers = {"country:geneva": "CH", "country:caribbean": "", **{f"organisation:{row.number}": "new" for row in members.rows}}
    known = stored(plan(members, guessing.guess(members, recognise_several), [], mode=Mode.FILL, answers=answers))
    mapping = guessing.guess(letter, recognise_several)
    result = plan(letter, mapping, known, mode=Mode.FILL, answers={"prose:2": "about"})
    assert sum(result.counts[verdict] for verdict in Verdict) == 400
    assert result.counts["errors"] == 0
    assert result.counts["questions"] < 30
    assert result.rows[202].verdict is Verdict.SAME or result.rows[202].group == 70
