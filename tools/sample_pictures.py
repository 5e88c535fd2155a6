"""The sample pictures, painted with Qt. Used by make_samples.py."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF, QRadialGradient
from sample_models import Mesh

Palette = tuple[str, ...]

DUSK: Palette = ("#fbd9a5", "#f7a072", "#c8553d", "#7d3150", "#46224a", "#25163a")
MINT: Palette = ("#e9f5db", "#b7e4c7", "#52b788", "#2d6a4f", "#1b4332", "#0d2a20")
FROST: Palette = ("#edf2fb", "#abc4ff", "#7b9be0", "#4a69bd", "#2c4390", "#1a2760")
PLUM: Palette = ("#ffe5ec", "#ffb3c6", "#fb6f92", "#b5467f", "#6d2e7b", "#37195a")


def canvas(width: int, height: int) -> QImage:
    """Return an empty picture."""
    return QImage(width, height, QImage.Format.Format_RGB32)


def painter_on(image: QImage) -> QPainter:
    """Return a painter without a pen."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    return painter


def fade(top: str, bottom: str, height: float) -> QLinearGradient:
    """Return a gradient from top to bottom."""
    gradient = QLinearGradient(0, 0, 0, height)
    gradient.setColorAt(0, QColor(top))
    gradient.setColorAt(1, QColor(bottom))
    return gradient


def glow(x: float, y: float, radius: float, colour: str, strength: int = 255) -> QRadialGradient:
    """Return a gradient from a colour in the middle to nothing."""
    inner = QColor(colour)
    outer = QColor(inner)
    inner.setAlpha(strength)
    outer.setAlpha(0)
    gradient = QRadialGradient(QPointF(x, y), radius)
    gradient.setColorAt(0, inner)
    gradient.setColorAt(1, outer)
    return gradient


def ridge(width: float, height: float, level: float, swing: float, phase: float, waves: float) -> QPainterPath:
    """Return a hill line filled to the bottom; `level` and `swing` in pixels."""
    path = QPainterPath(QPointF(0, height))
    for step in range(161):
        t = step / 160
        y = level + swing * (math.sin(waves * math.tau * t + phase) + 0.45 * math.sin(2.3 * waves * math.tau * t + 2.1 * phase))
        path.lineTo(t * width, y)
    path.lineTo(width, height)
    path.closeSubpath()
    return path


def hills(painter: QPainter, width: int, height: int, colours: Palette, shift: float = 0.0, seed: float = 0.0) -> None:
    """Paper-cut hills before a low sun."""
    painter.fillRect(0, 0, width, height, QBrush(fade(colours[1], colours[0], height * 0.62)))
    sun = QPointF(width * 0.66, height * 0.40)
    painter.setBrush(QBrush(glow(sun.x(), sun.y(), height * 0.52, "#ffffff", 120)))
    painter.drawEllipse(sun, height * 0.52, height * 0.52)
    painter.setBrush(QColor(colours[0]).lighter(106))
    painter.drawEllipse(sun, height * 0.13, height * 0.13)
    for layer, colour in enumerate(colours[1:]):
        level = height * (0.50 + 0.105 * layer)
        near = 0.4 + 0.25 * layer
        path = ridge(width, height, level, height * (0.045 + 0.006 * layer), seed + 1.7 * layer + shift * near, 0.9 + 0.35 * layer)
        painter.setBrush(QBrush(fade(QColor(colour).lighter(112).name(), colour, height)))
        painter.drawPath(path)


def dusk() -> QImage:
    """Paint hills at dusk."""
    image = canvas(960, 600)
    painter = painter_on(image)
    hills(painter, 960, 600, DUSK, seed=0.4)
    painter.end()
    return image


