# SPDX-License-Identifier: Apache-2.0
"""count.py: what things cost, in instructions of valgrind's callgrind.

Each figure is the difference between two runs of the command over a
smaller and a larger input, over the things that the larger one has more, so that the start is in none of them.  Counted are our
own instructions with those of the C library; libcrypto's and the loader's stand apart (under valgrind, libcrypto has no SHA
instructions: digests cost several times what they cost outside).
"""
import base64
import collections
import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import tempfile

import evidence
import hostile
import texts

PARTS = ["lint", "bundle", "evidence", "report", "start", "hostile", "texts"]
FORMS = ["text", "json", "ndjson", "csv", "junit", "sarif", "html"]
MEBI = 1 << 20
NAME = re.compile(r"ob=\((\d+)\)(?: (.*))?")
COST = re.compile(r"(?:[+-]?\d+|\*) (\d+)$")


def by_object(path):
    """The instructions of each object file by itself, out of callgrind's file."""
    names, costs, current, called = {}, collections.Counter(), "", False
    for line in open(path):
        met = NAME.match(line)
        if met:
            names.setdefault(met.group(1), met.group(2))
            current = names[met.group(1)]
        elif line.startswith("calls="):
            called = True               # the next line is the cost of the callee
        elif line[0] in "+-*0123456789":
            if not called:
                costs[current] += int(COST.match(line).group(1))
            called = False
        elif line.startswith("cob="):
            met = NAME.match(line[1:])
            names.setdefault(met.group(1), met.group(2))
    return costs


class Cost(collections.namedtuple("Cost", "own crypto loader")):
    def __sub__(self, other):
        return Cost(*(a - b for a, b in zip(self, other)))

    def per(self, n):
        return Cost(*(round(a / n) for a in self))


def count(argv, inside=None):
    with tempfile.TemporaryDirectory() as folder:
        out = folder + "/callgrind"
        only = ["--toggle-collect=" + inside] if inside else []
        # 1, 3: there are findings, or an input without a certificate; what else went wrong is no measurement.
        status = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=" + out] + only + argv,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if status.returncode not in (0, 1, 3):
            sys.exit("count.py: %s: %s" % (argv, status.stderr.decode()))
        costs = by_object(out)
    crypto = sum(n for name, n in costs.items() if "libcrypto" in name)
    loader = sum(n for name, n in costs.items() if "/ld-" in name or "/ld." in name)
    return Cost(sum(costs.values()) - crypto - loader, crypto, loader)


