"""What the user sees: the main window, its panes and dialogs."""
