# SPDX-License-Identifier: Apache-2.0
# --ca-profile: the CA's own limits; the profiles, each with a certificate of its kind; wrong files are refused first.
for type in mv ov sv iv; do
	cert $type-strict data/base/bases.pem > $type.pem
done
cert subca data/base/bases.pem > subca.pem
for type in mv ov sv iv subca; do
	run --ca-profile profiles/ca-profile-$type.json -f line $type.pem
done
# Several files: the profiles of all of them, the first that matches is the one.
run --ca-profile profiles/ca-profile-mv.json --ca-profile examples/ca-profile-subca.json -f line mv.pem subca.pem sv.pem
run --ca-profile profiles/ca-profile-mv.json --skip cps.profile.no-match -f line sv.pem
# Without the option the rules are off, whatever asks for them; by themselves they are refused.
run --only cps --only x690 -f line sv.pem
run --only cps -f line sv.pem
for rule in cps.key.size apple.signature.below-sha256 sbr.key-usage.rsa-bits; do
	smimelint explain $rule | grep -A 1 -e "^$rule" -e '^Off without'
done
echo '{ "ca-profile": "profiles/ca-profile-ov.json", "format": "line" }' > config.json
run --config config.json ov.pem
run --ca-profile profiles/ca-profile-sv.json --explain-run sv.pem | grep -E '^ +(pass|not applicable) +cps\.(key|signature)'
echo 'what pkimetal sends:'
{
	echo sbr_leaf_smime_ov_strict
	cat ov.pem
} | smimelint --serve pkimetal-text --ca-profile profiles/ca-profile-ov.json

# The file is read before the first request: what becomes of it then is no matter.
cp profiles/ca-profile-ov.json gone.json
mkfifo requests
smimelint --serve pkimetal-text --ca-profile gone.json < requests > answers &
{
	i=0
	while [ ! -s answers ] && [ $i -lt 100 ]; do
		sleep 0.1
		i=$((i + 1))
	done
	rm gone.json
	echo sbr_leaf_smime_ov_strict
	cat ov.pem
} > requests
wait
cat answers

echo '{ "schema": "smimelint-ca-profile/1", "profiles": [ { "name": "a", "match": {},
  "subject": { "require": ["commonName"] } } ] }' > unknown.json
printf '{ "schema": "smimelint-ca-profile/1",\n "profiles": [ ]' > syntax.json
printf '{ "schema": "smimelint-ca-profile/1", "schema": "x" }' > twice.json
for wrong in unknown syntax twice none; do
	run --ca-profile $wrong.json -f line mv.pem
done
echo '{ "ca-profile": "unknown.json" }' > config.json
run --config config.json mv.pem

# There may be very many profiles; of two with one name the second is told of.
awk 'BEGIN { printf "{\"schema\":\"smimelint-ca-profile/1\",\"profiles\":["; for (i = 0; i < 24000; i++) printf "%s{\"name\":\"%d\",\"match\":{}}", i ? "," : "", i; print "]}" }' > many.json
sed 's/"name":"23000"/"name":"11"/' many.json > twice.json
run -q -f line --fail-on never --ca-profile many.json --only x690 data/demo/demo.pem
run --ca-profile twice.json data/demo/demo.pem
