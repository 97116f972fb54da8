# SPDX-License-Identifier: Apache-2.0
"""bench.py OUT B [PART]: what things cost in time and in instructions; the last line is one JSON object.

OUT holds the command, B the programs of this folder.  The parts are lint, bundle, evidence, report, start, hostile, texts and scale; scale, which
takes minutes, runs only when asked for.
"""
import json
import os
import subprocess
import sys
import tempfile

import count
import evidence
import scale

TIMED = ["lint", "bundle", "start"]


def told(argv):
    """What a program of ours prints; its last line is an object, which is returned."""
    done = subprocess.run(argv, stdout=subprocess.PIPE, text=True, check=True)
    table, _, last = done.stdout.rstrip("\n").rpartition("\n")
    print(table, flush=True)
    return json.loads(last)


def timed(out, programs, parts):
    """The times of parts of the C program.  The commands are measured where they are installed: those that a linker wrote start a sixth slower."""
    if not parts:
        return {}
    built = [path for path in (out + "/smimelint", out + "/smimelint-static", programs + "/startup") if os.path.exists(path)]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["install", *built, folder], check=True)
        return told([programs + "/bench", "time", folder + "/smimelint", folder + "/startup"] + parts)


def reading(programs):
    """How fast records are read as JSON, beside yyjson where it is installed."""
    with tempfile.TemporaryDirectory() as folder:
        evidence.write(folder, 500)
        return told([programs + "/json", folder + "/records.ndjson"])


def main():
    out, programs, only = sys.argv[1], sys.argv[2], sys.argv[3:]
    unknown = set(only) - set(count.PARTS + ["scale"])
    if unknown:
        sys.exit("bench.py: no part is called %s; they are %s and scale" % (unknown.pop(), ", ".join(count.PARTS)))
    wanted = only or count.PARTS
    figures = timed(out, programs, [part for part in TIMED if part in wanted])
    if "evidence" in wanted:
        figures.update(reading(programs))
    counted = [part for part in count.PARTS if part in wanted]
    if counted:
        figures["instructions"] = count.run(out, programs, counted)
    if "scale" in wanted:
        figures["scale"] = scale.run(out, programs)
    print("\n" + json.dumps(figures))


main()
