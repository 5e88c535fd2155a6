"""The button that says how the tasks are sorted, and its menu: the orders, the other way round, the groups."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction, QActionGroup

from desktop.domain.language import tr, words_of
from desktop.domain.query import Group, ListQuery, Order
from desktop.qt.theme import Theme
from desktop.widgets.buttons import ChoiceButton
from desktop.widgets.menus import Menu

ORDER_WORDS: dict[Order, str] = {
    Order.NEWEST: words_of("Newest first"),
    Order.OLDEST: words_of("Oldest first"),
    Order.TITLE: words_of("Title"),
    Order.STATUS: words_of("Status"),
    Order.EXPIRES: words_of("Gone soonest"),
    Order.FINISHED: words_of("Finished last"),
    Order.PROVIDER: words_of("Provider"),
    Order.MODEL: words_of("Model"),
    Order.KIND: words_of("Kind"),
    Order.PROJECT: words_of("Project"),
    Order.SIZE: words_of("Largest"),
    Order.COST: words_of("Highest cost"),
}

GROUP_WORDS: dict[Group, str] = {
    Group.NONE: words_of("No groups"),
    Group.DAY: words_of("Day"),
    Group.PROJECT: words_of("Project"),
    Group.PROVIDER: words_of("Provider"),
    Group.PROMPT: words_of("Prompt"),
}


class OrderButton(ChoiceButton):
    """`order_chosen` carries an :class:`Order`, `reversed` a bool, `group_chosen` a :class:`Group`."""

    order_chosen = Signal(object)
    reversed = Signal(bool)
    group_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr(ORDER_WORDS[Order.NEWEST]), name=tr("Order"))
        self._orders = self._choices(self.choices, ORDER_WORDS)
        self._orders.triggered.connect(self._on_order)
        self.choices.addSeparator()
        self.backwards = self.choices.addAction(tr("Reverse"))
        self.backwards.setCheckable(True)
        self.backwards.toggled.connect(self.reversed)
        self.choices.addSeparator()
        self.groups = Menu(theme, self)
        self.groups.setTitle(tr("Group by"))
        self.choices.addMenu(self.groups)
        self._groups = self._choices(self.groups, GROUP_WORDS)
        self._groups.triggered.connect(self._on_group)

    def show_query(self, query: ListQuery) -> None:
        """Show how a query sorts and groups, without telling."""
        with QSignalBlocker(self.backwards):
            self.backwards.setChecked(query.backwards)
        _check(self._orders, query.order)
        _check(self._groups, query.group)
        word = tr(ORDER_WORDS[query.order])
        self.show_text(tr("{order}, reversed", order=word) if query.backwards else word)

    def _choices[T: (Order, Group)](self, menu: Menu, words: dict[T, str]) -> QActionGroup:
        group = QActionGroup(self)
        for value, word in words.items():
            action = menu.addAction(tr(word))
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
        group.actions()[0].setChecked(True)
        return group

    def _on_order(self, action: QAction) -> None:
        self.order_chosen.emit(Order(action.data()))

    def _on_group(self, action: QAction) -> None:
        self.group_chosen.emit(Group(action.data()))


def _check(group: QActionGroup, value: Order | Group) -> None:
    for action in group.actions():
        if action.data() == value:
            action.setChecked(True)
