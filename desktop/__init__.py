"""Outtray: watches AI-generation tasks by id and saves their results before the links die."""

__version__ = "0.1.0"
