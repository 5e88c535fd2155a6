"""The dialogs: adding tasks, accounts, settings, and questions before a loss."""
