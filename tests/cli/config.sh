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
