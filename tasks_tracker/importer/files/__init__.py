"""Files as they come — text, Word, PDF, spreadsheet — turned into lines of one text."""
