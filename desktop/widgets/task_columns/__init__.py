"""The columns: one task a line, to compare and to sort."""
