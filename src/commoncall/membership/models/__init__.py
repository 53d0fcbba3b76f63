"""The tables of the membership: who belongs and how, who asks to belong, and how belonging is taken away or given up."""

from commoncall.membership.models.applying import Admission, Answer, Application, Finding, Opinion, Path, Question, Window
from commoncall.membership.models.belonging import Batch, BatchRow, Category, Kind, Membership, Note, OwnColumn, SavedFilter, Standing, Tag
from commoncall.membership.models.leaving import Departure, Notice, Proceeding

__all__ = [
    "Admission",
    "Answer",
    "Application",
    "Batch",
    "BatchRow",
    "Category",
    "Departure",
    "Finding",
    "Kind",
    "Membership",
    "Note",
    "Notice",
    "Opinion",
    "OwnColumn",
    "Path",
    "Proceeding",
    "Question",
    "SavedFilter",
    "Standing",
    "Tag",
    "Window",
]
