"""Disk and operating system: database, settings, secrets, folders, the owner lock."""
