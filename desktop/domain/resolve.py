"""Decides whose each recognised id is: rules over the connected accounts, and what is tracked already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlsplit

from desktop.domain.account import Account
from desktop.domain.intake import Choice, Intake, IntakeRow, IntakeState
from desktop.domain.language import either, tr, tr_n
from desktop.domain.recognise import Found, Recognised
from desktop.domain.recognise_forms import BYTESPIKE, Form, form_of, kind_for, may_own
from desktop.domain.status import IdKind
from desktop.domain.task import TaskRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """What deciding needs to know.

    `defaults` maps a provider to its default API origin, `names` to its display name. `account_id` is the account the user
    chose for all ids it could own, `id_kind` the kind they say the ids are.
    """

    accounts: Sequence[Account]
    defaults: Mapping[str, str]
    names: Mapping[str, str]
    account_id: str | None = None
    id_kind: IdKind | None = None

    @property
    def given(self) -> Account | None:
        """The account the user chose, if it is connected."""
        return next((a for a in self.accounts if a.id == self.account_id), None)

    def of(self, provider: str, origin: str | None) -> list[Account]:
        """Return the accounts of `provider` that an API at `origin` may belong to: the same origin, else the same domain."""
        accounts = [a for a in self.accounts if a.provider == provider]
        if origin is None:
            return accounts
        return [a for a in accounts if a.origin == origin] or [a for a in accounts if _domain(a.origin) == _domain(origin)]

    def name(self, provider: str) -> str:
        """Return the provider's display name."""
        return self.names.get(provider, provider)


@dataclass(frozen=True, slots=True)
class _Verdict:
    choice: Choice | None
    choices: tuple[Choice, ...]
    reason: str

    @classmethod
    def sure(cls, choice: Choice, reason: str, others: Sequence[Choice] = ()) -> Self:
        return cls(choice, tuple(dict.fromkeys((choice, *others))), reason)


def resolve(
    recognised: Recognised,
    accounts: Sequence[Account],
    defaults: Mapping[str, str],
    names: Mapping[str, str],
    tracked: Mapping[TaskRef, int],
    *,
    account_id: str | None = None,
    id_kind: IdKind | None = None,
) -> Intake:
    """Return the table to show before adding: one row an id, in the text's order.

    - An account the user chose takes every id it could own; a ByteSpike account any id, as `out_task_id` unless it has
      ByteSpike's own form. What the text tells to be another provider's stays that provider's.
    - Otherwise the one account that could own the id takes it, and the reason says so; several leave it unclear.
    - An address's origin picks the account that lives there.
    - An id of a certain provider without an account is new without one, at the provider's default origin.
    - What is tracked already is so whichever of its possible owners it is tracked under.

    `tracked` needs to hold no more than the references :func:`refs_of` names.
    """
    owners = Owners(accounts=accounts, defaults=defaults, names=names, account_id=account_id, id_kind=id_kind)
    rows: dict[object, IntakeRow] = {}
    for found in recognised.found:
        row = _row(found, owners, tracked)
        identity = _ref(row, row.choice) if row.choice else (row.task_id, row.id_kind)
        rows.setdefault(identity, row)
    return Intake(tuple(rows.values()), recognised.keys)


def refs_of(
    recognised: Recognised,
    accounts: Sequence[Account],
    defaults: Mapping[str, str],
    *,
    account_id: str | None = None,
    id_kind: IdKind | None = None,
) -> tuple[TaskRef, ...]:
    """Return every reference the ids in `recognised` might be tracked under: what to look up before :func:`resolve`."""
    owners = Owners(accounts=accounts, defaults=defaults, names={}, account_id=account_id, id_kind=id_kind)
    refs = (ref for found in recognised.found for ref, _ in _possible_refs(found, owners, _verdict(found, owners)))
    return tuple(dict.fromkeys(refs))


def set_choice(row: IntakeRow, choice: Choice, tracked_id: int | None = None) -> IntakeRow:
    """Return `row` with the owner its user picked; `tracked_id` is our number where the reference it makes is tracked."""
    return replace(
        row,
        task_id=_written(row.task_id, (choice,)),
        id_kind=_kind_after(row, choice),
        state=IntakeState.NEW if tracked_id is None else IntakeState.TRACKED,
        reason=tr("you chose it"),
        choice=choice,
        choices=tuple(dict.fromkeys((*row.choices, choice))),
        tracked_id=tracked_id,
    )


def ref_of(row: IntakeRow) -> TaskRef | None:
    """Return the reference adding `row` makes, or None while it is unclear."""
    return _ref(row, row.choice) if row.choice else None


def _row(found: Found, owners: Owners, tracked: Mapping[TaskRef, int]) -> IntakeRow:
    verdict = _verdict(found, owners)
    known = next(((choice, ref) for ref, choice in _possible_refs(found, owners, verdict) if ref in tracked), None)
    if known is not None:
        owner, ref = known
        return _intake_row(found, verdict, IntakeState.TRACKED, owner, ref.id_kind, tracked[ref])
    if verdict.choice is None:
        return _intake_row(found, verdict, IntakeState.UNCLEAR, None, owners.id_kind or found.id_kind)
    return _intake_row(found, verdict, IntakeState.NEW, verdict.choice, _kind(found, verdict.choice.provider, owners))


def _intake_row(
    found: Found, verdict: _Verdict, state: IntakeState, choice: Choice | None, kind: IdKind, tracked_id: int | None = None
) -> IntakeRow:
    return IntakeRow(
        task_id=_written(found.task_id, (choice,) if choice else verdict.choices),
        id_kind=kind,
        state=state,
        reason=verdict.reason,
        choice=choice,
        choices=verdict.choices,
        tracked_id=tracked_id,
    )


