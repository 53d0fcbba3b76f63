"""Pictures without what they tell of their maker: place, camera, time, names and notes."""

from __future__ import annotations

from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from commoncall.kernel.files.rules.kinds import Unfit

#: The most points that a picture (all its frames together) may have: what a small machine can unpack.
MOST_POINTS = 60_000_000

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
# What is needed to show the picture as it is; all else that a picture carries is left out.
_KEPT = frozenset({"icc_profile", "transparency", "background", "gamma"})


def bared(stream: BinaryIO, media_type: str) -> bytes:
    """Return a picture drawn anew, turned as it was meant to be seen. Refused: what cannot be read, or is far too large."""
    stream.seek(0)
    try:
        with Image.open(stream, formats=[_FORMATS[media_type]]) as picture:
            _refuse_large(picture, 1)
            return _animated(picture) if getattr(picture, "is_animated", False) and picture.format != "MPO" else _still(picture)
    except Image.DecompressionBombError as error:
        raise Unfit("bomb") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, OverflowError) as error:
        raise Unfit("damaged") from error


def _refuse_large(picture: Image.Image, frames: int) -> None:
    if picture.width * picture.height * frames > MOST_POINTS:
        raise Unfit("bomb")


def _still(picture: Image.Image) -> bytes:
    form = "JPEG" if picture.format == "MPO" else picture.format
    is_upright = picture.getexif().get(0x0112, 1) == 1
    upright = picture if is_upright else ImageOps.exif_transpose(picture)
    upright.load()
    upright.info = _kept(picture.info)
    drawn = BytesIO()
    # A picture that need not be turned keeps its own grain: drawing it anew loses nothing that can be seen.
    quality: dict[str, Any] = {"quality": "keep"} if is_upright and picture.format == "JPEG" else {"quality": 92} if form in {"JPEG", "WEBP"} else {}
    upright.save(drawn, format=form, exif=b"", icc_profile=upright.info.get("icc_profile"), **quality)
    return drawn.getvalue()


def _animated(picture: Image.Image) -> bytes:
    frames, lasting = [], []
    loop = picture.info.get("loop", 0)
    for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
        _refuse_large(picture, number)
        lasting.append(frame.info.get("duration", 100))
        drawn = frame.convert("RGBA")
        drawn.info = {}
        frames.append(drawn)
    drawn_all = BytesIO()
    frames[0].save(drawn_all, format=picture.format, save_all=True, append_images=frames[1:], duration=lasting, loop=loop, disposal=2)
    return drawn_all.getvalue()


def _kept(info: dict[str | tuple[int, int], Any]) -> dict[str | tuple[int, int], Any]:
    return {key: value for key, value in info.items() if key in _KEPT}
