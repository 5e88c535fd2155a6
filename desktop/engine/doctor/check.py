"""Running checks: all at once, each in a thread of its own with a limit, none able to hold up or to break the others."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.domain.finding import Finding, Health
from desktop.domain.language import tr
from desktop.engine.daemon import in_daemon_thread

APART_SECONDS = 0.02
"""How far apart checks begin: so many threads at once would keep the window's thread from its frames."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `run` blocks, for `seconds` at most before it counts as stuck; `stuck` says what to do then.

    It should not raise, but may.
    """

    name: str
    title: str
    run: Callable[[], Finding]
    seconds: float = 20.0
    stuck: str = ""


def within[T](seconds: float, work: Callable[[], T], otherwise: T) -> T:
    """Return `work()`, or `otherwise` where it gives no answer in time: a drive of the network may never. Blocks so long."""
    answers: list[T] = []
    at_work = threading.Thread(target=lambda: answers.append(work()), name="within", daemon=True)
    at_work.start()
    at_work.join(seconds)
    return answers[0] if answers else otherwise


async def examine(checks: Sequence[Check], heard: Callable[[Finding], None]) -> list[Finding]:
    """Run `checks`; call `heard` with each finding as it comes, and return all in the order of `checks`."""

    async def one(number: int, check: Check) -> Finding:
        await asyncio.sleep(number * APART_SECONDS)
        finding = await outcome(check)
        heard(finding)
        return finding

    return list(await asyncio.gather(*(one(number, check) for number, check in enumerate(checks))))


async def outcome(check: Check) -> Finding:
    """Return what a check finds; one that gives no answer, or fails itself, is a finding too."""
    try:
        async with asyncio.timeout(check.seconds):
            return await in_daemon_thread(f"check {check.name}", check.run)
    except TimeoutError:
        said = tr("This check gave no answer within {n} seconds.", n=f"{check.seconds:.0f}")
        hint = check.stuck or tr("Start the computer again, then repeat it. If it stays so, the part that it asks is stuck.")
        return Finding(name=check.name, title=check.title, health=Health.TROUBLE, said=said, hint=hint)
    except Exception as error:  # noqa: BLE001  # one check's own failure must not hide what the others found
        return Finding(
            name=check.name,
            title=check.title,
            health=Health.TROUBLE,
            said=tr("This check failed by an error of its own ({error}).", error=type(error).__name__),
            hint=tr("Save a report and send it to the makers of Outtray."),
            facts=(("error", str(error)[:500]),),
        )
