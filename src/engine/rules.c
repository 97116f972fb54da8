/* SPDX-License-Identifier: Apache-2.0 */
/* rules.c - the tables as one list; names, levels and columns of a rule. */
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "engine/engine.h"

size_t
rules_count(void)
{
	size_t n = 0;

	for (size_t t = 0; rule_tables[t] != NULL; t++)
		n += rule_tables[t]->n;
	return n;
}

const struct smimelint_rule *
rules_at(size_t i)
{
	for (size_t t = 0; rule_tables[t] != NULL; t++) {
		if (i < rule_tables[t]->n)
			return &rule_tables[t]->rule[i];
		i -= rule_tables[t]->n;
	}
	return NULL;
}

const struct rule_table *
rules_table_of(const struct smimelint_rule *r)
{
	for (size_t t = 0; rule_tables[t] != NULL; t++)
		for (size_t i = 0; i < rule_tables[t]->n; i++)
			if (&rule_tables[t]->rule[i] == r)
				return rule_tables[t];
	return NULL;
}

/*
 * The sources a rule id may begin with; the document that its sections are
 * sections of (rules over evidence name it themselves); with a bit those that
 * are off unless asked for.
 */
static const struct {
	const char *name, *document;
	uint8_t program;
} sources[] = {
	{ "sbr", "SBR", 0 }, { "x690", "X.690", 0 }, { "etsi", "ETSI", 0 }, { "evidence", "", 0 },
	{ "cps", "CP/CPS", PROGRAM_CPS }, { "rfc3161", "RFC 3161", 0 }, { "rfc3279", "RFC 3279", 0 },
	{ "rfc3739", "RFC 3739", 0 }, { "rfc4055", "RFC 4055", 0 }, { "rfc4262", "RFC 4262", 0 }, { "rfc4519", "RFC 4519", 0 },
	{ "rfc5019", "RFC 5019", 0 }, { "rfc5280", "RFC 5280", 0 }, { "rfc5321", "RFC 5321", 0 }, { "rfc5480", "RFC 5480", 0 },
	{ "rfc5758", "RFC 5758", 0 },
	{ "rfc6532", "RFC 6532", 0 }, { "rfc6818", "RFC 6818", 0 }, { "rfc6960", "RFC 6960", 0 },
	{ "rfc6962", "RFC 6962", 0 }, { "rfc7093", "RFC 7093", 0 }, { "rfc8398", "RFC 8398", 0 },
	{ "rfc8410", "RFC 8410", 0 }, { "rfc8954", "RFC 8954", 0 }, { "rfc8813", "RFC 8813", 0 }, { "rfc9295", "RFC 9295", 0 },
	{ "rfc9549", "RFC 9549", 0 }, { "rfc9598", "RFC 9598", 0 }, { "rfc9608", "RFC 9608", 0 },
	{ "rfc9654", "RFC 9654", 0 }, { "rfc9881", "RFC 9881", 0 }, { "rfc9935", "RFC 9935", 0 }, { "ccadb", "CCADB", 1 << 0 },
	{ "mozilla", "Mozilla", 1 << 1 }, { "apple", "Apple", 1 << 2 }, { "microsoft", "Microsoft", 1 << 3 },
};
#define N_SOURCES (sizeof sources / sizeof *sources)

static int
source_index(const char *id)
{
	size_t n = strcspn(id, ".");

	for (size_t i = 0; i < N_SOURCES; i++)
		if (sources[i].name[0] == id[0] && strncmp(sources[i].name, id, n) == 0 && sources[i].name[n] == '\0')
			return (int)i;
	return -1;
}

/* Does the text begin with the pattern, whatever the letter case, and end there or go on to what is under it? */
static bool
is_under(const char *text, const char *pattern, bool words)
{
	for (; *pattern != '\0'; text++, pattern++)
		if (small_letter((uint8_t)*text) != small_letter((uint8_t)*pattern))
			return false;
	return *text == '\0' || *text == '.' || (words && *text == ' ');
}

/* Case apart. */
static bool
is_same(const char *text, const char *pattern)
{
	return strlen(text) == strlen(pattern) && is_under(text, pattern, false);
}

