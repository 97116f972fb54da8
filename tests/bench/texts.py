# SPDX-License-Identifier: Apache-2.0
"""texts.py: texts in which something seems to begin again and again, and nothing does.

Whoever looks for certificates in any text looks closer wherever one may begin.  What an octet of such a text costs is held against
what an octet of prose does: nobody makes the linter slow by a large text.
"""
BASE64 = "MIIGDTCCA/WgAwIBAgIQSunUe7D9jkLELSds8lbivjANBgkqhkiG9w0BAQsFADBS"

KINDS = {
    "prose": "Dear colleagues, see below what was said on Monday about the keys of next year.\n",
    "words before base64 that breaks off": "a " * 60 + BASE64[:48] + "!\n",
    "octets in hexadecimal": "30 " * 40 + "\n",
    "octets in decimal": "1 2 3 4 5 6 7 8 9 10 11 12 30 30 30 48 48 48 48 48 48\n",
    "addresses of dumps": "0000: 3082 " * 12 + "\n",
    "octets behind a percent sign": "\n" + "%30" * 32,
    "octets in strings": "b'0\\x82\\x03\\xe90\\x82\\x02\\x8f\\xa1Aa' + ",
    "octets behind their numbers": '{"0":48,"1":130,"2":3,"3":233,"4":48},',
    "lines of encoded lines": "TUlJR0RUQ0NBL1dnQXdJQkFnSVFTdW5VZTdEOWprTEVMU2RzOGxiaXZqQU5CZ2txaGtpRzl3!\n",
    "armour on one line": "-----BEGIN A-----",
    "armour above hexadecimal": "-----BEGIN A-----" * 10 + "\n" + "30" * 28,
    "dashes": "-" * 70 + "\n",
    "uuencode that breaks off": "begin 644 x\n#",
    "marks of quoted mail": ">\n",
    "marks of UTF": b"\xff\xfe" * 11 + b"-" * 270,
    "lines that end in CR": "\r" + BASE64[:36],
    "armour that is folded": "# -----BEGIN\n# CERTIFICATE-----\n",
    "cells that are wrapped and break off": "| 1 | %s | x |\n|   | %s | y |\n" % (BASE64[:40], BASE64[:4] + "!" * 36),
}


def write(path, line, size):
    octets = line if isinstance(line, bytes) else line.encode()
    octets *= size // len(octets) + 1
    with open(path, "wb") as f:
        return f.write(octets)
