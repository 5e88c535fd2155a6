"""Rules of API keys that need no keyring: which may be stored, what may be shown, which environment variable holds one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.domain.account import Account
from desktop.domain.language import sentences, tr

MOST_CHARACTERS = 1200
"""Windows takes 2,560 bytes of UTF-16 a credential (learn.microsoft.com, CREDENTIALW)."""


@dataclass(frozen=True, slots=True)
class Key:
    """An account's key and where it comes from: "environment", "keyring" or "session". Its value stays out of reprs."""

    value: str = field(repr=False)
    source: str = "keyring"

    @property
    def hint(self) -> str:
        """The key's last 4 characters, all of it that is ever shown; empty for a key too short to show so much."""
        return key_hint(self.value)


def key_hint(key: str) -> str:
    """Return the last 4 characters of a key of 8 or more."""
    return key[-4:] if len(key) >= 8 else ""  # half of it at most


def key_fault(key: str) -> str | None:
    """Return why `key` can't be a key, as a sentence, or None. `key` is stripped already."""
    if not key:
        return tr("The key is empty. Copy it from the provider's page and paste it again.")
    if len(key) > MOST_CHARACTERS:
        return tr(
            "This is too long for a key ({n} characters, at most {most}). Paste the key alone.",
            n=f"{len(key):,}",
            most=f"{MOST_CHARACTERS:,}",
        )
    if not key.isascii() or not key.isprintable() or " " in key:
        return tr("A key has no spaces, line breaks or accented letters. Paste the key alone.")
    return None


def variable_name(provider: str, account_name: str) -> str:
    """Return the environment variable of an account's key: `OUTTRAY_KEY_CRUN_STUDIO`."""
    return f"OUTTRAY_KEY_{_capitals(provider)}_{_capitals(account_name)}"


def environment_key(account: Account, accounts: Sequence[Account], environ: Mapping[str, str]) -> str | None:
    """Return the key that the environment holds for `account`; none where another of `accounts` would share the variable."""
    name = variable_name(account.provider, account.name)
    sharing = any(variable_name(o.provider, o.name) == name for o in accounts if o.id != account.id)
    key = environ.get(name, "").strip()
    return key if not sharing and key_fault(key) is None else None


def variable_sentences(accounts: Sequence[Account], environ: Mapping[str, str]) -> list[str]:
    """Return a sentence for each variable that is set but not used: shared by two accounts, or no key."""
    names = Counter(variable_name(a.provider, a.name) for a in accounts)
    found: list[str] = []
    for name, count in names.items():
        if name not in environ:
            continue
        if count > 1:
            handles = " and ".join(a.handle for a in accounts if variable_name(a.provider, a.name) == name)
            found.append(
                tr("The variable {name} fits {handles}, so it is used for neither. Rename one of them.", name=name, handles=handles)
            )
        elif (fault := key_fault(environ[name].strip())) is not None:
            found.append(sentences(tr("The variable {name} is not used.", name=name), fault))
    return found


def _capitals(text: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in text.upper())
