"""A window that can't open its profile holds it nevertheless: other starts are told why at once, and bring that window forward."""

import contextlib
from collections.abc import AsyncGenerator

from desktop.engine.handover import HandoverServer
from desktop.engine.handover_client import Json, address_of
from desktop.engine.window_verbs import SHOWING, token_of
from desktop.qt.activation import bring_forward, lend_token
from desktop.storage.paths import Profile
from desktop.widgets.main_window import MainWindow


@contextlib.asynccontextmanager
async def turning_away(profile: Profile, window: MainWindow, sentence: str) -> AsyncGenerator[None]:
    """Answer each verb that other processes hand over with `sentence`. Where that can't be, they wait as for any owner."""

    async def verb(name: str, args: Json) -> AsyncGenerator[Json]:
        if name in SHOWING and args.get("hidden") is not True:
            lend_token(token_of(args), window)
            bring_forward(window)
        yield {"say": sentence}
        yield {"exit": 1}

    server = HandoverServer(address_of(profile), verb)
    try:
        with contextlib.suppress(OSError):
            await server.start()
        yield
    finally:
        await server.close()
