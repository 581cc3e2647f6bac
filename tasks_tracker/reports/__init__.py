"""What can be seen: query → rows → totals → page, DOCX."""
