"""Reading the status table of a treaty: from CSV and XLSX, or from the depositary's page as a browser saves it. Pure."""

from commoncall.diplomacy.rules.reading.files import read
from commoncall.diplomacy.rules.reading.shapes import Line, Said, Table, Told, Totals, Unreadable

__all__ = ["Line", "Said", "Table", "Told", "Totals", "Unreadable", "read"]
