# SPDX-License-Identifier: Apache-2.0
# An OpenSSL that its configuration has crippled: whoever needs a digest ends with 4 and one line; the others do not notice.
cert clean-sponsor data/demo/demo.pem > a.pem
smimelint -f json a.pem > a.json
mkdir modules

configuration() {
	printf 'openssl_conf = init\n[init]\n%s\n' "$2" > "$1.cnf"
}
configuration fips 'alg_section = alg
[alg]
default_properties = fips=yes'
configuration base 'providers = list
[list]
base = base
[base]
activate = 1'
configuration null 'providers = list
[list]
null = null
[null]
activate = 1'

configuration other 'alg_section = alg
[alg]
default_properties = provider=other'
configuration default 'alg_section = alg
[alg]
default_properties = provider=default'

crippled() {
	for configuration in fips base null; do
		OPENSSL_CONF=$configuration.cnf OPENSSL_MODULES=modules smimelint "$@" < /dev/null > out 2> err
		printf '%s, %s: exit %s, %s lines: %s\n' "$configuration" "$*" $? "$(wc -l < out)" "$(cat err)"
	done
}
for form in text json ndjson line csv sarif junit html github gitlab; do
	OPENSSL_CONF=base.cnf OPENSSL_MODULES=modules smimelint -f $form a.pem > out 2> err
	echo "$form: exit $?, $(wc -c < out) octets: $(cat err)"
done
crippled -q a.pem
# Properties that a provider has, and some that none has.
for configuration in other default; do
	OPENSSL_CONF=$configuration.cnf OPENSSL_MODULES=modules smimelint -q a.pem > out 2> err
	echo "$configuration: exit $?, $(wc -l < out) lines: $(cat err)"
done
crippled -q --issuer a.pem a.pem
crippled -q cli/../../../testdata/issuer/crl.pem
crippled -q --evidence profiles/evidence-sv.json a.pem
crippled evidence check profiles/evidence-sv.json
crippled evidence template a.pem
crippled merge a.json
crippled --serve pkimetal
# These sign and compare nothing.
for command in "rules -f tsv" "explain sbr.key-usage.rsa-bits" timeline "profile sponsor-validated/strict" "help lint" --version "completion bash"; do
	smimelint $command > right
	OPENSSL_CONF=null.cnf OPENSSL_MODULES=modules smimelint $command > out
	echo "$command: exit $?"
	cmp right out
done
