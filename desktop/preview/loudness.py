"""The peaks and the loudness of a sound, measured from a part of its samples so that a song takes about a second.

The loudness follows ITU-R BS.1770-4 (400 ms blocks with 75 % overlap, the power summed over the channels, gates at -70 LUFS and
10 LU below the mean), simplified twice. The K filter's treble shelf is had from the signal's autocorrelation at one lag, without
filtering: power = 1.75 R(0) - 0.75 R(1/7600 s), that is 0 dB in the bass and +4 dB around 3.8 kHz; its cut below 38 Hz is left
out. And only every n-th moment is measured, which leaves the mean power of music what it is. Good to about 1 LU for music.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from desktop.qt.findings import MOST_PEAKS

_STEP_SECONDS = 0.1
_BLOCK_STEPS = 4
_PEAKS_A_STEP = 10
_LAG_SECONDS = 1 / 7600
_OFFSET = -0.691
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = 10.0
_MOST_SAMPLES = 5_000_000
_LEAST_STRIDE = 3
_SCALES = {"B": 128.0, "h": 32768.0, "i": 2147483648.0, "f": 1.0}


class Loudness:
    """Takes a sound's interleaved samples as they come.

    `code` is the samples' type as :mod:`struct` names it: "B", "h", "i" or "f". `seconds` is the sound's length as far as known:
    the longer it is, the fewer moments of it are measured.
    """

    def __init__(self, rate: int, channels: int, code: str, seconds: float | None) -> None:
        self._rate, self._channels, self._code = rate, channels, code
        self._scale = _SCALES[code]
        self._middle = 128.0 if code == "B" else 0.0
        self._step = max(1, round(rate * _STEP_SECONDS)) * channels
        self._lag = max(1, round(rate * _LAG_SECONDS))
        self._stride = max(_LEAST_STRIDE, math.ceil((seconds or 0.0) * rate * channels / _MOST_SAMPLES)) | 1
        self._rest = bytearray()
        self._powers: list[float] = []
        self._peaks: list[float] = []
        self._frames = 0

    @property
    def seconds(self) -> float:
        """How long the sound is so far."""
        return self._frames / self._rate

    def add(self, data: memoryview) -> None:
        """Take further bytes of samples."""
        self._rest += data
        size = self._step * _ITEM[self._code]
        whole = len(self._rest) // size * size
        if whole:
            taken = bytes(self._rest[:whole])
            del self._rest[:whole]
            samples = memoryview(taken).cast(self._code)  # type: ignore[call-overload]  # one of the four codes
            for at in range(0, len(samples), self._step):
                self._measure(samples[at : at + self._step])
        self._frames += len(data) // (_ITEM[self._code] * self._channels)

    def waveform(self) -> tuple[float, ...]:
        """Return at most 400 peaks over the whole length; 1 is as loud as the file can be."""
        peaks, count = self._peaks, min(MOST_PEAKS, len(self._peaks))
        if not count:
            return ()
        edges = [round(at * len(peaks) / count) for at in range(count + 1)]
        return tuple(round(max(peaks[a:b]), 3) for a, b in pairwise(edges))

    def integrated(self) -> float | None:
        """Return the loudness over the whole length in LUFS; None for silence and for less than 400 ms."""
        blocks = [sum(self._powers[at : at + _BLOCK_STEPS]) / _BLOCK_STEPS for at in range(len(self._powers) - _BLOCK_STEPS + 1)]
        heard = [power for power in blocks if _lufs(power) > _ABSOLUTE_GATE]
        if not heard:
            return None
        gate = _lufs(sum(heard) / len(heard)) - _RELATIVE_GATE
        loud = [power for power in heard if _lufs(power) > gate]
        result = _lufs(sum(loud) / len(loud))
        return round(result, 2) if math.isfinite(result) else None

    def _measure(self, samples: memoryview) -> None:
        """Measure one tenth of a second."""
        power, stride, lag = 0.0, self._stride * self._channels, self._lag * self._channels
        highest: list[float] = []
        for channel in range(self._channels):
            now = self._levels(samples[channel::stride])
            later = self._levels(samples[channel + lag :: stride])
            both = min(len(now), len(later))
            if both:
                r_0, r_lag = math.sumprod(now[:both], now[:both]), math.sumprod(now[:both], later[:both])
                power += max(0.0, 1.75 * r_0 - 0.75 * r_lag) / both
            parts = [max(*part, -min(part), 0.0) for part in _parts(now)]
            highest = [max(pair) for pair in zip(highest, parts, strict=True)] if highest else parts
        self._powers.append(power / self._scale**2)
        self._peaks += [min(1.0, value / self._scale) for value in highest]

    def _levels(self, samples: memoryview) -> Sequence[float]:
        if not self._middle:
            return samples.tolist()
        return [value - self._middle for value in samples.tolist()]


_ITEM = {"B": 1, "h": 2, "i": 4, "f": 4}


def _parts(values: Sequence[float]) -> Iterator[Sequence[float]]:
    size = max(1, math.ceil(len(values) / _PEAKS_A_STEP))
    return (values[at : at + size] for at in range(0, len(values), size))


def _lufs(power: float) -> float:
    return _OFFSET + 10 * math.log10(power) if power > 0 else -math.inf
