"""The helper process: it opens files that may be broken or hostile, so that the window never has to be the first to do so."""
