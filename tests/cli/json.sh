# JSON: the document, the stream, keys and their order.
run -f json --only sbr.key-usage.rsa-bits --only 6.3.2 data/demo/demo.pem -o report.json
sed -e 's/"ruleset":{[^}]*}/"ruleset":{}/; s/"version":"[^"]*"/"version":""/' report.json
run -f ndjson --only x690 --summary data/demo/demo.pem | tail -n 2
run -f ndjson cli/key.pem
