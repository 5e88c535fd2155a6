"""Telling API keys from task ids by their prefixes, so that a key is never taken for an id.

Forms as the providers' pages and clients show them: `ak_` and 32 characters (crun.ai), `tsk_` (Tripo), `sk-byts-` (ByteSpike),
`sk-` (gateways), `whsec_` and `tcli_` (Tripo's webhook secrets and client ids).
"""

import re

from desktop.domain.language import tr

_BODY = r"[A-Za-z0-9_\-]"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("crun", re.compile(r"ak_[A-Za-z0-9]{32}")),
    ("tripo", re.compile(r"(?:tsk_|tcli_|whsec_)[A-Za-z0-9_\-+/=]{8,}")),
    ("bytespike", re.compile(rf"sk-byts-{_BODY}{{4,}}")),
    ("midjourney", re.compile(rf"sk-(?!byts-){_BODY}{{16,}}")),
)


def key_provider(text: str) -> str | None:
    """Return the id of the provider whose key `text` looks like, or None where it looks like no key.

    `text` is one word, such as an id taken from pasted text.
    """
    return next((provider for provider, form in _FORMS if form.fullmatch(text) is not None), None)


def key_warning(text: str) -> str:
    """Return why a text with a key's looks can't be used as an API key, as a sentence; "" where nothing is known against it."""
    if text.startswith("tcli_"):
        return tr("This is a Tripo client id, which Tripo never accepts as a key. Create an API key that begins with tsk_.")
    if text.startswith("whsec_"):
        return tr("This is a secret for signing webhooks, not an API key. Use the key that begins with tsk_.")
    return ""
