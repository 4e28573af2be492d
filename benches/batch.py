#!/usr/bin/env python3
"""What a batch costs: time, processor time and memory of 300, 3,000 and 10,000 cases on one thread and two.

    cargo build --release && benches/batch.py [CASES ...]

Makes the cases from examples/expungement.yaml (each another client, papers served by mail, without the
example's exhibits and witness), runs `petition batch` on them in a folder that is removed afterwards,
and prints a table.
"""

import os
import pathlib
import re
import shutil
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target" / "release" / "petition"


def main():
    sizes = [int(word) for word in sys.argv[1:]] or [300, 3000, 10000]
    print("| cases | threads | pages | wall s | CPU s | CPU ms a case | peak MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for n in sizes:
        with tempfile.TemporaryDirectory(prefix="petition-batch-") as folder:
            cases = pathlib.Path(folder) / "cases"
            write_cases(n, cases)
            walls = []
            for threads in (2, 1):
                out = pathlib.Path(folder) / f"out-{threads}"
                wall, used = run([cases, "-o", out, "--threads", threads, "--as-of", "2026-11-20"])
                cpu = used.ru_utime + used.ru_stime
                walls.append(wall)
                pages = n_pages(out)
                print(
                    f"| {n:,} | {threads} | {pages:,} | {wall:.1f} | {cpu:.1f} | {cpu / n * 1000:.1f} |"
                    f" {used.ru_maxrss / 1024:.0f} |"
                )
                shutil.rmtree(out)
            print(f"\nTwo threads: {walls[1] / walls[0]:.2f} times one.\n")


def write_cases(n, folder):
    text = (ROOT / "examples" / "expungement.yaml").read_text()
    text = text[: text.index("declarations:")] + "service: { on: 2026-12-21, by: mail }\n"
    folder.mkdir()
    letters = "abcdefghijklmnopqrstuvwxyz"
    for who in range(n):
        tail = "".join(letters[who // 26**place % 26] for place in range(3))
        case = text.replace("BA456789", f"BA{400000 + who}")
        case = case.replace("María José Núñez", f"María José Núñez{tail}")
        (folder / f"case-{who:05}.yaml").write_text(case)


def run(arguments):
    words = [str(word) for word in [PROGRAM, "batch", *arguments]]
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.execv(words[0], words)
    _, status, used = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"the batch ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - start, used


def n_pages(out):
    records = (out / "records.jsonl").read_text()
    return sum(int(n) for n in re.findall(r'"n_pages":\s*(\d+)', records))


main()
