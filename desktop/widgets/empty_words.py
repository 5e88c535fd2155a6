"""Why the list has nothing to show, in words."""

from desktop.domain.language import tr, words_of
from desktop.domain.query import ListQuery, View
from desktop.domain.status import BADGE_WORDS
from desktop.widgets.filter_words import Narrow, same_tasks, value_of

_VIEW_SENTENCES = {
    View.ALL: words_of("No tasks here."),
    View.ACTIVE: words_of("Nothing is being made or saved."),
    View.NOT_SAVED: words_of("Nothing is waiting to be saved."),
    View.EXPIRES_SOON: words_of("Nothing is about to expire."),
    View.AT_RISK: words_of("Nothing is at risk: every result will be saved before it is gone."),
    View.NEEDS_YOU: words_of("Nothing needs you."),
    View.SAVED: words_of("Nothing is saved yet."),
    View.STARRED: words_of("Nothing is starred. Star a task to find it here."),
    View.ARCHIVE: words_of("The archive is empty."),
}


def empty_sentence(query: ListQuery) -> str:
    """Return why a query shows nothing."""
    if query.text.strip():
        return tr("No tasks match “{text}”.", text=" ".join(query.text.split()))
    ways = [each for each in Narrow if value_of(query, each) is not None]
    if len(ways) > 1 or (ways and ways[0] not in (Narrow.BADGE, Narrow.PROJECT)):
        return tr("No tasks match these filters.")
    if query.badge is not None:
        return tr("No tasks are “{badge}” here.", badge=tr(BADGE_WORDS[query.badge]))
    if query.project is not None:
        return tr("No tasks in “{project}”.", project=query.project)
    if query.account_id is not None:
        return tr("No tasks of this account.")
    return tr(_VIEW_SENTENCES[query.view])


def selects_all(query: ListQuery) -> bool:
    """Tell whether a query leaves out no task."""
    return same_tasks(query, ListQuery())
