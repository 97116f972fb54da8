#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes iso_countries.c and iso_subdivisions.c, beside it, from the JSON files of Debian's package iso-codes.

usage: iso_codes.py VERSION DATE [DIRECTORY]

VERSION and DATE are those of the iso-codes release (its changelog says both).
"""
import json
import os
import sys

# Codes of ISO 3166-2 that the release lacks: those that came until February 2026.  The codes in whose place they came stay,
# for certificates that were issued before.
SUPPLEMENT = [country + "-" + part for country, parts in {
    "DZ": "49 50 51 52 53 54 55 56 57 58",
    "ET": "SI SW",
    "FR": "69M 6AE 75C",
    "GB": "NNH WNH",
    "GT": "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22",
    "ID": "PD PE PS PT",
    "IN": "CG OD TS UK",
    "IQ": "KR",
    "IS": "HUG MUL SKR",
    "KP": "15",
    "KZ": "10 11 15 19 23 27 31 33 35 39 43 47 55 59 61 62 63 71 75 79",
    "LV": "111 112 113",
    "ME": "25",
    "NO": "31 32 33 39 40 55 56",
    "PA": "NT",
    "PH": "MGN MGS",
}.items() for part in parts.split()]


def load(directory, name):
    with open("%s/iso_%s.json" % (directory, name), encoding="utf-8") as f:
        return json.load(f)[name]


def rows(out, items, per_line):
    for i in range(0, len(items), per_line):
        out.write("\t" + " ".join(items[i:i + per_line]) + "\n")


def create(name, holds, release):
    out = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), "w", encoding="utf-8")
    out.write("""/* SPDX-License-Identifier: Apache-2.0 */
/*
 * %s - %s.
 *
 * Written by iso_codes.py from iso-codes %s (%s); do not edit.
 */
#include "value/iso.h"
""" % ((name, holds) + release))
    return out


def write_countries(countries, release):
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    with create("iso_countries.c", "ISO 3166-1 alpha-2 codes", release) as out:
        out.write("""
const char iso_tables_version[] = "iso-codes %s, %s";

const uint32_t iso_country_set[26] = {
""" % release)
        rows(out, ["0x%07x," % sum(1 << letters.index(c[1]) for c in countries if c[0] == first) for first in letters], 8)
        out.write("};\n")


def write_subdivisions(parts, release):
    of = {}
    for country, part in parts:
        of.setdefault(country, []).append(part)
    with create("iso_subdivisions.c", "ISO 3166-2 codes", release) as out:
        index, first = [], 0
        for country in sorted(of):
            index.append('{ "%s", %d, %d },' % (country, first, len(of[country])))
            first += len(of[country])
        out.write("\nconst struct iso_subdivisions iso_subdivision_index[] = {\n")
        rows(out, index, 5)
        out.write("""};
const size_t iso_subdivision_index_n =
    sizeof iso_subdivision_index / sizeof *iso_subdivision_index;

const char iso_subdivision_codes[][4] = {
""")
        for country in sorted(of):
            rows(out, ["/* %s */" % country] + ['"%s",' % p for p in of[country]], 15)
        out.write("""};
const size_t iso_subdivision_codes_n =
    sizeof iso_subdivision_codes / sizeof *iso_subdivision_codes;
""")


def main():
    release = tuple(sys.argv[1:3])
    directory = sys.argv[3] if len(sys.argv) > 3 else "/usr/share/iso-codes/json"
    countries = sorted(c["alpha_2"] for c in load(directory, "3166-1"))
    codes = {c["code"] for c in load(directory, "3166-2")} | set(SUPPLEMENT)
    write_countries(countries, release)
    write_subdivisions(sorted(tuple(c.split("-", 1)) for c in codes), release)


if __name__ == "__main__":
    main()
