"""Text is found however it was typed."""

import pytest

from commoncall.kernel.text.folding import fold, is_cjk, search_words, words, words_to_find


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("decisions", "Décisions"),
        ("SÃO", "são"),
        ("lodz", "Łódź"),
        ("strasse", "Straße"),
        ("istanbul", "İstanbul"),
        ("елка", "Ёлка"),
        ("ΑΘΗΝΑΣ", "αθηνάς"),
        ("منظمه الامل", "مُنَظَّمَة الأمَل"),
        ("على", "علي"),
        ("کتاب", "كتاب"),
        ("السلام", "الســـلام"),
        ("2019", "٢٠١٩"),
        ("ＡＢＣ", "abc"),
        ("co\u00adoperation", "cooperation"),
        ("a  b", " a\tb "),
    ],
)
def test_both_sides_fold_to_the_same(typed: str, stored: str) -> None:
    assert fold(typed) == fold(stored)


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("हिन्दी", "हनद"), ("ไทย", "ทย")])
def test_marks_that_are_part_of_the_word_stay(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_words_keep_the_vowel_signs_of_devanagari() -> None:
    assert words("महिला मंच") == ["महिला", "मंच"]


def test_chinese_is_cut_into_overlapping_pairs() -> None:
    assert search_words("自然之友 NGO") == ["自然", "然之", "之友", "ngo"]
    assert set(search_words("然之")) <= set(search_words("自然之友"))


def test_one_chinese_character_is_a_word() -> None:
    assert search_words("法 law") == ["法", "law"]
    assert is_cjk("法")
    assert not is_cjk("law")


def test_an_apostrophe_does_not_part_a_word() -> None:
    assert search_words("People’s La'o") == ["peoples", "lao"]


def test_of_what_is_looked_for_the_first_words_count_each_once() -> None:
    assert words_to_find("Peace peace, LAW") == ["peace", "law"]
    assert len(words_to_find(" ".join(f"w{number}" for number in range(100_000)))) == 24