def grid(size: int = 512) -> QImage:
    """Paint four hills as a grid of two by two."""
    image = canvas(size * 2, size * 2)
    painter = painter_on(image)
    for index, (colours, seed) in enumerate(zip((DUSK, FROST, PLUM, MINT), (0.4, 2.2, 3.9, 5.3), strict=True)):
        painter.save()
        painter.translate(index % 2 * size, index // 2 * size)
        painter.setClipRect(0, 0, size, size)
        hills(painter, size, size, colours, seed=seed)
        painter.restore()
    painter.end()
    return image


def lighthouse() -> QImage:
    """Paint a lighthouse at night."""
    width, height = 1024, 640
    image = canvas(width, height)
    painter = painter_on(image)
    painter.fillRect(0, 0, width, height, QBrush(fade("#0b1d3a", "#2f5d7c", height)))
    rng = random.Random(7)
    for _ in range(90):
        painter.setBrush(QColor(255, 255, 255, rng.randint(40, 190)))
        radius = rng.uniform(0.6, 1.8)
        painter.drawEllipse(QPointF(rng.uniform(0, width), rng.uniform(0, height * 0.6)), radius, radius)
    lamp_at = QPointF(322, 205)
    for low, high in ((-9, 12), (168, 186)):
        beam = QPolygonF([lamp_at, *(_toward(lamp_at, angle, 900) for angle in (low, high))])
        painter.setBrush(QBrush(glow(lamp_at.x(), lamp_at.y(), 760, "#ffe9a8", 165)))
        painter.drawPolygon(beam)
    painter.setBrush(QColor("#0a1626"))
    painter.drawPath(ridge(width, height, 520, 18, 0.6, 0.5))
    painter.setBrush(QColor("#e8e3d8"))
    painter.drawPolygon(QPolygonF([QPointF(300, 225), QPointF(344, 225), QPointF(362, 545), QPointF(282, 545)]))
    painter.setBrush(QColor("#c2453a"))
    for top in (270, 360, 450):
        spread = (top - 225) * 18 / 320
        bottom = (top + 42 - 225) * 18 / 320
        edge = [(300 - spread, top), (344 + spread, top), (344 + bottom, top + 42), (300 - bottom, top + 42)]
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in edge]))
    painter.setBrush(QColor("#1c2c44"))
    painter.drawRect(QRectF(294, 216, 56, 10))
    painter.drawPolygon(QPolygonF([QPointF(300, 190), QPointF(322, 166), QPointF(344, 190)]))
    painter.setBrush(QColor("#fff3c4"))
    painter.drawRect(QRectF(306, 190, 32, 26))
    painter.setBrush(QBrush(glow(lamp_at.x(), lamp_at.y(), 90, "#fff0b3", 230)))
    painter.drawEllipse(lamp_at, 90, 90)
    for layer, colour in enumerate(("#16405c", "#103049", "#0a2136")):
        painter.setBrush(QColor(colour))
        painter.drawPath(ridge(width, height, 548 + 28 * layer, 7, layer * 2.0, 3.2 - layer * 0.6))
    painter.end()
    return image


def _toward(start: QPointF, degrees: float, length: float) -> QPointF:
    angle = math.radians(degrees)
    return QPointF(start.x() + math.cos(angle) * length, start.y() + math.sin(angle) * length)


