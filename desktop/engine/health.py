"""Whether this computer is offline, told from what happens to requests: one state, said once, ended by the first answer."""

from collections.abc import Callable

from desktop.engine.api import Reach

OFFLINE_TEXT = "You are offline. Checking continues when the connection returns."


class Health:
    """Folds the outcome of every account's last request into "online" or "offline"."""

    def __init__(self, changed: Callable[[bool], None]) -> None:
        self._changed = changed
        self._unreachable: dict[str, Reach] = {}
        self._answered: set[str] = set()
        self.offline = False

    def answered(self, account_id: str) -> None:
        """Note that an account's API answered, whatever it said."""
        self._unreachable.pop(account_id, None)
        self._answered.add(account_id)
        self._judge()

    def unreachable(self, account_id: str, reach: Reach) -> None:
        """Note that an account's API could not be reached."""
        self._unreachable[account_id] = reach
        self._answered.discard(account_id)
        self._judge()

    def forget(self, account_id: str) -> None:
        """Forget an account that is no longer asked."""
        self._unreachable.pop(account_id, None)
        self._answered.discard(account_id)
        self._judge()

    def _judge(self) -> None:
        """Offline means: no account answers, and no name of any host can be looked up."""
        names_fail = all(reach is Reach.OFFLINE for reach in self._unreachable.values())
        offline = bool(self._unreachable) and not self._answered and names_fail
        if offline != self.offline:
            self.offline = offline
            self._changed(offline)
