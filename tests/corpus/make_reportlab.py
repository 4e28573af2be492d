"""Makes with ReportLab: a letter, a filled form, and shadings with patterns and transparency."""

import os
import sys

from reportlab.lib.colors import Color, blue, red, yellow
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen import canvas

os.chdir(sys.argv[1])


def begin(name, **options):
    page = canvas.Canvas(name, pagesize=letter, invariant=1, **options)
    page.setTitle("Certificate of completion")
    page.setAuthor("Example Pantry")
    return page


page = begin("reportlab.pdf", pageCompression=1)
for number in (1, 2):
    page.setFont("Times-Roman", 24)
    page.drawCentredString(306, 640, f"Certificate of completion, page {number}")
    page.setFont("Helvetica", 12)
    page.drawString(72, 560, "Robin Example has completed forty hours of training.")
    page.rect(60, 60, 492, 672)
    page.line(72, 120, 300, 120)
    page.bookmarkPage(f"page{number}")
    page.addOutlineEntry(f"Page {number}", f"page{number}")
    page.linkURL("https://example.org", (72, 550, 300, 575))
    page.showPage()
page.save()

page = begin("form-filled.pdf")
page.drawString(72, 700, "Application")
form = page.acroForm
form.textfield(name="name", value="Robin Example", x=72, y=650, width=250, height=24)
form.checkbox(name="agree", checked=True, x=72, y=610, buttonStyle="check")
form.checkbox(name="other", checked=False, x=112, y=610)
form.radio(name="kind", value="one", selected=True, x=72, y=570)
form.radio(name="kind", value="two", selected=False, x=112, y=570)
form.choice(name="court", value="Yolo", options=["Yolo", "Napa"], x=72, y=520, width=120, height=24)
page.save()

page = begin("shadings.pdf")
page.linearGradient(72, 400, 540, 400, (red, yellow, blue), extend=False)
page.showPage()
page.saveState()
clip = page.beginPath()
clip.rect(100, 300, 300, 300)
page.clipPath(clip, stroke=0)
page.radialGradient(250, 450, 200, (yellow, red), extend=False)
page.restoreState()
page.setFillColor(Color(0, 0, 1, alpha=0.4))
page.circle(300, 500, 120, stroke=0, fill=1)
page.setFillColor(Color(0, 0.6, 0, alpha=0.5))
page.circle(380, 420, 120, stroke=0, fill=1)
page.save()
