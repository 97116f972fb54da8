# SPDX-License-Identifier: Apache-2.0
"""evidence.py SMIMELINT N: what N certificates with N validation evidence records cost.

Copies of a certificate and its record, testdata/evidence/sv-multi.json or a smaller one, each with a serial
number, hashes, requests and Random Values of its own.  The signatures are wrong: nothing looks at them.
"""
import base64
import hashlib
import os
import re
import resource
import subprocess
import sys
import tempfile
import time


def certificate(name):
    text = open("testdata/base/bases.pem").read()
    block = text.split("\n# evidence-%s\n" % name, 1)[1].split("-----")[2]
    return base64.b64decode(block)


def element(der, at):
    """Where the content of the element at this place begins and ends."""
    length, head = der[at + 1], 2
    if length & 0x80:
        more = length & 0x7F
        length, head = int.from_bytes(der[at + 2:at + 2 + more], "big"), 2 + more
    return at + head, at + head + length


def sha256(octets):
    return hashlib.sha256(octets).hexdigest()


# What the first of the record's Random Values is.
CHALLENGE = "7d1f0a92c4b84e0f9a6c5be2d3f01847"


def write(folder, count, name="sv-multi"):
    der = certificate(name)
    tbs, _ = element(der, 0)
    begin, end = element(der, tbs)
    serial = der.index(b"\x02\x10", begin) + 2
    record = open("testdata/evidence/%s.json" % name).read().replace("\n", "")
    values = re.findall(r'"value_sha256": "([0-9a-f]{64})"', record)
    record = re.sub(r' *"issuer_name_sha256": "[^"]*",', "", record)
    with open(folder + "/certs.pem", "w") as certs, open(folder + "/records.ndjson", "w") as records:
        for i in range(count):
            own = b"\x13" + i.to_bytes(15, "big")
            octets = der[:serial] + own + der[serial + 16:]
            line = record.replace("$tbs_sha256", sha256(octets[tbs:end])).replace("$sha256", sha256(octets))
            line = line.replace("$serial", own.hex().lstrip("0"))
            line = line.replace("ord-48213", "ord-%d" % i).replace("dom-9120", "dom-%d" % i)
            for k, value in enumerate(values):
                line = line.replace(value, sha256(b"%d-%d" % (i, k)))
            line = line.replace(CHALLENGE, "%d-0" % i)
            records.write(line + "\n")
            certs.write("-----BEGIN CERTIFICATE-----\n%s-----END CERTIFICATE-----\n" % base64.encodebytes(octets).decode())


def main():
    program, count = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        write(folder, count)
        size = os.path.getsize(folder + "/records.ndjson") // count
        begun = time.monotonic()
        subprocess.run([program, "--evidence", folder + "/records.ndjson", "-f", "ndjson", "-o", folder + "/out.ndjson",
                        folder + "/certs.pem"], check=True)
        wall = time.monotonic() - begun
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        clean = sum('"status":"pass"' in line for line in open(folder + "/out.ndjson"))
    print("%d certificates with %d records of %d octets: %d clean, %.1f s of processor time, %.1f s, %d MiB"
          % (count, count, size, clean, used.ru_utime + used.ru_stime, wall, used.ru_maxrss // 1024))
    sys.exit(clean != count)


if __name__ == "__main__":
    main()
