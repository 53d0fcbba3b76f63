"""Word documents (DOCX), read and written."""
