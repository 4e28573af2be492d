"""The petition set by WeasyPrint from HTML: PDF/UA-1, one font configuration and style sheet."""

import html
import pathlib

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from marks import markup

STYLE = """
@page { size: 612pt 792pt; margin: 72pt 45pt 48pt 108pt;
  @bottom-center { content: counter(page); font: 12pt Tinos; border-bottom: 0.6pt solid; width: 459pt;
                   vertical-align: top; height: 14pt } }
body { font: 12pt/24pt Tinos; margin: 0; text-align: left }
p, h1 { margin: 0; font-size: 12pt; orphans: 1; widows: 1 }
.indented { text-indent: 36pt } .label { display: inline-block; width: 36pt; text-indent: 0 }
.court { text-align: center; font-weight: bold }
table { border-collapse: collapse; line-height: 16pt; width: 100%; margin-bottom: 12pt }
td, th { vertical-align: top; text-align: left; padding: 3pt; font-weight: normal }
.rows td, .rows th { border-top: 0.6pt solid; border-bottom: 0.6pt solid }
.case { border-right: 0.6pt solid; border-bottom: 0.6pt solid; width: 180pt }
.role { padding-left: 60pt } .signed { padding-left: 240pt; line-height: 16pt }
.number { position: fixed; left: -48pt; width: 24pt; text-align: right }
.rule { position: fixed; top: -48pt; height: 744pt; border-left: 0.6pt solid }
.foot { position: fixed; top: 688pt; left: 0; right: 0; text-align: center; font-size: 10pt; line-height: 10pt }
"""
FACES = [("Regular", "normal", "normal"), ("Bold", "bold", "normal"), ("Italic", "normal", "italic")]


class Maker:
    def __init__(self, fonts):
        self.text = STYLE + "".join(
            f"@font-face {{ font-family: Tinos; font-weight: {weight}; font-style: {style};"
            f" src: url({(pathlib.Path(fonts) / f'Tinos-{name}.ttf').resolve().as_uri()}) }}"
            for name, weight, style in FACES
        )
        self.read()

    def read(self):
        self.fonts = FontConfiguration()
        self.style = CSS(string=self.text, font_config=self.fonts)

    def make(self, paper):
        return HTML(string=page(paper)).write_pdf(
            stylesheets=[self.style], font_config=self.fonts, pdf_variant="pdf/ua-1"
        )

    def make_anew(self, paper):
        """As the manual shows it: style sheet and fonts are read for this document."""
        self.read()
        return self.make(paper)


def page(paper):
    caption = paper["caption"]
    title = html.escape(paper["title"])
    parts = [f"<!doctype html><html lang=en-US><title>{title}</title><body>"]
    parts += [f"<div class=number style='top:{24 * n}pt'>{n + 1}</div>" for n in range(28)]
    parts += [f"<div class=rule style='left:{x - 108}pt'></div>" for x in (92.5, 96, 576)]
    parts.append(f"<div class=foot>{html.escape(paper['footer'])}</div>")
    parts += [f"<p>{markup(line)}</p>" for line in caption["party"]]
    parts += [f"<p class=court>{html.escape(line)}</p>" for line in caption["court"]]
    parts.append("<br><table><tr><td class=case>")
    for n, (name, role) in enumerate(caption["parties"]):
        versus = "<p>v.</p>" if n > 0 else ""
        parts.append(f"{versus}<p>{markup(name)}</p><p class=role>{html.escape(role)}</p>")
    parts.append(f"<td><p>{markup(caption['number'])}</p><p><b>{markup(caption['nature'])}</b></p>")
    parts += [f"<p>{markup(line)}</p>" for line in caption["particulars"]]
    parts.append("</table>")
    parts += [flow(block) for block in paper["blocks"]]
    return "".join(parts)


def flow(block):
    kind = block["kind"]
    if kind == "heading":
        return f"<h1>{markup(block['runs'])}</h1>"
    if kind == "table":
        header = "".join(f"<th scope=col>{markup(cell)}</th>" for cell in block["header"])
        row = lambda cells: "".join(f"<td>{markup(cell)}</td>" for cell in cells)
        rows = "".join(f"<tr>{row(cells)}</tr>" for cells in block["rows"])
        return f"<table class=rows><thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>"
    if kind == "signature":
        under = "".join(f"<p class=signed>{markup(line)}</p>" for line in block["under"])
        return f"<p>{html.escape(block['dated'] or '')} ________</p>{under}"
    label = f"<span class=label>{html.escape(block['label'])}</span>" if block["label"] else ""
    return f"<p class={kind}>{label}{markup(block['runs'])}</p>"
