"""Makes locked, updated, damaged and hostile files out of sound ones."""

import re
import sys
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

WORK, OUT = Path(sys.argv[1]), Path(sys.argv[2])
LETTER = (WORK / "reportlab.pdf").read_bytes()


def encrypted():
    source = pikepdf.open(WORK / "reportlab.pdf")
    ways = {
        "rc4-40": dict(R=2), "rc4-128": dict(R=3), "aes-128": dict(R=4, aes=True), "aes-256": dict(R=6),
    }
    for name, way in ways.items():
        extra = {} if way.get("aes") or way["R"] == 6 else {"aes": False, "metadata": False}
        for word, prefix in (("", "owner"), ("secret", "locked")):
            lock = pikepdf.Encryption(owner="owner", user=word, **{**extra, **way})
            source.save(OUT / f"{prefix}-{name}.pdf", encryption=lock)
    lock = pikepdf.Encryption(owner="owner", user="", R=6)
    latex = pikepdf.open(WORK / "latex.pdf")
    latex.save(OUT / "owner-aes-256-streams.pdf", encryption=lock, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def plain_file(objects, trailer="", head=b"%PDF-1.4\n"):
    """A file with a right table for the bodies of its objects."""
    out, places = bytearray(head), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer.encode())
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(data, entries=b""):
    return b"<<" + entries + b"/Length %d>>stream\n" % len(data) + data + b"\nendstream"


def simple(words="Certificate", pages=1):
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 612 792]>>" % (pages, kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number in range(pages):
        shown = b"BT /F1 18 Tf 72 700 Td (%s %d) Tj ET" % (words.encode(), number + 1)
        objects += [
            b"<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>" % (5 + 2 * number),
            stream(shown),
        ]
    return objects


def updates():
    base = plain_file(simple("First draft", 2))
    start = int(re.search(rb"startxref\n(\d+)", base)[1])
    body = stream(b"BT /F1 18 Tf 72 700 Td (Corrected) Tj ET")
    place = len(base)
    update = b"5 0 obj\n" + body + b"\nendobj\n"
    table = len(base) + len(update)
    update += b"xref\n5 1\n%010d 00000 n \ntrailer\n<</Size 8/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (place, start, table)
    (OUT / "updated.pdf").write_bytes(base + update)
    # A second update in which the second page goes.
    twice = base + update
    place = len(twice)
    gone = b"2 0 obj\n<</Type/Pages/Count 1/Kids[4 0 R]/MediaBox[0 0 612 792]>>\nendobj\n"
    last = twice + gone + b"xref\n2 1\n%010d 00000 n \n6 2\n0000000000 00001 f \n0000000000 00001 f \n" % place
    last += b"trailer\n<</Size 8/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (table, place + len(gone))
    (OUT / "updated-twice.pdf").write_bytes(last)
    # A hybrid file: what old readers need stands in the table, the rest in a stream beside it.
    objects = simple("Hybrid")
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    rows = b"".join(b"\x01" + place.to_bytes(4, "big") + b"\0\0" for place in places[3:])
    side = len(out)
    rows += b"\x01" + side.to_bytes(4, "big") + b"\0\0"
    out += b"6 0 obj\n" + stream(rows, b"/Type/XRef/W[1 4 2]/Index[4 3]/Size 7/Root 1 0 R") + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % one for one in places[:3])
    out += b"trailer\n<</Size 7/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n" % (side, start)
    (OUT / "hybrid.pdf").write_bytes(bytes(out))