/* The source that a pattern names; -1: none. */
static int
source_named(const char *pattern)
{
	for (size_t i = 0; i < N_SOURCES; i++)
		if (is_same(sources[i].name, pattern))
			return (int)i;
	return -1;
}

uint8_t
rule_program(const struct smimelint_rule *r)
{
	int i = source_index(r->id);

	return i < 0 ? 0 : sources[i].program;
}

/* Those of one source stand together. */
void
rules_programs(uint8_t *program)
{
	const struct smimelint_rule *before = NULL;
	size_t n = 0;

	for (size_t t = 0; rule_tables[t] != NULL; t++)
		for (const struct smimelint_rule *r = rule_tables[t]->rule, *end = r + rule_tables[t]->n; r < end; r++) {
			if (before == NULL || strncmp(r->id, before->id, n) != 0) {
				before = r;
				n = strcspn(r->id, ".") + 1;
				*program = rule_program(r);
			} else {
				*program = program[-1];
			}
			program++;
		}
}

uint8_t
program_bit(struct span name)
{
	for (size_t i = 0; i < N_SOURCES; i++)
		if (sources[i].program != 0 && sources[i].program != PROGRAM_CPS && span_is(name, sources[i].name))
			return sources[i].program;
	return 0;
}

/*
 * Several sections that differ in their last letter or digit stand as the first
 * and that of the last, "7.1.4.2.2.a to n": takes the last off, and returns it;
 * of one alone its own.
 */
static char
section_last(char *item)
{
	char *to = strstr(item, " to ");
	size_t n = strlen(item);

	if (to == NULL)
		return n > 0 ? item[n - 1] : '\0';
	*to = '\0';
	return to[4];
}

/* Is it the number that the pattern names, or one under it, or the same behind its document, of which a pattern may have words alone? */
static bool
is_section(struct span document, const char *number, const char *pattern)
{
	size_t n = 0;

	if (is_under(number, pattern, false))
		return true;
	while (n < document.n && pattern[n] != '\0' && small_letter(document.p[n]) == small_letter((uint8_t)pattern[n]))
		n++;
	if (pattern[n] == '\0')
		return n == document.n || document.p[n] == ' ' || document.p[n] == '.';
	return n == document.n && pattern[n] == ' ' && is_under(number, pattern + n + 1, true);
}

/*
 * A section as reports print it, with its document or without; where a rule
 * has several, any of them: "SBR 3.2.2.1, 3.2.2.3".
 */
static bool
section_matches(const struct smimelint_rule *r, const char *document, const char *pattern)
{
	char item[64], last, *end;
	const char *p = r->section;
	struct span carried = span_of(document);

	while (*p != '\0') {
		size_t n = strcspn(p, ",");
		const char *blank, *number;

		/* No section is so long. */
		if (n >= sizeof item)
			return false;
		memcpy(item, p, n);
		item[n] = '\0';
		last = section_last(item);
		blank = strrchr(item, ' ');
		number = blank != NULL && blank[1] >= '0' && blank[1] <= '9' ? blank + 1 : item;
		/* One that names its document speaks for those behind it. */
		if (number != item)
			carried = (struct span){ (const uint8_t *)p, (size_t)(blank - item) };
		end = item + strlen(item);
		do {
			if (is_section(carried, number, pattern))
				return true;
		} while (end > number && end[-1]++ < last);
		p += n + strspn(p + n, ", ");
	}
	return false;
}

/* All that reports print of a rule with several sections, with its document or without: "SBR 3.2.2.1, 3.2.2.3". */
static bool
is_citation(const struct smimelint_rule *r, const char *document, const char *pattern)
{
	return is_same(r->section, pattern) ||
	    (document[0] != '\0' && is_under(pattern, document, true) && is_same(r->section, pattern + strlen(document) + 1));
}

bool
rule_matches(const struct smimelint_rule *r, const char *pattern)
{
	int source = source_index(r->id), named = pattern[0] != '\0' ? source_named(pattern) : -1;
	const char *document = source >= 0 ? sources[source].document : "";

	if (pattern[0] == '\0')
		return false;
	if (named >= 0)
		return named == source;
	return text_glob(span_of(pattern), span_of(r->id)) || section_matches(r, document, pattern) || is_citation(r, document, pattern);
}

