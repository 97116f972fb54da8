/* SPDX-License-Identifier: Apache-2.0 */
/* import.c - the command `evidence import`: logs in, records out. */
#include "command/import/import.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/import/map.h"
#include "command/spare.h"
#include "input/input.h"
#include "option/document.h"
#include "report/style.h"

static const struct adapter *const adapters[] = { &import_open_mpic, &import_boulder, &import_acme, &import_csv, NULL };

static const struct adapter *
find_adapter(const char *name)
{
	for (size_t i = 0; adapters[i] != NULL; i++)
		if (name != NULL && strcmp(adapters[i]->name, name) == 0)
			return adapters[i];
	if (name == NULL)
		complain("evidence import needs --from, which says whose log it is: open-mpic, boulder, acme or csv");
	else
		complain("--from: \"%s\" is none of open-mpic, boulder, acme, csv", name);
	return NULL;
}

/* ---- what is missing ---- */

static int
show_missing(const struct opt_line *line, const struct adapter *from)
{
	struct out o = { NULL, 0, 0, false };
	struct style style;
	int code;

	(void)style_choose(&style, "never", opt_count(line, OPT_OUTPUT) == 0 && isatty(STDOUT_FILENO));
	out_fmt(&o, "%s: %s\nWhat it never shows, and the rules that lack it:\n", from->name, from->what);
	for (const struct lack *l = from->lacks; l->member != NULL; l++) {
		style_wrapped(&style, &o, 0, 2, l->member);
		style_wrapped(&style, &o, 0, 6, l->rules);
	}
	code = cmd_write(line, &o);
	out_free(&o);
	return code;
}

/* ---- the command ---- */

struct import {
	struct events events;
	struct join join;
	bool unreadable;
	bool refused;			/* the report would replace one of the certificates */
};

static int
take_certificate(void *arg, const struct item *item)
{
	struct import *m = arg;

	if (item->fault != NULL || smimelint_lint(m->events.run, item->der.p, item->der.n) != SMIMELINT_OK) {
		complain("%s: %s", item->path, item->fault != NULL ? item->fault : "no certificate");
		m->unreadable = true;
		return 0;
	}
	join_certificate(&m->join, m->events.run);
	return 0;
}

static void
join_all(struct import *m, const struct opt_line *line)
{
	const char *certificates = opt_last(line, OPT_CERTIFICATES, NULL);
	struct input in = { .limit = 1024 * 1024, .fn = take_certificate, .arg = m };

	join_begin(&m->join, &m->events.arena);
	if (certificates == NULL) {
		join_names(&m->join);
		return;
	}
	spare_output(&in, line);
	input_read(&in, certificates);
	m->refused = spare_refused(&in, line);
	input_free(&in);
}

/* A table of perspectives as the record has it: with or without the object around it.  False after a message. */
static bool
read_perspectives(struct import *m, const char *path)
{
	struct document d;
	struct json_fault fault;
	const struct json_value *v, *inner;

	if (path == NULL)
		return true;
	if (!document_open(&d, path, DOCUMENT_SETTINGS))
		return false;
	if ((v = json_read(&d.arena, d.text, NULL, &fault)) != NULL) {
		inner = json_find(v, "perspectives");
		inner = inner != NULL ? inner : v;
		m->join.perspectives = json_as_line(&m->events, (const char *)inner->raw.p, inner->raw.n);
	} else {
		complain("%s: %s", path, fault.what);
	}
	document_close(&d);
	return v != NULL;
}

static bool
read_map(struct import *m, const struct adapter *from, const char *path, cJSON **map)
{
	struct document d;
	const char *end;
	bool utf8;

	if (!from->table)
		return true;
	if (path == NULL) {
		complain("--from csv needs --map, which says what the columns hold");
		return false;
	}
	if (!document_open(&d, path, DOCUMENT_SETTINGS))
		return false;
	utf8 = utf8_valid(d.text);
	*map = utf8 ? foreign_read((const char *)d.text.p, d.text.n, &end) : NULL;
	document_close(&d);
	if (*map == NULL)
		complain(utf8 ? "%s: this is not JSON" : "%s: not in UTF-8", path);
	return *map != NULL && map_read(&m->events, *map, path);
}

/* False after a message. */
static bool
find_issuer_domains(struct import *m, const struct opt_line *line)
{
	const char **list = arena_array(&m->events.arena, line->n_given, sizeof *list);

	for (size_t i = 0; list != NULL && i < line->n_given; i++) {
		if (strcmp(line->given[i].opt->name, "issuer-domain") != 0)
			continue;
		if (!utf8_valid(span_of(line->given[i].value))) {
			complain("--issuer-domain: not in UTF-8");
			return false;
		}
		list[m->join.n_issuer_domain++] = line->given[i].value;
	}
	m->join.issuer_domain = list;
	return true;
}

/* Events that say of nobody what was done for him. */
static size_t
count_nameless(const struct events *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->n; i++)
		n += e->event[i].domain == NULL && e->event[i].mailbox == NULL && !e->event[i].aside;
	return n;
}

static size_t
count_kept(const struct events *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->n; i++)
		n += !e->event[i].aside;
	return n;
}

