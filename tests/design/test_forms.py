"""Forms as people meet them: named, explained, and told what to do when something is wrong."""

import re
from typing import Any

import pytest
from django import forms

from commoncall.design.forms import Cards, Choices, CodeInput, ManyChoices, PlainWords


class Small(PlainWords, forms.Form):
    name = forms.CharField(label="Name", help_text="In your own script.")
    address = forms.EmailField(label="Address", required=False)
    own = forms.CharField(label="Own", required=False, error_messages={"required": "Say which."})
    answer = forms.ChoiceField(label="Answer", choices=[("yes", "Support"), ("no", "Object")], widget=Choices(consequences={"no": "Stops adoption."}))
    agreed = forms.BooleanField(label="Agreed")


def tag(html: str, name: str) -> str:
    found = re.search(rf"<[^>]*\bname=\"{name}\"[^>]*>", html)
    assert found
    return found[0]


def test_a_control_is_described_by_its_hint_and_its_error() -> None:
    html = str(Small({})["name"].as_field_group())
    assert 'aria-describedby="id_name_helptext id_name_error"' in tag(html, "name")
    assert 'aria-invalid="true"' in tag(html, "name")
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_what_is_not_needed_says_so_and_what_is_needed_does_not() -> None:
    form = Small()
    assert "(optional)" in form["address"].as_field_group()
    assert "(optional)" not in form["name"].as_field_group()


def test_a_group_of_choices_is_named_by_its_question() -> None:
    html = Small()["answer"].as_field_group()
    assert re.search(r"<fieldset[^>]*>\s*<legend>Answer</legend>", html)
    assert "Stops adoption." in html


@pytest.mark.parametrize("widget", [Choices, Cards])
def test_a_choice_is_one_radio_button_with_a_label(widget: Any) -> None:
    class One(forms.Form):
        kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=widget(consequences={"a": "First."}))

    html = str(One()["kind"])
    assert html.count('type="radio"') == 2
    for identifier in re.findall(r'<input[^>]*\bid="([^"]+)"', html):
        assert f'<label for="{identifier}">' in html


def test_many_choices_are_boxes_to_tick() -> None:
    class Many(forms.Form):
        spoken = forms.MultipleChoiceField(choices=[("fr", "French"), ("ar", "Arabic")], widget=ManyChoices)

    form = Many({"spoken": ["ar"]})
    assert form.is_valid()
    assert re.search(r'value="ar"[^>]*checked', str(form["spoken"]))


def test_the_summary_links_to_each_field() -> None:
    html = str(Small({"answer": "yes"}))
    links = re.findall(r'<a href="#([^"]+)"', html)
    assert links == ["id_name", "id_agreed"]
    for identifier in links:
        assert f'id="{identifier}"' in html


def test_a_link_to_a_group_of_choices_leads_somewhere() -> None:
    html = str(Small({"name": "A", "agreed": "on"}))
    (target,) = re.findall(r'<a href="#([^"]+)"', html)
    assert f'id="{target}"' in html


def test_an_error_says_what_to_do() -> None:
    form = Small({"address": "nobody", "name": ""})
    assert form.errors["name"] == ["Write something here."]
    assert form.errors["answer"] == ["Choose one."]
    assert form.errors["agreed"] == ["This has to be ticked to go on."]
    assert form.errors["address"] == ["This is not a whole e-mail address. One looks like name@example.org."]


def test_a_field_keeps_its_own_words() -> None:
    class Strict(PlainWords, forms.Form):
        name = forms.CharField(error_messages={"required": "Say how it is called."})

    assert Strict({}).errors["name"] == ["Say how it is called."]
    assert Small({}).fields["own"].error_messages["required"] == "Say which."


def test_what_was_typed_is_kept_and_made_harmless() -> None:
    html = str(Small({"name": "<script>alert(1)</script>"}))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_hidden_fields_and_errors_of_the_whole_form_are_shown() -> None:
    class Whole(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput, initial="t")
        name = forms.CharField(required=False)

    form = Whole({"token": "t"})
    form.add_error(None, "The letter was closed meanwhile.")
    html = str(form)
    assert 'type="hidden" name="token"' in html
    assert "The letter was closed meanwhile." in html


def test_a_form_without_fields_to_see_still_sends_what_it_holds() -> None:
    class Silent(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput, initial="t")

    assert 'name="token"' in str(Silent())


def test_a_code_can_be_filled_in_by_the_browser() -> None:
    html = CodeInput().render("code", "")
    assert 'autocomplete="one-time-code"' in html
    assert 'inputmode="numeric"' in html
