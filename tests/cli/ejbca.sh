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
