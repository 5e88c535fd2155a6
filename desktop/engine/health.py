"""Whether this computer is offline, told from what happens to requests: one state, said once, ended by the first answer."""

from collections.abc import Callable

from desktop.domain.language import words_of
from desktop.engine.api import Reach

OFFLINE_TEXT = words_of("You are offline. Checking continues when the connection returns.")


class Health:
    """Folds what becomes of every account's requests into "online" or "offline"."""

    def __init__(self, changed: Callable[[bool], None]) -> None:
        self._changed = changed
        self._failing: dict[str, Reach] = {}
        self._in_a_row: dict[str, int] = {}
        self._answered: set[str] = set()
        self._own_trouble: set[str] = set()
        self.offline = False

    def answered(self, account_id: str) -> None:
        """Note that an account's API answered, whatever it said. Those that fail all the same have a trouble of their own."""
        self._clear(account_id)
        self._answered.add(account_id)
        self._own_trouble |= self._failing.keys()
        self._in_a_row.clear()
        self._judge()

    def unreachable(self, account_id: str, reach: Reach) -> None:
        """Note that an account's API could not be reached."""
        self._failing[account_id] = reach
        self._in_a_row[account_id] = self._in_a_row.get(account_id, 0) + 1
        self._answered.discard(account_id)
        self._judge()

    def forget(self, account_id: str) -> None:
        """Forget an account that is no longer asked."""
        self._clear(account_id)
        self._judge()

    def _clear(self, account_id: str) -> None:
        self._failing.pop(account_id, None)
        self._in_a_row.pop(account_id, None)
        self._answered.discard(account_id)
        self._own_trouble.discard(account_id)

    def _judge(self) -> None:
        """Offline means: no name of any host can be looked up, twice in a row or by every account, and no answer since."""
        counted = [account_id for account_id in self._failing if account_id not in self._own_trouble]
        names_fail = bool(counted) and all(self._failing[account_id] is Reach.OFFLINE for account_id in counted)
        certain = not self._answered or any(self._in_a_row.get(account_id, 0) > 1 for account_id in counted)
        offline = names_fail and certain
        if offline != self.offline:
            self.offline = offline
            self._changed(offline)
