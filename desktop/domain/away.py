"""What happened while the program was closed: the rescue report."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.language import listed, tr, tr_n
from desktop.domain.wording import span_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """The tasks of a time away, by number, from `since` to `until` (UTC).

    `finished` were finished meanwhile, as the first answers after the start tell; those that were finished before and not saved
    are among them where they were saved or lost since. Of all these `saved` are saved by now, `recovered` are saved by a new link
    after the old one had ended, `gone` can't be had any more, `open` are still being worked on.
    """

    since: datetime
    until: datetime
    finished: tuple[int, ...] = ()
    saved: tuple[int, ...] = ()
    recovered: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    open: tuple[int, ...] = ()


def away_words(away: Away) -> str:
    """Return "While Outtray was closed for 2 days: 14 finished, 12 saved now, 2 gone."."""
    told = listed(
        (
            tr_n("{n} finished", "{n} finished", len(away.finished)),
            tr_n("{n} saved now", "{n} saved now", len(away.saved)) if away.saved else "",
            tr_n("{n} by a new link", "{n} by new links", len(away.recovered)) if away.recovered else "",
            tr_n("{n} gone", "{n} gone", len(away.gone)) if away.gone else "",
        )
    )
    span = span_words((away.until - away.since).total_seconds())
    return tr("While Outtray was closed for {span}: {told}.", span=span, told=told)
