"""Makes the installable program: `python -m tools.package bundle`, and what is made of it."""
