"""Supervision of government plans: from the issued document to the monthly circular."""
