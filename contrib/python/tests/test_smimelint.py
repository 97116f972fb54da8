# SPDX-License-Identifier: Apache-2.0
"""The binding over a folder of certificates: test_smimelint.py FOLDER.

FOLDER holds NN.der and expected.ndjson, what the command says of them with --format ndjson.
"""
import concurrent.futures
import datetime
import gc
import json
import os
import sys
import time
import unittest
import weakref

import smimelint

FOLDER = sys.argv.pop(1)


def read(name):
    with open(os.path.join(FOLDER, name), "rb") as file:
        return file.read()


NAMES = sorted(name for name in os.listdir(FOLDER) if name.endswith(".der"))
DER = [read(name) for name in NAMES]
EXPECTED = read("expected.ndjson").splitlines()
SOURCES = [smimelint.Source(path=name, format="der") for name in NAMES]


class Lint(unittest.TestCase):
    def test_json_is_the_command_s(self):
        self.assertGreaterEqual(len(DER), 20)
        self.assertEqual(len(DER), len(EXPECTED))
        with smimelint.Linter() as linter:
            for der, source, expected in zip(DER, SOURCES, EXPECTED):
                self.assertEqual(linter.lint_json(der, source), expected)

    def test_findings_are_those_of_the_json(self):
        found = 0
        for der in DER:
            result = smimelint.lint(der)
            line = json.loads(smimelint.lint_json(der))
            self.assertEqual(result.status, line["status"])
            self.assertEqual(len(result), len(line["findings"]))
            for finding, member in zip(result, line["findings"]):
                found += 1
                for name in ("rule", "severity", "state", "section", "message", "value", "path", "offset", "length", "reading"):
                    self.assertEqual(getattr(finding, name), member[name])
                self.assertEqual(str(finding.since) if finding.since else None, member["since"])
                self.assertTrue(finding.citation.endswith(finding.section))
        self.assertGreater(found, 10)

    def test_garbage_is_unreadable_and_never_clean(self):
        for octets in (b"", b"\0", b"garbage", os.urandom(100), DER[0][:40], bytearray(b"x"), memoryview(b"x")):
            result = smimelint.lint(octets)
            self.assertEqual(result.status, "unreadable")
            self.assertEqual([finding.severity for finding in result], ["error"])

    def test_what_is_no_octets_is_refused(self):
        for wrong in (None, "text", 7, [b"x"]):
            with self.assertRaises(TypeError):
                smimelint.lint(wrong)
            with self.assertRaises(TypeError):
                smimelint.Linter().add_issuer(wrong)

    def test_threads_share_a_linter(self):
        linter = smimelint.Linter()
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            work = [pool.submit(linter.lint_json, der, source) for _ in range(50) for der, source in zip(DER, SOURCES)]
        self.assertTrue([w.result() for w in work] == EXPECTED * 50)
        self.assertLessEqual(len(linter._pool.idle), 8)


class Options(unittest.TestCase):
    def test_options_decide(self):
        with smimelint.Linter({"only": ["sbr.key-usage.*"], "at": "2026-03-15"}) as linter:
            for der in DER:
                self.assertEqual([f for f in linter.lint(der) if not f.rule.startswith("sbr.key-usage.")], [])
        self.assertEqual(smimelint.lint(DER[0], '{"max-certificate":64}').status, "unreadable")

    def test_wrong_options_say_where(self):
        for wrong, why in (({"at": "soon"}, '1: /at: "soon" is no date YYYY-MM-DD'), ({"colour": "red"}, "1: /colour: there is no such option"),
                           ("[]", "1: /: an object is expected"), ("", "1: column 1: this is not JSON: the end where a value should be")):
            with self.assertRaises(smimelint.OptionError) as caught:
                smimelint.Linter(wrong)
            self.assertEqual(str(caught.exception), why)

    def test_documents_are_refused_whole(self):
        linter = smimelint.Linter()
        for add, wrong in ((linter.add_issuer, b"garbage"), (linter.add_certificate, b""), (linter.add_previous, b"garbage"), (linter.add_responder, b"garbage"),
                           (linter.add_ca_profile, "{"), (linter.add_baseline, "{"), (linter.add_psl, "")):
            with self.assertRaises(smimelint.OptionError):
                add(wrong)
        with self.assertRaises(smimelint.OptionError):
            linter.add_waivers("{", datetime.date(2026, 3, 15))
        for garbage in ("garbage", "{", "[1]", "{}\n{", "\0"):
            with self.assertRaisesRegex(smimelint.OptionError, "^records:[12]: no validation evidence record: "):
                smimelint.Linter().add_evidence("records", garbage)

    def test_baseline_makes_findings_known(self):
        with smimelint.Linter() as linter:
            linter.add_baseline(read("expected.ndjson"))
            lines = [json.loads(linter.lint_json(der, source)) for der, source in zip(DER, SOURCES)]
        self.assertEqual({f["state"] for line in lines for f in line["findings"]}, {"known"})

    def test_a_linter_that_has_linted_takes_nothing_more(self):
        linter = smimelint.Linter()
        linter.lint(DER[0])
        with self.assertRaises(smimelint.Error):
            linter.add_psl("example")
        linter.close()
        linter.close()
        with self.assertRaises(smimelint.Error):
            linter.lint(DER[0])

    def test_lists(self):
        rules = smimelint.rules()
        self.assertGreater(len(rules), 800)
        self.assertEqual(smimelint.rule("sbr.key-usage.rsa-bits").citation, "SBR 7.1.2.3.e")
        self.assertEqual(smimelint.rule(rules[-1].id), rules[-1])
        self.assertIsNone(smimelint.rule("no.such.rule"))
        self.assertIn("strict-readings", [option.name for option in smimelint.options()])
        for option in smimelint.options():
            if option.default is not None:
                smimelint.Linter({option.name: option.default}).close()


class Memory(unittest.TestCase):
    def test_a_linter_out_of_use_is_freed(self):
        linter = smimelint.Linter()
        linter.lint(DER[0])
        pool, gone = linter._pool, weakref.ref(linter)
        del linter
        gc.collect()
        self.assertIsNone(gone())
        self.assertTrue(pool.closed)
        self.assertEqual((pool.idle, pool.busy), ([], 0))

    def test_memory_stays(self):
        def resident():
            with open("/proc/self/statm") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

        def work(n):
            for _ in range(n):
                with smimelint.Linter() as linter:
                    linter.lint(DER[0])

        work(20)
        before = resident()
        work(200)
        self.assertLess(resident() - before, 8 << 20)


def latency():
    """The best of fifty rounds over the folder."""
    linter = smimelint.Linter()
    for name, call in (("lint", linter.lint), ("lint_json", linter.lint_json)):
        best = None
        for _ in range(50):
            start = time.perf_counter()
            for der in DER:
                call(der)
            took = time.perf_counter() - start
            best = took if best is None else min(best, took)
        print("python %s: %.1f us a call" % (name, best / len(DER) * 1e6))


if __name__ == "__main__":
    program = unittest.main(exit=False)
    latency()
    sys.exit(not program.result.wasSuccessful())
