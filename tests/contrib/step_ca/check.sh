#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# `evidence import --from acme` on what a real step-ca logs: an order that it
# validated, and one that it could not.
#
#	tests/contrib/step_ca/check.sh build/smimelint
#
# step-ca is taken from the PATH, or else built with go from its module.
set -eu
cd "$(dirname "$0")/../../.."
top=$PWD
program=$(realpath "$1")
work=$(mktemp -d)
server=
names=
trap 'for p in $server $names; do kill $p 2> /dev/null || true; done; rm -rf "$work"' EXIT
for tool in python3 openssl; do
	command -v $tool > /dev/null 2>&1 || { echo "skipped: there is no $tool"; exit 0; }
done
ca=$(command -v step-ca || true)
if [ -z "$ca" ]; then
	command -v go > /dev/null 2>&1 || { echo 'skipped: there is neither step-ca nor go'; exit 0; }
	CGO_ENABLED=0 GOBIN=$work GOFLAGS=-mod=mod go install github.com/smallstep/certificates/cmd/step-ca@v0.30.2 ||
		{ echo 'skipped: step-ca cannot be built'; exit 0; }
	ca=$work/step-ca
fi
cd "$work"
. "$top/tests/contrib/acme.sh"

openssl ecparam -name prime256v1 -genkey -noout -out account.pem
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout root.key -out root.crt -subj /CN=Root -days 2 2> /dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.csr -subj /CN=CA 2> /dev/null
printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n' > ca.ext
openssl x509 -req -in ca.csr -CA root.crt -CAkey root.key -CAcreateserial -extfile ca.ext -days 2 -out ca.crt 2> /dev/null
ports=$(python3 -c 'import socket
s = [socket.socket() for _ in range(3)]
[x.bind(("127.0.0.1", 0)) for x in s]
print(*[x.getsockname()[1] for x in s])')
set -- $ports
cat > ca.json <<EOF
{"root": "root.crt", "crt": "ca.crt", "key": "ca.key", "address": "127.0.0.1:$1", "dnsNames": ["localhost"], "logger": {"format": "json"},
 "db": {"type": "badgerv2", "dataSource": "db"}, "authority": {"provisioners": [{"type": "ACME", "name": "acme"}]}}
EOF
directory=https://localhost:$1/acme/acme/directory
python3 "$top/tests/contrib/step_ca/answer.py" "$2" "$3" account.pem &
names=$!

# What step-ca logs of an order of these names; it asks this port for the answers to its challenges.
order() {
	"$ca" --insecure --resolver "127.0.0.1:$2" --acme-http-port "$1" ca.json > ca.log 2>&1 &
	server=$!
	shift 2
	until grep -q 'Serving HTTPS' ca.log; do
		kill -0 $server 2> /dev/null || { cat ca.log; exit 1; }
		sleep 0.1
	done
	python3 "$top/tests/contrib/pebble/order.py" "$directory" root.crt account.pem "$@" > answers
	kill $server
	wait $server 2> /dev/null || true
	server=
}

order "$3" "$2" nordlicht-werke.de post.nordlicht-logistik.de
"$program" evidence import --from acme ca.log > records.ndjson 2> words || true
same 'a record for each name' "$(grep -o '"record_id":"[^"]*"' records.ndjson | sort | tr '\n' ' ')" \
	'"record_id":"import/nordlicht-werke.de" "record_id":"import/post.nordlicht-logistik.de" '
same 'no line that cannot be read' "$(grep -c 'no JSON at' words || true)" 0
same 'by http-01' "$(grep -c '"tls_method":"3.2.2.4.19"' records.ndjson)" 2
same 'with the time, the request and the token' "$(grep -c '"completed_at":"[0-9T:-]*Z".*"request_id":"https://localhost.*"value_sha256":"[0-9a-f]\{64\}"' records.ndjson)" 2
same 'in the form of a record' "$("$program" evidence check -f line records.ndjson | grep -v missing | grep -c 'bad-field\|well-formed\|unusable' || true)" 0
same 'the answers say the same' "$("$program" evidence import --from acme answers 2> /dev/null | cmp - records.ndjson && echo yes)" yes

# Nobody answers at that port.
rm -rf db
order "$1" "$2" nordlicht-werke.de
code=0
"$program" evidence import --from acme ca.log > records.ndjson 2> /dev/null || code=$?
same 'no record of what failed' "$(cat records.ndjson)" ''
same 'and its exit code' $code 3
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
