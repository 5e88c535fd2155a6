"""The sample models: turned shapes with normals and vertex colours, and a writer of binary glTF 2.0. Used by make_samples.py."""

import json
import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

Vector = tuple[float, float, float]
Profile = Sequence[tuple[float, float]]


@dataclass(slots=True)
class Mesh:
    """Triangles with a normal and a colour (0 to 1) for each vertex. Units are metres, y is up."""

    positions: list[Vector] = field(default_factory=list)
    normals: list[Vector] = field(default_factory=list)
    colours: list[Vector] = field(default_factory=list)
    faces: list[tuple[int, int, int]] = field(default_factory=list)

    def turn(self, profile: Profile, colour: Vector, *, tilt: float = 0.0, at: Vector = (0, 0, 0), parts: int = 40) -> None:
        """Add a profile of (radius, height) turned about the y axis, tilted about z by degrees and moved."""
        first = len(self.positions)
        angle = math.radians(tilt)
        for row, (radius, height) in enumerate(profile):
            before, after = profile[max(0, row - 1)], profile[min(len(profile) - 1, row + 1)]
            out, up = after[1] - before[1], before[0] - after[0]
            length = math.hypot(out, up) or 1.0
            for part in range(parts):
                around = math.tau * part / parts
                spot = (radius * math.cos(around), height, radius * math.sin(around))
                normal = (out / length * math.cos(around), up / length, out / length * math.sin(around))
                x, y, z = _tilted(spot, angle)
                self.positions.append((x + at[0], y + at[1], z + at[2]))
                self.normals.append(_tilted(normal, angle))
                self.colours.append(colour)
        for row in range(len(profile) - 1):
            for part in range(parts):
                a, b = first + row * parts + part, first + row * parts + (part + 1) % parts
                self.faces += [(a, a + parts, b), (b, a + parts, b + parts)]


def _tilted(point: Vector, angle: float) -> Vector:
    x, y, z = point
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle), z


def lamp() -> Mesh:
    """Return a desk lamp: base, two arms, a joint and a bell shade."""
    brass, dark, glow = (0.86, 0.62, 0.22), (0.30, 0.20, 0.11), (1.0, 0.93, 0.66)
    mesh = Mesh()
    mesh.turn([(0.0, 0.0), (0.50, 0.0), (0.52, 0.03), (0.50, 0.07), (0.30, 0.10), (0.10, 0.13), (0.05, 0.20)], dark)
    mesh.turn([(0.035, 0.15), (0.035, 1.10)], brass, tilt=14, parts=20)
    ball = [(0.085 * math.sin(math.pi * i / 10), -0.085 * math.cos(math.pi * i / 10)) for i in range(11)]
    mesh.turn(ball, dark, at=(-0.27, 1.07, 0), parts=24)
    mesh.turn([(0.03, 0.0), (0.03, 0.85)], brass, tilt=-48, at=(-0.27, 1.07, 0), parts=20)
    shade = [(0.34, -0.42), (0.33, -0.36), (0.27, -0.22), (0.18, -0.10), (0.10, -0.03), (0.07, 0.05), (0.0, 0.06)]
    mesh.turn(shade, brass, tilt=22, at=(0.40, 1.66, 0))
    mesh.turn([(0.0, -0.38), (0.31, -0.40)], glow, tilt=22, at=(0.40, 1.66, 0))
    return mesh


def cup() -> Mesh:
    """Return a cup on a saucer, with tea in it."""
    clay, glaze, tea = (0.80, 0.45, 0.33), (0.93, 0.86, 0.76), (0.42, 0.20, 0.08)
    mesh = Mesh()
    mesh.turn([(0.0, 0.0), (0.34, 0.0), (0.62, 0.07), (0.66, 0.10), (0.62, 0.11), (0.34, 0.04), (0.0, 0.04)], glaze)
    outside = [(0.20, 0.05), (0.24, 0.08), (0.36, 0.22), (0.44, 0.42), (0.47, 0.66), (0.49, 0.90), (0.47, 0.93)]
    mesh.turn(outside, clay)
    mesh.turn([(0.47, 0.93), (0.44, 0.90), (0.42, 0.80)], glaze)
    mesh.turn([(0.42, 0.82), (0.0, 0.82)], tea)
    return mesh


def glb(mesh: Mesh, name: str, *, metallic: float) -> bytes:
    """Return a mesh as binary glTF 2.0 (Khronos, glTF 2.0 specification, "GLB file format")."""
    flat = [
        b"".join(struct.pack("<3f", *vector) for vector in mesh.positions),
        b"".join(struct.pack("<3f", *vector) for vector in mesh.normals),
        b"".join(struct.pack("<4B", *(round(255 * channel) for channel in colour), 255) for colour in mesh.colours),
        b"".join(struct.pack("<3H", *face) for face in mesh.faces),
    ]
    views, offset = [], 0
    for index, data in enumerate(flat):
        views.append({"buffer": 0, "byteOffset": offset, "byteLength": len(data), "target": 34963 if index == 3 else 34962})
        offset += len(data)
    count = len(mesh.positions)
    low, high = ([extreme(p[axis] for p in mesh.positions) for axis in range(3)] for extreme in (min, max))
    scene = {
        "asset": {"version": "2.0", "generator": "Outtray sample maker"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "name": name}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "NORMAL": 1, "COLOR_0": 2}, "indices": 3, "material": 0}]}],
        "materials": [{"doubleSided": True, "pbrMetallicRoughness": {"metallicFactor": metallic, "roughnessFactor": 0.35}}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": count, "type": "VEC3", "min": low, "max": high},
            {"bufferView": 1, "componentType": 5126, "count": count, "type": "VEC3"},
            {"bufferView": 2, "componentType": 5121, "normalized": True, "count": count, "type": "VEC4"},
            {"bufferView": 3, "componentType": 5123, "count": 3 * len(mesh.faces), "type": "SCALAR"},
        ],
        "bufferViews": views,
        "buffers": [{"byteLength": offset}],
    }
    text = json.dumps(scene, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    binary = b"".join(flat)
    binary += b"\x00" * (-len(binary) % 4)
    header = struct.pack("<4sII", b"glTF", 2, 12 + 8 + len(text) + 8 + len(binary))
    return header + struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", len(binary), 0x004E4942) + binary
