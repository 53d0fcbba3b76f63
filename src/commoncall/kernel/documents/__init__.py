"""Documents as people know them: read from Word and Markdown files, and written as PDF, DOCX, ODT and Markdown."""
