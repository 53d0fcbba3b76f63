"""What rules, answers and outcomes are in plain words, in the reader's language."""

from commoncall.decisions.sentences.details import details
from commoncall.decisions.sentences.faults import fault_words
from commoncall.decisions.sentences.names import answer_words, rung_words
from commoncall.decisions.sentences.outcomes import missing_words, note_words
from commoncall.decisions.sentences.rules import sentence, sentences

__all__ = ["answer_words", "details", "fault_words", "missing_words", "note_words", "rung_words", "sentence", "sentences"]
