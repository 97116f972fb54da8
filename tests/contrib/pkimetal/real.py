# SPDX-License-Identifier: Apache-2.0
"""Asks a running pkimetal and prints what its linter smimelint found: real.py URL ENDPOINT:PROFILE:FILE..."""
import json
import sys
import urllib.parse
import urllib.request

for request in sys.argv[2:]:
    endpoint, profile, path = request.split(":")
    form = {"b64input": open(path).read(), "profile": profile, "format": "json"}
    answer = urllib.request.urlopen(f"{sys.argv[1]}/{endpoint}", urllib.parse.urlencode(form).encode(), 30)
    for r in json.load(answer):
        if r["Linter"] == "smimelint" and r["Severity"] != "meta":
            print(r["Severity"], r.get("Code", ""), r.get("Field", ""), r["Finding"], sep="\t")
    print("end")
