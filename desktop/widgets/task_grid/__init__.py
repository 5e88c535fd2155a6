"""The grid of tasks: a card each, with a picture."""
