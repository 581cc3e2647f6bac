"""Pictures of pages need few colours: a PNG of 8 bits a channel becomes one with a palette."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

HEAD = b"\x89PNG\r\n\x1a\n"
CHANNELS = {2: 3, 6: 4}
MOST, EXACT = 256, 128

Colour = tuple[int, int, int]


def reduce(png: bytes) -> bytes:
    """The same picture in 256 colours at most; rare colours become the closest common one."""
    chunks = list(_chunks(png))
    width, height, depth, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    channels = CHANNELS[kind]
    assert depth == 8, f"{depth} bits a channel"
    raw = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    rows = [_pixels(row, channels) for row in _rows(raw, width * channels, channels)]
    stands_for = _stand_ins(Counter(pixel for row in rows for pixel in row))
    places = {colour: place for place, colour in enumerate(dict.fromkeys(stands_for.values()))}
    index = {colour: places[kept] for colour, kept in stands_for.items()}
    body = b"".join(b"\0" + bytes(index[pixel] for pixel in row) for row in rows)
    return HEAD + b"".join(
        [
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(part for colour in places for part in colour)),
            _chunk(b"IDAT", zlib.compress(body, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(HEAD)
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def _rows(raw: bytes, size: int, channels: int) -> Iterator[bytearray]:
    """Undo the filters: a byte was told as its difference to what stands left of it and above."""
    above = bytearray(size)
    for start in range(0, len(raw), size + 1):
        row = bytearray(raw[start + 1 : start + 1 + size])
        guess = GUESSES[raw[start]]
        for at in range(size):
            left, corner = (row[at - channels], above[at - channels]) if at >= channels else (0, 0)
            row[at] = (row[at] + guess(left, above[at], corner)) & 255
        yield row
        above = row


def _nearest(left: int, up: int, corner: int) -> int:
    """Paeth's: whichever lies nearest to left + up - corner."""
    near = left + up - corner
    return min((left, up, corner), key=lambda value: abs(near - value))


GUESSES = (
    lambda _left, _up, _corner: 0,
    lambda left, _up, _corner: left,
    lambda _left, up, _corner: up,
    lambda left, up, _corner: (left + up) // 2,
    _nearest,
)


def _pixels(row: bytes, channels: int) -> list[Colour]:
    return list(zip(row[0::channels], row[1::channels], row[2::channels], strict=True))


def _stand_ins(counted: Counter[Colour]) -> dict[Colour, Colour]:
    """Which colour stands for which: the commonest for themselves, then one of every hue."""
    ordered = [colour for colour, _ in counted.most_common()]
    kept = dict.fromkeys(ordered[:EXACT])
    hues = {_hue(colour) for colour in kept}
    for colour in ordered[EXACT:]:
        if len(kept) < MOST and _hue(colour) not in hues:
            hues.add(_hue(colour))
            kept[colour] = None
    return {colour: colour if colour in kept else _closest(colour, kept) for colour in ordered}


def _hue(colour: Colour) -> Colour:
    red, green, blue = colour
    return red >> 4, green >> 4, blue >> 4


def _closest(colour: Colour, kept: Iterable[Colour]) -> Colour:
    red, green, blue = colour
    return min(kept, key=lambda one: abs(one[0] - red) + abs(one[1] - green) + abs(one[2] - blue))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
