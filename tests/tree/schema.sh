#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The JSON Schema of evidence records takes every record of testdata and refuses what is wrong (where python3-jsonschema is installed).
cd "$(dirname "$0")/../.." || exit 1
python=/usr/bin/python3
$python -c 'import jsonschema' 2> /dev/null || exit 0
$python -W ignore - testdata/evidence/*.json <<'END'
import copy, json, re, sys
import jsonschema

schema = json.load(open("src/evidence/record/record.schema.json"))
jsonschema.Draft202012Validator.check_schema(schema)
judge = jsonschema.Draft202012Validator(schema)
bad = 0
for path in sys.argv[1:]:
    text = open(path).read()
    record = json.loads(re.sub(r"\$[a-z0-9_]*sha256", "0" * 64, text).replace("$serial", "1"))
    for error in judge.iter_errors(record):
        print(path, list(error.absolute_path), error.message)
        bad = 1

def broken(change):
    r = copy.deepcopy(record)
    change(r)
    return judge.is_valid(r)

changes = [
    lambda r: r.update(evidence_version="2.0"),
    lambda r: r.update(evidence_format="x"),
    lambda r: r.pop("record_id"),
    lambda r: r.update(mailboxes={}),
    lambda r: r["issuance"].update(issued_at="2026-07-01 09:30"),
    lambda r: r["validations"][0].update(sbr_section="3.2.2.5"),
    lambda r: r["subject_certificate"].update(sha256="00"),
]
for i, change in enumerate(changes):
    if broken(change):
        print("change", i, "is not refused")
        bad = 1
sys.exit(bad)
END
