"""Renders models with Qt Quick 3D into a picture, without a window."""

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QSize, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage, QLinearGradient, QOffscreenSurface, QOpenGLContext, QPainter
from PySide6.QtOpenGL import QOpenGLFramebufferObject
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import (
    QQuickGraphicsDevice,
    QQuickItem,
    QQuickRenderControl,
    QQuickRenderTarget,
    QQuickWindow,
    QSGRendererInterface,
)
from PySide6.QtQuick3D import QQuick3D

from desktop.preview.poster import save_poster
from desktop.preview.request import Request

_LOADED = 1  # RuntimeLoader.Success
_FRAMES = 4
"""The bounds of a model are known after its first frame, its textures are there after the second."""

_GROUND = ("#F3F4F7", "#C9CFDA")
_WITHOUT_SCREEN = ("offscreen", "minimal")

_SCENE = b"""
import QtQuick
import QtQuick3D
import QtQuick3D.AssetUtils

View3D {
    id: view
    property alias source: loader.source
    property int status: loader.status
    property vector3d low: loader.bounds.minimum
    property vector3d high: loader.bounds.maximum
    property real reach: high.minus(low).length() / 2
    camera: eye
    environment: SceneEnvironment {
        backgroundMode: SceneEnvironment.Transparent
        antialiasingMode: SceneEnvironment.NoAA
    }
    Node {
        position: view.high.plus(view.low).times(0.5)
        eulerRotation: Qt.vector3d(-18, 28, 0)
        PerspectiveCamera {
            id: eye
            fieldOfView: 30
            z: view.reach * 3.9
            clipNear: Math.max(view.reach * 0.01, 1e-6)
            clipFar: Math.max(view.reach * 20, 1e-3)
        }
        DirectionalLight { eulerRotation: Qt.vector3d(-30, -40, 0); brightness: 1.1; ambientColor: "#404040" }
        DirectionalLight { eulerRotation: Qt.vector3d(-10, 55, 0); brightness: 0.6 }
        DirectionalLight { eulerRotation: Qt.vector3d(50, 0, 0); brightness: 0.3 }
    }
    RuntimeLoader { id: loader }
}
"""

_LOADER = b"""
import QtQuick3D
import QtQuick3D.AssetUtils

RuntimeLoader { property int state: status }
"""


class Stage:
    """Loads models, and renders them where the platform has OpenGL."""

    def __init__(self) -> None:
        self._engine = QQmlEngine()
        self._loader = _component(self._engine, _LOADER)
        self._camera = _Camera.made(_component(self._engine, _SCENE))

    def show(self, request: Request) -> tuple[bool, bool]:
        """Load a model and make its poster; return whether it could be loaded, and whether there is a poster."""
        source = QUrl.fromLocalFile(request.path)
        if self._camera is None:
            return self._loads(source), False
        image = self._camera.picture(source, 2 * request.side)
        if image is None:
            return False, False
        return True, not _is_empty(image) and save_poster(_on_ground(image), request.poster, request.side)

    def _loads(self, source: QUrl) -> bool:
        loader = _made(self._loader, {"source": source})
        loaded = loader.property("state") == _LOADED
        loader.deleteLater()
        return bool(loaded)


class _Camera:
    """An OpenGL context, and a scene in it that is rendered into a texture."""

    def __init__(self, scene: QQmlComponent, context: QOpenGLContext, surface: QOffscreenSurface) -> None:
        self._scene, self._context, self._surface = scene, context, surface
        self._control = QQuickRenderControl()
        self._window = QQuickWindow(self._control)
        self._window.setColor(QColor(0, 0, 0, 0))
        self._window.setGraphicsDevice(QQuickGraphicsDevice.fromOpenGLContext(context))
        self._target: QOpenGLFramebufferObject | None = None

    @classmethod
    def made(cls, scene: QQmlComponent) -> "_Camera | None":
        """Return a camera; None where the platform has no OpenGL."""
        if QGuiApplication.platformName() in _WITHOUT_SCREEN:
            return None
        QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.OpenGL)
        context = QOpenGLContext()
        context.setFormat(QQuick3D.idealSurfaceFormat())
        surface = QOffscreenSurface()
        if not context.create():
            return None
        surface.setFormat(context.format())
        surface.create()
        if not surface.isValid() or not context.makeCurrent(surface):
            return None
        camera = cls(scene, context, surface)
        return camera if camera._control.initialize() else None

    def picture(self, source: QUrl, side: int) -> QImage | None:
        """Return the model rendered on nothing, `side` px square; None where it cannot be loaded."""
        self._aim(side)
        scene = _made(self._scene, {"source": source, "width": side, "height": side})
        assert isinstance(scene, QQuickItem)
        assert self._target is not None
        try:
            if scene.property("status") != _LOADED:
                return None
            scene.setParentItem(self._window.contentItem())
            for _ in range(_FRAMES):
                self._render()
                QCoreApplication.sendPostedEvents()  # the bounds come as one
            self._context.makeCurrent(self._surface)
            return self._target.toImage()
        finally:
            scene.setParentItem(None)  # type: ignore[arg-type]  # None takes the item out of the scene
            self._render()
            scene.deleteLater()

    def _aim(self, side: int) -> None:
        size = QSize(side, side)
        if self._target is not None and self._target.size() == size:
            return
        self._context.makeCurrent(self._surface)
        self._target = QOpenGLFramebufferObject(size, QOpenGLFramebufferObject.Attachment.CombinedDepthStencil)
        self._window.setGeometry(0, 0, side, side)
        self._window.setRenderTarget(QQuickRenderTarget.fromOpenGLTexture(self._target.texture(), size))

    def _render(self) -> None:
        self._control.polishItems()
        self._control.beginFrame()
        self._control.sync()
        self._control.render()
        self._control.endFrame()


def _component(engine: QQmlEngine, text: bytes) -> QQmlComponent:
    component = QQmlComponent(engine)
    component.setData(QByteArray(text), QUrl())
    return component


def _made(component: QQmlComponent, properties: dict[str, object]) -> QObject:
    """Return a new object of a component, which must outlive it."""
    made = component.createWithInitialProperties(properties)
    if made is None:
        raise RuntimeError(component.errorString())
    return made


def _is_empty(image: QImage) -> bool:
    """Tell whether nothing at all was rendered."""
    small = image.scaled(64, 64).convertToFormat(QImage.Format.Format_Alpha8)
    return not any(bytes(small.constBits()))


def _on_ground(image: QImage) -> QImage:
    """Return the model before a light ground: it is seen in light and dark windows alike."""
    result = QImage(image.size(), QImage.Format.Format_RGB32)
    ground = QLinearGradient(0, 0, 0, image.height())
    ground.setColorAt(0, QColor(_GROUND[0]))
    ground.setColorAt(1, QColor(_GROUND[1]))
    painter = QPainter(result)
    painter.fillRect(result.rect(), ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return result