/* ---- public ---- */

size_t
smimelint_rule_count(void)
{
	return rules_count();
}

const smimelint_rule *
smimelint_rule_at(size_t i)
{
	return rules_at(i);
}

size_t
smimelint_rule_index(const smimelint_rule *r)
{
	size_t before = 0;

	/* The rows of a table stand one after the other. */
	for (size_t t = 0; rule_tables[t] != NULL; t++) {
		uintptr_t from = (uintptr_t)rule_tables[t]->rule, at = (uintptr_t)r;

		if (at >= from && (at - from) / sizeof *r < rule_tables[t]->n)
			return before + (size_t)(at - from) / sizeof *r;
		before += rule_tables[t]->n;
	}
	return before;
}

const smimelint_rule *
smimelint_rule_find(const char *id)
{
	if (id == NULL)
		return NULL;
	for (size_t t = 0; rule_tables[t] != NULL; t++)
		for (size_t i = 0; i < rule_tables[t]->n; i++)
			if (strcmp(rule_tables[t]->rule[i].id, id) == 0)
				return &rule_tables[t]->rule[i];
	return NULL;
}

const char *
smimelint_rule_text(const smimelint_rule *r, const char *field)
{
	int source;

	if (r == NULL || field == NULL)
		return NULL;
	const struct {
		const char *name, *text;
	} columns[] = {
		{ "id", r->id }, { "section", r->section }, { "title", r->title },
		{ "requires", r->requires }, { "explanation", r->explanation },
		{ "remedy", r->remedy }, { "reading", r->reading },
	};
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (strcmp(columns[i].name, field) == 0)
			return columns[i].text;
	if (strcmp(field, "option") == 0)
		return rule_program(r) == 0 ? NULL : rule_program(r) == PROGRAM_CPS ? "--ca-profile" : "--programs";
	if (strcmp(field, "source") == 0)
		return (source = source_index(r->id)) < 0 ? NULL : sources[source].name;
	if (strcmp(field, "document") == 0)
		return (source = source_index(r->id)) < 0 ? NULL : sources[source].document;
	if (strcmp(field, "heading") == 0) {
		const struct rule_table *t = rules_table_of(r);

		return t == NULL ? NULL : t->heading;
	}
	return NULL;
}

size_t
smimelint_rule_citation(const smimelint_rule *r, char *text, size_t size)
{
	const char *document = smimelint_rule_text(r, "document");
	int n;

	if (r == NULL || (text == NULL && size > 0))
		return 0;
	n = snprintf(text, size, "%s%s%s", document, document[0] != '\0' ? " " : "", r->section);
	return n < 0 ? 0 : (size_t)n;
}

static const char *
kind_item(unsigned kinds, size_t i)
{
	for (unsigned bit = 1; bit <= KIND_LAST; bit <<= 1)
		if ((kinds & bit) != 0 && i-- == 0)
			return kind_text((uint16_t)bit);
	return NULL;
}

/* Item i of those names whose bit stands in the mask; for subscriber certificates only. */
static const char *
mask_item(const struct smimelint_rule *r, unsigned mask, const char *const *names, size_t n, size_t i)
{
	if ((r->scope.kinds & KIND_SUBSCRIBER) == 0)
		return NULL;
	for (size_t k = 0; k < n; k++)
		if ((mask & 1u << k) != 0 && i-- == 0)
			return names[k];
	return NULL;
}

static const char *
id_item(const char *const *ids, size_t i)
{
	for (; ids != NULL && *ids != NULL; ids++)
		if (i-- == 0)
			return *ids;
	return NULL;
}

/* The rules that it gives way to: in the same place, then those of any. */
static const char *
yield_item(const smimelint_rule *r, size_t i)
{
	size_t n = 0;

	while (r->yields_to != NULL && r->yields_to[n] != NULL)
		n++;
	return i < n ? r->yields_to[i] : id_item(r->yields_whole_to, i - n);
}