def _verdict(found: Found, owners: Owners) -> _Verdict:
    given = owners.given
    if given is not None and _takes(given, found):
        return _Verdict.sure(_choice(given), tr("you chose the account"))
    providers = _providers(found, owners)
    accounts = [account for provider in providers for account in owners.of(provider, found.origin)]
    choices = tuple(_choice(account) for account in accounts)
    if len(accounts) == 1:
        return _Verdict.sure(choices[0], _only_account(found, accounts[0], owners, several=len(providers) > 1))
    if accounts:
        return _Verdict(None, choices, _several(found, accounts, owners))
    return _without_account(found, providers, owners)


def _without_account(found: Found, providers: Sequence[str], owners: Owners) -> _Verdict:
    """Decide about an id that no account lives at the right place for."""
    homeless = tuple(_homeless(provider, found.origin, owners) for provider in providers)
    elsewhere = tuple(_choice(a) for provider in providers for a in owners.of(provider, None))
    if elsewhere:
        host = urlsplit(found.origin or "").netloc
        return _Verdict(
            None,
            (*elsewhere, *homeless),
            tr("{reason} at {host}, where none of your accounts is", reason=tr(found.reason), host=host),
        )
    if len(homeless) == 1 and (found.told or found.id_kind is IdKind.TASK_ID):
        return _Verdict.sure(homeless[0], tr(found.reason))
    return _Verdict(None, homeless, tr(found.reason))


def _takes(account: Account, found: Found) -> bool:
    """Tell whether an account the user chose takes an id: not what the text tells to be somebody else's."""
    if found.told:
        return account.provider in found.providers
    return account.provider in found.providers or may_own(account.provider, found.task_id)


def _providers(found: Found, owners: Owners) -> tuple[str, ...]:
    if found.told or owners.id_kind is None:
        return found.providers
    if owners.id_kind is IdKind.OUT_TASK_ID:
        return (BYTESPIKE,)
    is_unknown = found.id_kind is IdKind.OUT_TASK_ID and form_of(found.task_id) is None
    return tuple(owners.defaults) if is_unknown else found.providers


def _only_account(found: Found, account: Account, owners: Owners, *, several: bool) -> str:
    if not several:
        return tr(found.reason)
    provider = owners.name(account.provider)
    return tr("{provider} “{account}” is your only account with ids like this", provider=provider, account=account.name)


def _several(found: Found, accounts: Sequence[Account], owners: Owners) -> str:
    providers = tuple(dict.fromkeys(account.provider for account in accounts))
    if len(providers) > 1:
        return tr("{reason}: {providers}", reason=tr(found.reason), providers=either(owners.name(p) for p in providers))
    return tr_n(
        "{reason}, and {n} {provider} account could own it",
        "{reason}, and {n} {provider} accounts could own it",
        len(accounts),
        reason=tr(found.reason),
        provider=owners.name(providers[0]),
    )


def _possible_refs(found: Found, owners: Owners, verdict: _Verdict) -> list[tuple[TaskRef, Choice]]:
    """Return each reference the id may be tracked under, with the choice that makes it; the likeliest first."""
    first = (verdict.choice,) if verdict.choice else ()
    if verdict.choice and verdict.choice.account_id and verdict.choice.account_id == owners.account_id:
        choices: tuple[Choice, ...] = first
    else:
        providers = _providers(found, owners)
        fallback = tuple(_homeless(provider, None, owners) for provider in providers if provider in owners.defaults)
        choices = (*first, *verdict.choices, *fallback)
    refs: dict[TaskRef, Choice] = {}
    for choice in choices:
        kind = _kind(found, choice.provider, owners)
        refs.setdefault(TaskRef(choice.provider, choice.origin, kind, _written(found.task_id, (choice,))), choice)
    return list(refs.items())


def _written(task_id: str, choices: Sequence[Choice]) -> str:
    """Return an id as its possible owners write it: a UUID in lower case, so that it is tracked once; ByteSpike keeps any."""
    is_uuid = form_of(task_id) is Form.UUID
    return task_id.lower() if is_uuid and all(choice.provider != BYTESPIKE for choice in choices) else task_id


def _kind(found: Found, provider: str, owners: Owners) -> IdKind:
    if provider != BYTESPIKE:
        return IdKind.TASK_ID
    if found.told:
        return found.id_kind
    return owners.id_kind or kind_for(provider, found.task_id)


def _kind_after(row: IntakeRow, choice: Choice) -> IdKind:
    if choice.provider == BYTESPIKE and row.choice is not None and row.choice.provider == BYTESPIKE:
        return row.id_kind
    return kind_for(choice.provider, row.task_id)


def _ref(row: IntakeRow, choice: Choice) -> TaskRef:
    return TaskRef(choice.provider, choice.origin, row.id_kind, row.task_id)


def _choice(account: Account) -> Choice:
    return Choice(account.provider, account.id, account.origin)


def _homeless(provider: str, origin: str | None, owners: Owners) -> Choice:
    return Choice(provider, None, origin or owners.defaults.get(provider, ""))


def _domain(origin: str) -> str:
    """Return the last two labels of a host name (gateways live at several names of one domain), an address as it is."""
    host = urlsplit(origin).hostname or ""
    labels = host.split(".")
    return origin if host.replace(".", "").isdigit() or ":" in host or len(labels) < 2 else ".".join(labels[-2:])