def damaged():
    (OUT / "wrong-offsets.pdf").write_bytes(re.sub(rb"(\d{10}) 00000 n", lambda m: b"%010d 00000 n" % (int(m[1]) + 3), LETTER))
    start = LETTER.rindex(b"startxref")
    (OUT / "no-startxref.pdf").write_bytes(LETTER[:start])
    (OUT / "wrong-startxref.pdf").write_bytes(LETTER[:start] + b"startxref\n7\n%%EOF\n")
    (OUT / "cut-tail.pdf").write_bytes(LETTER[: LETTER.rindex(b"xref", 0, start) + 40])
    (OUT / "cut-half.pdf").write_bytes(LETTER[: len(LETTER) // 2])
    (OUT / "garbage-before.pdf").write_bytes(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + LETTER)
    (OUT / "garbage-behind.pdf").write_bytes(LETTER + b"\r\n--boundary--\r\n" + bytes(600))
    (OUT / "mail-line-ends.pdf").write_bytes(plain_file(simple("Line ends")).replace(b"\n", b"\r\n"))
    wrong = plain_file(simple("A length that lies")).replace(b"/Length 5", b"/Length 9")
    (OUT / "wrong-length.pdf").write_bytes(wrong)
    latex = (WORK / "latex.pdf").read_bytes()
    start = latex.rindex(b"startxref")
    (OUT / "no-startxref-streams.pdf").write_bytes(latex[:start])
    (OUT / "cut-streams.pdf").write_bytes(latex[: len(latex) * 2 // 3])
    linear = (OUT / "qpdf-linearized.pdf").read_bytes()
    (OUT / "cut-linearized.pdf").write_bytes(linear[: len(linear) * 3 // 4])


def hostile():
    (OUT / "empty.pdf").write_bytes(b"")
    (OUT / "not-a-pdf.pdf").write_bytes(b"<!DOCTYPE html><title>Sign in</title>\n")
    (OUT / "only-a-header.pdf").write_bytes(b"%PDF-1.7\nnothing more\n")
    none = plain_file([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"])
    (OUT / "no-pages.pdf").write_bytes(none)
    lying = simple("Counted wrong", 2)
    lying[1] = lying[1].replace(b"/Count 2", b"/Count 3")
    (OUT / "wrong-count.pdf").write_bytes(plain_file(lying))
    knot = simple("Knot")
    knot[1] = b"<</Type/Pages/Count 2/Kids[4 0 R 2 0 R]/MediaBox[0 0 612 792]/Parent 2 0 R>>"
    (OUT / "knotted-tree.pdf").write_bytes(plain_file(knot))
    lost = simple("Lost")
    lost[3] = lost[3].replace(b"/Contents 5 0 R", b"/Contents 99 0 R")
    (OUT / "lost-contents.pdf").write_bytes(plain_file(lost))
    flat = simple("Flat")
    flat[1] = flat[1].replace(b"[0 0 612 792]", b"[0 0 0 792]")
    (OUT / "no-area.pdf").write_bytes(plain_file(flat))
    # Zeros in zeros: two kilobytes that unfold to two gigabytes.
    packer = zlib.compressobj(9)
    inner = bytearray()
    for _ in range(2048):
        inner += packer.compress(bytes(1 << 20))
    inner += packer.flush()
    bomb = simple("Bomb")
    bomb[4] = stream(zlib.compress(bytes(inner), 9), b"/Filter[/FlateDecode/FlateDecode]")
    (OUT / "bomb-contents.pdf").write_bytes(plain_file(bomb))
    deep = simple("Deep")
    deep.append(b"[" * 20_000 + b"]" * 20_000)
    deep[3] = deep[3].replace(b"/Resources", b"/PieceInfo 6 0 R/Resources")
    (OUT / "deep-arrays.pdf").write_bytes(plain_file(deep))
    loop = simple("Loop")
    loop[3] = loop[3].replace(b"/Font<<", b"/XObject<</Me 6 0 R>>/Font<<")
    loop[4] = stream(b"BT /F1 18 Tf 72 700 Td (A form that draws itself) Tj ET /Me Do")
    loop.append(stream(b"0 0 9 9 re f /Me Do", b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</Me 6 0 R>>>>"))
    (OUT / "form-in-itself.pdf").write_bytes(plain_file(loop))


for make in (encrypted, updates, damaged, hostile):
    make()
