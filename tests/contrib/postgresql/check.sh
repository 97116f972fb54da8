#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The extension of contrib/postgresql in a server of its own: its regression
# tests, and for all test data the findings of the command.
#
#	tests/contrib/postgresql/check.sh build/smimelint
set -eu
cd "$(dirname "$0")/../../.."
top=$PWD
program=$(realpath "$1")
work=$(mktemp -d)
. tests/contrib/postgresql/cluster.sh
trap 'stop_server; rm -rf "$work"' EXIT
passed=0
failed=0

${MAKE:-make} -s install prefix="$work/prefix" DESTDIR=
export PKG_CONFIG_PATH="$work/prefix/lib/pkgconfig" LD_LIBRARY_PATH="$work/prefix/lib"
copy_server
cp -r contrib/postgresql "$work/extension"
cp testdata/demo/demo.pem "$work/"
# The statements of the README, tried literally but for the path of the bundle.
{
	echo '\getenv data SMIMELINT_DATA'
	echo "\\set demo :data '/demo.pem'"
	sed -n '/^```sql/,/^```/p' contrib/postgresql/README.md | sed "/^\`\`\`/d; s,'/tmp/demo.pem',:'demo',"
} > "$work/extension/sql/audit.sql"
make -s -C "$work/extension" PG_CONFIG="$bin/pg_config" with_llvm=no COPT=-Werror install > "$work/make.log" 2>&1 ||
	{ cat "$work/make.log"; exit 1; }
start_server
export SMIMELINT_DATA="$work"
chown -R "$who" "$work/extension"
# REBASE=yes takes what the server answered as what is right: read the difference.
[ -z "${REBASE:-}" ] || trap 'stop_server; cp "$work"/extension/results/*.out contrib/postgresql/expected/; rm -rf "$work"' EXIT
if (cd "$work/extension" && as make -s PG_CONFIG="$bin/pg_config" installcheck) > "$work/log" 2>&1; then
	passed=$((passed + $(grep -c '^test .* ok' "$work/log")))
else
	failed=$((failed + 1))
	cat "$work/log" "$work/extension/regression.diffs"
fi

# All test data, as the command sees them.
"$program" -f ndjson --with-der --fail-on never "$top/testdata/base" "$top/testdata/sbr" "$top/testdata/crl" > "$work/all.ndjson" ||
	[ $? -eq 3 ]
chmod 644 "$work/all.ndjson"
"$bin/psql" -qAtX > "$work/differ" << END
CREATE EXTENSION smimelint;
CREATE TEMP TABLE line (j jsonb);
COPY line FROM '$work/all.ndjson' (FORMAT csv, DELIMITER e'\x01', QUOTE e'\x02');
CREATE TEMP TABLE result AS SELECT j, decode(j ->> 'der', 'base64') AS der FROM line;
SELECT count(*) > 1000 FROM result WHERE der IS NOT NULL;
SELECT j -> 'source' FROM result WHERE der IS NOT NULL AND (
	j - 'source' - 'der' <> smimelint_result(der) - 'source' OR
	j ->> 'status' <> smimelint_status(der) OR
	(SELECT jsonb_agg(f ->> 'rule') FROM jsonb_array_elements(j -> 'findings') f) IS DISTINCT FROM
	(SELECT jsonb_agg(f.rule) FROM smimelint_findings(der) f));
END
if [ "$(cat "$work/differ")" = t ]; then
	passed=$((passed + 1))
else
	failed=$((failed + 1))
	echo 'FAILED: the findings of the command'
	head -n 20 "$work/differ"
fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
