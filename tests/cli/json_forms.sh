# SPDX-License-Identifier: Apache-2.0
# JSON of many shapes: a report of this program, octets as a list of numbers, a place that a pointer names.
cert sv-strict data/base/bases.pem > one.pem
der sv-strict data/base/bases.pem > one.der
# A report of this program is no input, whichever its form and whatever it holds.
for format in json ndjson; do
	smimelint -f $format --with-der --only 7.1 one.pem -o report.$format
	run -f line --only 6.3.2 report.$format
done

# Octets as numbers, alone, in an object and among other lists.
numbers=$(od -An -v -tu1 one.der | tr -s ' \n' ',' | sed 's/^,//; s/,$//')
printf '[%s]' "$numbers" > list.json
printf '{"id":[1,2,3],"certificate":[%s]}\n' "$numbers" > object.ndjson
printf '{"id":[1,2,300],"x":{"type":"Buffer","data":[%s]}}' "$numbers" > buffer.json
for file in list.json object.ndjson buffer.json; do
	smimelint -f ndjson --only 6.3.2 $file | show | sed 's/^[^ ]* //' | cut -c1-40
done

# A pointer goes through lists by their numbers.
printf '{"keys":[{"x5c":["none"]},{"x5c":["none","%s"]}]}\n' "$(base64 -w0 one.der)" > keys.json
for field in /keys/1/x5c/1 /keys/1/x5c/0 /keys/2/x5c/0 /keys/x/x5c /keys/1/x5c/-; do
	smimelint -f line --only 6.3.2 --field $field keys.json 2>&1
	echo "$field [exit $?]"
done
printf '{"keys":[[%s]]}\n' "$numbers" > lists.json
smimelint -f line --only 6.3.2 --field /keys/0 lists.json
echo "[exit $?]"
