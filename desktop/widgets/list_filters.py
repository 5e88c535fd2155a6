"""What the list shows: the search, the filters and the order, put together from the toolbar and the side bar."""

from dataclasses import replace

from PySide6.QtCore import QObject

from desktop.domain.query import ListQuery, Order
from desktop.domain.status import Badge
from desktop.qt.task_model import TaskListModel
from desktop.widgets.sidebar import Place, SideBar
from desktop.widgets.toolbar import TopBar


class ListFilters(QObject):
    """Turns what is chosen into the model's query."""

    def __init__(self, bar: TopBar, side: SideBar, model: TaskListModel, parent: QObject) -> None:
        super().__init__(parent)
        self._bar = bar
        self._side = side
        self._model = model
        self._query = ListQuery()
        bar.searched.connect(self._on_search)
        bar.badge_chosen.connect(self._on_badge)
        bar.order_chosen.connect(self._on_order)
        side.place_chosen.connect(self._on_place)

    @property
    def query(self) -> ListQuery:
        """What the list shows, or is about to show."""
        return self._query

    @property
    def none(self) -> bool:
        """Whether all tasks are shown."""
        return replace(self._query, order=Order.NEWEST) == ListQuery()

    def clear(self) -> None:
        """Clear the search; where there is none, show all tasks."""
        if self._query.text.strip():
            self._bar.clear_search()
        else:
            self.show_all()

    def show_all(self) -> None:
        """Show all tasks."""
        self._bar.search.clear()
        self._bar.show_badge(None)
        self._side.show_place(Place())
        self._ask(ListQuery(order=self._query.order))

    def _ask(self, query: ListQuery) -> None:
        if query != self._query:
            self._query = query
            self._model.set_query(query)

    def _on_search(self, text: str) -> None:
        self._ask(replace(self._query, text=text))

    def _on_badge(self, badge: Badge | None) -> None:
        self._ask(replace(self._query, badge=badge))

    def _on_order(self, order: Order) -> None:
        self._ask(replace(self._query, order=order))

    def _on_place(self, place: Place) -> None:
        self._ask(replace(self._query, view=place.view, project=place.project, account_id=place.account_id))
