/* SPDX-License-Identifier: Apache-2.0 */
/* ext_statement.c - short forms of policies, directory attributes, qualified statements. */
#include <stdio.h>

#include "tests/recipe/extension.h"

/* userNotice: noticeRef and explicitText as asked for */
static void
put_notice(struct octets *o, unsigned tag, const char *text, bool reference)
{
	size_t seq = octets_open(o, 0x30), ref, mark;

	if (reference) {
		ref = octets_open(o, 0x30);
		octets_tlv_text(o, 0x0c, "Nordlicht Trust GmbH");
		mark = octets_open(o, 0x30);
		octets_integer(o, 1);
		octets_close(o, mark);
		octets_close(o, ref);
	}
	if (text != NULL) {
		mark = octets_open(o, tag);
		put_string(o, tag, text);
		octets_close(o, mark);
	}
	octets_close(o, seq);
}

/*
 * One PolicyQualifierInfo: cps=URL, notice=TEXT, notice:ia5=TEXT, noticeRef
 * (reference only), noticeRef=TEXT (both), qualifier=OID or OID:DERTEXT.
 */
static bool
put_qualifier(struct octets *o, const char *w)
{
	size_t seq, n;
	const char *v;

	if ((v = lex_after(w, "cps=")) != NULL) {
		seq = octets_open(o, 0x30);
		put_oid(o, "id-qt-cps");
		n = octets_open(o, 0x16);
		lex_text(o, v);
		octets_close(o, n);
	} else if ((v = lex_after(w, "qualifier=")) != NULL) {
		n = strcspn(v, ":");
		seq = octets_open(o, 0x30);
		put_oid(o, lex_copy(o->tool, v, n));
		if (v[n] == ':')
			dertext_put(o, v + n + 1, NULL, NULL);
	} else if ((v = lex_after(w, "notice")) != NULL) {
		bool reference = strncmp(v, "Ref", 3) == 0;
		unsigned tag = 0x0c;

		n = strcspn(v, "=");
		if (*v == ':' && (tag = string_tag(lex_copy(o->tool, v + 1, n - 1))) == 0)
			tool_fail(o->tool, "no string type: %s", w);
		seq = octets_open(o, 0x30);
		put_oid(o, "id-qt-unotice");
		put_notice(o, tag, v[n] == '=' ? v + n + 1 : NULL, reference);
	} else {
		return false;
	}
	octets_close(o, seq);
	return true;
}

static void
close_policy(struct octets *o, const char *oid, const struct octets *qualifiers, bool has)
{
	size_t seq;

	if (oid == NULL)
		return;
	seq = octets_open(o, 0x30);
	put_oid(o, strcmp(oid, "any") == 0 ? "anyPolicy" : oid);
	if (has)
		octets_tlv(o, 0x30, octets_as_span(qualifiers));
	octets_close(o, seq);
}

/* sv-strict cps=https://… 1.2.3 notice="text" any noqualifiers (an empty list) */
void
put_policies(struct octets *o, const char *value, const struct ext_context *c)
{
	struct octets qualifiers = OCTETS(o->tool);
	size_t outer = octets_open(o, 0x30);
	const char *w, *oid = NULL;
	bool has = false;

	(void)c;
	while ((w = lex_word(o->tool, &value)) != NULL) {
		if (strcmp(w, "noqualifiers") == 0 || put_qualifier(&qualifiers, w)) {
			has = true;
			continue;
		}
		close_policy(o, oid, &qualifiers, has);
		qualifiers.n = 0;
		has = false;
		oid = w;
	}
	close_policy(o, oid, &qualifiers, has);
	octets_close(o, outer);
}

/* dateOfBirth=19800102000000Z gender=F placeOfBirth=Kiel 1.2.3="DERTEXT" */
void
put_directory_attributes(struct octets *o, const char *value, const struct ext_context *c)
{
	static const struct {
		const char *name;
		unsigned tag;
	} plain[] = {
		{ "dateOfBirth", 0x18 }, { "placeOfBirth", 0x0c }, { "gender", 0x13 },
		{ "countryOfCitizenship", 0x13 }, { "countryOfResidence", 0x13 },
	};
	size_t outer = octets_open(o, 0x30), seq, set, n, mark;
	const char *w, *type;

	while ((w = lex_word(o->tool, &value)) != NULL) {
		unsigned tag = 0;

		n = strcspn(w, "=");
		type = lex_copy(o->tool, w, n);
		w += n + (w[n] == '=');
		for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
			if (strcmp(plain[i].name, type) == 0)
				tag = plain[i].tag;
		seq = octets_open(o, 0x30);
		put_oid(o, type);
		set = octets_open(o, 0x31);
		if (tag != 0 && lex_after(w, "der:") == NULL) {
			mark = octets_open(o, tag);
			put_string(o, tag, w);
			octets_close(o, mark);
		} else {
			dertext_put(o, lex_after(w, "der:") != NULL ? w + 4 : w, c->ref, c->ref_arg);
		}
		octets_close(o, set);
		octets_close(o, seq);
	}
	octets_close(o, outer);
}

