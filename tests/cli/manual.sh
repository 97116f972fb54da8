# SPDX-License-Identifier: Apache-2.0
# The examples of smimelint(1), as they stand there (jq apart).
mkdir archive
cp data/demo/demo.pem archive
cp data/demo/demo.pem bundle.pem
der clean-sponsor data/demo/demo.pem > whole.der
tail -c +5 whole.der | head -c "$(od -A n -t u1 -j 6 -N 2 whole.der | awk '{ print $1 * 256 + $2 + 4 }')" > tbs.der
sed -n '/^\.SH EXAMPLES/,/^\.SH SEE/p' cli/../../../man/smimelint.1 | sed -n 's/^	//p' | sed 's/\\-/-/g; s/\\(aq/'"'"'/g' > examples
grep -c . examples
grep -v jq examples | while read -r line; do
	echo "\$ $line"
	eval "$line" > report
	echo "[exit $?]"
	head -n 12 report
done
