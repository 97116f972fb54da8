# SPDX-License-Identifier: Apache-2.0
# A configuration file: the same options, the command line wins, and everything is checked first.
cat > good.json <<'J'
{
  "format": "line",
  "only": ["sbr.key-usage.*", "6.3.2"],
  "fail-on": "never",
  "jobs": 2,
  "quiet": true,
  "strict-readings": false,
  "profile": null
}
J
cp data/demo/demo.pem d.pem
run --config good.json d.pem
run d.pem --config good.json --fail-on error
run --config none.json d.pem
echo '{ "format": "line",' > syntax.json
run --config syntax.json d.pem
echo '[]' > list.json
run --config list.json d.pem
printf '{\n"only": ["sbr", "colour"],\n\n"colour": "never" }\n' > unknown.json
run --config unknown.json d.pem
printf '{"quiet": "yes"}\n' > type.json
run --config type.json d.pem
printf '{"only": ["sbr", 7]}\n' > item.json
run --config item.json d.pem
printf '{"at": "2026-01-01",\n "at": "2026-01-02"}\n' > twice.json
run --config twice.json d.pem
printf '{"evidence": "x.json"}\n' > later.json
run --config later.json d.pem
printf '{"at": "tomorrow"}\n' > value.json
run --config value.json d.pem

# A file may have as many values as its octets hold.
awk 'BEGIN { printf "{\"policy-map\":["; for (i = 0; i < 16000; i++) printf "%s\"1.3.6.1.4.1.99999.%d=mailbox-validated/strict\"", i ? "," : "", i; print "]}" }' > many.json
run -q -f line --fail-on never --config many.json --only x690 data/demo/demo.pem

# What the command line says takes the place of what the file says, lists too.
printf '{"only": "sbr", "policy-map": ["1.2.3.4=mailbox-validated/strict"]}\n' > lists.json
run -q -f line --fail-on never --config lists.json --only sbr.validity.over-825-days data/demo/demo.pem
run --policy-map 1.2.3.4=mailbox-validated/strict --policy-map 1.2.3.4=sponsor-validated/strict data/demo/demo.pem
run --policy-map 1.2.3.4=sponsor-validated --policy-map 99.2.3=sponsor-validated/strict data/demo/demo.pem
run --policy-map 99.2.3=sponsor-validated/strict data/demo/demo.pem
run --policy-map 1.2.3.4=autodetect data/demo/demo.pem

# One file or name more of what takes one is no silent change.
run --config good.json --config lists.json d.pem
run --field a --field b d.pem
run -q -f line --field a --field a --only sbr.validity.over-825-days data/demo/demo.pem

# Claims of the kind never take each other away, in whatever order they come.
run --kind root-ca --profile mailbox-validated/strict d.pem
run --profile mailbox-validated/strict --kind root-ca d.pem
run --kind crl --profile sbr_subordinate_smime d.pem
printf '{"profile": "sbr_subordinate_smime", "kind": "subscriber"}\n' > claims.json
run --config claims.json d.pem
run --serve pkimetal --kind root-ca
run -q -o - -f line --only sbr.validity.over-825-days data/demo/demo.pem
