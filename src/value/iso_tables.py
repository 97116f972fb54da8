#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes iso_tables.c from the JSON files of Debian's package iso-codes.

usage: iso_tables.py VERSION DATE [DIRECTORY] > iso_tables.c

VERSION and DATE are those of the iso-codes release (its changelog says both).
"""
import json
import sys

# Codes of ISO 3166-2 that the release lacks.
SUPPLEMENT = ["FR-75C"]         # Paris, metropolitan authority (ISO, 2021)


def load(directory, name):
    with open("%s/iso_%s.json" % (directory, name), encoding="utf-8") as f:
        return json.load(f)[name]


def rows(items, per_line):
    for i in range(0, len(items), per_line):
        print("\t" + " ".join(items[i:i + per_line]))


def main():
    version, date = sys.argv[1:3]
    directory = sys.argv[3] if len(sys.argv) > 3 else "/usr/share/iso-codes/json"
    countries = sorted(c["alpha_2"] for c in load(directory, "3166-1"))
    codes = {c["code"] for c in load(directory, "3166-2")} | set(SUPPLEMENT)
    parts = sorted(tuple(c.split("-", 1)) for c in codes)

    print("""/* SPDX-License-Identifier: Apache-2.0 */
/*
 * iso_tables.c - ISO 3166-1 alpha-2 and ISO 3166-2 codes.
 *
 * Written by iso_tables.py from iso-codes %s (%s); do not edit.
 */
#include "value/iso.h"

const char iso_tables_version[] = "iso-codes %s, %s";

const char iso_countries[][3] = {""" % (version, date, version, date))
    rows(['"%s",' % c for c in countries], 12)
    print("""};
const size_t iso_countries_n = sizeof iso_countries / sizeof *iso_countries;

const uint32_t iso_country_set[26] = {""")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rows(["0x%07x," % sum(1 << letters.index(c[1]) for c in countries if c[0] == first) for first in letters], 8)
    print("""};

const struct iso_subdivisions iso_subdivision_index[] = {""")
    index, first = [], 0
    for country in sorted({c for c, _ in parts}):
        n = sum(1 for c, _ in parts if c == country)
        index.append('{ "%s", %d, %d },' % (country, first, n))
        first += n
    rows(index, 5)
    print("""};
const size_t iso_subdivision_index_n =
    sizeof iso_subdivision_index / sizeof *iso_subdivision_index;

const char iso_subdivision_codes[][4] = {""")
    for country in sorted({c for c, _ in parts}):
        print("\t/* %s */" % country)
        rows(['"%s",' % p for c, p in parts if c == country], 14)
    print("""};
const size_t iso_subdivision_codes_n =
    sizeof iso_subdivision_codes / sizeof *iso_subdivision_codes;""")


if __name__ == "__main__":
    main()
