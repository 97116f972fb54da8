# SPDX-License-Identifier: Apache-2.0
# Libraries that few inputs need are loaded for those alone; where one cannot be, the run ends with 4 and one line.
mkdir libs
touch libs/libidn2.so.0 libs/libunistring.so.2 libs/libunistring.so.5
without() {
	LD_LIBRARY_PATH=libs smimelint "$@" > out 2> err
	printf '%s: exit %s, %s lines: %s\n' "$*" $? "$(wc -l < out)" "$(sed 's/so[.].*/so/' err)"
}
without -q data/demo/demo.pem
without -q data/rfc9598/smtp-utf8-mailbox.pem
without -q data/rfc5280/4.2.1.6-rfc822-name.pem
# What is begun ends in order: no unfinished file is left, but for a report by lines, which --resume goes on with.
touch libs/libz.so.1
gzip -c data/demo/demo.pem > packed.pem.gz
for form in json ndjson; do
	without -f $form -o report.$form data/demo/demo.pem packed.pem.gz
	ls report.* 2> /dev/null
done
smimelint -q -f ndjson -o report.ndjson --resume data/demo/demo.pem packed.pem.gz
echo "resumed: exit $?, $(grep -c '"path":' report.ndjson) results"