/* What is counted of the logs, and of the checks that may be those of a certificate: as much of it as there is. */
static void
tell_counts(const struct events *e, const struct join *j)
{
	const struct { uint64_t count; const char *of; } counts[] = {
		{ e->zoneless, "times without a zone, which are taken for UTC" },
		{ e->timeless, "times that cannot be read, which the records have as they stand" },
		{ e->undated, "lines of boulder without a time that can be read" },
		{ e->short_rows, "rows with fewer cells than the heading, of which the records have what is there" },
		{ e->unproved, "valid challenges of authorizations that are pending, processing, invalid or revoked, which are in no record" },
		{ count_nameless(e), "events that name no domain and no mailbox, and are in no record" },
		{ e->beside, "lines of remote perspectives of boulder, which are in no record" },
		{ j->outvoted, "lines about refusals of CAA by remote perspectives that the answer of a corroborated check lists as failed" },
		{ j->undated, "refusals of CAA without a time, where another check of the domain decides" },
		{ j->passed_over, "mailboxes where CAA was checked for another account later than for that whose check and validation the record has" },
		{ j->several, "mailboxes where several accounts have a CAA check and a validation, of which the record has those of the last" },
		{ j->strange, "mailboxes whose CAA check and validation are of two accounts, so that the record has one of them" },
		{ j->refused_later, "mailboxes where CAA was refused later than the check of the record, "
		    "which is behind the certificate's notBefore itself" },
		{ j->refused_before, "mailboxes where CAA was refused before the certificate's notBefore, and the record has a later check, which permits" },
		{ j->far_behind, "events more than 8 hours later than the certificate's notBefore, which the records have in place of such as are too old" },
	};

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (counts[i].count > 0)
			complain("%s: %llu", counts[i].of, (unsigned long long)counts[i].count);
}

/*
 * What became of the logs, where not all of it is well.  False where a line, a
 * row or a time is damaged, and where lines that are there have made nothing:
 * these are not the logs that were meant.
 */
static bool
tell_events(const struct import *m, const struct adapter *from)
{
	const struct events *e = &m->events;
	size_t nameless = count_nameless(e), kept = count_kept(e);

	tell_counts(e, &m->join);
	if (e->bad > 0 || m->join.without > 0 || m->join.records == 0)
		complain("%llu records of %zu events; %llu %s that cannot be read, %llu values without an event, %llu certificates "
		    "without an event", (unsigned long long)m->join.records, kept, (unsigned long long)e->bad,
		    from->table ? "rows" : "lines", (unsigned long long)e->other,
		    (unsigned long long)m->join.without);
	return e->bad == 0 && e->timeless == 0 && e->undated == 0 && e->short_rows == 0 && (kept > nameless || (e->n == 0 && e->other == 0));
}

static bool
is_out_of_memory(const struct import *m)
{
	const struct events *e = &m->events;

	return e->failed || e->arena.failed || e->offers.failed || e->taken.failed || m->join.failed;
}

/* Standard input is one of the logs, or the certificates, once. */
static bool
input_is_one(const struct opt_line *line)
{
	size_t n = strcmp(opt_last(line, OPT_CERTIFICATES, ""), "-") == 0;

	for (size_t i = 1; i < line->n_operand; i++)
		n += strcmp(line->operand[i], "-") == 0;
	if (n > 1)
		complain("evidence import: standard input (\"-\") is named twice");
	return n <= 1;
}

static int
run_import(struct import *m, struct opt_line *line, const struct adapter *from)
{
	struct out records = { NULL, 0, 0, false };
	cJSON *map = NULL;
	int code;

	m->join.events = &m->events;
	m->join.out = &records;
	if (cmd_output_is_read(line, false) || !input_is_one(line) || !read_perspectives(m, opt_last(line, OPT_PERSPECTIVES, NULL)) ||
	    !read_map(m, from, opt_last(line, OPT_MAP, NULL), &map) || !find_issuer_domains(m, line)) {
		code = exit_refused();
	} else {
		code = EXIT_CLEAN;
		for (size_t i = 1; i < line->n_operand; i++)
			if (!log_read(&m->events, from, line->operand[i]))
				code = EXIT_UNREADABLE;
		if (from->settle != NULL)
			from->settle(&m->events);
		join_all(m, line);
		code = m->unreadable ? EXIT_UNREADABLE : code;
		if (m->refused)
			code = exit_refused();
		else if (is_out_of_memory(m) || records.failed || cmd_write(line, &records) != EXIT_CLEAN)
			code = EXIT_INTERNAL;
		if (!m->refused && !tell_events(m, from) && code == EXIT_CLEAN)
			code = EXIT_UNREADABLE;
	}
	if (map != NULL)
		foreign_free(map);
	out_free(&records);
	return code;
}

int
cmd_evidence_import(struct opt_line *line)
{
	const struct adapter *from = find_adapter(opt_last(line, OPT_FROM, NULL));
	struct import m = { .unreadable = false };
	smimelint_ctx *ctx = NULL;
	smimelint_status st;
	int code;

	if (from == NULL)
		return EXIT_USAGE;
	if (opt_count(line, OPT_MISSING) > 0)
		return show_missing(line, from);
	if (line->n_operand < 2) {
		complain("evidence import takes logs: name their files");
		return EXIT_USAGE;
	}
	if (!foreign_open())
		return EXIT_INTERNAL;
	arena_init(&m.events.arena);
	if ((st = smimelint_ctx_new(&ctx)) == SMIMELINT_OK)
		st = smimelint_run_new(&m.events.run, ctx);
	code = st == SMIMELINT_OK ? run_import(&m, line, from) : cmd_no_library(st);
	smimelint_run_free(m.events.run);
	smimelint_ctx_free(ctx);
	free(m.events.event);
	keyed_free(&m.events.offers);
	keyed_free(&m.events.taken);
	arena_free(&m.events.arena);
	return code;
}
