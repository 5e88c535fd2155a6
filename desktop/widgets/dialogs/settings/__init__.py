"""The settings dialog, a module for each of its sections."""
