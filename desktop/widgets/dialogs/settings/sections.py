"""The sections of the settings, by the name they are asked for."""

from desktop.domain.language import words_of

SECTIONS: dict[str, str] = {
    "saving": words_of("Saving files"),
    "names": words_of("Names"),
    "parts": words_of("Parts"),
    "describing": words_of("Describing"),
    "after": words_of("After saving"),
    "inbox": words_of("Inbox"),
    "look": words_of("Appearance"),
    "notices": words_of("Notices"),
    "starting": words_of("Start and updates"),
    "storage": words_of("Storage"),
}
"""What each is called, in the order they stand in."""
