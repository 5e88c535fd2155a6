"""What the list, the grid and the columns have in common: one kind of view over one model and one selection."""
