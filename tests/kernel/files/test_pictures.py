"""Pictures lose what they tell of their maker, and nothing that can be seen."""

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, PngImagePlugin

from commoncall.kernel.files.rules import pictures
from commoncall.kernel.files.rules.kinds import Unfit

SECRET = b"Amina-was-here-36.1N"


def drawn(form: str, size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    picture = Image.radial_gradient("L").resize(size).convert("RGB")
    picture.putpixel((0, 0), (255, 0, 0))
    made = io.BytesIO()
    picture.save(made, form, **more)
    return made.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    told = Image.Exif()
    told[0x0112], told[0x013B], told[0x9286] = orientation, SECRET.decode(), SECRET.decode()
    told.get_ifd(0x8825)[1] = "N"
    told.get_ifd(0x8825)[2] = (36.0, 6.0, 0.0)
    return told


def text() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode(), zip=False)
    return info


TELLING = [
    ("image/jpeg", drawn("JPEG", exif=exif(), comment=SECRET, xmp=SECRET)),
    ("image/png", drawn("PNG", exif=exif(), pnginfo=text())),
    ("image/webp", drawn("WEBP", exif=exif(), xmp=SECRET)),
    ("image/gif", drawn("GIF", comment=SECRET)),
]


@pytest.mark.parametrize(("media_type", "content"), TELLING, ids=[one[0] for one in TELLING])
def test_nothing_is_left_that_tells_of_its_maker(media_type: str, content: bytes) -> None:
    assert SECRET in content
    bared = pictures.bared(io.BytesIO(content), media_type)
    assert SECRET not in bared
    with Image.open(io.BytesIO(bared)) as picture:
        assert not dict(picture.getexif())
        assert not {"comment", "xmp", "Author", "exif"} & set(picture.info)
        assert Image.MIME[picture.format] == media_type


def test_a_picture_stays_as_it_is_seen() -> None:
    content = drawn("PNG", exif=exif())
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(pictures.bared(io.BytesIO(content), "image/png"))) as after:
        assert ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getbbox() is None


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_photograph_taken_sideways_is_turned(orientation: int) -> None:
    bared = pictures.bared(io.BytesIO(drawn("JPEG", exif=exif(orientation))), "image/jpeg")
    with Image.open(io.BytesIO(bared)) as picture:
        assert picture.size == ((40, 20) if orientation == 3 else (20, 40))


def test_the_same_picture_gives_the_same_bytes() -> None:
    content = drawn("JPEG", exif=exif())
    assert pictures.bared(io.BytesIO(content), "image/jpeg") == pictures.bared(io.BytesIO(content), "image/jpeg")


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_keeps_moving(form: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    made = io.BytesIO()
    frames[0].save(made, form, save_all=True, append_images=frames[1:], duration=120, loop=0)
    with Image.open(io.BytesIO(pictures.bared(made, f"image/{form.lower()}"))) as picture:
        assert picture.n_frames == 3


def test_a_picture_that_is_far_larger_inside_is_refused() -> None:
    made = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(made, "PNG")
    assert len(made.getvalue()) < 100_000
    with pytest.raises(Unfit) as refused:
        pictures.bared(made, "image/png")
    assert refused.value.code == "bomb"


def test_many_frames_together_are_refused() -> None:
    frames = [Image.new("P", (3000, 3000), number) for number in range(8)]
    made = io.BytesIO()
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(Unfit) as refused:
        pictures.bared(made, "image/gif")
    assert refused.value.code == "bomb"


@given(st.sampled_from(TELLING), st.integers(0, 2000), st.binary(max_size=40))
def test_a_damaged_picture_is_refused_or_mended(telling: tuple[str, bytes], place: int, noise: bytes) -> None:
    media_type, content = telling
    damaged = content[:place] + noise + content[place + len(noise) :]
    with contextlib.suppress(Unfit):
        pictures.bared(io.BytesIO(damaged), media_type)
