"""Outtray in processes of its own, against the rehearsal providers."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Sample
from desktop.storage.paths import resources
from tests.fakes.outtray import Outtray

type Rehearse = Callable[..., Rehearsal]


@pytest.fixture
def outtray(tmp_path: Path) -> Outtray:
    return Outtray(tmp_path)


@pytest.fixture
def rehearse() -> Iterator[Rehearse]:
    """Start rehearsal providers with the given samples; they end with the test."""
    with ExitStack() as stack:

        def start(*samples: Sample, **options: Any) -> Rehearsal:
            return stack.enter_context(Rehearsal(samples, media=resources() / "samples", **options))

        yield start
