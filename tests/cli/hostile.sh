# SPDX-License-Identifier: Apache-2.0
# Names that carry terminal escapes, bidirectional text, line breaks, HTML and
# octets that are no UTF-8; file names too.  Nothing of it comes out as it is.
cp data/hostile/names.pem "$(printf 'a\033[31m\nb\\.pem')"
for format in text line ndjson; do
	smimelint -f $format --color never ./a*
done > report
LC_ALL=C grep -c -a "$(printf '[\001-\010\013-\037\177]')" report
LC_ALL=C grep -c -a "$(printf '\342\200[\250-\256]')" report
iconv -f UTF-8 -t UTF-8 report > /dev/null && echo 'valid UTF-8'
run -q ./a*
run -f line ./a*
