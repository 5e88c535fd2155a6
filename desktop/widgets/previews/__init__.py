"""The quick view: the large look at what a task saved, on Space."""
