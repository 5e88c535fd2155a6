"""What the list shows: the search, the filters and the order, put together from the toolbar, the chips and the side bar."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.query import Group, ListQuery, Order, View
from desktop.qt.task_model import TaskListModel
from desktop.widgets.filter_words import Narrow, narrowed_to, same_tasks, value_of
from desktop.widgets.sidebar import Place, SideBar
from desktop.widgets.toolbar import TopBar


class ListFilters(QObject):
    """Turns what is chosen into the model's query. `changed` carries each new one.

    The side bar says where, the chips narrow what is there: they stay when another view or account is chosen. A saved search is a
    query as a whole: who leaves it leaves all of it.
    """

    changed = Signal(object)

    def __init__(self, bar: TopBar, side: SideBar, model: TaskListModel, parent: QObject) -> None:
        super().__init__(parent)
        self._bar = bar
        self._side = side
        self._model = model
        self._query = ListQuery()
        self._place = Place()
        bar.searched.connect(self._on_search)
        bar.order.order_chosen.connect(self._on_order)
        bar.order.reversed.connect(self._on_reversed)
        bar.order.group_chosen.connect(self._on_group)
        side.place_chosen.connect(self._on_place)

    @property
    def query(self) -> ListQuery:
        """What the list shows, or is about to show."""
        return self._query

    @property
    def place(self) -> Place:
        """Where the side bar shows it."""
        return self._place

    @property
    def none(self) -> bool:
        """Whether all tasks are shown."""
        return same_tasks(self._query, ListQuery())

    @property
    def narrowed(self) -> tuple[Narrow, ...]:
        """How the place that is shown is narrowed; being in a project is no narrowing."""
        return tuple(
            each
            for each in Narrow
            if value_of(self._query, each) is not None and not (each is Narrow.PROJECT and self._place.project is not None)
        )

    def clear(self) -> None:
        """Clear the search; where there is none, the filters; where there are none either, show all tasks."""
        if self._query.text.strip():
            self._bar.clear_search()
        elif self.narrowed:
            self.clear_filters()
        else:
            self.show_all()

    def clear_filters(self) -> None:
        """Show all tasks of the place, as far as they are found."""
        query = self._query
        for each in self.narrowed:
            query = narrowed_to(query, each, None)
        self._ask(query)

    def narrow(self, way: Narrow, value: object) -> None:
        """Narrow the list to a value; None leaves that way open. In a project, another project is another place."""
        if way is Narrow.PROJECT and self._place.project is not None:
            self._go(Place(project=None if value is None else str(value)))
        self._ask(narrowed_to(self._query, way, value))

    def show_all(self) -> None:
        """Show all tasks."""
        query = self._query
        self.show_query(ListQuery(order=query.order, backwards=query.backwards, group=query.group))

    def show_query(self, query: ListQuery, place: Place | None = None) -> None:
        """Show another query as a whole, as a saved search has it; `place` is where the side bar shows it."""
        self._go(place or place_of(query))
        self._query, changed = query, query != self._query
        self._bar.search.setText(query.text)
        if changed:
            self._tell()

    def sort(self, order: Order, backwards: bool) -> None:  # noqa: FBT001 - a Qt slot
        """Sort by `order`, or the other way round."""
        self._ask(replace(self._query, order=order, backwards=backwards))

    def _go(self, place: Place) -> None:
        self._place = place
        self._side.show_place(place)

    def _ask(self, query: ListQuery) -> None:
        if query != self._query:
            changed = not same_tasks(query, self._query)
            self._query = query
            if changed and self._place.search is not None:
                self._go(place_of(query))
            self._tell()

    def _tell(self) -> None:
        self._bar.order.show_query(self._query)
        self._model.set_query(self._query)
        self.changed.emit(self._query)

    def _on_search(self, text: str) -> None:
        self._ask(replace(self._query, text=text))

    def _on_order(self, order: Order) -> None:
        self._ask(replace(self._query, order=order))

    def _on_reversed(self, backwards: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._ask(replace(self._query, backwards=backwards))

    def _on_group(self, group: Group) -> None:
        self._ask(replace(self._query, group=group))

    def _on_place(self, place: Place) -> None:
        if place.search is not None:
            return
        query, before = self._query, self._place
        if before.search is not None:
            query = ListQuery(order=query.order, backwards=query.backwards, group=query.group)
            self._bar.search.setText("")
        project = place.project if place.project is not None or before.project is not None else query.project
        self._go(place)
        self._ask(replace(query, view=place.view, project=project, account_id=place.account_id))


def place_of(query: ListQuery) -> Place:
    """Return where the side bar shows a query."""
    if query.view is not View.ALL:
        return Place(query.view)
    return Place(project=query.project) if query.project is not None else Place(account_id=query.account_id)
