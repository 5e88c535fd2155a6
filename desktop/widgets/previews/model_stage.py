"""3D models: turned by hand, as surfaces or wires, on a light or dark ground."""

import sys
from typing import TYPE_CHECKING, override

from PySide6.QtCore import Q_ARG, QMetaObject, QSize, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.qt.colours import tokens_of
from desktop.qt.look import Look
from desktop.storage.paths import resources
from desktop.widgets.buttons import Button
from desktop.widgets.labels import tooltip
from desktop.widgets.previews.item import Item
from desktop.widgets.previews.stage import House, Key, Modifiers, Stage

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickItem
    from PySide6.QtQuickWidgets import QQuickWidget

_TURN = 15.0
_MOVE = 40.0
_NEARER = 1.25


class ModelStage(Stage):
    """Shows a model in Qt Quick 3D, which is loaded with the first one."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        theme = house.theme
        self.view: QQuickWidget | None = None
        self._light = False
        self._chosen_ground = False
        self.wires = Button(theme, tr("Wireframe"))
        self.wires.setCheckable(True)
        self.wires.setToolTip(tooltip(tr("Show the edges of its triangles (W)")))
        self.ground = Button(theme, tr("Light ground"))
        self.ground.setCheckable(True)
        self.ground.setToolTip(tooltip(tr("Light or dark ground (G)")))
        self.whole = Button(theme, tr("Frame"))
        self.whole.setToolTip(
            tooltip(tr("Show all of it from the front again (Z). Drag to turn it, Shift+drag to move it, wheel to come nearer"))
        )
        self.wires.clicked.connect(self._apply)
        self.ground.clicked.connect(self._on_ground)
        self.whole.clicked.connect(self.frame)
        theme.changed.connect(self._apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.setMinimumSize(QSize(160, 120))

    @override
    def tools(self) -> tuple[QWidget, ...]:
        return (self.wires, self.ground, self.whole)

    @override
    def present(self, items: tuple[Item, ...], looks: tuple[Look | None, ...]) -> None:
        self.setAccessibleName(tr("3D model {name}", name=items[0].name))
        if not self.prepare():
            self.failed.emit(tr("3D can't be shown on this display. Use “Open with”."))
            return
        self.frame()
        self._apply()
        root = self._root()
        root.setProperty("source", QUrl.fromLocalFile(items[0].path))
        if root.property("broken"):
            self.failed.emit(tr("This model file cannot be read."))

    @override
    def release(self) -> None:
        if self.view is not None:
            self._root().setProperty("source", QUrl())

    def frame(self) -> None:
        """Show all of the model, from where one first sees it."""
        self._call("frame")

    @property
    def ready(self) -> bool:
        """Whether a model is there and its size is known."""
        return self.view is not None and bool(self._root().property("framed"))

    @override
    def prepare(self) -> bool:
        """Load Qt Quick once; return whether this display can show 3D.

        A window that is on the screen already is made anew for it by Qt, and so hidden and shown again, the first time.
        """
        if self.view is not None:
            return True
        if QGuiApplication.platformName() == "offscreen" or not _has_graphics():
            return False
        try:
            from PySide6.QtQuickWidgets import QQuickWidget
        except ImportError:
            return False
        view = QQuickWidget()
        view.setResizeMode(QQuickWidget.ResizeMode.SizeRootObjectToView)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.sceneGraphError.connect(self._on_graphics_lost)
        view.setSource(QUrl.fromLocalFile(str(resources() / "qml" / "model.qml")))
        if view.status() is not QQuickWidget.Status.Ready or view.rootObject() is None:
            view.deleteLater()
            return False
        self.view = view
        layout = self.layout()
        assert layout is not None
        layout.addWidget(view)
        return True

    def _root(self) -> "QQuickItem":
        assert self.view is not None
        return self.view.rootObject()

    def _call(self, name: str, *values: float) -> None:
        if self.view is None:
            return
        QMetaObject.invokeMethod(self._root(), name, *(Q_ARG("QVariant", value) for value in values))

    def _apply(self) -> None:
        if not self._chosen_ground:
            self.ground.setChecked(not self.house.theme.dark)
        if self.view is None:
            return
        tokens = self.house.theme.tokens
        light = self.ground.isChecked()
        ground = tokens_of(dark=not light, strong=False)
        root = self._root()
        root.setProperty("wireframe", self.wires.isChecked())
        root.setProperty("ground", ground.hairline if light else ground.background)
        self.view.setClearColor(tokens.background)

    def _on_ground(self) -> None:
        self._chosen_ground = True
        self._apply()

    def _on_graphics_lost(self, _error: object, _text: str) -> None:
        self.failed.emit(tr("3D can't be shown on this display. Use “Open with”."))

    @override
    def press(self, key: Key, modifiers: Modifiers) -> bool:
        shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        arrows = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        if shifted and key in arrows:
            x, y = arrows[key]
            self._call("turn", x * _TURN, y * _TURN)
            return True
        match key:
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._call("zoom", _NEARER)
            case Qt.Key.Key_Minus | Qt.Key.Key_Underscore:
                self._call("zoom", 1 / _NEARER)
            case Qt.Key.Key_Z:
                self.frame()
            case Qt.Key.Key_W:
                self.wires.click()
            case Qt.Key.Key_G:
                self.ground.click()
            case _:
                return False
        return True


def _has_graphics() -> bool:
    """Tell whether a 3D context can be had; elsewhere than on Linux one always can."""
    if sys.platform != "linux":
        return True
    from PySide6.QtGui import QOpenGLContext

    return QOpenGLContext().create()
