"""First aid: checks of this installation that change nothing, and a report without secrets."""
