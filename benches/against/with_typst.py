"""The petition set by Typst: PDF/UA-1, one compiler for all documents."""

import json
import pathlib

import typst


class Maker:
    def __init__(self, fonts):
        here = pathlib.Path(__file__).parent
        self.compiler = typst.Compiler(
            input=str(here / "petition.typ"),
            root=str(here),
            font_paths=[fonts],
            ignore_system_fonts=True,
        )

    def make(self, paper):
        inputs = {"paper": json.dumps(paper, ensure_ascii=False)}
        return self.compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
