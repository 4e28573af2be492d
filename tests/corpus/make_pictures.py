"""Makes the pictures of the corpus with Pillow; the tests say what each has to become."""

import io
import struct
import sys
import zlib
from pathlib import Path

from PIL import Image, ImageDraw, TiffImagePlugin

OUT = Path(sys.argv[1])
QUARTERS = [(200, 30, 30), (30, 160, 30), (40, 40, 200), (230, 210, 40)]


def quarters(size=(96, 64), mode="RGB"):
    """Red, green / blue, yellow: any turn of it is another picture."""
    image = Image.new("RGB", size)
    width, height = size
    for n, color in enumerate(QUARTERS):
        left, top = (n % 2) * width // 2, (n // 2) * height // 2
        image.paste(color, (left, top, left + width // 2, top + height // 2))
    return image.convert(mode)


def letter(size=(640, 480)):
    """Black words on white, as a scan has them."""
    image = Image.new("1", size, 1)
    draw = ImageDraw.Draw(image)
    for n in range(10):
        draw.text((40, 30 + 40 * n), f"Certificate of completion, line {n + 1}", fill=0)
    draw.rectangle((0, 0, 60, 20), fill=0)
    return image


TURN_BACK = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}


def stored_for(orientation, upright):
    """What a camera stores so that a reader who turns it sees `upright`."""
    return upright if orientation == 1 else upright.transpose(Image.Transpose(TURN_BACK[orientation]))


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = "Examplecam"
    place = data.get_ifd(0x8825)
    place[1], place[2] = "N", (38.0, 34.0, 53.0)
    return data


def jpegs():
    for orientation in range(1, 9):
        image = stored_for(orientation, quarters())
        image.save(OUT / f"turned-{orientation}.jpg", quality=92, subsampling=0, exif=exif(orientation))
    quarters().save(OUT / "progressive.jpg", quality=90, progressive=True)
    quarters(mode="L").save(OUT / "gray.jpg", quality=90)
    quarters(mode="CMYK").save(OUT / "cmyk.jpg", quality=92)
    quarters((3600, 2400)).save(OUT / "large.jpg", quality=60, progressive=True, exif=exif(6))
    whole = io.BytesIO()
    quarters((400, 400)).save(whole, "JPEG", quality=90)
    (OUT / "cut.jpg").write_bytes(whole.getvalue()[:-400])
    bomb = bytearray(whole.getvalue())
    frame = bomb.find(b"\xff\xc0")
    bomb[frame + 5 : frame + 9] = struct.pack(">HH", 65_500, 65_500)
    (OUT / "bomb.jpg").write_bytes(bytes(bomb))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pngs():
    letter().save(OUT / "bits.png")
    quarters().quantize(8).save(OUT / "palette.png")
    quarters(mode="LA").save(OUT / "gray-opaque.png")
    glass = quarters(mode="RGBA")
    glass.putalpha(Image.linear_gradient("L").resize(glass.size))
    glass.save(OUT / "glass.png")
    deep = Image.new("I;16", (96, 64))
    deep.putdata([x * 682 for y in range(64) for x in range(96)])
    deep.save(OUT / "deep-gray.png")
    whole = (OUT / "bits.png").read_bytes()
    (OUT / "cut.png").write_bytes(whole[: len(whole) // 2])
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    bomb = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(64))) + chunk(b"IEND", b"")
    (OUT / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bomb)
    none = struct.pack(">IIBBBBB", 0, 10, 8, 2, 0, 0, 0)
    (OUT / "no-pixels.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", none) + chunk(b"IEND", b""))
    Image.new("RGB", (1, 1), (10, 20, 30)).save(OUT / "dot.png")


def tiffs():
    pages = [letter(), quarters(mode="L"), quarters()]
    pages[0].save(OUT / "three-pages.tif", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    letter().save(OUT / "fax-4.tif", compression="group4")
    letter().save(OUT / "fax-3.tif", compression="group3")
    letter((640, 240)).save(OUT / "fax-coarse.tif", compression="group4", dpi=(204, 102))
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[266] = 2
    letter().save(OUT / "fax-from-the-right.tif", compression="group4", tiffinfo=info)
    letter((320, 200)).convert("P").save(OUT / "palette.tif", compression="tiff_lzw")
    quarters().quantize(4).save(OUT / "palette-colors.tif", compression="packbits")
    quarters(mode="CMYK").save(OUT / "cmyk.tif", compression="tiff_adobe_deflate")
    quarters().save(OUT / "photo.tif", compression="jpeg", quality=90)
    glass = quarters(mode="RGBA")
    glass.putalpha(Image.linear_gradient("L").resize(glass.size))
    glass.save(OUT / "glass.tif", compression="tiff_lzw")
    Image.new("F", (32, 32), 0.5).save(OUT / "real-numbers.tif")
    turned = TiffImagePlugin.ImageFileDirectory_v2()
    turned[274] = 8
    stored_for(8, quarters()).save(OUT / "turned-8.tif", tiffinfo=turned)
    whole = (OUT / "fax-4.tif").read_bytes()
    at = whole.find(struct.pack("<HHI", 256, 4, 1))
    at = at if at >= 0 else whole.find(struct.pack("<HHI", 256, 3, 1))
    bomb = bytearray(whole)
    rows = whole.find(struct.pack("<HHI", 278, 3, 1))
    for entry in (at, at + 12, rows):
        bomb[entry + 2 : entry + 4] = struct.pack("<H", 4)
        bomb[entry + 8 : entry + 12] = struct.pack("<I", 100_000)
    (OUT / "bomb.tif").write_bytes(bytes(bomb))
    (OUT / "cut.tif").write_bytes((OUT / "three-pages.tif").read_bytes()[:2000])


def others():
    quarters().save(OUT / "other.webp")
    quarters().save(OUT / "other.gif")
    quarters().save(OUT / "other.bmp")
    (OUT / "other.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64))
    (OUT / "other.docx").write_bytes(b"PK\x03\x04\x14\0\0\0" + bytes(22) + b"[Content_Types].xml" + bytes(20))
    (OUT / "other.html").write_text("<!DOCTYPE html><title>Certificate</title>\n")
    (OUT / "empty.jpg").write_bytes(b"")


for make in (jpegs, pngs, tiffs, others):
    make()
