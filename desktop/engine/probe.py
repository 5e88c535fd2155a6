"""Testing an account's key with one cheap request."""

from desktop.domain.problem import Problem
from desktop.domain.problems import words
from desktop.engine.accounts import AccountDesk, Connection
from desktop.engine.api import ApiUnreachable
from desktop.engine.ports import KeyTest
from desktop.providers.base import ProbeVerdict
from desktop.providers.registry import provider_name


async def test_key(desk: AccountDesk, connection: Connection) -> KeyTest:
    """Ask the account's API something cheap; say in a sentence what that showed of the key."""
    account = connection.account
    name = provider_name(account.provider)
    key = await desk.key(connection)
    if isinstance(key, Problem):
        said = words(key)
        return KeyTest(None, f"{said.title} {said.hint}")
    try:
        async with connection.limiter.slot():
            reply = await connection.client.send(connection.dialect.probe(), key)
    except ApiUnreachable as trouble:
        return KeyTest(None, trouble.sentence)
    verdict, told = connection.dialect.read_probe(reply)
    match verdict:
        case ProbeVerdict.GOOD:
            return KeyTest(good=True, sentence=f"{name} accepts the key of “{account.name}”.")
        case ProbeVerdict.KEY_REJECTED:
            return KeyTest(good=False, sentence=f"{name} doesn't accept this key. Replace it with one for {account.origin}.")
        case ProbeVerdict.UNCLEAR:
            words_told = f" It said: “{told}”." if told else ""
            return KeyTest(None, f"{name} answered, but not in a way that shows whether the key is good.{words_told}")
