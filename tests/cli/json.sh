# SPDX-License-Identifier: Apache-2.0
# JSON: the document, the stream, keys and their order.
versions() {
	sed -e 's/"ruleset":{[^}]*}/"ruleset":{}/; s/"version":"[^"]*"/"version":""/' -e 's/"results_sha256":"[0-9a-f]\{64\}"/"results_sha256":""/' "$@"
}
run -f json --only sbr.key-usage.rsa-bits --only 6.3.2 data/demo/demo.pem -o report.json
versions report.json
run -f ndjson --only x690 --summary data/demo/demo.pem | tail -n 2 | versions
run -f ndjson cli/key.pem
