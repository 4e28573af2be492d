"""One tool in one warm process: makes petitions on demand and says what they cost.

    serve.py TOOL WORDS.json FONTS

Lines on standard input: `paper FIRST N` makes N petitions in memory and answers with the processor
time of each (user and system, all threads) and the most memory held; `write FIRST FILE` writes one.
"""

import importlib
import json
import resource
import sys
import time


def main():
    tool, words, fonts = sys.argv[1:]
    papers = json.load(open(words))
    maker = importlib.import_module(f"with_{tool}").Maker(fonts)
    for line in sys.stdin:
        what, first, rest = line.split()
        if what == "write":
            with open(rest, "wb") as file:
                file.write(maker.make(papers[int(first)]))
            print("{}", flush=True)
            continue
        start, size = time.process_time(), 0
        for paper in papers[int(first) : int(first) + int(rest)]:
            size += len(maker.make(paper))
        spent = (time.process_time() - start) * 1000 / int(rest)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps({"cpu_ms": spent, "bytes": size // int(rest), "peak_kb": peak}), flush=True)


main()
