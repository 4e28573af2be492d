"""Makes with pikepdf one file for each thing that a page or a document can have."""

import sys
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

WORK, OUT = Path(sys.argv[1]), Path(sys.argv[2])
LETTER = [0, 0, 612, 792]


class Book:
    """A file under construction, with not embedded Helvetica for its words."""

    def __init__(self):
        self.pdf = pikepdf.new()
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        self.font = self.pdf.make_indirect(font)

    def stream(self, data, **entries):
        made = Stream(self.pdf, data if isinstance(data, bytes) else data.encode("latin-1"))
        for key, value in entries.items():
            made[f"/{key}"] = value
        return made

    def page(self, contents, box=LETTER, resources=None, **entries):
        resources = resources or Dictionary()
        resources.Font = Dictionary(F1=self.font)
        if not isinstance(contents, pikepdf.Object):
            contents = self.stream(contents)
        page = Dictionary(Type=Name.Page, MediaBox=Array(box), Resources=resources, Contents=contents)
        for key, value in entries.items():
            page[f"/{key}"] = value
        self.pdf.pages.append(pikepdf.Page(self.pdf.make_indirect(page)))
        return self.pdf.pages[-1]

    def annotate(self, page, *annotations):
        page.obj.Annots = Array([self.pdf.make_indirect(one) for one in annotations])

    def look(self, data, box, **entries):
        resources = Dictionary(Font=Dictionary(F1=self.font))
        return self.pdf.make_indirect(
            self.stream(data, Type=Name.XObject, Subtype=Name.Form, BBox=Array(box), Resources=resources, **entries)
        )

    def save(self, name, **options):
        options.setdefault("deterministic_id", "encryption" not in options)
        self.pdf.save(OUT / name, **options)


def text(words, x=72, y=700, size=18):
    return f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n"


def marked(width, height, words="Certificate"):
    """Words, a frame at the edge and a corner that tells where up is."""
    return (
        text(words, 40, height - 60, 16)
        + f"2 w 5 5 {width - 10} {height - 10} re S 0.8 0.1 0.1 rg 10 {height - 40} 30 30 re f\n"
    )


