# SPDX-License-Identifier: Apache-2.0
# --tbs: the to-be-signed part alone, and certificates with a dummy signature.
der clean-sponsor data/demo/demo.pem > a.der
# The tbsCertificate begins behind the outer header of four octets.
length=$(od -A n -t u1 -j 6 -N 2 a.der | awk '{ print $1 * 256 + $2 + 4 }')
tail -c +5 a.der | head -c "$length" > tbs.der
{ echo '-----BEGIN TBS CERTIFICATE-----'; base64 tbs.der; echo '-----END TBS CERTIFICATE-----'; } > tbs.pem
run -f line tbs.der
run -f line tbs.pem
run -q --tbs tbs.der tbs.pem a.der
run --tbs -f ndjson tbs.pem | sed 's/"tbs_sha256".*"judged_at"/..."judged_at"/'
# Claims, and what is signed in the past: in a plain run, by a filter of the rule, and as a certificate with a dummy signature.
cert strict-claimed-multipurpose data/sbr/claims.pem > claimed.pem
run -f line --profile sponsor-validated/multipurpose claimed.pem
cert to-be-signed-in-the-past data/sbr/claims.pem > past.pem
counted() {
	run "$@" | sed 's/: [0-9]* rules /: N rules /'
}
counted -f line --tbs --skip sbr.certificate-policies.before-adoption past.pem
counted -f line --skip sbr.certificate-policies.before-adoption past.pem
cert pkimetal-signature-in-the-past data/sbr/claims.pem > dummy.pem
counted -f line dummy.pem
counted -f line --at 2023-08-31 dummy.pem
# The moment of linting: given, or by the clock, which is past that certificate's validity.
run -f line --tbs --now=2026-02-03T12:00:00Z claimed.pem
run -f line --tbs --now=yesterday claimed.pem
smimelint -f line --tbs --now --only rfc5280.validity.begins-away past.pem | sed 's/: [0-9]* hours ago/: N hours ago/; s/: [0-9]* rules/: N rules/'
run --serve pkimetal --now
# In folders and lists TBSCertificates are what is asked for, of v1 too; where the first octet is damaged as well. A key is none.
mkdir forms
cp tbs.der forms/a.der
base64 tbs.der > forms/b.b64
cp tbs.pem forms/c.pem
{ head -c 4 tbs.der; printf '\241'; tail -c +6 tbs.der; } > other-version.der
{ head -c 4 tbs.der; tail -c +10 tbs.der; } > no-version
length=$((length - 9))
{ printf "\\060\\202\\$(printf %03o $((length / 256)))\\$(printf %03o $((length % 256)))"; tail -c +5 no-version; } > forms/d-v1.der
grep -v -e '-----' data/keys/rsa2048.pem | base64 -d > forms/key.der
cert clean-sponsor data/demo/demo.pem > forms/z.pem
short() {
	run "$@" | sed -n 's/^\([^ ]*: error: [^ ]*: [^:]*\).*/\1/p; / certificates*: /p; /^\[exit/p'
}
short --tbs -f line forms
short --tbs forms
short forms -f line
short forms
ls forms/*.der forms/z.pem > list
short --tbs --files-from list
short --files-from list -f line
# A certificate with a damaged beginning of its tbsCertificate is one.
mkdir damaged
cp forms/z.pem damaged/
for tag in 061 240 060; do
	{ head -c 4 a.der; printf "\\$tag"; tail -c +6 a.der; } > damaged/$tag.der
done
short -f line damaged
short damaged
