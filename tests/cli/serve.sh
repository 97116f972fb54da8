# SPDX-License-Identifier: Apache-2.0
# A backend of pkimetal, driven as pkimetal does it: a child with pipes, one
# request at a time, each answered before the next is written.
mkfifo to from
ask() {
	{ echo "$1"; cat "$2"; } >&3
	reply
}
reply() {
	while read -r line <&4; do
		echo "$line"
		[ "$line" != '[EndOfResults]' ] || return 0
	done
	echo 'no end of results'
}
start() {
	./smimelint --serve "$@" < to > from &
	child=$!
	exec 3> to 4< from
	read -r line <&4
	echo "$line"
}
finish() {
	exec 3>&-
	cat <&4
	exec 4<&-
	wait "$child"
	echo "[exit $?]"
}

# A request that stops midway is answered in time although nothing follows (its answer is looked at below).
mkfifo stalled
{ printf '0\n-----BEGIN CERTIFICATE-----\nAAAA\n'; cat < stalled; } | ./smimelint --serve pkimetal-text > late &
late=$!

cert clean-sponsor data/demo/demo.pem > clean.pem
cert habits-of-old data/demo/demo.pem > old.pem
# A dummy signature: the last octets of the certificate set to zero.
der clean-sponsor data/demo/demo.pem > clean.der
size=$(wc -c < clean.der)
{ head -c $((size - 64)) clean.der; head -c 64 /dev/zero; } > dummy.der
{ echo '-----BEGIN CERTIFICATE-----'; base64 dummy.der; echo '-----END CERTIFICATE-----'; } > dummy.pem
length=$(od -A n -t u1 -j 6 -N 2 clean.der | awk '{ print $1 * 256 + $2 + 4 }')
tail -c +5 clean.der | head -c "$length" > tbs.der
{ echo '-----BEGIN CERTIFICATE-----'; base64 tbs.der; echo '-----END CERTIFICATE-----'; } > tbs.pem

echo '# JSON'
start pkimetal --serve-profile 1.14.0
ask 38 clean.pem | sed 's/.*"severity":"\([A-Z]*\)","code":"\([^"]*\)".*/\1 \2/'
ask '' old.pem
ask sbr_leaf_smime_sv_strict clean.pem
ask sbr_leaf_smime_sv_strict dummy.pem
ask autodetect tbs.pem
ask sbr_leaf_smime_mv_strict clean.pem | sed 's/.*"severity":"\([A-Z]*\)","code":"\([^"]*\)".*/\1 \2/'
ask sbr_root_smime clean.pem | sed 's/.*"severity":"\([A-Z]*\)","code":"\([^"]*\)".*/\1 \2/'
finish

echo '# a signature that is wrong, and no dummy; an issued certificate from before the SBR; the same to be signed'
for name in damaged rsa-2023-08; do
	cert "$name" data/issuer/self-signed.pem > "$name.pem"
done
der rsa-2023-08 data/issuer/self-signed.pem > early.der
size=$(wc -c < early.der)
{ echo '-----BEGIN CERTIFICATE-----'; { head -c $((size - 512)) early.der; head -c 512 /dev/zero; } | base64; echo '-----END CERTIFICATE-----'; } > early.pem
for options in '' --tbs; do
	start pkimetal $options
	for name in damaged rsa-2023-08 early; do
		echo "$name $options:"
		ask sbr_root_smime "$name.pem" | sed 's/.*"severity":"\([A-Z]*\)","code":"\([^"]*\)".*/\1 \2/'
	done
	finish
done

echo '# garbage'
start pkimetal-text
ask autodetect old.pem
ask 'tls_server' clean.pem
{ echo 0; echo 'END CERTIFICATE'; } >&3
reply
{ echo 0; echo '-----BEGIN CERTIFICATE-----'; echo '-----END CERTIFICATE-----'; } >&3
reply
{ echo 0; echo '-----BEGIN CERTIFICATE-----'; echo 'MIIG*'; echo '-----END CERTIFICATE-----'; } >&3
reply
{ echo 0; echo '-----BEGIN CERTIFICATE-----'; echo 'MIIGDTCC'; echo '-----END CERTIFICATE-----'; } >&3
reply
{ echo 0; echo '-----BEGIN CERTIFICATE-----'; echo 'MIIG'; echo 0; cat clean.pem; } >&3
reply
{ echo 0; echo '-----BEGIN PKCS7-----'; echo 'MIGk'; echo '-----END PKCS7-----'; } >&3
reply
{ head -c 300000 /dev/zero | tr '\0' A; echo; cat clean.pem; } >&3
reply
{ echo 0; echo '-----BEGIN CERTIFICATE-----'; head -c 3000000 /dev/zero | tr '\0' A; echo; echo '-----END CERTIFICATE-----'; } >&3
reply
{ printf '\0\001\377\n\0\0\0\n'; cat clean.pem; } >&3
reply
cat clean.pem >&3
reply
{ printf '\r\n  0 \r\n'; sed 's/$/\r/' clean.pem; } >&3
reply
cat clean.pem old.pem > two.pem
ask 0 two.pem
ask 0 clean.pem
sed 's/$/\r/' two.pem > two-crlf.pem
ask autodetect two-crlf.pem
cat old.pem two.pem > three.pem
ask 0 three.pem
ask 0 clean.pem
{ echo 0; echo '-----BEGIN CERTIFICATE-----'; head -n 4 clean.pem | tail -n 3; } >&3
finish

