# SPDX-License-Identifier: Apache-2.0
# EJBCA's ExternalCommandCertificateValidator: a DER file whose name says
# nothing comes first and the configured arguments after it; or PEM without its
# final newline on standard input.  A single octet on standard error would
# reject the certificate (there is no ejbca.err).
der clean-sponsor data/demo/demo.pem > ExternalCommandCertificateValidator-1234.tmp
der habits-of-old data/demo/demo.pem > ExternalCommandCertificateValidator-5678.tmp
cert clean-sponsor data/demo/demo.pem > clean.pem
cert habits-of-old data/demo/demo.pem > broken.pem

run ExternalCommandCertificateValidator-1234.tmp --profile sbr_leaf_smime_sv_strict -f line
run ExternalCommandCertificateValidator-5678.tmp --profile sbr_leaf_smime_sv_strict -f line
/bin/sh -c "echo -n '$(cat clean.pem)' | ./smimelint -f line"
echo "[exit $?]"
/bin/sh -c "echo -n '$(cat broken.pem)' | ./smimelint -f line --fail-on error"
echo "[exit $?]"

# As README has it, before signing: the signature is a dummy. Its output is read to the end before its standard error.
size=$(wc -c < ExternalCommandCertificateValidator-1234.tmp)
{ head -c $((size - 64)) ExternalCommandCertificateValidator-1234.tmp; head -c 64 /dev/zero; } > ExternalCommandCertificateValidator-9.tmp
run ExternalCommandCertificateValidator-9.tmp -f line --tbs --timeout 20 --profile sponsor-validated/strict
# What is no certificate is no pass either, and the reason is on standard output.
echo rubbish > ExternalCommandCertificateValidator-10.tmp
run ExternalCommandCertificateValidator-10.tmp -f line --tbs --timeout 20 --profile sponsor-validated/strict
# One line for each finding, of a certificate with many.
der one-more data/sbr/1-scope-more-findings.pem > many.tmp
smimelint many.tmp -f line --timeout 20 > lines
echo "[exit $?]"
grep -c -E '^many.tmp: (error|warning|notice): [a-z0-9-]+\.[a-z0-9-]+\.[a-z0-9-]+: .* \[.*\]$' lines
wc -l < lines
# It bounds itself where EJBCA does not: standard input that never ends.
mkfifo never
sleep 30 > never &
sleeper=$!
./smimelint -f line --timeout 1 < never 2> late
echo "[exit $?] $(cat late)"
kill $sleeper
