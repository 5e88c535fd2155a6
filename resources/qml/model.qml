// One model, looked at from all sides: drag turns it, Shift+drag or the right button moves it, the wheel comes nearer.
// The window sets `source`, `ground` and `wireframe`, and calls turn(), shift(), zoom() and frame(); lengths follow the model's bounds.
import QtQuick
import QtQuick3D
import QtQuick3D.AssetUtils

Rectangle {
    id: root

    component Lamp: PointLight {
        required property vector3d at
        position: at.times(8 * root.radius3d)
        constantFade: 1
        linearFade: 0
        quadraticFade: 0
    }

    property url source
    property color ground: "#1c1f24"
    property bool wireframe: false
    readonly property bool loaded: loader.status === RuntimeLoader.Success
    readonly property bool broken: loader.status === RuntimeLoader.Error
    property bool framed: false
    property real radius3d: 1
    property real yaw: 30
    property real pitch: -18
    property real nearness: 1
    property vector3d middle: Qt.vector3d(0, 0, 0)
    property vector3d shifted: Qt.vector3d(0, 0, 0)
    readonly property real narrow: Math.max(0.1, Math.min(1, width / Math.max(1, height)))
    readonly property real distance: 1.12 * radius3d / Math.sin(camera.fieldOfView * Math.PI / 360) / narrow / nearness

    color: ground
    onSourceChanged: framed = false

    function turn(dx, dy) {
        yaw -= dx
        pitch = Math.max(-89, Math.min(89, pitch - dy))
    }
    function shift(dx, dy) {
        const unit = 2 * distance * Math.tan(camera.fieldOfView * Math.PI / 360) / Math.max(1, height)
        shifted = shifted.plus(camera.right.times(-dx * unit)).plus(camera.up.times(dy * unit))
    }
    function zoom(factor) {
        nearness = Math.max(0.2, Math.min(20, nearness * factor))
    }
    function frame() {
        yaw = 30
        pitch = -18
        nearness = 1
        shifted = Qt.vector3d(0, 0, 0)
    }
    function measure() {
        const low = loader.bounds.minimum
        const high = loader.bounds.maximum
        const size = high.minus(low).length()
        if (loader.status !== RuntimeLoader.Success || !(size > 0) || !isFinite(size))
            return
        middle = low.plus(high).times(0.5)
        radius3d = size / 2
        framed = true
    }

    View3D {
        anchors.fill: parent
        camera: camera
        environment: SceneEnvironment {
            backgroundMode: SceneEnvironment.Color
            clearColor: root.ground
            antialiasingMode: SceneEnvironment.MSAA
            antialiasingQuality: SceneEnvironment.Medium
            debugSettings: DebugSettings { wireframeEnabled: root.wireframe }
        }
        Node {
            position: root.middle.plus(root.shifted)
            eulerRotation: Qt.vector3d(root.pitch, root.yaw, 0)
            PerspectiveCamera {
                id: camera
                z: root.distance
                fieldOfView: 40
                clipNear: Math.max(root.distance - 6 * root.radius3d, root.distance / 1000)
                clipFar: root.distance + 6 * root.radius3d
            }
            // The lamps travel with the camera: no side of a model is ever dark. They stand in for an environment, whose
            // preparation takes a minute where no graphics card helps.
            DirectionalLight { eulerRotation: Qt.vector3d(-35, -40, 0); brightness: 0.9; ambientColor: "#3a3d42" }
            DirectionalLight { eulerRotation: Qt.vector3d(-20, 50, 0); brightness: 0.45 }
            DirectionalLight { eulerRotation: Qt.vector3d(35, -10, 0); brightness: 0.3 }
            DirectionalLight { eulerRotation: Qt.vector3d(-75, 0, 0); brightness: 0.4 }
            Lamp { at: Qt.vector3d(0.2, 0.1, 1); brightness: 0.35 }
            Lamp { at: Qt.vector3d(-1, 0.4, -0.8); brightness: 0.5 }
            Lamp { at: Qt.vector3d(1, -0.1, -0.5); brightness: 0.4 }
        }
        // `bounds` is right only once they were told to have changed: read before, they stay empty for good.
        RuntimeLoader {
            id: loader
            source: root.source
            onBoundsChanged: root.measure()
        }
    }

    MouseArea {
        anchors.fill: parent
        acceptedButtons: Qt.LeftButton | Qt.RightButton | Qt.MiddleButton
        property point last
        onPressed: mouse => last = Qt.point(mouse.x, mouse.y)
        onPositionChanged: mouse => {
            const dx = mouse.x - last.x
            const dy = mouse.y - last.y
            last = Qt.point(mouse.x, mouse.y)
            if (mouse.buttons & Qt.LeftButton && !(mouse.modifiers & Qt.ShiftModifier))
                root.turn(dx * 0.4, dy * 0.4)
            else
                root.shift(dx, dy)
        }
        onDoubleClicked: root.frame()
        onWheel: wheel => root.zoom(Math.pow(1.0015, wheel.angleDelta.y))
    }
}
