# SPDX-License-Identifier: Apache-2.0
"""same.py REFERENCE SMIMELINT [--number N] [FOLDER...]: do two builds of the command give the same results, octet for octet?

For work on speed, which changes none.  Compared are the reports of all forms over the test data, the folders named and N
certificates with random damage; the same with records of evidence, sound and damaged; and the decoded views of
the page.  Ends with 1 where a report differs, and says which.
"""
import base64
import os
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "bench"))
import evidence
import hostile

FORMS = ["text", "json", "ndjson", "line", "csv", "html", "sarif", "junit", "github", "gitlab"]
BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----\n(.*?)-----END", re.DOTALL)


def output(command, argv):
    env = dict(os.environ, SOURCE_DATE_EPOCH="1790000000", TZ="UTC")
    done = subprocess.run([command] + argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    return done.returncode, done.stdout, done.stderr.replace(command.encode(), b"")


def files(folder):
    found = []
    for at, _, names in os.walk(folder):
        found += [os.path.join(at, name) for name in names]
    return sorted(found)


def damaged(octets, chance):
    """A few octets changed, left out, doubled or made others that mean something in DER."""
    octets = bytearray(octets)
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        at = chance.randrange(len(octets))
        kind = chance.randrange(5)
        if kind == 0:
            octets[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            octets[at] = chance.choice(b"\x00\x01\x02\x03\x04\x05\x06\x0c\x13\x16\x17\x1e\x30\x31\x80\x81\x82\xa0\xff")
        elif kind == 2:
            del octets[at:at + chance.randrange(1, 4)]
        elif kind == 3:
            octets[at:at] = octets[at:at + chance.randrange(1, 9)]
        else:
            octets[at] = chance.choice(b"@.-_/:=,+ <>&\"'\\\x7f\x1f\xc3\xe2")
        if not octets:
            octets = bytearray(b"0")
    return bytes(octets)


def write_damaged(path, sources, number, chance):
    blocks = []
    for source in sources:
        text = open(source, "rb").read().decode("latin-1")
        blocks += [(label, base64.b64decode(body)) for label, body in BLOCK.findall(text) if ":" not in body]
    with open(path, "w") as out:
        for _ in range(number):
            label, octets = chance.choice(blocks)
            text = base64.encodebytes(damaged(octets, chance)).decode()
            out.write("-----BEGIN %s-----\n%s-----END %s-----\n" % (label, text, label))


def write_records(folder, number, chance):
    """Records for `number` certificates, then the same with damage."""
    evidence.write(folder, number)
    lines = open(folder + "/records.ndjson", "rb").read().splitlines()
    with open(folder + "/damaged.ndjson", "wb") as out:
        for line in lines:
            at = chance.randrange(len(line))
            kind = chance.randrange(6)
            if kind == 0:
                line = line[:at] + bytes([chance.choice(b"\"\\{}[],:09ae\x80\xc3\xe2\x01\xff\x00-.")]) + line[at + 1:]
            elif kind == 1:
                members = list(re.finditer(rb'"[a-z_0-9]+": *("[^"]*"|[0-9.]+|true|false),', line))
                met = chance.choice(members)
                line = line[:met.start()] + line[met.end():]
            elif kind == 2:
                members = list(re.finditer(rb'"[a-z_0-9]+": *("[^"]*"|[0-9.]+|true|false),', line))
                met = chance.choice(members)
                line = line[:met.end()] + met.group(0) + line[met.end():]
            elif kind == 3:
                members = list(re.finditer(rb'": *("[^"]*"|[0-9.]+|true|false)', line))
                met = chance.choice(members)
                other = [rb'"\u00e9\ud83d\ude00x"', rb"17", rb"-1.5e3", rb"null", rb"[1,{}]", rb'{"a":[]}', '"größer"'.encode(), rb'"\ud800"']
                line = line[:met.start(1)] + chance.choice(other) + line[met.end(1):]
            elif kind == 4:
                line = line[:at]
            out.write(line + b"\n")


class Comparison:
    def __init__(self, reference, command):
        self.pair, self.runs, self.differ = (reference, command), 0, []
        self.refused = output(reference, ["--there-is-no-such-option"])[0]

    def compare(self, argv):
        self.runs += 1
        told = output(self.pair[0], argv)
        if told[0] == self.refused:
            sys.exit("same.py: %s gives nothing to compare: %s" % (" ".join(argv)[:300], told[2].decode()[:300]))
        if told != output(self.pair[1], argv):
            self.differ.append(argv)
            print("differs: %s" % " ".join(argv)[:300], flush=True)


def main():
    arguments, number = sys.argv[1:], 3000
    if "--number" in arguments:
        at = arguments.index("--number")
        number = int(arguments[at + 1])
        del arguments[at:at + 2]
    reference, command = (os.path.abspath(path) for path in arguments[:2])
    chance = random.Random(number)
    c = Comparison(reference, command)
    data = [path for path in files("testdata") if not path.endswith(".recipe")]
    sources = [path for path in data if path.endswith(".pem")]
    with tempfile.TemporaryDirectory() as folder:
        write_damaged(folder + "/damaged.pem", sources, number, chance)
        write_records(folder, 300, chance)
        for form in FORMS:
            for inputs in [data, [folder + "/damaged.pem"]] + [[more] for more in arguments[2:]]:
                c.compare(["-f", form] + inputs)
            for records in "records", "damaged":
                c.compare(["-f", form, "--evidence", "%s/%s.ndjson" % (folder, records), folder + "/certs.pem"])
            for path in sources[::7]:
                c.compare(["-f", form, path])
        for options in ["--explain-run"], ["--summary"], ["--at", "2030-01-01"], ["--with-der"], ["--tbs"], ["-j", "1"], ["-j", "3"]:
            c.compare(options + ["-f", "ndjson"] + data + [folder + "/damaged.pem"])
        for kind in hostile.KINDS:
            pem = "-----BEGIN CERTIFICATE-----\n%s-----END" % base64.encodebytes(evidence.certificate("sv-multi")).decode()
            hostile.write(folder + "/hostile.pem", pem, kind, 30000)
            c.compare(["-f", "ndjson", "--explain-run", folder + "/hostile.pem"])
        for records in "records", "damaged":
            c.compare(["evidence", "check", "-f", "ndjson", "%s/%s.ndjson" % (folder, records)])
    print("%d runs, %d differ" % (c.runs, len(c.differ)))
    sys.exit(bool(c.differ))


main()
