# SPDX-License-Identifier: Apache-2.0
"""What the tests ran of the product: lines and branches by folder, and the functions that nothing called.

usage: coverage.py BUILD      BUILD holds the objects and counts of a build with --coverage after its tests

A line or branch of a header counts once, whatever includes it.  Exit 1 below
the bounds that stand here, or when a function was never called; nothing is left out.
"""
import collections
import gzip
import json
import os
import subprocess
import sys
import tempfile

LINES, BRANCHES = 97.0, 90.0


def reports(build):
    """What gcov says of each object file of the product."""
    counts = [os.path.abspath(os.path.join(folder, name)) for room in ('src', 'rules')
              for folder, _, names in os.walk(os.path.join(build, room)) for name in names if name.endswith('.gcda')]
    with tempfile.TemporaryDirectory() as scratch:
        for i in range(0, len(counts), 50):
            subprocess.run(['gcov', '--json-format', '--branch-probabilities', '--hash-filenames'] + counts[i:i + 50],
                           cwd=scratch, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for name in os.listdir(scratch):
            with gzip.open(os.path.join(scratch, name)) as f:
                yield json.load(f)


def main(build):
    lines, branches, called = (collections.defaultdict(int) for _ in range(3))
    for report in reports(build):
        for file in report['files']:
            path = os.path.normpath(file['file'])
            if not path.startswith(('src/', 'rules/')):
                continue
            for line in file['lines']:
                lines[path, line['line_number']] += line['count']
                for i, branch in enumerate(line['branches']):
                    branches[path, line['line_number'], i] += branch['count']
            for function in file['functions']:
                called[path, function['name']] += function['execution_count']

    table = collections.defaultdict(lambda: [0, 0, 0, 0])
    for column, counts in ((0, lines), (2, branches)):
        for key, count in counts.items():
            for row in (os.path.dirname(key[0]), 'all'):
                table[row][column] += 1
                table[row][column + 1] += count > 0
    print(f"{'folder':22} {'lines':>7} {'run':>7} {'branches':>9} {'taken':>7}")
    share = {}
    for row in sorted(table, key=lambda name: (name == 'all', name)):
        n, ran, b, taken = table[row]
        share = 100 * ran / max(n, 1), 100 * taken / max(b, 1)
        print(f'{row:22} {n:7} {share[0]:6.1f}% {b:9} {share[1]:6.1f}%')
    idle = sorted(key for key, count in called.items() if count == 0)
    for path, name in idle:
        print(f'never called: {name} ({path})')
    if share[0] < LINES or share[1] < BRANCHES:
        print(f'below {LINES:.0f} % of lines or {BRANCHES:.0f} % of branches')
        return 1
    return 1 if idle else 0


sys.exit(main(sys.argv[1]))
