"""The providers by their ids: facts, dialects and base URLs."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from desktop.domain.account import HeaderStyle
from desktop.providers import addresses, bytespike, crun, midjourney, tripo
from desktop.providers.base import Dialect, Spec
from desktop.providers.keys import key_provider

_DIALECTS: Mapping[str, Callable[[str], Dialect]] = MappingProxyType(
    {
        "crun": crun.dialect,
        "tripo": tripo.dialect,
        "bytespike": bytespike.dialect,
        "midjourney": midjourney.dialect,
    }
)

_SPECS: Mapping[str, Spec] = MappingProxyType(
    {spec.provider: spec for spec in (crun.SPEC, tripo.SPEC, bytespike.SPEC, midjourney.SPEC)}
)

PROVIDERS: tuple[str, ...] = tuple(_DIALECTS)
"""The ids of the providers, in the order they are shown."""


def dialect_for(provider: str, base_url: str) -> Dialect:
    """Return the dialect an account speaks, bound to its base URL. Raises ValueError as :func:`spec_for` does."""
    spec_for(provider)
    return _DIALECTS[provider](base_url)


def spec_for(provider: str) -> Spec:
    """Return the facts about a provider (for Tripo, of its V3 API). Raises ValueError with a sentence for an id there is not."""
    if provider not in _SPECS:
        raise ValueError(f"There is no provider “{provider}”. Choose one of: {', '.join(PROVIDERS)}.")
    return _SPECS[provider]


def provider_name(provider: str) -> str:
    """Return a provider's name as users know it; an id there is not is its own name."""
    return _SPECS[provider].name if provider in _SPECS else provider


def default_header(provider: str) -> HeaderStyle:
    """Return the header a provider's key is sent in unless the user chose another."""
    return spec_for(provider).headers[0]


def normalise_base_url(provider: str, text: str, *, allow_http: bool = False) -> str:
    """Return the base URL `text` means for an account of `provider`; an empty text means the default.

    What stands before the documented path, without a slash at its end: `/mj` and `/v1/tasks` are cut, Tripo's ends with its
    version. http is taken for this computer, and with `allow_http` for a host of a private network. Raises ValueError with a
    sentence for the user.
    """
    spec = spec_for(provider)
    if not text.strip():
        return spec.default_base_url
    if key_provider(text.strip()) is not None:
        raise ValueError(f"This looks like a key, not an address. Write the address like {spec.default_base_url}.")
    if provider == "tripo" and _speaks_v2(text):
        spec = tripo.SPEC_V2
    return addresses.normalise(text, spec, allow_http=allow_http)


def _speaks_v2(text: str) -> bool:
    try:
        return tripo.speaks_v2(addresses.split_address(text).geturl())
    except ValueError:
        return False
