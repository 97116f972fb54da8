# SPDX-License-Identifier: Apache-2.0
# cluster.sh - a PostgreSQL server of the test's own, read by its scripts. Needs $work and $top; gives $bin (its
# programs) and as (runs a command as somebody who may start a server). Nothing is written outside $work: the server is
# a copy of the installed one, which finds its files relative to its program.
config=${PG_CONFIG:-$(ls -d /usr/lib/postgresql/*/bin/pg_config 2> /dev/null | sort -V | tail -n 1)}
if [ -z "$config" ] || [ ! -x "$(dirname "$config")/initdb" ] || [ ! -e "$("$config" --pgxs)" ] ||
	[ ! -e "$("$config" --includedir-server)/postgres.h" ]; then
	echo 'left out: contrib/postgresql: there is no PostgreSQL server with its headers (postgresql, postgresql-server-dev-all)'
	exit 0
fi

# root must not start a server.
if [ "$(id -u)" -eq 0 ]; then
	who=$(id -u postgres 2> /dev/null || id -u nobody)
	as() {
		setpriv --reuid="$who" --regid="$(id -g "$(id -un "$who")")" --clear-groups env HOME="$work" "$@"
	}
else
	who=$(id -u)
	as() {
		"$@"
	}
fi

# The tree under the folder that bin, lib and share have in common.
copy_server() {
	root=$work/server
	for folder in bindir pkglibdir sharedir; do
		from=$("$config" --$folder)
		mkdir -p "$root$(dirname "$from")"
		cp -rL "$from" "$root$(dirname "$from")/"
	done
	from=$("$config" --pkgincludedir)
	mkdir -p "$root$(dirname "$from")"
	ln -s "$from" "$root$from"
	bin=$root$("$config" --bindir)
}

start_server() {
	mkdir -m 700 "$work/data" "$work/socket"
	chmod 755 "$work"
	chown "$who" "$work/data" "$work/socket"
	as "$bin/initdb" -D "$work/data" -U postgres -A trust -N --locale=C -E UTF8 > "$work/initdb.log" 2>&1 ||
		{ cat "$work/initdb.log"; exit 1; }
	as "$bin/pg_ctl" -D "$work/data" -w -l "$work/data/log" -o "-k $work/socket -c listen_addresses= -c fsync=off" start > "$work/start.log" ||
		{ cat "$work/start.log" "$work/data/log"; exit 1; }
	export PGHOST="$work/socket" PGUSER=postgres PGDATABASE=postgres
}

stop_server() {
	[ ! -e "$work/data/postmaster.pid" ] || as "$bin/pg_ctl" -D "$work/data" -m immediate -w stop > "$work/stop.log" 2>&1
}
