"""Keys that a provider sends back, taken out of the words of its reports once these are decoded."""

from collections.abc import Callable
from dataclasses import replace

from desktop.domain.report import Part, Report

type Clean = Callable[[str], str]
"""Returns a text without the keys that are known."""


def without_keys(report: Report, clean: Clean) -> Report:
    """Return a report whose texts and links hold no key, however it stood in the reply; `raw` is as it was."""
    return replace(
        report,
        remote_raw=clean(report.remote_raw),
        title=clean(report.title),
        prompt=clean(report.prompt),
        model=clean(report.model),
        action=clean(report.action),
        tags=tuple(map(clean, report.tags)),
        parts=tuple(_part(part, clean) for part in report.parts),
        text_result=_maybe(report.text_result, clean),
        reason=clean(report.reason),
        reason_code=clean(report.reason_code),
    )


def _part(part: Part, clean: Clean) -> Part:
    return replace(part, name=clean(part.name), urls=tuple(map(clean, part.urls)), text=_maybe(part.text, clean))


def _maybe(text: str | None, clean: Clean) -> str | None:
    return None if text is None else clean(text)