def boxes():
    sizes = {"a4": (595.28, 841.89), "landscape": (792, 612), "large": (1224, 1584), "small": (288, 180)}
    for name, (width, height) in sizes.items():
        book = Book()
        book.page(marked(width, height), [0, 0, width, height])
        book.save(f"{name}.pdf")
    book = Book()
    for turn in (0, 90, 180, 270, -90, 450):
        book.page(marked(612, 792, f"Turned by {turn}"), Rotate=turn)
    book.page(marked(500, 300, "Lying and turned"), [0, 0, 500, 300], Rotate=90)
    book.save("rotated.pdf")
    book = Book()
    book.page("1 0 0 1 -100 -200 cm " + marked(612, 792), [-100, -200, 512, 592])
    book.page(marked(612, 792), CropBox=Array([100, 300, 500, 760]))
    book.page(marked(612, 792), CropBox=Array([-50, 300, 900, 1200]), Rotate=90)
    book.page(marked(612, 792), [612, 792, 0, 0], CropBox=Array([600, 780, 12, 12]))
    book.save("boxes.pdf")
    book = Book()
    book.page(marked(306, 396), [0, 0, 306, 396], UserUnit=2)
    book.save("user-unit.pdf")
    book = Book()
    for number in range(1, 501):
        book.page(text(f"Page {number} of 500"))
    book.save("pages-500.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)


def trees():
    book = Book()
    for number in (1, 2, 3):
        book.page(text(f"Inherited {number}"))
    root = book.pdf.Root.Pages
    for page in book.pdf.pages:
        for key in ("/MediaBox", "/Resources"):
            if key in page.obj:
                del page.obj[key]
    kids = list(root.Kids)
    middle = book.pdf.make_indirect(
        Dictionary(Type=Name.Pages, Parent=root, Count=2, Kids=Array(kids[:2]), Rotate=90, MediaBox=Array([0, 0, 400, 600]))
    )
    for kid in kids[:2]:
        kid.Parent = middle
    root.Kids = Array([middle, kids[2]])
    root.MediaBox = Array(LETTER)
    root.Resources = Dictionary(Font=Dictionary(F1=book.font))
    book.save("inherited.pdf")
    book = Book()
    shared = book.pdf.make_indirect(book.stream(text("The same contents twice")))
    book.page(shared)
    book.page(shared, Rotate=180)
    book.page(Array([book.stream("BT /F1 18 Tf 72 700 Td"), book.stream("(Cut in two) Tj ET")]))
    page = book.page("")
    del page.obj.Contents
    book.save("contents.pdf")


def fields():
    book = Book()
    widget = dict(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Robin Example"))
    for name, need in (("form-no-appearance", False), ("form-need-appearances", True)):
        book = Book()
        page = book.page(text("Application"))
        field = Dictionary(**widget, Rect=Array([72, 600, 300, 620]), DA=String("/F1 12 Tf 0 g"))
        book.annotate(page, field)
        form = Dictionary(Fields=Array([page.obj.Annots[0]]), DR=Dictionary(Font=Dictionary(F1=book.font)))
        if need:
            form.NeedAppearances = True
        book.pdf.Root.AcroForm = form
        book.save(f"{name}.pdf")
    book = Book()
    page = book.page(text("Application"))
    look = book.look(text("Robin Example", 2, 5, 12), [0, 0, 228, 20])
    turned = book.look(text("Turned", 2, 5, 12), [0, 0, 228, 20], Matrix=Array([0, 1, -1, 0, 20, 0]))
    book.annotate(
        page,
        Dictionary(**widget, Rect=Array([72, 600, 300, 620]), AP=Dictionary(N=look)),
        Dictionary(**widget, Rect=Array([400, 300, 420, 528]), AP=Dictionary(N=turned)),
        Dictionary(**widget, Rect=Array([72, 500, 300, 520]), AP=Dictionary(N=look), F=2),
    )
    book.save("form-appearances.pdf")


def active():
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('opened')"))
    book = Book()
    book.page(text("Scripted"), AA=Dictionary(O=script))
    book.pdf.Root.OpenAction = script
    names = Dictionary(JavaScript=Dictionary(Names=Array([String("start"), script])))
    book.pdf.Root.Names = names
    book.save("javascript.pdf")
    book = Book()
    book.page(text("With an attachment"))
    book.pdf.attachments["diary.txt"] = pikepdf.AttachedFileSpec(
        book.pdf, b"private", filename="diary.txt", mime_type="text/plain"
    )
    book.save("attachment.pdf")
    book = Book()
    page = book.page(text("Press here"))
    launch = Dictionary(S=Name.Launch, F=String("calculator.exe"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 690, 300, 720]), Border=Array([0, 0, 1]), A=launch)
    book.annotate(page, link)
    book.save("launch.pdf")


def layers():
    book = Book()
    group = lambda name: book.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
    shown, hidden = group("Shown"), group("Hidden")
    contents = "/OC /L0 BDC " + text("A layer that shows") + "EMC /OC /L1 BDC " + text("A hidden layer", 72, 500) + "EMC"
    book.page(contents, resources=Dictionary(Properties=Dictionary(L0=shown, L1=hidden)))
    default = Dictionary(OFF=Array([hidden]), Order=Array([shown, hidden]))
    book.pdf.Root.OCProperties = Dictionary(OCGs=Array([shown, hidden]), D=default)
    book.save("layers.pdf")


def annotations():
    book = Book()
    page = book.page(text("Highlighted words"))
    multiply = Dictionary(GS=Dictionary(BM=Name.Multiply))
    marker = book.look("/GS gs 1 1 0 rg 0 0 160 22 re f", [0, 0, 160, 22], Group=Dictionary(S=Name.Transparency))
    marker.Resources.ExtGState = multiply
    note = book.look("1 .8 0 rg 0 0 20 20 re f 0 g 4 14 12 2 re f 4 9 12 2 re f", [0, 0, 20, 20])
    stamp = book.look("1 0 0 RG 1 0 0 rg 2 w 1 1 98 38 re S " + text("COPY", 22, 12, 22), [0, 0, 100, 40])
    kinds = (
        ("Highlight", [70, 695, 230, 717], marker, 4),
        ("Text", [300, 700, 320, 720], note, 4),
        ("Stamp", [350, 600, 550, 680], stamp, 4),
        ("Stamp", [100, 300, 200, 340], stamp, 2),
    )
    book.annotate(
        page,
        *(
            Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(place), F=flags, Contents=String("A remark"), AP=Dictionary(N=look))
            for kind, place, look, flags in kinds
        ),
    )
    book.save("annotations.pdf")


def faces():
    book = Book()
    square = book.stream("600 0 0 0 500 500 d1 0 0 500 500 re f")
    triangle = book.stream("600 0 0 0 500 500 d1 0 0 m 250 500 l 500 0 l f")
    drawn = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 600, 600]), FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(square=square, triangle=triangle), FirstChar=97, LastChar=98, Widths=Array([600, 600]),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.square, Name.triangle])), Resources=Dictionary(),
    )
    page = book.page(text("Beside a drawn face") + "BT /F3 40 Tf 72 600 Td (abba) Tj ET")
    page.obj.Resources.Font.F3 = book.pdf.make_indirect(drawn)
    book.save("type3.pdf")
    book = Book()
    names = ("Helvetica", "Times-Roman", "Courier-Bold", "Symbol", "ZapfDingbats", "ArialMT")
    contents = "".join(f"BT /N{n} 18 Tf 72 {700 - 40 * n} Td (Not embedded abc) Tj ET\n" for n in range(len(names)))
    page = book.page(contents)
    for n, name in enumerate(names):
        page.obj.Resources.Font[f"/N{n}"] = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))
    book.save("not-embedded.pdf")


