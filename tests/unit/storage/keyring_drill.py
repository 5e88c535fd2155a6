"""Run by test_keyring_real.py in processes of their own: uses the system's real keyring, and says what came of it."""

import asyncio
import os
import sys

from desktop.domain.account import Account, HeaderStyle
from desktop.storage.secrets import KeyringProblem, SecretStore, system_backend

ACCOUNT = Account(id="a1", provider="crun", name="Studio", base_url="https://api.crun.ai", header=HeaderStyle.BEARER)


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


async def write() -> None:
    store = SecretStore(os.environ)
    await store.write(ACCOUNT, "ak_real0123456789")
    store.close()


async def read() -> None:
    store = SecretStore(os.environ)
    found = await store.read(ACCOUNT, (ACCOUNT,))
    say("read", found.value if found else None, found.source if found else None)
    store.close()


async def delete() -> None:
    store = SecretStore(os.environ)
    await store.delete(ACCOUNT)
    await store.delete(ACCOUNT)
    say("after", await store.read(ACCOUNT, (ACCOUNT,)))
    store.close()


async def drill() -> None:
    try:
        async with asyncio.timeout(30):
            for step in (write, read, delete):
                await step()
        say("backend", type(system_backend()).__module__)
    except KeyringProblem as problem:
        say("problem", problem.kind.value, problem.timed_out, problem.sentence)
    say("evil", "evil_keyring" in sys.modules)


asyncio.run(drill())