echo '# what is no CRL where one is wanted, and one that is cut short'
der twelve data/crl/5.3-entries.pem > twelve.der
start pkimetal-text
{ echo rfc5280_crl; echo '-----BEGIN X509 CRL-----'; base64 clean.der; echo '-----END X509 CRL-----'; } >&3
reply
{ echo rfc5280_crl; echo '-----BEGIN X509 CRL-----'; printf '\060\003\012\001\006' | base64; echo '-----END X509 CRL-----'; } >&3
reply
{ echo sbr_crl_smime; echo '-----BEGIN X509 CRL-----'; head -c 300 twelve.der | base64; echo '-----END X509 CRL-----'; } >&3
reply
finish

echo '# numbers: none without a version but those that all versions have'
codes() {
	sed -e 's/.*"severity":"\([A-Z]*\)","code":"\([^"]*\)".*/\1 \2/'
}
number() {
	echo "$1:"
	ask "$1" clean.pem | codes
}
start pkimetal
for n in 0 38 50 105 1000 99999999999999999999 -1 50x; do
	number $n
done
finish
start pkimetal --serve-profile v1.49.0
for n in 38 40 50 53 54; do
	number $n
done
finish
start pkimetal --serve-profile 1.14
for n in 38 48 52; do
	number $n
done
finish
start pkimetal --serve-profile 1.49.0 --serve-profile 48=sbr_root_smime --serve-profile 7=sbr_leaf_smime_sv_strict
for n in 7 40 48; do
	number $n
done
finish

echo '# CRLs and OCSP responses: the profile says the kind, and the label is its own'
crl=$(ls data/crl/*.pem | head -n 1)
awk '/^-----BEGIN X509 CRL/ { on = 1 } on; /^-----END/ { exit }' "$crl" > list.pem
ocsp=data/rfc6960/ocsp-and-ct.pem
awk '/^-----BEGIN OCSP/ { on = 1 } on; /^-----END/ { exit }' "$ocsp" > response.pem
start pkimetal
ask rfc5280_crl list.pem | codes
ask 12 list.pem | codes
ask sbr_leaf_smime_sv_strict list.pem
ask rfc6960_ocspresponse response.pem | codes
ask sbr_ocspresponse_smime response.pem | codes
ask sbr_arl_smime list.pem | codes
ask 13 list.pem
ask rfc5280_leaf_ocspsigning clean.pem | codes
ask tbr_crl list.pem
finish
start pkimetal --scope all
ask tbr_crl list.pem | codes
ask tbr_arl list.pem | codes
finish

echo '# a list that is not signed yet, and one that somebody else signed, beside the CA'
cert subca data/base/bases.pem > subca.pem
cert zero-signature data/issuer/crl.pem > unsigned.pem
cert nearly-zero-signature data/issuer/crl.pem > foreign.pem
start pkimetal --issuer subca.pem
ask rfc5280_crl unsigned.pem | codes
ask rfc5280_crl foreign.pem | codes
finish

echo '# a thousand requests, the same memory'
start pkimetal --upcoming --serve-profile 38=autodetect
for i in 1 2 3 4 5 6 7 8 9 10; do
	ask 38 old.pem
	ask sbr_leaf_smime_sv_strict clean.pem
done > first
memory() {
	sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$child/status"
}
before=$(memory)
i=0
while [ $i -lt 50 ]; do
	for j in 1 2 3 4 5 6 7 8 9 10; do
		ask 38 old.pem
		ask sbr_leaf_smime_sv_strict clean.pem
	done > next
	cmp first next
	i=$((i + 1))
done
after=$(memory)
# The address sanitizer keeps what was freed.
if [ $((after - before)) -gt 256 ] && ! grep -q __asan_init ./smimelint; then
	echo "from $before to $after KiB"
fi
finish

echo '# what does not go with it'
run --serve zlint
run --serve pkimetal old.pem
run --serve pkimetal -f json
run --serve pkimetal --issuer -
for value in 40=sbr_leaf 1000=sbr_root_smime =sbr_root_smime 0.8.0 1.50.0 1 v1.x 1.49.0.0 new; do
	run --serve pkimetal --serve-profile "$value"
done
run --serve-profile 1.49.0 old.pem

# The one that stopped midway; its pipe is still open.
i=0
while [ $i -lt 30 ] && ! grep -q EndOf late; do
	sleep 1
	i=$((i + 1))
done
cat late
: > stalled
wait "$late"
echo "[exit $?]"
