"""Which drive each folder of results is on, remembered so that an empty mount point is not taken for it."""

import logging
from pathlib import Path

from desktop.engine.daemon import in_daemon_thread
from desktop.storage.drives import device_of
from desktop.storage.tasks import TaskStore
from desktop.storage.trouble import StorageTrouble

logger = logging.getLogger(__name__)


class Drives:
    """Remembers devices in the database. Trouble with that keeps no file from being saved."""

    def __init__(self, store: TaskStore) -> None:
        self._store = store
        self._known: dict[Path, int | None] = {}
        self._noted: set[Path] = set()

    async def known(self, root: Path) -> int | None:
        """Return the device on which results were saved below `root` before; None where that is not known."""
        if root not in self._known:
            try:
                self._known[root] = await self._store.device_of(root)
            except StorageTrouble as trouble:
                logger.warning("the drive of a folder is not known: %s", trouble.sentence)
                return None
        return self._known[root]

    async def saved_below(self, root: Path) -> None:
        """Note that results are saved below `root`, where it is now; once a run."""
        if root in self._noted:
            return
        self._noted.add(root)
        try:
            device = await in_daemon_thread("drive", lambda: device_of(root))
            if await self.known(root) != device:
                await self._store.note_device(root, device)
                self._known[root] = device
        except (OSError, StorageTrouble) as error:
            logger.warning("the drive of a folder could not be noted: %s", type(error).__name__)
