"""The pictures of the README: which states they are, and where they go."""

from pathlib import Path

from PIL import Image

from tools.shots.look import Look

README: dict[Look, dict[str, str]] = {
    Look("en", "light", 1): {"window-light": "list-at-work", "quick-view": "guide-quick-view", "first-run": "first-run"},
    Look("en", "dark", 1): {"window-dark": "list-at-work", "grid-dark": "grid-by-day"},
}
"""States by the name of their picture, in the look they are taken in."""


def keep_readme(taken: Path, folder: Path) -> None:
    """Put the pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for look, pictures in README.items():
        for name, state in pictures.items():
            Image.open(taken / look.name / f"{state}.png").convert("RGB").save(folder / f"{name}.png", optimize=True)