def citrus() -> QImage:
    """Paint cut fruit as a print of few inks."""
    width, height = 768, 960
    image = canvas(width, height)
    painter = painter_on(image)
    painter.fillRect(0, 0, width, height, QColor("#fdf3dd"))
    fruits = (
        (215, 250, 190, "#f77f00", 0),
        (590, 420, 165, "#fcbf49", 20),
        (250, 640, 175, "#e63946", 35),
        (600, 780, 205, "#f4a11a", 8),
    )
    for x, y, radius, colour, turn in fruits:
        painter.setBrush(QColor("#2a9d8f"))
        for side in (-1, 1):
            painter.save()
            painter.translate(x, y - radius * 0.9)
            painter.rotate(side * 38)
            painter.drawEllipse(QRectF(-26, -120, 52, 110))
            painter.restore()
        _slice(painter, x, y, radius, colour, turn)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.setBrush(QColor(249, 132, 74, 70))
    for row in range(0, height, 16):
        for column in range(0, width, 16):
            size = 2.6 * (0.5 + 0.5 * math.sin(column / 150 + row / 210))
            painter.drawEllipse(QPointF(column + (row // 16 % 2) * 8, row), size, size)
    painter.end()
    return image


def _slice(painter: QPainter, x: float, y: float, radius: float, colour: str, turn: float) -> None:
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.setBrush(QColor("#fff1cf"))
    painter.drawEllipse(QPointF(x, y), radius * 0.9, radius * 0.9)
    painter.setBrush(QColor(colour).lighter(112))
    inner = QRectF(x - radius * 0.82, y - radius * 0.82, radius * 1.64, radius * 1.64)
    for part in range(10):
        painter.drawPie(inner, int((turn + part * 36 + 2.5) * 16), 31 * 16)


def reef() -> QImage:
    """Paint waving lines."""
    size = 720
    image = canvas(size, size)
    painter = painter_on(image)
    painter.fillRect(0, 0, size, size, QBrush(fade("#003049", "#023e58", size)))
    colours = ("#f94144", "#f3722c", "#f8961e", "#f9c74f", "#90be6d", "#43aa8b", "#4d908e", "#577590")
    for line in range(33):
        colour = QColor(colours[line * len(colours) // 33])
        painter.setPen(QPen(colour, 12, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath()
        for step in range(121):
            t = step / 120
            bend = 95 * math.sin(math.tau * t * 1.2 + line * 0.09) * math.sin(math.pi * t) + 40 * math.sin(
                math.tau * t * 2.6 - line * 0.16
            )
            point = QPointF(-20 + t * (size + 40), -60 + line * 22 + bend)
            path.moveTo(point) if step == 0 else path.lineTo(point)
        painter.drawPath(path)
    painter.end()
    return image


def city() -> QImage:
    """Paint a town of blocks."""
    width, height = 900, 640
    image = canvas(width, height)
    painter = painter_on(image)
    painter.fillRect(0, 0, width, height, QBrush(fade("#cdb4db", "#ffc8dd", height)))
    rng = random.Random(21)
    tops = ("#ffafcc", "#bde0fe", "#a2d2ff", "#ffc8dd", "#fdffb6", "#caffbf")
    for row in range(9):
        for column in range(9):
            x = 450 + (column - row) * 46
            y = 210 + (column + row) * 24
            tall = rng.randint(18, 170) if (row + column) % 3 else rng.randint(10, 40)
            _block(painter, x, y, 40, tall, QColor(rng.choice(tops)))
    painter.end()
    return image


def _block(painter: QPainter, x: float, y: float, half: float, tall: float, colour: QColor) -> None:
    flat = half * 0.52
    top = [(x, y - tall - flat), (x + half, y - tall), (x, y - tall + flat), (x - half, y - tall)]
    left = [top[3], top[2], (x, y + flat), (x - half, y)]
    right = [top[2], top[1], (x + half, y), (x, y + flat)]
    for points, shade in ((top, 104), (left, 88), (right, 72)):
        painter.setBrush(colour.lighter(shade) if shade > 100 else colour.darker(10_000 // shade))
        painter.drawPolygon(QPolygonF([QPointF(px, py) for px, py in points]))


def cover(colours: Palette, *, rings: bool) -> QImage:
    """Paint an album cover: rings, or a sun behind bars."""
    size = 800
    image = canvas(size, size)
    painter = painter_on(image)
    painter.fillRect(0, 0, size, size, QBrush(fade(colours[5], colours[3], size)))
    if rings:
        for ring in range(14):
            radius = 370 - ring * 26
            painter.setBrush(QBrush(fade(colours[ring % 3], colours[2 + ring % 3], 400 + radius)))
            painter.drawEllipse(QPointF(400 + ring * 7, 400 - ring * 5), radius, radius)
    else:
        painter.setBrush(QBrush(fade(colours[0], colours[2], 560)))
        painter.drawEllipse(QPointF(400, 350), 230, 230)
        disc = QPainterPath()
        disc.addEllipse(QPointF(400, 350), 232, 232)
        painter.setClipPath(disc)
        painter.setBrush(QColor(colours[4]))
        for bar in range(7):
            painter.drawRect(QRectF(150, 330 + bar * 38, 500, 6 + bar * 3.4))
        painter.setClipping(False)
        painter.setBrush(QColor(colours[5]))
        painter.drawPath(ridge(size, size, 640, 26, 1.1, 1.6))
    painter.end()
    return image


@dataclass(frozen=True, slots=True)
class View:
    """How a model is looked at: degrees around and down, the middle of it, and pixels a unit."""

    turn: float
    down: float = 12.0
    middle: float = 0.9
    scale: float = 250.0


def draw_model(mesh: Mesh, view: View, width: int, height: int, backdrop: tuple[str, str]) -> QImage:
    """Draw a mesh, farthest triangles first."""
    image = canvas(width, height)
    painter = painter_on(image)
    painter.fillRect(0, 0, width, height, QColor(backdrop[1]))
    painter.setBrush(QBrush(glow(width / 2, height * 0.42, width * 0.62, backdrop[0])))
    painter.drawRect(0, 0, width, height)
    painter.save()
    painter.translate(width / 2, height / 2 + view.middle * view.scale * math.cos(math.radians(view.down)))
    painter.scale(1, 0.25)
    painter.setBrush(QBrush(glow(0, 0, view.scale * 0.95, "#000000", 110)))
    painter.drawEllipse(QPointF(0, 0), view.scale * 0.95, view.scale * 0.95)
    painter.restore()
    turned = [(_turned(p, view), _turned(n, view)) for p, n in zip(mesh.positions, mesh.normals, strict=True)]
    faces = sorted(mesh.faces, key=lambda face: sum(turned[index][0][2] for index in face))
    for face in faces:
        points = [
            QPointF(width / 2 + x * view.scale, height / 2 - (y - view.middle) * view.scale)
            for (x, y, _), _ in (turned[i] for i in face)
        ]
        normal = [sum(turned[index][1][axis] for index in face) / 3 for axis in range(3)]
        light = max(0.0, -0.45 * normal[0] + 0.62 * normal[1] + 0.64 * normal[2])
        shine = 0.75 * max(0.0, -0.25 * normal[0] + 0.42 * normal[1] + 0.87 * normal[2]) ** 24
        base = [sum(mesh.colours[index][axis] for index in face) / 3 for axis in range(3)]
        shade = [min(1.0, channel * (0.28 + 0.85 * light) + shine) for channel in base]
        colour = QColor.fromRgbF(*shade)
        painter.setBrush(colour)
        painter.setPen(QPen(colour, 0.8))
        painter.drawPolygon(QPolygonF(points))
    painter.end()
    return image


def _turned(point: Sequence[float], view: View) -> tuple[float, float, float]:
    angle, pitch = math.radians(view.turn), math.radians(view.down)
    x = point[0] * math.cos(angle) + point[2] * math.sin(angle)
    z = -point[0] * math.sin(angle) + point[2] * math.cos(angle)
    return x, point[1] * math.cos(pitch) - z * math.sin(pitch), point[1] * math.sin(pitch) + z * math.cos(pitch)


def tide(t: float) -> QImage:
    """Paint a frame of drifting hills; `t` from 0 to 1."""
    image = canvas(640, 360)
    painter = painter_on(image)
    hills(painter, 640, 360, FROST, shift=math.tau * t, seed=1.2)
    painter.end()
    return image
