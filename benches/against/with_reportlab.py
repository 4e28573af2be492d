"""The petition set by ReportLab's Platypus, faces registered once; it cannot tag."""

import io
import pathlib
from html import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table

from marks import markup

BODY = ParagraphStyle("body", fontName="Tinos", fontSize=12, leading=24)
INDENTED = ParagraphStyle("indented", BODY, firstLineIndent=36)
CENTRED = ParagraphStyle("centred", BODY, alignment=TA_CENTER)
TIGHT = ParagraphStyle("tight", BODY, leading=16)
ROLE = ParagraphStyle("role", TIGHT, leftIndent=60)
SIGNED = ParagraphStyle("signed", TIGHT, leftIndent=240)
STROKE = 0.6


class Maker:
    def __init__(self, fonts):
        names = ["Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"]
        files = ["Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"]
        for name, file in zip(names, files):
            pdfmetrics.registerFont(TTFont(name, str(pathlib.Path(fonts) / f"{file}.ttf")))
        pdfmetrics.registerFontFamily("Tinos", *names)

    def make(self, paper):
        out = io.BytesIO()

        def sheet(canvas, document):
            canvas.setTitle(paper["title"])
            canvas.setFont("Tinos", 12)
            for n in range(28):
                canvas.drawRightString(84, 792 - 72 - 24 * n - 11, str(n + 1))
            canvas.setLineWidth(STROKE)
            for x in (92.5, 96, 576):
                canvas.line(x, 24, x, 768)
            canvas.drawCentredString(337.5, 47, str(document.page))
            canvas.line(108, 43.5, 567, 43.5)
            canvas.setFont("Tinos", 10)
            canvas.drawCentredString(337.5, 33.5, paper["footer"])

        document = BaseDocTemplate(out, pagesize=(612, 792), pageCompression=1, lang="en-US")
        frame = Frame(108, 48, 459, 672, 0, 0, 0, 0)
        document.addPageTemplates(PageTemplate(frames=[frame], onPage=sheet))
        document.build(list(story(paper)))
        return out.getvalue()


def story(paper):
    caption = paper["caption"]
    for line in caption["party"]:
        yield Paragraph(markup(line), BODY)
    for line in caption["court"]:
        yield Paragraph(f"<b>{escape(line)}</b>", CENTRED)
    yield Spacer(1, 24)
    left, right = [], [Paragraph(markup(caption["number"]), TIGHT)]
    for n, (name, role) in enumerate(caption["parties"]):
        if n > 0:
            left.append(Paragraph("v.", TIGHT))
        left += [Paragraph(markup(name), TIGHT), Paragraph(escape(role), ROLE)]
    right.append(Paragraph(f"<b>{markup(caption['nature'])}</b>", TIGHT))
    right += [Paragraph(markup(line), TIGHT) for line in caption["particulars"]]
    box = [("LINEAFTER", (0, 0), (0, 0), STROKE, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    box.append(("LINEBELOW", (0, 0), (0, 0), STROKE, "black"))
    yield Table([[left, right]], colWidths=[190, 269], style=box)
    yield Spacer(1, 12)
    for block in paper["blocks"]:
        yield from flow(block)


def flow(block):
    kind = block["kind"]
    if kind == "heading":
        yield Paragraph(f"<b>{markup(block['runs'])}</b>", BODY)
    elif kind == "table":
        rows = [block["header"], *block["rows"]]
        cells = [[Paragraph(markup(cell), TIGHT) for cell in row] for row in rows]
        rules = [("LINEABOVE", (0, 0), (-1, -1), STROKE, "black")]
        rules.append(("LINEBELOW", (0, -1), (-1, -1), STROKE, "black"))
        widths = [30, 223, 103, 103] if len(block["header"]) == 4 else None
        yield Table(cells, colWidths=widths, repeatRows=1, style=rules)
    elif kind == "signature":
        yield Paragraph(f"{escape(block['dated'] or '')} ________", BODY)
        for line in block["under"]:
            yield Paragraph(markup(line), SIGNED)
    else:
        label = f"{escape(block['label'])} &nbsp; &nbsp; " if block["label"] else ""
        style = INDENTED if kind == "indented" else BODY
        yield Paragraph(label + markup(block["runs"]), style)
