"""Recognising a thousand pasted lines, beside one regular expression over the same text."""

import random
import re
import uuid
from collections.abc import Iterator

from desktop.domain.recognise import recognise
from tests.benchmarks.figure import Figure, median_of

LINES = 1000
MOST = 100.0
"""Times a search for one pattern: still well under what a user notices."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def text_figures() -> Iterator[Figure]:
    """Measure the reading of lines of a log, each with an id."""
    rng = random.Random(1)
    ids = [str(uuid.UUID(int=rng.getrandbits(128), version=4)) for _ in range(LINES)]
    text = "\n".join(
        f"2026-11-21 12:00:{n % 60:02d} INFO submitted task_id={task_id} status=queued" for n, task_id in enumerate(ids)
    )
    found = recognise(text).found
    assert [each.task_id for each in found] == ids
    ours = median_of(7, lambda: recognise(text))
    plain = median_of(7, lambda: _UUID.findall(text))
    yield Figure(what=f"{LINES:,} pasted lines recognised", ours=ours, beside="one regular expression", reference=plain, most=MOST)
