"""Days in Russian, with the word for the year written out: a stop after its first letter would stand before that of the sentence."""

DATE_FORMAT = "j E Y года"
DATETIME_FORMAT = "j E Y года, G:i"
