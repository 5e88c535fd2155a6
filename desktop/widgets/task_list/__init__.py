"""The list of tasks: a table view of fixed rows and one delegate that paints them."""
