"""Problems as records: which one, with which facts. Their words stand in :mod:`desktop.domain.problems`."""

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """The one thing a problem offers to do about itself."""

    ADD_KEY = "add_key"
    REPLACE_KEY = "replace_key"
    UNLOCK = "unlock"
    SESSION_ONLY = "session_only"
    TRY_OTHER_ACCOUNTS = "try_other_accounts"
    CHECK_NOW = "check_now"
    SAVE_AGAIN = "save_again"
    CHOOSE_FOLDER = "choose_folder"
    OPEN_BILLING = "open_billing"
    COPY_PROMPT = "copy_prompt"
    COPY_ID = "copy_id"
    SHOW_RAW = "show_raw"
    SHOW_DETAILS = "show_details"
    REMOVE = "remove"


class ProblemKind(StrEnum):
    """Every trouble a task, a file or an account can be in."""

    KEY_REJECTED = "key_rejected"
    NO_KEY = "no_key"
    NO_ACCOUNT = "no_account"
    KEYRING_LOCKED = "keyring_locked"
    NO_KEYRING = "no_keyring"
    NOT_FOUND = "not_found"
    OUT_OF_CREDITS = "out_of_credits"
    SLOW_DOWN = "slow_down"
    MAINTENANCE = "maintenance"
    PROVIDER_TROUBLE = "provider_trouble"
    BAD_REPLY = "bad_reply"
    REQUEST_REFUSED = "request_refused"
    GENERATION_FAILED = "generation_failed"
    REFUSED_BY_RULES = "refused_by_rules"
    TIMED_OUT_THERE = "timed_out_there"
    STATE_UNKNOWN_THERE = "state_unknown_there"
    WAITING_FOR_ANSWER = "waiting_for_answer"
    LINK_KEEPS_EXPIRING = "link_keeps_expiring"
    DELETED_THERE = "deleted_there"
    TRANSFER_CUT = "transfer_cut"
    WRONG_BYTES = "wrong_bytes"
    REFUSED_LINK = "refused_link"
    FILE_HOST_TROUBLE = "file_host_trouble"
    DISK_FULL = "disk_full"
    FOLDER_UNAVAILABLE = "folder_unavailable"
    CERTIFICATE = "certificate"
    NO_FILE_LISTED = "no_file_listed"
    FILE_MISSING = "file_missing"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: its kind, and the facts its sentence names (`facts` maps a placeholder to plain text)."""

    kind: ProblemKind
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        """Return one fact, or an empty string."""
        return dict(self.facts).get(name, "")


def problem(kind: ProblemKind, **facts: str) -> Problem:
    """Return a :class:`Problem`; empty facts are left out."""
    return Problem(kind, tuple(sorted((name, value) for name, value in facts.items() if value)))
