"""Counterclaim: a ledger of who says what, on whose word, and who says otherwise."""
