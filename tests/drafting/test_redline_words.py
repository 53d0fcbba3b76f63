"""Two wordings of a paragraph are told apart in whole words, in any script, so that people can read it and to the very character."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.drafting.rules import redline
from commoncall.drafting.rules.redline import Mark
from commoncall.drafting.rules.redline.tokens import tokens

SIGNS = {Mark.KEPT: "{}", Mark.ADDED: "{{+{}+}}", Mark.REMOVED: "[-{}-]"}

#: What texts that people really write are made of, so that chance brings two that have much in common.
PARTS = [
    *("shall", "should", "the", "of", "all states", "1.5 °C", "l’accord", ".", ", ", "; ", " ", "  ", "\n", "\r\n", "\t", "[", "]", "*", "**", "# "),
    *("المعاهدة", "يومًا", "ستّين", "می‌خواهیم", "条约", "加入", "三十天", "に参加", "ทุกรัฐบาล", "រដ្ឋ", "ကြသည်", "ສັນຍາ", "संधि", "조약"),
    *("👨‍👩‍👧‍👦", "👍🏿", "🇫🇮", "🇫", "e\u0301", "\u0301", "\u200d", "\u00ad", "\u200f", "\ufeff", "\u2028", "\x00", "\ud800", "1\ufe0f\u20e3"),
]
texts = st.lists(st.sampled_from(PARTS), max_size=25).map("".join) | st.text(max_size=40)


def shown(before: str, now: str) -> str:
    return "".join(SIGNS[piece.mark].format(piece.text) for piece in redline.words(before, now))


@given(texts, texts)
def test_both_texts_are_in_the_pieces_to_the_very_character(before: str, now: str) -> None:
    pieces = redline.words(before, now)
    assert redline.before(pieces) == before
    assert redline.now(pieces) == now


@given(texts, texts)
def test_pieces_are_never_empty_and_never_two_of_a_kind_in_a_row(before: str, now: str) -> None:
    pieces = redline.words(before, now)
    assert all(piece.text for piece in pieces)
    marks = [piece.mark for piece in pieces]
    assert not any(one is other for one, other in itertools.pairwise(marks))
    assert (Mark.ADDED, Mark.REMOVED) not in itertools.pairwise(marks)


@given(texts)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert redline.are_kept(redline.words(text, text))
    assert {piece.mark for piece in redline.words(text, "")} <= {Mark.REMOVED}
    assert {piece.mark for piece in redline.words("", text)} <= {Mark.ADDED}


@given(texts, texts)
def test_no_piece_begins_inside_a_word(before: str, now: str) -> None:
    for text, mark in ((before, Mark.ADDED), (now, Mark.REMOVED)):
        inside = {place for token in tokens(text) for place in range(token.start + 1, token.end)}
        place = 0
        for piece in redline.words(before, now):
            if piece.mark is not mark:
                assert place not in inside
                place += len(piece.text)


@given(texts)
def test_everything_but_white_space_is_in_a_word(text: str) -> None:
    place = 0
    for token in tokens(text):
        between = text[place : token.start]
        assert not between.replace("\u200b", "").strip()
        assert text[token.start : token.end] == token.text != ""
        place = token.end
    assert not text[place:].replace("\u200b", "").strip()


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("within thirty days of it.", "within fourteen days of any notice.", "within [-thirty-]{+fourteen+} days of [-it-]{+any notice+}."),
        ("l’accord de Paris", "l’objectif de Paris", "[-l’accord-]{+l’objectif+} de Paris"),
        ("at most 1.5 °C", "at most 2.0 °C", "at most [-1.5-]{+2.0+} °C"),
        ("low-emission paths", "low-carbon paths", "low-[-emission-]{+carbon+} paths"),
        ("don't wait", "do not wait", "[-don't-]{+do not+} wait"),
        ("The cat. The dog.", "The cat. The mouse. The dog.", "The cat. {+The mouse. +}The dog."),
        ("A big house.", "A very big red house.", "A {+very +}big {+red +}house."),
        ("*Recognizing* the need", "*Emphasizing* the need", "[-*Recognizing*-]{+*Emphasizing*+} the need"),
    ],
)
def test_whole_words_are_shown(before: str, now: str, told: str) -> None:
    assert shown(before, now) == told


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("كَتَبَ الوَفْدُ رِسَالَةً", "كَتَبَتِ الوَفْدُ رِسَالَةً", "[-كَتَبَ-]{+كَتَبَتِ+} الوَفْدُ رِسَالَةً"),
        ("انضموا إلى المعاهدة.", "انضموا فورا إلى المعاهدة.", "انضموا {+فورا +}إلى المعاهدة."),
        ("می‌خواهیم صلح", "نمی‌خواهیم صلح", "[-می‌خواهیم-]{+نمی‌خواهیم+} صلح"),
        ("加入条约。", "立即加入条约。", "{+立即+}加入条约。"),
        ("条約に参加する。", "条約に速やかに参加する。", "条約に{+速やかに+}参加する。"),
        ("เราขอเรียกร้องให้รัฐบาลลงนาม", "เราขอเรียกร้องให้ทุกรัฐบาลลงนาม", "เราขอเรียกร้องให้{+ทุก+}รัฐบาลลงนาม"),
        ("យើងស្នើឱ្យចូលរួម", "យើងស្នើឱ្យរដ្ឋចូលរួម", "យើងស្នើឱ្យ{+រដ្ឋ+}ចូលរួម"),
        ("ကျွန်ုပ်တို့ တောင်းဆိုသည်", "ကျွန်ုပ်တို့ တောင်းဆိုကြသည်", "ကျွန်ုပ်တို့ တောင်းဆို{+ကြ+}သည်"),
        ("हम संधि में", "हम सब संधि में", "हम {+सब +}संधि में"),
        ("조약에 가입한다", "조약에 곧 가입한다", "조약에 {+곧 +}가입한다"),
    ],
    ids=["Arabic with vowels", "Arabic", "Persian joiners", "Chinese", "Japanese", "Thai", "Khmer", "Burmese", "Hindi", "Korean"],
)
def test_every_script_is_read_as_it_is_written(before: str, now: str, told: str) -> None:
    assert shown(before, now) == told


@pytest.mark.parametrize("sign", ["👨‍👩‍👧‍👦", "👍🏿", "🇫🇮", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "1\ufe0f\u20e3", "❤️"])
def test_an_emoji_stays_whole(sign: str) -> None:
    assert [token.text for token in tokens(f"a {sign} b")] == ["a", sign, "b"]


def test_combining_signs_and_soft_hyphens_stay_with_their_words() -> None:
    composed, apart = unicodedata.normalize("NFC", "café"), unicodedata.normalize("NFD", "café")
    assert shown(f"a {composed} b", f"a {apart} b") == f"a [-{composed}-]{{+{apart}+}} b"
    assert shown("co\u00adopera\u00adtion now", "cooperation now") == "[-co\u00adopera\u00adtion-]{+cooperation+} now"


def test_ends_of_lines_are_told_apart_and_no_word_with_them() -> None:
    pieces = redline.words("all states\r\nshall act", "all states\nshall act")
    assert [(piece.mark, piece.text) for piece in pieces if piece.mark is not Mark.KEPT] == [(Mark.REMOVED, "\r")]


def test_where_little_is_common_whole_sentences_are_shown() -> None:
    before = "We call on the governments of all states to join the treaty at the next meeting."
    now = "The people of the coast have waited for the return of their land and of the water in it."
    assert [piece.mark for piece in redline.words(before, now)] == [Mark.REMOVED, Mark.ADDED, Mark.KEPT]
    assert shown("Keep this sentence as it stands. " + before, "Keep this sentence as it stands. " + now).startswith(
        "Keep this sentence as it stands. [-We"
    )


def test_a_lone_common_word_between_changes_is_no_island() -> None:
    assert shown("the protection of civilians today", "the removal of mines today") == "the [-protection of civilians-]{+removal of mines+} today"


def test_long_common_words_stay_however_much_changes_around_them() -> None:
    common = "shall be supervised by a body that the meeting of the parties names"
    before, now = f"{'one ' * 40}{common} {'two ' * 40}", f"{'three ' * 40}{common} {'four ' * 40}"
    assert any(piece.mark is Mark.KEPT and common in piece.text for piece in redline.words(before, now))
