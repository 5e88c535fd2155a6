"""The line under what plays: play, a slider over its length, times, and loudness."""

from typing import override

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QStyle, QStyleOptionSlider, QWidget

from desktop.domain.language import tr
from desktop.domain.wording import play_words
from desktop.qt.icons import Glyph
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Ink, PlainLabel, tooltip

_OWN_KEYS = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)


class Slider(QSlider):
    """A slider that goes where it is clicked, and keeps the arrow keys to itself while the keyboard is on it."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.actionTriggered.connect(self._on_action)
        self.sliderMoved.connect(self.chosen)

    def show_value(self, value: int) -> None:
        """Show a value that nobody chose, unless somebody is dragging."""
        if not self.isSliderDown():
            self.setValue(value)

    def value_at(self, x: float) -> int:
        """Return the value at a place of the line."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
        return QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), round(x - handle / 2), self.width() - handle)

    def _on_action(self, _action: int) -> None:
        self.chosen.emit(self.sliderPosition())

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._choose(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._choose(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def _choose(self, event: QMouseEvent) -> None:
        value = self.value_at(event.position().x())
        self.setValue(value)
        self.chosen.emit(value)


def _is_own(event: QKeyEvent) -> bool:
    return event.key() in _OWN_KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class Loudness(QWidget):
    """Mute and volume. `changed` carries (volume 0 to 1, muted)."""

    changed = Signal(object)

    def __init__(self, theme: Theme, *, muted: bool) -> None:
        super().__init__()
        self.mute = Button(theme, tr("Mute"))
        self.mute.setCheckable(True)
        self.mute.setChecked(muted)
        self.mute.setToolTip(tooltip(tr("Mute (M)")))
        self.volume = Slider(tr("Volume"))
        self.volume.setRange(0, 100)
        self.volume.setSingleStep(5)
        self.volume.setValue(80)
        self.volume.setFixedWidth(theme.px(96))
        self.volume.setToolTip(tooltip(tr("Volume (Ctrl+↑, Ctrl+↓)")))
        self.mute.clicked.connect(self._tell)
        self.volume.valueChanged.connect(self._tell)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.mute)
        line.addWidget(self.volume)

    @property
    def level(self) -> float:
        """The volume, 0 to 1."""
        return self.volume.value() / 100

    @property
    def muted(self) -> bool:
        """Whether there is silence."""
        return self.mute.isChecked()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Act on a key; return whether it was one of these."""
        if key == Qt.Key.Key_M:
            self.mute.click()
        elif modifiers & Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.volume.setValue(self.volume.value() + (10 if key == Qt.Key.Key_Up else -10))
        else:
            return False
        return True

    def _tell(self) -> None:
        self.changed.emit((self.level, self.muted))


class PlayButton(Button):
    """Play, or pause where it plays."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, glyph=Glyph.PLAY, name=tr("Play"))
        self.show_playing(playing=False)

    def show_playing(self, *, playing: bool) -> None:
        """Show what a press would do."""
        self._glyph = Glyph.PAUSE if playing else Glyph.PLAY
        self.setAccessibleName(tr("Pause") if playing else tr("Play"))
        self.setToolTip(tooltip(tr("Pause (K or Enter)") if playing else tr("Play (K or Enter)")))
        self.update()


class TimeLabel(PlainLabel):
    """Where it is and how long it is: "0:03 / 3:12"."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, font=theme.fonts.detail, ink=Ink.MUTED)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleDescription(tr("Time"))

    def show_times(self, at: float, length: float) -> None:
        """Show both, in seconds."""
        whole = play_words(length) if length > 0 else "–:––"
        text = tr("{at} / {length}", at=play_words(min(at, length) if length > 0 else at), length=whole)
        if text != self.text():
            self.setText(text)
            self.setMinimumWidth(max(self.minimumWidth(), self.sizeHint().width()))