static const char *
peer_item(const struct smimelint_rule *r, const char *peer, size_t i)
{
	size_t n = strlen(peer);

	for (const char *const *p = r->peers; p != NULL && *p != NULL; p++)
		if (strncmp(*p, peer, n) == 0 && (*p)[n] == ':' && i-- == 0)
			return *p + n + 1;
	return NULL;
}

static const char *
needs_item(const struct smimelint_rule *r, size_t i)
{
	bool crl = (r->scope.kinds & ~KIND_ANY_CRL) == 0, ocsp = r->scope.kinds == KIND_OCSP_RESPONSE;
	const struct {
		bool needed;
		const char *name;
	} all[] = {
		{ r->evidence != EVIDENCE_RECORD, crl ? "crl" : ocsp ? "ocsp" : "certificate" }, { r->needs_issuer, "issuer" },
		{ (r->beside & BESIDE_PREVIOUS) != 0, "previous" }, { (r->beside & BESIDE_CERTIFICATES) != 0, "certificates" },
		{ (r->beside & BESIDE_CURRENT) != 0, "current" }, { r->evidence != EVIDENCE_NONE, "evidence" },
	};

	for (size_t k = 0; k < sizeof all / sizeof *all; k++)
		if (all[k].needed && i-- == 0)
			return all[k].name;
	return NULL;
}

/* Without the issuer's certificate a CRL or a response may have another at hand, and a self-signed certificate has itself. */
static bool
waits_for_issuer(const struct smimelint_rule *r)
{
	return r->needs_issuer && !r->own_issuer_too && (r->scope.kinds & (KIND_ANY_CRL | KIND_OCSP_RESPONSE)) == 0;
}

static const char *
option_item(const struct smimelint_rule *r, size_t i)
{
	const struct {
		bool needed;
		const char *name;
	} all[] = {
		{ waits_for_issuer(r), "issuer" }, { (r->beside & BESIDE_PREVIOUS) != 0, "previous" },
		{ (r->beside & BESIDE_CERTIFICATES) != 0, "certificates" }, { (r->beside & BESIDE_NOW) != 0, "now" },
		{ (r->beside & BESIDE_DEEP_KEYS) != 0, "deep-keys" }, { r->evidence != EVIDENCE_NONE, "evidence" },
	};

	for (size_t k = 0; k < sizeof all / sizeof *all; k++)
		if (all[k].needed && i-- == 0)
			return all[k].name;
	return NULL;
}

const char *
smimelint_rule_item(const smimelint_rule *r, const char *list, size_t i)
{
	static const char *const type_names[] = {
		"mailbox-validated", "organization-validated", "sponsor-validated", "individual-validated"
	};
	static const char *const gen_names[] = { "legacy", "multipurpose", "strict" };

	if (r == NULL || list == NULL)
		return NULL;
	if (strcmp(list, "kinds") == 0)
		return kind_item(r->scope.kinds, i);
	if (strcmp(list, "yields-to") == 0)
		return yield_item(r, i);
	if (strcmp(list, "types") == 0)
		return mask_item(r, r->scope.types, type_names, 4, i);
	if (strcmp(list, "generations") == 0)
		return mask_item(r, r->scope.gens, gen_names, 3, i);
	if (strcmp(list, "needs") == 0)
		return needs_item(r, i);
	if (strcmp(list, "options") == 0)
		return option_item(r, i);
	return peer_item(r, list, i);
}

int
smimelint_rule_schedule(const smimelint_rule *r, size_t i, int32_t *from, const char **level,
    smimelint_level *severity)
{
	static const char *const names[] = { NULL, "none", "notice", "SHOULD", "SHALL" };

	if (r == NULL)
		return 0;
	for (size_t k = 0; r->schedule[k].level != LEVEL_END; k++)
		if (k == i) {
			*from = r->schedule[k].from;
			*level = names[r->schedule[k].level];
			*severity = (smimelint_level)level_severity(r, r->schedule[k].level, false);
			return 1;
		}
	return 0;
}

int
smimelint_rule_matches(const smimelint_rule *r, const char *pattern)
{
	return r != NULL && pattern != NULL && rule_matches(r, pattern);
}
