"""An amended document against the ledger: which task is which, and what became of it."""
