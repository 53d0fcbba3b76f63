"""Why a file is not read as a table, and what is said about one that is: codes and English sentences.

The sentences are templates for `sentence % params`; a face translates them first.
"""


def _(sentence: str) -> str:
    """Mark a sentence for translation and leave it as it is."""
    return sentence


REFUSALS = {
    "empty": _("The file is empty."),
    "no_rows": _("The file has headings but no rows under them."),
    "too_large": _("The file has %(size)s MB; at most %(limit)s MB can be read. Split it and send the parts."),
    "too_many_rows": _("The file has more than %(limit)s rows. Split it and send the parts."),
    "too_many_columns": _("The file has more than %(limit)s columns. Remove those that are not needed."),
    "too_many_cells": _("The file has more than %(limit)s cells. Remove the columns that are not needed, or split it."),
    "cell_too_long": _("A cell in row %(row)s has more than %(limit)s characters. Shorten it and send the file again."),
    "too_much_text": _("The file holds more text than can be read at once. Split it and send the parts."),
    "unclosed_quote": _("A quotation mark that opens in row %(row)s is never closed. Remove it, or save the file as XLSX."),
    "old_excel": _("This is a workbook of Excel 97–2003 (.xls). Open it, save it as .xlsx or CSV, and send that."),
    "password": _("This workbook is protected by a password. Save it without one and send it again."),
    "binary_excel": _("This is a binary workbook (.xlsb). Open it, save it as .xlsx or CSV, and send that."),
    "open_document": _("This is an OpenDocument file. Open it, save it as .xlsx or CSV, and send that."),
    "numbers": _("This is a Numbers document. Export it as Excel or CSV and send that."),
    "word": _("This is a text document. Copy its table into a spreadsheet, save it as .xlsx or CSV, and send that."),
    "presentation": _("This is a presentation. Copy its table into a spreadsheet, save it as .xlsx or CSV, and send that."),
    "pdf": _("This is a PDF. Ask for the spreadsheet it was made from, or copy its table into one, and send that."),
    "web_page": _("This is a web page. Open it in a spreadsheet program, save it as .xlsx or CSV, and send that."),
    "rich_text": _("This is a formatted text (.rtf). Copy its table into a spreadsheet, save it as .xlsx or CSV, and send that."),
    "address_book": _("This is an address book (vCard). Only CSV and XLSX files can be imported."),
    "picture": _("This is a picture. Only CSV and XLSX files can be imported."),
    "archive": _("This is an archive of files. Unpack it and send the CSV or XLSX file that is in it."),
    "not_a_table": _("This file is neither CSV nor XLSX. Save the table in one of these forms and send that."),
    "damaged": _("The workbook is damaged and could not be opened. Save it again, or save it as CSV, and send that."),
    "unsafe": _("The workbook holds declarations that could harm the server. Save it as CSV and send that."),
    "bomb": _("The workbook is far larger inside than outside, as a file made to do harm is. Save it as CSV and send that."),
    "no_sheet": _("The workbook has no sheet called “%(sheet)s”."),
    "no_data": _("The workbook has no sheet with data."),
    "unknown_encoding": _("The characters of the file could not be told. Save it as “CSV UTF-8” or as .xlsx and send that."),
    "wrong_encoding": _("The file cannot be read as %(encoding)s. Choose another encoding, or save it as “CSV UTF-8”."),
}

WARNINGS = {
    "encoding_guessed": _("The characters were read as %(encoding)s. Look whether accented letters are right."),
    "no_headings": _("The first row seems to be data, so the columns were given letters as headings."),
    "lines_above": _("Row %(rows)s above the headings was left out: “%(text)s”."),
    "ragged_long": _("Some rows have more cells than there are headings: rows %(rows)s."),
    "ragged_short": _("Some rows have fewer cells than there are headings: rows %(rows)s."),
    "invisible_characters": _("Characters that cannot be shown were left out."),
    "other_sheets": _("The sheet “%(sheet)s” was read. Others with data: %(sheets)s."),
    "formulas_without_values": _("Some cells hold a formula without a value and are empty here. Open the workbook, save it and send it again."),
    "errors_in_cells": _("Some cells show an error instead of a value and are empty here: rows %(rows)s."),
}


class TableRefused(Exception):
    """A file that cannot be read as a table; the code leads to a sentence in REFUSALS."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(REFUSALS[code] % params)
        self.code = code
        self.params = params
