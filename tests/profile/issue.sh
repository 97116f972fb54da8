#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# OpenSSL issues a certificate of each profile by the configuration that
# `smimelint profile --openssl` writes, and the lint of it is clean.
#
#	tests/profile/issue.sh build/smimelint
set -eu
cd "$(dirname "$0")/../.."
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
passed=0
failed=0

cat > ca.cnf << 'END'
[req]
prompt = no
distinguished_name = subject
x509_extensions = ca
[subject]
countryName = DE
organizationName = Nordlicht Trust GmbH
commonName = Nordlicht Trust S/MIME CA 3
[ca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
END
openssl req -x509 -newkey rsa:3072 -nodes -keyout ca.key -config ca.cnf -days 3650 -sha256 -out ca.pem 2> log
cat > issue.cnf << 'END'
[ca]
default_ca = issue
[issue]
certificate = ca.pem
private_key = ca.key
new_certs_dir = .
database = index
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
countryName = optional
localityName = optional
organizationName = optional
organizationIdentifier = optional
givenName = optional
surname = optional
commonName = optional
END
: > index
for type in mailbox organization sponsor individual; do
	for generation in legacy multipurpose strict; do
		profile=$type-validated/$generation
		"$program" profile --openssl "$profile" > this
		openssl req -new -utf8 -newkey rsa:2048 -nodes -keyout key.pem -config this -out request.pem 2> log
		# The Legacy generation has ended.
		[ $generation = legacy ] && day=20250601000000Z || day=20260928000000Z
		openssl ca -batch -config issue.cnf -in request.pem -startdate $day -days 365 -notext -utf8 \
			-extfile this -extensions certificate -out certificate.pem 2> log || cat log
		said=$("$program" -f line --fail-on notice certificate.pem) && [ -z "$said" ] &&
			[ "$("$program" -f ndjson certificate.pem | grep -c "\"profile\":\"$profile\"")" -eq 1 ] &&
			passed=$((passed + 1)) && continue
		failed=$((failed + 1))
		echo "FAILED: $profile: $said"
	done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
