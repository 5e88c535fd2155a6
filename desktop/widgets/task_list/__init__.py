"""The list of tasks: a row each, and one delegate that paints it."""
