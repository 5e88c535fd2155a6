"""The panel that shows all there is to know of the selected tasks."""
