#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes iso_countries.c and iso_subdivisions.c, beside it, from the JSON files of Debian's package iso-codes.

usage: iso_codes.py VERSION DATE [DIRECTORY]

VERSION and DATE are those of the iso-codes release (its changelog says both).
"""
import json
import os
import sys

# Codes of ISO 3166-2 that the release lacks.
SUPPLEMENT = ["FR-75C"]         # Paris, metropolitan authority (ISO, 2021)


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
