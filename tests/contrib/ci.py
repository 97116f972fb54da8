# SPDX-License-Identifier: Apache-2.0
"""The GitHub Action and the GitLab component: what they declare, and their shell run as their hosts run it.

ci.py SMIMELINT FOLDER: FOLDER gets scratch files.
"""
import hashlib
import json
import os
import re
import subprocess
import sys
import unittest

import yaml

BINARY, FOLDER = os.path.abspath(sys.argv.pop(1)), os.path.abspath(sys.argv.pop(1))
DEMO = os.path.abspath("testdata/demo/demo.pem")
with open(BINARY, "rb") as file:
    SHA256 = hashlib.sha256(file.read()).hexdigest()


def scratch(name):
    path = os.path.join(FOLDER, name)
    os.makedirs(path)
    return path


class Action(unittest.TestCase):
    with open("action.yml") as file:
        action = yaml.safe_load(file)

    def test_declares_what_it_uses(self):
        used = set()
        for step in self.action["runs"]["steps"]:
            self.assertEqual(step["shell"], "bash")
            # What comes from outside reaches the shell as a variable, never as part of its text.
            self.assertNotIn("${{", step["run"])
            used.update(re.findall(r"inputs\.([a-z0-9-]+)", str(step.get("env"))))
        self.assertEqual(used, set(self.action["inputs"]))
        for name, value in self.action["inputs"].items():
            self.assertTrue(value["description"])
            self.assertNotEqual("required" in value, "default" in value, name)

    def run_with(self, case, **inputs):
        """Runs the steps as GitHub does; the exit code, all that was printed, the outputs."""
        home = scratch("action-" + case)
        os.makedirs(os.path.join(home, "repository", "with a blank"))
        with open(DEMO, "rb") as demo, open(os.path.join(home, "repository", "with a blank", "demo.pem"), "wb") as copy:
            copy.write(demo.read())
        with open(os.path.join(home, "repository", "README.md"), "w") as readme:
            readme.write("no certificate\n")
        values = {name: value.get("default", "") for name, value in self.action["inputs"].items()}
        values.update({"url": "file://" + BINARY, "sha256": SHA256}, **inputs)
        given = {name: os.path.join(home, name.lower()) for name in ("GITHUB_PATH", "GITHUB_OUTPUT")}
        path, said = os.environ["PATH"], ""
        for step in self.action["runs"]["steps"]:
            environment = dict(os.environ, PATH=path, RUNNER_TEMP=home, **given)
            for name, value in step["env"].items():
                environment[name] = re.sub(r"\$\{\{ inputs\.([a-z0-9-]+) \}\}", lambda m: values[m.group(1)], value)
            done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], env=environment,
                                  cwd=os.path.join(home, "repository"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            said += done.stdout
            if done.returncode != 0:
                break
            if os.path.exists(given["GITHUB_PATH"]):
                with open(given["GITHUB_PATH"]) as file:
                    path = file.read().strip() + ":" + path
        outputs = ""
        if os.path.exists(given["GITHUB_OUTPUT"]):
            with open(given["GITHUB_OUTPUT"]) as file:
                outputs = file.read()
        return done.returncode, said, outputs

    def test_annotates_findings(self):
        code, said, outputs = self.run_with("plain")
        self.assertEqual((code, outputs), (1, "exit-code=1\n"))
        self.assertRegex(said, r"(?m)^::error file=with a blank/demo\.pem,line=115,.*sbr\.key-usage\.rsa-bits")

    def test_options_and_paths_are_lines(self):
        code, said, outputs = self.run_with("lines", paths="with a blank\nREADME.md\n", options="--only\nsbr.no-*\n--fail-on=never\n")
        self.assertEqual(code, 2, said)
        code, said, outputs = self.run_with("never", paths="with a blank/demo.pem\nREADME.md", options="--fail-on=never\n--only\n7.1.2.3\n")
        self.assertEqual((code, outputs), (0, "exit-code=0\n"), said)
        self.assertNotIn("7.1.4.2.2.a", said)

    def test_writes_a_report(self):
        code, said, _ = self.run_with("sarif", format="sarif", output="smimelint.sarif")
        self.assertEqual((code, said), (1, ""))
        self.assertTrue(os.path.exists(os.path.join(FOLDER, "action-sarif", "repository", "smimelint.sarif")))

    def test_runs_nothing_else(self):
        for case, inputs in (("other-sum", {"sha256": "0" * 64}), ("no-sum", {"sha256": ""}), ("two-sums", {"sha256": SHA256 + "\n" + SHA256}),
                             ("nowhere", {"url": "file:///nonexistent"})):
            code, said, outputs = self.run_with(case, **inputs)
            self.assertNotEqual(code, 0, case)
            self.assertEqual(outputs, "", case)
            self.assertNotIn("::error file", said)

    def test_shell_in_an_input_is_text(self):
        for name in ("paths", "options", "output", "format", "url"):
            mark = os.path.join(FOLDER, "mark-" + name)
            self.run_with("shell-" + name, **{name: "x$(touch %s)`touch %s`; touch %s" % (mark, mark, mark)})
            self.assertFalse(os.path.exists(mark), name)


class Component(unittest.TestCase):
    with open("templates/smimelint/template.yml") as file:
        text = file.read()
    spec, template = yaml.safe_load_all(text)

    def test_declares_what_it_uses(self):
        self.assertEqual(set(re.findall(r"\$\[\[ inputs\.([a-z0-9-]+) \]\]", self.text)), set(self.spec["spec"]["inputs"]))
        for value in self.spec["spec"]["inputs"].values():
            self.assertTrue(value["description"])

    def run_with(self, case, **inputs):
        home = scratch("component-" + case)
        values = {name: value.get("default", "") for name, value in self.spec["spec"]["inputs"].items()}
        values.update({"url": "file://" + BINARY, "sha256": SHA256, "paths": DEMO + " README.md"}, **inputs)
        filled = re.sub(r"\$\[\[ inputs\.([a-z0-9-]+) \]\]", lambda m: values[m.group(1)], self.text)
        job = list(yaml.safe_load_all(filled))[1]["smimelint"]
        with open(os.path.join(home, "README.md"), "w") as readme:
            readme.write("no certificate\n")
        done = subprocess.run(["sh", "-ec", "\n".join(job["script"])], env=dict(os.environ, TMPDIR=home, **job["variables"]), cwd=home,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(job["artifacts"]["reports"]["codequality"], self.spec["spec"]["inputs"]["output"]["default"])
        path, report = os.path.join(home, *job["artifacts"]["paths"]), None
        if os.path.exists(path):
            with open(path) as file:
                report = json.load(file)
        return done.returncode, report, filled

    def test_writes_code_quality(self):
        code, report, filled = self.run_with("plain")
        self.assertEqual(code, 1)
        self.assertIn("sbr.key-usage.rsa-bits", [finding["check_name"] for finding in report])
        with open(os.path.join(FOLDER, "gitlab-ci.yml"), "w") as file:
            file.write(filled.split("\n---\n")[1])

    def test_takes_options(self):
        code, report, _ = self.run_with("never", options="--fail-on never --only 7.1.2.3.e")
        self.assertEqual(code, 0)
        self.assertEqual({finding["check_name"] for finding in report}, {"sbr.key-usage.rsa-bits"})

    def test_writes_other_forms(self):
        code, report, _ = self.run_with("sarif", format="sarif", output="smimelint.sarif")
        self.assertEqual((code, report["version"]), (1, "2.1.0"))
        code, report, _ = self.run_with("no-form", format="yaml")
        self.assertEqual((code, report), (2, None))

    def test_shell_in_an_input_is_text(self):
        for name in ("paths", "options", "output", "format", "url"):
            mark = os.path.join(FOLDER, "component-mark-" + name)
            self.run_with("shell-" + name, **{name: "x$(touch %s)`touch %s`; touch %s" % (mark, mark, mark)})
            self.assertFalse(os.path.exists(mark), name)

    def test_runs_nothing_else(self):
        for case, inputs in (("other-sum", {"sha256": "0" * 64}), ("nowhere", {"url": "file:///nonexistent"})):
            code, report, _ = self.run_with(case, **inputs)
            self.assertNotEqual(code, 0)
            self.assertIsNone(report)


if __name__ == "__main__":
    unittest.main()
