"""Testing an account's key with one cheap request."""

from desktop.domain.language import sentences, tr
from desktop.domain.problem import Problem
from desktop.domain.problems import words
from desktop.engine.accounts import AccountDesk, Connection
from desktop.engine.api import ApiUnreachable
from desktop.engine.ports import KeyTest
from desktop.providers.base import ProbeVerdict

LONGEST_WAIT = 15.0
"""The longest hold, in seconds, that a test waits for: somebody is looking at it."""

_GOOD = {ProbeVerdict.GOOD: True, ProbeVerdict.KEY_REJECTED: False, ProbeVerdict.UNCLEAR: None}


async def ask_with_key(desk: AccountDesk, connection: Connection) -> KeyTest:
    """Ask the account's API something cheap; say in a sentence what that showed of the key."""
    key = await desk.key(connection)
    if isinstance(key, Problem):
        said = words(key)
        return KeyTest(None, sentences(said.title, said.hint))
    if connection.limiter.held_for > LONGEST_WAIT:
        return KeyTest(None, tr("This provider asked us to wait before the next question. Test the key again in a few minutes."))
    try:
        async with connection.limiter.slot():
            reply = await connection.client.send(connection.dialect.probe(), key)
    except ApiUnreachable as trouble:
        return KeyTest(None, trouble.sentence)
    verdict, sentence = connection.dialect.read_probe(reply)
    return KeyTest(_GOOD[verdict], sentence)
