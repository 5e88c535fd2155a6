"""The headers of MPEG sound frames: MP3 (ISO 11172-3, 2.4.1 and 2.4.2) and AAC in ADTS (ISO 13818-7, 6.2)."""

from dataclasses import dataclass

_RATES = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A layer III frame: its bytes, samples and samples a second, its bits a second, and where its Xing header would stand."""

    length: int
    samples: int
    hertz: int
    bits: int
    xing: int


def mp3_frame(data: bytes) -> Frame | None:
    """Return the layer III frame whose header begins `data`, None where there is none."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        return None
    version, layer = (data[1] >> 3) & 3, (data[1] >> 1) & 3
    rate, sampling, padding = data[2] >> 4, (data[2] >> 2) & 3, (data[2] >> 1) & 1
    if version == 1 or layer != 1 or rate in (0, 15) or sampling == 3:
        return None
    first, mono = version == 3, data[3] >> 6 == 3
    hertz = (44100, 48000, 32000)[sampling] // {3: 1, 2: 2, 0: 4}[version]
    bits = _RATES[first][rate] * 1000
    xing = (21 if mono else 36) if first else (13 if mono else 21)
    return Frame((144 if first else 72) * bits // hertz + padding, 1152 if first else 576, hertz, bits, xing)


def adts_length(data: bytes) -> int:
    """Return the length of the ADTS frame whose header begins `data`, zero where there is none."""
    if len(data) < 6 or data[0] != 0xFF or data[1] & 0xF6 != 0xF0:
        return 0
    length = (data[3] & 3) << 11 | data[4] << 3 | data[5] >> 5
    return length if length > 6 else 0
