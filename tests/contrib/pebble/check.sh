#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# `evidence import --from acme` on what a real pebble answers: an order that it
# validated, and one that it did not.
#
#	tests/contrib/pebble/check.sh build/smimelint
#
# pebble is taken from the PATH, or else built with go from its module.
set -eu
cd "$(dirname "$0")/../../.."
top=$PWD
program=$(realpath "$1")
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill $server; rm -rf "$work"' EXIT
for tool in python3 openssl; do
	command -v $tool > /dev/null 2>&1 || { echo "skipped: there is no $tool"; exit 0; }
done
pebble=$(command -v pebble || true)
if [ -z "$pebble" ]; then
	command -v go > /dev/null 2>&1 || { echo 'skipped: there is neither pebble nor go'; exit 0; }
	GOBIN=$work GOFLAGS=-mod=mod go install github.com/letsencrypt/pebble/v2/cmd/pebble@v2.10.3 || { echo 'skipped: pebble cannot be built'; exit 0; }
	pebble=$work/pebble
fi
cd "$work"
. "$top/tests/contrib/acme.sh"

openssl ecparam -name prime256v1 -genkey -noout -out account.pem
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem -subj /CN=localhost \
	-addext subjectAltName=DNS:localhost -days 2 2> /dev/null
ports=$(python3 -c 'import socket
s = [socket.socket() for _ in range(4)]
[x.bind(("127.0.0.1", 0)) for x in s]
print(*[x.getsockname()[1] for x in s])')
set -- $ports
cat > config.json <<EOF
{"pebble": {"listenAddress": "127.0.0.1:$1", "managementListenAddress": "127.0.0.1:$2", "certificate": "cert.pem", "privateKey": "key.pem",
 "httpPort": $3, "tlsPort": $4}}
EOF
directory=https://localhost:$1/dir

# What pebble answers to an order of these names, with the environment VA=yes: it takes every challenge for met.
order() {
	PEBBLE_VA_ALWAYS_VALID=$1 PEBBLE_VA_NOSLEEP=1 "$pebble" -config config.json -dnsserver 127.0.0.1:1 > pebble.log 2>&1 &
	server=$!
	shift
	until grep -q 'ACME directory available' pebble.log; do
		kill -0 $server 2> /dev/null || { cat pebble.log; exit 1; }
		sleep 0.1
	done
	python3 "$top/tests/contrib/pebble/order.py" "$directory" cert.pem account.pem "$@"
	kill $server
	wait $server 2> /dev/null || true
	server=
}

order 1 nordlicht-werke.de post.nordlicht-logistik.de > valid.log
"$program" evidence import --from acme valid.log > records.ndjson 2> words || true
same 'nothing to complain of' "$(cat words)" ''
same 'a record for each name' "$(grep -o '"record_id":"[^"]*"' records.ndjson | sort | tr '\n' ' ')" \
	'"record_id":"import/nordlicht-werke.de" "record_id":"import/post.nordlicht-logistik.de" '
same 'by http-01' "$(grep -c '"tls_method":"3.2.2.4.19"' records.ndjson)" 2
same 'with the time, the request and the token' "$(grep -c '"completed_at":"[0-9T:-]*Z".*"request_id":"https://localhost.*"value_sha256":"[0-9a-f]\{64\}"' records.ndjson)" 2
same 'in the form of a record' "$("$program" evidence check -f line records.ndjson | grep -v missing | grep -c 'bad-field\|well-formed\|unusable' || true)" 0

order 0 nordlicht-werke.de > invalid.log
code=0
"$program" evidence import --from acme invalid.log > records.ndjson 2> /dev/null || code=$?
same 'no record of what failed' "$(cat records.ndjson)" ''
same 'and its exit code' $code 3
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