def counts(runs, inside=None):
    """What each run costs.  They go side by side: no neighbour changes what is counted."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda argv: count(argv, inside), runs))


def between(pairs, inside=None):
    """Of each pair of a run over less and one over more, how much the second costs more."""
    costs = counts([argv for pair in pairs for argv in pair], inside)
    return [large - small for small, large in zip(costs[::2], costs[1::2])]


class Bench:
    def __init__(self, out, programs, folder):
        self.command, self.bench, self.startup = out + "/smimelint", programs + "/bench", programs + "/startup"
        self.folder, self.figures = folder, {}

    def tell(self, name, what, cost):
        self.figures[name] = {"own": cost.own, "libcrypto": cost.crypto, "loader": cost.loader}
        print("%-46s %12d %12d %12d" % (what, cost.own, cost.crypto, cost.loader), flush=True)

    def bundle_of(self, n):
        path = "%s/%d.pem" % (self.folder, n)
        if not os.path.exists(path):
            subprocess.run([self.bench, "bundle", str(n), path], check=True)
        return path

    def ndjson(self, *inputs):
        return [self.command, "-j", "1", "-f", "ndjson", *inputs]

    def of_bundle(self, inside=None):
        """What a certificate of a bundle costs."""
        return between([(self.ndjson(self.bundle_of(40)), self.ndjson(self.bundle_of(200)))], inside)[0].per(160)

    def lint(self):
        self.tell("lint", "lint of a certificate", self.of_bundle("smimelint_lint"))

    def bundle(self):
        self.tell("bundle", "a certificate of a PEM bundle, to ndjson", self.of_bundle())

    def records_of(self, n, behind=0):
        """The options for n certificates with their records, behind so many records of 1 MiB about others."""
        folder = "%s/evidence-%d-%d" % (self.folder, n, behind)
        os.mkdir(folder)
        evidence.write(folder, n)
        own = open(folder + "/records.ndjson").read()
        begin = '{"evidence_format":"smime-issuance-evidence","evidence_version":"1.0","record_id":"'
        with open(folder + "/records.ndjson", "w") as out:
            out.write((begin + (MEBI - len(begin) - len('"}')) * "x" + '"}\n') * behind + own)
        return ["--evidence", folder + "/records.ndjson", folder + "/certs.pem"]

    def evidence(self):
        """Records that are kept as they were read, and those behind the eight MiB that are, which are fetched and read once more."""
        kept, behind = between([(self.ndjson(*self.records_of(10)), self.ndjson(*self.records_of(50))),
                                (self.ndjson(*self.records_of(10, 8)), self.ndjson(*self.records_of(40, 8)))])
        self.tell("evidence", "a certificate with its record of 14 KB", kept.per(40))
        self.tell("evidence_behind", "the same behind 8 MiB of records", behind.per(30))

    def report(self):
        """Certificates with findings: those of the cases about names, but for those of unusual size; read twice in the second run."""
        blocks = [block for path in sorted(glob.glob("testdata/sbr/7.1.4*.pem"))
                  for block in re.findall("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n", open(path).read(), re.S)]
        blocks = [block for block in blocks if len(block) < 4096]
        n, inputs = len(blocks), [self.folder + "/found.pem"]
        with open(inputs[0], "w") as bundle:
            bundle.write("".join(blocks))
        runs = [[self.command, "-j", "1", "-f", form] + inputs for form in FORMS]
        for form, cost in zip(FORMS, between([(run, run + inputs) for run in runs])):
            self.tell("report_" + form, "a certificate with findings, to " + form, cost.per(n))

    def tell_octets(self, name, what, costs, octets, usual):
        """What an octet costs, and how many times that of the usual one; None: the first is the usual one."""
        for kind, cost, more in zip(what, costs, octets):
            own = cost.own / more
            usual = usual or own
            self.figures[name + "_" + re.sub("[^a-z]+", "_", kind.lower())] = {"own": round(own), "times": round(own / usual, 2)}
            print("%-46s %12.0f %11.1fx" % (what[kind], own, own / usual), flush=True)

    def hostile(self):
        """An octet of a certificate in which one thing stands again and again, against one of an ordinary one."""
        pem = open(self.bundle_of(200)).read()
        octets = sum(len(base64.b64decode(block)) for block in pem.split("-----")[2::4]) / 200
        usual = self.of_bundle("smimelint_lint").own / octets
        runs, more = [], []
        for i, kind in enumerate(hostile.KINDS):
            small, large = ("%s/hostile-%d-%s.pem" % (self.folder, i, size) for size in ("small", "large"))
            more.append(-hostile.write(small, pem, kind, 10000) + hostile.write(large, pem, kind, 40000))
            runs.append((self.ndjson(small), self.ndjson(large)))
        what = {kind: "an octet of: " + kind for kind in hostile.KINDS}
        self.tell_octets("hostile", what, between(runs, "smimelint_lint"), more, usual)
        self.faulty_entries()

    def faulty_entries(self):
        """A list may have as many entries with faults as there is room for: each costs what one of a short list does."""
        lists = [self.folder + "/few.crl", self.folder + "/many.crl"]
        for path, n in zip(lists, (20000, 40000)):
            hostile.write_crl(path, n)
        cost = between([tuple(self.ndjson(path) for path in lists)])[0]
        self.tell("faulty_entry", "an entry of a CRL in which each has a fault", cost.per(20000))

    def texts(self):
        """An octet of a text that begins something at every turn and holds nothing, against one of prose."""
        runs, more = [], []
        for i, line in enumerate(texts.KINDS.values()):
            small, large = ("%s/%d-%s.txt" % (self.folder, i, size) for size in ("small", "large"))
            more.append(-texts.write(small, line, 20000) + texts.write(large, line, 60000))
            runs.append(([self.command, "-q", small], [self.command, "-q", large]))
        what = {kind: "an octet of a text of: " + kind for kind in texts.KINDS}
        self.tell_octets("text", what, between(runs), more, None)

    def start(self):
        one = self.bundle_of(1)
        der = self.folder + "/one.der"
        subprocess.run(["openssl", "x509", "-in", one, "-outform", "DER", "-out", der], check=True)
        d2i, lint, version = counts([[self.startup, der], [self.command, der], [self.command, "--version"]])
        self.tell("start_d2i", "a program with one d2i_X509, start to finish", d2i)
        self.tell("start", "one certificate, start to finish", lint)
        self.tell("version", "--version, start to finish", version)


def run(out, programs, parts):
    if subprocess.run(["sh", "-c", "command -v valgrind"], stdout=subprocess.DEVNULL).returncode != 0:
        print("\ninstructions are not counted: there is no valgrind")
        return {}
    print("\n%-46s %12s %12s %12s" % ("instructions", "own", "libcrypto", "loader"))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(out, programs, folder)
        for part in parts:
            getattr(bench, part)()
        return bench.figures
