"""Pictures of the real window in all its states: `python -m tools.shots <folder>`.

Each state in English and Chinese, light and dark, at one and two pixels a point; `--readme` takes those of the README into
packaging/screenshots, `--guide` those of the guide into resources/help, `--only NAME` one state ("settings-*": several).
"""
