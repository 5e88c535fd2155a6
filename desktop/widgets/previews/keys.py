"""The quick view's keys, as the list of shortcuts shows them. The window takes them in `quick_view`, the stages in `press`."""

from desktop.domain.language import words_of

QUICK_VIEW_KEYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (words_of("Close the quick view"), ("Space", "Esc")),
    (words_of("Next or previous task"), ("Right", "Left")),
    (words_of("Next or previous file of the task"), ("Ctrl+Right", "Ctrl+Left")),
    (words_of("A file of the task by its number"), ("1", "9")),
    (words_of("Full screen"), ("F",)),
    (words_of("Picture: nearer, farther"), ("+", "-")),
    (words_of("Picture: fit, or pixel by pixel"), ("Z",)),
    (words_of("Picture: move it, or the divider"), ("Shift+Right", "Shift+Left")),
    (words_of("Picture: compare with the last one"), ("C",)),
    (words_of("Picture: hold to see the other one"), ("X",)),
    (words_of("Play or pause"), ("K", "Return")),
    (words_of("Five seconds back or on"), ("J", "L")),
    (words_of("Film: one frame back or on"), (",", ".")),
    (words_of("Film: loop"), ("R",)),
    (words_of("Mute"), ("M",)),
    (words_of("Louder or quieter"), ("Ctrl+Up", "Ctrl+Down")),
    (words_of("Song: hear A, hear B, or the other one"), ("A", "B", "X")),
    (words_of("Song: equal loudness"), ("E",)),
    (words_of("Model: turn it"), ("Shift+Right", "Shift+Left")),
    (words_of("Model: wireframe"), ("W",)),
    (words_of("Model: light or dark ground"), ("G",)),
    (words_of("Model: show all of it"), ("Z",)),
)
"""What each does, and its keys."""