def scans():
    width, height = 200, 260
    rows = bytearray()
    for y in range(height):
        for x in range(width):
            ink = 30 < x < 170 and y % 12 < 4 and (x * 7 + y * 3) % 11 < 7
            rows.append(40 if ink else 250 - (x + y) % 5)
    entries = dict(Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8)
    for name, words in (("scan", ""), ("scan-searchable", "3 Tr " + text("Invisible words behind the scan"))):
        book = Book()
        image = book.stream(zlib.compress(bytes(rows)), ColorSpace=Name.DeviceGray, **entries)
        image.Filter = Name.FlateDecode
        page = book.page("q 612 0 0 792 0 0 cm /Im Do Q " + words)
        page.obj.Resources.XObject = Dictionary(Im=book.pdf.make_indirect(image))
        book.save(f"{name}.pdf")


def transparency():
    book = Book()
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, I=False, K=True)
    half = Dictionary(Half=Dictionary(ca=0.5), Dark=Dictionary(BM=Name.Multiply), Screen=Dictionary(BM=Name.Difference))
    form = book.look("1 0 0 rg 0 0 200 200 re f 0 0 1 rg 100 100 200 200 re f", [0, 0, 300, 300], Group=group)
    mask = book.look("1 g 0 0 150 300 re f .4 g 150 0 150 300 re f", [0, 0, 300, 300], Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))
    half.Soft = Dictionary(SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=mask))
    contents = (
        "0 .7 0 rg 50 50 300 500 re f q /Half gs 1 0 0 1 100 100 cm /Fm Do Q "
        "q /Dark gs 1 0 0 1 250 300 cm /Fm Do Q q /Screen gs 1 1 0 rg 80 520 400 40 re f Q "
        "q 1 0 0 1 250 450 cm /Soft gs .2 .2 .8 rg 0 0 300 300 re f Q"
    )
    resources = Dictionary(ExtGState=half, XObject=Dictionary(Fm=form))
    book.page(contents, resources=resources, Group=group)
    book.page(contents, [0, 0, 900, 1200], resources=resources)
    book.save("transparency.pdf")
    book = Book()
    tile = dict(Type=Name.Pattern, PatternType=1, TilingType=1, XStep=24, YStep=24, BBox=Array([0, 0, 24, 24]), Resources=Dictionary())
    colored = book.stream("1 0 0 rg 0 0 12 12 re f 0 0 1 rg 12 12 12 12 re f", PaintType=1, Matrix=Array([1, 0, 0, 1, 5, 9]), **tile)
    plain = book.stream("4 w 0 0 m 24 24 l S", PaintType=2, Matrix=Array([0.7, 0.7, -0.7, 0.7, 0, 0]), **tile)
    contents = (
        "/Pattern cs /P1 scn 72 420 300 300 re f /Tinted cs 0 .5 .2 /P2 scn 200 100 300 280 re f "
        "q .5 0 0 .5 380 500 cm /Pattern cs /P1 scn 0 0 300 300 re f Q"
    )
    for size in ((612, 792), (900, 1300)):
        patterns = Dictionary(P1=book.pdf.make_indirect(colored), P2=book.pdf.make_indirect(plain))
        tinted = Dictionary(Tinted=Array([Name.Pattern, Name.DeviceRGB]))
        book.page(contents, [0, 0, *size], resources=Dictionary(Pattern=patterns, ColorSpace=tinted))
    book.save("patterns.pdf")
    book = Book()
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1)
    shade = lambda kind, places: Dictionary(ShadingType=kind, ColorSpace=Name.DeviceRGB, Coords=Array(places), Function=function, Extend=Array([True, True]))
    axial = Dictionary(Type=Name.Pattern, PatternType=2, Shading=shade(2, [100, 100, 500, 100]))
    contents = "/Pattern cs /S1 scn 72 72 400 250 re f q 100 450 400 280 re W n /Sh sh Q"
    for size in ((612, 792), (1000, 1400)):
        resources = Dictionary(Pattern=Dictionary(S1=axial), Shading=Dictionary(Sh=shade(3, [300, 600, 20, 320, 600, 200])))
        book.page(contents, [0, 0, *size], resources=resources)
    book.save("shading-patterns.pdf")


for make in (boxes, trees, fields, active, layers, annotations, faces, scans, transparency):
    make()
