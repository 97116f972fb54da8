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