/* A list of words joined by commas, each through a format into DERTEXT. */
static const char *
each(struct tool *t, const char *list, const char *before, const char *after)
{
	struct octets o = OCTETS(t);
	size_t n;

	for (; *list != '\0'; list += n + (list[n] == ',')) {
		n = strcspn(list, ",");
		octets_put(&o, before, strlen(before));
		octets_put(&o, list, n);
		octets_put(&o, after, strlen(after));
	}
	return lex_copy(t, (const char *)octets_as_span(&o).p, o.n);
}

/* pds=URL,en,URL,de */
static const char *
pds(struct tool *t, const char *list)
{
	struct octets o = OCTETS(t);
	const char *one;
	size_t url, lang;

	while (*list != '\0') {
		url = strcspn(list, ",");
		lang = list[url] == ',' ? strcspn(list + url + 1, ",") : 0;
		one = arena_printf(t->arena, "SEQUENCE { IA5 \"%.*s\" PRINTABLE \"%.*s\" } ", (int)url, list,
		    (int)lang, list + url + (list[url] == ','));
		octets_put(&o, one, strlen(one));
		list += url + (list[url] == ',');
		list += lang + (list[lang] == ',');
	}
	return lex_copy(t, (const char *)octets_as_span(&o).p, o.n);
}

/* The identifier and, as DERTEXT, the statementInfo (NULL: none) of one word. */
static const char *
qc_statement(struct tool *t, const char *w, const char **info)
{
	char currency[16];
	long amount, exponent;
	const char *v;

	*info = NULL;
	if (strcmp(w, "compliance") == 0)
		return "id-etsi-qcs-QcCompliance";
	if (strcmp(w, "sscd") == 0)
		return "id-etsi-qcs-QcSSCD";
	if ((v = lex_after(w, "retention=")) != NULL) {
		*info = arena_printf(t->arena, "INTEGER %s", v);
		return "id-etsi-qcs-QcRetentionPeriod";
	}
	if ((v = lex_after(w, "limit=")) != NULL &&
	    sscanf(v, "%15[^/]/%ld/%ld", currency, &amount, &exponent) == 3) {
		*info = arena_printf(t->arena, "SEQUENCE { PRINTABLE \"%s\" INTEGER %ld INTEGER %ld }",
		    currency, amount, exponent);
		return "id-etsi-qcs-QcLimitValue";
	}
	if ((v = lex_after(w, "type=")) != NULL) {
		*info = arena_printf(t->arena, "SEQUENCE { %s }", each(t, v, "OID id-etsi-qct-", " "));
		return "id-etsi-qcs-QcType";
	}
	if ((v = lex_after(w, "legislation=")) != NULL) {
		*info = arena_printf(t->arena, "SEQUENCE { %s }", each(t, v, "PRINTABLE \"", "\" "));
		return "id-etsi-qcs-QcCClegislation";
	}
	if ((v = lex_after(w, "pds=")) != NULL) {
		*info = arena_printf(t->arena, "SEQUENCE { %s }", pds(t, v));
		return "id-etsi-qcs-QcPDS";
	}
	if ((v = lex_after(w, "semantics=")) != NULL) {
		*info = arena_printf(t->arena, "SEQUENCE { OID id-etsi-qcs-semanticsId-%s }", v);
		return "id-qcs-pkixQCSyntax-v2";
	}
	if ((v = strchr(w, '=')) != NULL)
		*info = v + 1;
	return lex_copy(t, w, strcspn(w, "="));
}

/*
 * compliance sscd retention=10 limit=EUR/1000/0 type=esign,eseal,web
 * legislation=DE pds=https://…,en semantics=Natural OID OID="DERTEXT"
 */
void
put_qc_statements(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t outer = octets_open(o, 0x30), seq;
	const char *w, *oid, *info;

	while ((w = lex_word(o->tool, &value)) != NULL) {
		oid = qc_statement(o->tool, w, &info);
		seq = octets_open(o, 0x30);
		put_oid(o, oid);
		if (info != NULL)
			dertext_put(o, info, c->ref, c->ref_arg);
		octets_close(o, seq);
	}
	octets_close(o, outer);
}
