"""A look: the language, the scheme and the scale that pictures are taken in."""

from dataclasses import dataclass
from typing import override

from desktop.domain.settings import Scheme


@dataclass(frozen=True, slots=True)
class Look:
    """`language` as the settings have it, `scheme` "light" or "dark", `scale` in pixels a point."""

    language: str
    scheme: str
    scale: int

    @classmethod
    def named(cls, name: str) -> "Look":
        """Return the look of a name: "en-dark", "zh_CN-light@2x"."""
        look, _, scale = name.partition("@")
        language, _, scheme = look.rpartition("-")
        return cls(language, scheme, int(scale.removesuffix("x") or 1))

    @property
    def name(self) -> str:
        """The name of its folder."""
        return f"{self.language}-{self.scheme}" + (f"@{self.scale}x" if self.scale > 1 else "")

    @property
    def wanted(self) -> Scheme:
        """The scheme as the settings have it."""
        return Scheme(self.scheme)

    @property
    def environment(self) -> dict[str, str]:
        """What its process finds in the environment."""
        return {"QT_SCALE_FACTOR": str(self.scale), "LANG": f"{self.language}.UTF-8"}

    @override
    def __str__(self) -> str:
        return self.name


LOOKS = tuple(Look(language, scheme, scale) for scale in (1, 2) for language in ("en", "zh_CN") for scheme in ("light", "dark"))
"""Those that every state is shown in."""
