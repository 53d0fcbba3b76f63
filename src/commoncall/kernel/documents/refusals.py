"""Why a file is not read as a document, and what is said about one that is: codes and English sentences.

The sentences are templates for ``sentence % params``; a face translates them first.
"""


def _(sentence: str) -> str:
    """Mark a sentence for translation and leave it as it is."""
    return sentence


REFUSALS = {
    "empty": _("The file is empty."),
    "no_words": _("The file holds no words."),
    "too_large": _("The file has %(size)s MB; at most %(limit)s MB can be read. Remove its pictures, or split it and send the parts."),
    "too_much_text": _(
        "The file holds more than %(limit)s characters of text, which is more than two versions can be compared by. "
        "Divide it, and make a text of each part."
    ),
    "too_many_paragraphs": _("The file has more than %(limit)s paragraphs. Divide it, and make a text of each part."),
    "old_word": _("This is a document of Word 97–2003 (.doc). Open it, save it as .docx, and send that."),
    "password": _("This document is protected by a password. Save it without one and send it again."),
    "open_document": _("This is an OpenDocument file. Open it, save it as .docx, and send that."),
    "pages": _("This is a Pages document. Export it as Word (.docx) and send that."),
    "spreadsheet": _("This is a spreadsheet. Copy its text into a document, save it as .docx, and send that."),
    "presentation": _("This is a presentation. Copy its text into a document, save it as .docx, and send that."),
    "pdf": _("This is a PDF. Ask for the document it was made from, or copy its text into one, and send that."),
    "rich_text": _("This is a formatted text (.rtf). Open it, save it as .docx, and send that."),
    "picture": _("This is a picture. Only Word (.docx), Markdown and plain text can be read."),
    "archive": _("This is an archive of files. Unpack it and send the document that is in it."),
    "not_text": _("This file is neither a Word document (.docx) nor text. Save it in one of these forms and send that."),
    "damaged": _("The document is damaged and could not be opened. Save it again, or copy its text into a new one, and send that."),
    "unsafe": _("The document holds declarations that could harm the server. Copy its text into a new document and send that."),
    "bomb": _("The document is far larger inside than outside, as a file made to do harm is. Copy its text into a new document and send that."),
    "unknown_encoding": _("The characters of the file could not be told. Save it as UTF-8 or as .docx and send that."),
}

NOTES = {
    "encoding_guessed": _("The characters were read as %(encoding)s. Look whether accented letters are right."),
    "invisible_characters": _("Characters that cannot be shown were left out: %(number)s."),
    "tracked_changes": _("Tracked changes were read as accepted: %(number)s."),
    "comments": _("Comments were left out: %(number)s."),
    "footnotes": _("Footnotes were put in round brackets where they are called: %(number)s."),
    "tables": _("Tables were turned into paragraphs, one for each row: %(number)s."),
    "pictures": _("Pictures were left out: %(number)s."),
    "objects": _("Embedded objects were left out: %(number)s."),
    "text_boxes": _("Text boxes were read as paragraphs, after those that hold them: %(number)s."),
    "links": _("Of links, the words were kept and the addresses left out: %(number)s."),
    "formulas": _("Formulas were turned into plain text: %(number)s."),
    "hidden_text": _("Hidden text was left out: %(number)s."),
    "macros": _("The document holds macros. They were left out."),
    "scripts": _("Scripts, styles and other parts that hold no text were left out."),
}


class DocumentRefused(Exception):
    """A file that cannot be read as a document; the code leads to a sentence in REFUSALS."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(REFUSALS[code] % params)
        self.code = code
        self.params = params
