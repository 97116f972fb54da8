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
export PKG_CONFIG_PATH="$work/prefix/lib/pkgconfig" LD_LIBRARY_PATH="$work/prefix/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
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
	# From 16 on pg_regress writes TAP.
	passed=$((passed + $(grep -cE '^(test .* ok|ok [0-9]+ )' "$work/log")))
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
# What a backend keeps for options is bounded, those that were refused among them; text is that of the database.
"$bin/createdb" -E LATIN1 -T template0 latin
"$bin/psql" -qAtX -d latin > "$work/kept" << END
CREATE EXTENSION smimelint;
CREATE FUNCTION resident() RETURNS bigint LANGUAGE sql AS \$\$ SELECT split_part(pg_read_file('/proc/self/statm'), ' ', 2)::bigint * 4 \$\$;
CREATE FUNCTION try(options jsonb) RETURNS text LANGUAGE plpgsql AS \$\$
BEGIN RETURN smimelint_status('', options); EXCEPTION WHEN invalid_parameter_value THEN RETURN 'refused'; END \$\$;
CREATE FUNCTION rounds(first int, last int) RETURNS bigint LANGUAGE sql AS \$\$
SELECT count(DISTINCT try(o)) FROM generate_series(first, last) n,
	unnest(ARRAY[jsonb_build_object('at', date '2023-09-01' + n), jsonb_build_object('colour', n), jsonb_build_object('issuers', n)]) o \$\$;
SELECT rounds(1, 40);
SELECT resident() AS before \gset
SELECT rounds(41, 240);
SELECT CASE WHEN resident() - :before < 2048 THEN 'bounded' ELSE resident() - :before || ' KiB' END;
SELECT smimelint_facts(decode(regexp_replace(substring(pg_read_file('$work/demo.pem') from '-----BEGIN CERTIFICATE-----([^-]*)'), '\s', '', 'g'), 'base64'))
	->> 'subject' LIKE '%L=K' || chr(246) || 'ln%';
END
if [ "$(tr '\n' ' ' < "$work/kept")" = '2 2 bounded t ' ]; then
	passed=$((passed + 1))
else
	failed=$((failed + 1))
	echo 'FAILED: many options, and a database in LATIN1'
	cat "$work/kept"
fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
