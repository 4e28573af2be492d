#!/usr/bin/env python3
"""Processor time of a petition: this program beside Typst, ReportLab and WeasyPrint, in one run.

    benches/against/run.py [ROUNDS] [--python VENV/bin/python]

Makes a virtual environment in target/, installs what requirements.txt pins, builds our side, and
measures all of them by turns (A B C D A B C D ...), each in one warm process, each time with petitions
of other clients. Before that it holds the first petition of each against ours: the same words, about
as many pages. Prints a table. Needs cargo, pdftotext and pdfinfo.
"""

import collections
import json
import pathlib
import re
import statistics
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "target" / "against"
FONTS = ROOT / "src" / "layout" / "fonts"
TOOLS = ["typst", "reportlab", "weasyprint"]
# What is measured: its name, who does it, what it is asked, documents a round. WeasyPrint takes so
# long that fewer have to do.
WAYS = [
    ("petition: words to bytes, PDF/UA-1 and PDF/A-2a", "ours", "set", 12),
    ("petition: case file to bytes", "ours", "paper", 12),
    ("petition: case file to bytes, read back and inspected", "ours", "proved", 12),
    ("Typst, PDF/UA-1", "typst", "paper", 12),
    ("ReportLab, untagged", "reportlab", "paper", 12),
    ("WeasyPrint, PDF/UA-1, style sheet and fonts kept", "weasyprint", "paper", 3),
    ("WeasyPrint, PDF/UA-1, as its manual does it", "weasyprint", "anew", 3),
]


def main():
    arguments = sys.argv[1:]
    python = None
    if "--python" in arguments:
        at = arguments.index("--python")
        python = arguments[at + 1]
        del arguments[at : at + 2]
    rounds = int(arguments[0]) if arguments else 10
    WORK.mkdir(parents=True, exist_ok=True)
    python = python or installed()
    ours = built()
    words = WORK / "words.json"
    n = (rounds + 1) * max(way[3] for way in WAYS)
    with open(words, "wb") as file:
        subprocess.run([ours, "words", str(n)], stdout=file, check=True)
    served = {"ours": Served([ours, "serve"])}
    for tool in TOOLS:
        served[tool] = Served([python, HERE / "serve.py", tool, words, FONTS])
    pages = compared(served)
    told = measured(served, rounds)
    table(told, pages, rounds)


def installed():
    folder = WORK / "venv"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"], check=True
    )
    return python


def built():
    """The path of our side, optimised as the program is."""
    build = ["cargo", "bench", "--bench", "against", "--no-run", "--message-format=json"]
    said = subprocess.run(build, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    made = [json.loads(line) for line in said.splitlines()]
    return next(
        one["executable"]
        for one in made
        if one.get("reason") == "compiler-artifact" and one["target"]["name"] == "against"
    )


class Served:
    """A process that makes petitions on demand."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=HERE,
        )

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def compared(served):
    """How many pages each makes; says where words or pages differ."""
    pages, said = {}, {}
    for name, process in served.items():
        file = WORK / f"{name}.pdf"
        process.ask("write", 0, file)
        info = subprocess.run(["pdfinfo", file], stdout=subprocess.PIPE, text=True, check=True)
        pages[name] = int(re.search(r"Pages: +(\d+)", info.stdout)[1])
        text = subprocess.run(
            ["pdftotext", file, "-"], stdout=subprocess.PIPE, text=True, check=True
        ).stdout
        said[name] = words_of(text, pages[name])
    for name in TOOLS:
        lost = said["ours"] - said[name]
        more = said[name] - said["ours"]
        if lost or more:
            sys.exit(f"{name} does not say the same: lacks {dict(lost)}, has {dict(more)}")
        if abs(pages[name] - pages["ours"]) > 1:
            sys.exit(f"{name} makes {pages[name]} pages, ours are {pages['ours']}")
    return pages


def words_of(text, n_pages):
    """The words with letters, as often as they stand there; the footer of one page alone."""
    title = json.load(open(WORK / "words.json"))[0]["footer"]
    words = collections.Counter(re.findall(r"[^\W\d_]+", text))
    for word in re.findall(r"[^\W\d_]+", title):
        words[word] -= n_pages - 1
    return +words


def measured(served, rounds):
    told = collections.defaultdict(list)
    for turn in range(rounds + 1):
        for name, who, verb, n in WAYS:
            answer = served[who].ask(verb, turn * n, n)
            # The first turn warms up.
            if turn > 0:
                told[name].append(answer)
    return told


def table(told, pages, rounds):
    print(f"Medians of {rounds} rounds, all tools by turns; times are processor time of a document.\n")
    print("| what | documents | ms | times ours | bytes | pages | peak MB |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, who, _, n in WAYS:
        answers = told[name]
        spent = [one["cpu_ms"] for one in answers]
        ratios = [one["cpu_ms"] / ours["cpu_ms"] for one, ours in zip(answers, told[WAYS[0][0]])]
        size = statistics.median(one["bytes"] for one in answers)
        print(
            f"| {name} | {rounds * n} | {statistics.median(spent):.2f} |"
            f" {statistics.median(ratios):.1f} | {size:,.0f} | {pages[who]} |"
            f" {max(one['peak_kb'] for one in answers) / 1024:.0f} |"
        )


main()
