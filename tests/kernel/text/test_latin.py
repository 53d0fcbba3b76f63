"""Names in any script become addresses that can be typed anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.kernel.parties.rules import slug_is_free_in_principle
from commoncall.kernel.text.latin import as_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Quiet Fields Coalition", "quiet-fields-coalition"),
        ("People’s Water", "peoples-water"),
        ("Réseau d’action pour l’eau", "reseau-d-action-pour-l-eau"),
        ("Коалиция «Тихие поля»", "koalitsiya-tikhie-polya"),
        ("Συμμαχία για το νερό", "symmachia-gia-to-nero"),
        ("ائتلاف الحقول", "aytlaf-alhqwl"),
        ("和平港湾", ""),
        ("  --  ", ""),
    ],
)
def test_a_name_becomes_the_step_of_an_address(name: str, slug: str) -> None:
    assert as_slug(name) == slug


def test_a_long_name_is_cut_between_words() -> None:
    assert as_slug("Alliance for the protection of inland waters everywhere", 30) == "alliance-for-the-protection-of"


def test_a_single_long_word_is_cut_within() -> None:
    assert as_slug("x" * 90, 20) == "x" * 20


@given(st.text(max_size=120))
def test_whatever_is_typed_gives_an_address_or_nothing(name: str) -> None:
    slug = as_slug(name)
    assert slug == "" or len(slug) == 1 or slug_is_free_in_principle(f"x{slug}"[:40].rstrip("-"))
    assert len(slug) <= 40
