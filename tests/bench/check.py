# SPDX-License-Identifier: Apache-2.0
"""check.py OUT B COMPILER: no figure of instructions.txt is exceeded by more than a tenth.

They hold for the processor and the compiler that the file names; with others nothing is compared.  A step that makes
something cheaper writes its figures there.
"""
import platform
import sys

import count

SLACK = 1.10


def main():
    out, programs, compiler = sys.argv[1:]
    lines = [line.split() for line in open("tests/bench/instructions.txt") if not line.startswith("#")]
    bounds = {name: value for name, value in lines}
    here, meant = [platform.machine(), compiler], [bounds.pop("machine"), bounds.pop("compiler")]
    if here != meant:
        sys.exit(print("instructions are not compared: the figures are those of %s, this is %s" % (meant, here)))
    figures = count.run(out, programs, count.PARTS)
    if not figures:
        return
    missing = set(bounds) ^ set(figures)
    dear = [name for name in figures if name in bounds and figures[name]["own"] > SLACK * int(bounds[name])]
    for name in dear:
        print("%s: %d instructions, %s are agreed" % (name, figures[name]["own"], bounds[name]))
    for name in missing:
        print("%s: stands only in the figures or only in the file" % name)
    sys.exit(bool(dear or missing))


main()
