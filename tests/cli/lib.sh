# SPDX-License-Identifier: Apache-2.0
# lib.sh - what the tests of the command use; read by run.sh.

smimelint() {
	./smimelint "$@"
}

# The command line, what it prints, and its exit code.
run() {
	printf '$ smimelint'
	printf ' %s' "$@"
	printf '\n'
	./smimelint "$@"
	printf '[exit %d]\n' $?
}

# The certificate NAME of a bundle made by mkcert, in PEM.
cert() {
	awk -v name="# $1" '$0 == name { on = 1; next } on; on && /^-----END/ { exit }' "$2"
}

# The same in DER.
der() {
	cert "$1" "$2" | grep -v -e '-----' | base64 -d
}

# Versions and the number of rules change with every release; tests do not want to.
neutral() {
	sed -e 's/^smimelint [0-9.]*, rule set of [0-9-]*: [0-9]* rules, SBR [0-9.]*, TLS BR [0-9.]*$/smimelint VERSION, rule set of DATE: N rules, SBR N, TLS BR N/' \
		-e 's/ of smimelint [0-9.]*, rule set of [0-9-]*: SBR [0-9.]*, TLS BR [0-9.]*$/ of smimelint VERSION, rule set of DATE: SBR N, TLS BR N/'
}

# Of ndjson: the source, the beginning of the fingerprint, the status, and what was wrong with what cannot be read.
show() {
	sed -e 's/"certificate":{"sha256":"\(........\)[^}]*}/certificate \1/' -e 's/,"judged_at.*"status"/ "status"/' \
		-e 's/"findings":\[.*"value":\("[^"]*"\|null\).*/\1/' -e 's/"findings".*//' -e 's/^{"schema":"smimelint.1",//'
}
