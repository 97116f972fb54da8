#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Certificates a second of one core: the command and the extension, over the
# same certificates like real ones (make build/release/bench makes them).
#
#	tests/contrib/postgresql/bench.sh build/smimelint [N]
set -eu
cd "$(dirname "$0")/../../.."
top=$PWD
program=$(realpath "$1")
n=${2:-20000}
work=$(mktemp -d)
. tests/contrib/postgresql/cluster.sh
trap 'stop_server; rm -rf "$work"' EXIT

${MAKE:-make} -s install prefix="$work/prefix" DESTDIR=
export PKG_CONFIG_PATH="$work/prefix/lib/pkgconfig" LD_LIBRARY_PATH="$work/prefix/lib"
copy_server
cp -r contrib/postgresql "$work/extension"
make -s -C "$work/extension" PG_CONFIG="$bin/pg_config" with_llvm=no install > "$work/make.log" 2>&1
start_server
build/release/bench bundle "$n" "$work/bundle.pem" > "$work/bench.log"

# Seconds of processor time of a command and its children.
seconds() {
	/usr/bin/env time -f '%U %S' -o "$work/time" "$@" > "$work/out"
	awk '{ print $1 + $2 }' "$work/time"
}
awk '/^-----BEGIN/ { text = ""; next } /^-----END/ { print text; next } { text = text $0 }' "$work/bundle.pem" > "$work/lines"
chmod 644 "$work/lines"
"$bin/psql" -qX << END
CREATE EXTENSION smimelint;
CREATE TABLE line (text text);
COPY line FROM '$work/lines';
CREATE TABLE certificate AS SELECT decode(text, 'base64') AS der FROM line;
ALTER TABLE certificate ALTER der SET STORAGE PLAIN;
VACUUM ANALYZE certificate;
SET max_parallel_workers_per_gather = 0;
SELECT count(length(der)) FROM certificate \g $work/warm
END
echo "command, ndjson: $(seconds "$program" -j 1 -f ndjson --fail-on never -o "$work/report" "$work/bundle.pem" | awk -v n="$n" '{ printf "%d certificates a second", n / $1 }')"
# A backend's processor time, in hundredths of a second.
cpu="SELECT split_part(t, ' ', 14)::int + split_part(t, ' ', 15)::int FROM pg_read_file('/proc/self/stat') t;"
for query in 'count(smimelint_status(der)) FROM certificate' 'count(smimelint_facts(der)) FROM certificate' \
	'count(*) FROM certificate, smimelint_findings(der)'; do
	"$bin/psql" -qXAt > "$work/query" << END
SET max_parallel_workers_per_gather = 0;
SELECT smimelint_status('');
$cpu
SELECT $query;
$cpu
END
	sed '1d; 3d' "$work/query" | tr '\n' ' ' | awk -v n="$n" -v query="$query" '{ printf "%s: %d certificates a second\n", query, n * 100 / ($2 - $1) }'
done
