/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ca_profile_read.c - the CA's profiles from JSON.
 *
 * Each object is read by a table of its members; a member that stands in no
 * table is refused, so that a slip of the pen lifts no limit.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "engine/engine.h"

#define SCHEMA "smimelint-ca-profile/1"
#define MAX_OID 64
#define MAX_NUMBER 1000000

static const struct json_limits limits = { 16, 100000 };

struct reader {
	struct arena *arena;
	struct span text;
	char *error;
	size_t room;
};

/* A member of an object: what reads it, and where to. */
struct member {
	const char *name;
	bool (*read)(struct reader *, const struct json_value *, void *to, unsigned arg);
	size_t to;
	unsigned arg;
};
#define IN(type, field) offsetof(struct type, field)
#define N(list) (sizeof(list) / sizeof *(list))

/* Says what is wrong with a value, or with its member of this name; always false. */
static bool __attribute__((format(printf, 4, 5)))
refuse(struct reader *r, const struct json_value *v, const char *member, const char *fmt, ...)
{
	const char *pointer = json_pointer(r->arena, v, member);
	uint64_t line, column;
	va_list ap;
	int n;

	json_place(r->text, (size_t)(v->raw.p - r->text.p), &line, &column);
	n = snprintf(r->error, r->room, "%llu: %.*s%s: ", (unsigned long long)line, (int)(r->room / 2), pointer,
	    *pointer != '\0' ? "" : "/");
	va_start(ap, fmt);
	if (n > 0 && (size_t)n < r->room)
		vsnprintf(r->error + n, r->room - (size_t)n, fmt, ap);
	va_end(ap);
	return false;
}

/* The text, safe to show and short enough for a message. */
static const char *
shown(struct reader *r, struct span text)
{
	return text_show(r->arena, text, 60);
}

static bool
is_type(struct reader *r, const struct json_value *v, enum json_type type, const char *wanted)
{
	return v->type == type || refuse(r, v, NULL, "%s is expected, not %s", wanted, json_type_name(v));
}

static bool
read_members(struct reader *r, const struct json_value *object, const struct member *list, size_t n, void *base)
{
	if (!is_type(r, object, JSON_OBJECT, "an object"))
		return false;
	for (const struct json_value *v = object->child; v != NULL; v = v->next) {
		size_t i = 0;

		while (i < n && !span_is(v->key, list[i].name))
			i++;
		if (i == n)
			return refuse(r, v, NULL, "there is no such member");
		if (!list[i].read(r, v, (char *)base + list[i].to, list[i].arg))
			return false;
	}
	return true;
}

static bool
is_there(struct reader *r, const struct json_value *object, const char *member)
{
	return json_find(object, member) != NULL || refuse(r, object, member, "is missing");
}

/* Room for one item per element; arg: how few elements there may be. */
static void *
read_list(struct reader *r, const struct json_value *list, size_t size, unsigned least)
{
	if (!is_type(r, list, JSON_ARRAY, "a list"))
		return NULL;
	if (list->n < least) {
		refuse(r, list, NULL, "the list is empty");
		return NULL;
	}
	return arena_array(r->arena, list->n, size);
}

static bool
is_text(struct reader *r, const struct json_value *v)
{
	return is_type(r, v, JSON_STRING, "a text") && (v->text.n > 0 || refuse(r, v, NULL, "the text is empty"));
}

/* ---- values ---- */

static bool
read_comment(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	(void)to;
	(void)arg;
	return is_text(r, v);
}

static bool
read_name(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	(void)arg;
	if (!is_text(r, v))
		return false;
	*(const char **)to = text_show(r->arena, v->text, 120);
	return true;
}

/* arg: the least number. */
static bool
read_number(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	int64_t n;

	if (!json_int64(v, &n) || n < (int64_t)arg || n > MAX_NUMBER)
		return refuse(r, v, NULL, "a whole number from %u to %d is expected", arg, MAX_NUMBER);
	*(uint32_t *)to = (uint32_t)n;
	return true;
}

/* true or false, as an enum answer. */
static bool
read_answer(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	(void)arg;
	if (!is_type(r, v, JSON_BOOL, "true or false"))
		return false;
	*(uint8_t *)to = v->yes ? ANSWER_YES : ANSWER_NO;
	return true;
}

static bool
read_day(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	(void)arg;
	if (!is_text(r, v))
		return false;
	return day_parse(shown(r, v->text), to) ||
	    refuse(r, v, NULL, "\"%s\" is no date YYYY-MM-DD", shown(r, v->text));
}

/* arg: how few there may be. */
static bool
read_texts(struct reader *r, const struct json_value *list, void *to, unsigned arg)
{
	struct ca_texts *t = to;
	struct span *v = read_list(r, list, sizeof *v, arg);

	if (v == NULL)
		return false;
	for (const struct json_value *e = list->child; e != NULL; e = e->next) {
		if (!is_text(r, e))
			return false;
		v[t->n++] = e->text;
	}
	t->v = v;
	t->given = true;
	return true;
}

/* Where the names of a sort stand among the identifiers, and what bears them. */
#define SIGNATURES CA_SORTS
static const struct {
	uint8_t first, last;
	const char *what;
} sorts[] = {
	[CA_POLICIES] = { OID_ANY_POLICY, OID_SBR_IV_STRICT, "a policy" },
	[CA_USAGES] = { OID_EKU_ANY, OID_EKU_ADOBE_AUTHENTIC, "an extended key usage" },
	[CA_EXTENSIONS] = { OID_EXT_SDA, OID_EXT_NS_COMMENT, "an extension" },
	[CA_ATTRIBUTES] = { OID_COMMON_NAME, OID_JURISDICTION_C, "an attribute" },
	[CA_NAMES] = { OID_ON_SMTP_UTF8, OID_ON_UPN, "a general name" },
	[SIGNATURES] = { OID_RSA_PSS, OID_ECDSA_SHA512, "a signature algorithm" },
};

static bool
read_item(struct reader *r, const struct json_value *v, struct span text, struct ca_item *item, unsigned sort)
{
	uint8_t octets[MAX_OID], *kept;
	enum oid id;

	*item = (struct ca_item){ SPAN_NONE, 0 };
	for (unsigned form = GN_RFC822; sort == CA_NAMES && form <= GN_REGISTERED_ID; form++)
		if (span_is(text, general_name_form_text(form))) {
			item->form = (uint8_t)form;
			return true;
		}
	if ((id = oid_named(text, sorts[sort].first, sorts[sort].last)) != OID_UNKNOWN) {
		item->oid = oid_octets(id);
		return true;
	}
	if ((item->oid.n = oid_parse(text, octets, sizeof octets)) == 0)
		return refuse(r, v, NULL, "\"%s\" is neither a dotted object identifier nor the name of %s",
		    shown(r, text), sorts[sort].what);
	if ((kept = arena_take(r->arena, item->oid.n)) == NULL)
		return false;
	memcpy(kept, octets, item->oid.n);
	item->oid.p = kept;
	return true;
}

/* arg: their sort. */
static bool
read_items(struct reader *r, const struct json_value *list, void *to, unsigned arg)
{
	struct ca_items *items = to;
	struct ca_item *v = read_list(r, list, sizeof *v, 0);

	if (v == NULL)
		return false;
	for (const struct json_value *e = list->child; e != NULL; e = e->next)
		if (!is_text(r, e) || !read_item(r, e, e->text, &v[items->n++], arg))
			return false;
	items->v = v;
	items->given = true;
	return true;
}

/* Not empty: no certificate fits a list of nothing. */
static bool
read_some_items(struct reader *r, const struct json_value *list, void *to, unsigned arg)
{
	if (list->type == JSON_ARRAY && list->n == 0)
		return refuse(r, list, NULL, "the list is empty");
	return read_items(r, list, to, arg);
}

/* A list of names as a set of bits. */
static bool
read_bits(struct reader *r, const struct json_value *list, const char *const *names, unsigned n, uint16_t *bits)
{
	*bits = 0;
	if (!is_type(r, list, JSON_ARRAY, "a list"))
		return false;
	for (const struct json_value *e = list->child; e != NULL; e = e->next) {
		unsigned i = 0;

		if (!is_text(r, e))
			return false;
		while (i < n && !span_is(e->text, names[i]))
			i++;
		if (i == n)
			return refuse(r, e, NULL, "\"%s\" is none of those that may stand here", shown(r, e->text));
		*bits = (uint16_t)(*bits | 1u << i);
	}
	return true;
}

/* ---- parts of a profile ---- */

/* arg: the sort. */
static bool
read_set(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	const struct member list[] = {
		{ "required", read_items, IN(ca_set, required), arg },
		{ "allowed", read_items, IN(ca_set, allowed), arg },
		{ "forbidden", read_items, IN(ca_set, forbidden), arg },
		{ "comment", read_comment, 0, 0 },
	};

	return read_members(r, v, list, N(list), to);
}

static bool
read_extensions(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct member list[] = {
		{ "required", read_items, IN(ca_profile, set[CA_EXTENSIONS].required), CA_EXTENSIONS },
		{ "allowed", read_items, IN(ca_profile, set[CA_EXTENSIONS].allowed), CA_EXTENSIONS },
		{ "forbidden", read_items, IN(ca_profile, set[CA_EXTENSIONS].forbidden), CA_EXTENSIONS },
		{ "critical", read_items, IN(ca_profile, critical), CA_EXTENSIONS },
		{ "not_critical", read_items, IN(ca_profile, not_critical), CA_EXTENSIONS },
		{ "comment", read_comment, 0, 0 },
	};

	(void)arg;
	return read_members(r, v, list, N(list), to);
}

static bool
read_urls(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct member list[] = {
		{ "required", read_texts, IN(ca_url_limits, required), 0 },
		{ "allowed", read_texts, IN(ca_url_limits, allowed), 0 },
		{ "comment", read_comment, 0, 0 },
	};

	(void)arg;
	return read_members(r, v, list, N(list), to);
}

static bool
read_validity(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct member list[] = {
		{ "max_days", read_number, IN(ca_profile, max_days), 1 },
		{ "max_backdating_days", read_number, IN(ca_profile, max_backdating), 0 },
		{ "comment", read_comment, 0, 0 },
	};

	(void)arg;
	return read_members(r, v, list, N(list), to);
}

static bool
read_key_type(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct {
		const char *name;
		uint8_t id;
	} types[] = {
		{ "RSA", OID_RSA }, { "P-256", OID_P256 }, { "P-384", OID_P384 }, { "P-521", OID_P521 },
		{ "Ed25519", OID_ED25519 }, { "Ed448", OID_ED448 }, { "X25519", OID_X25519 }, { "X448", OID_X448 },
		{ "ML-DSA-44", OID_ML_DSA_44 }, { "ML-DSA-65", OID_ML_DSA_65 }, { "ML-DSA-87", OID_ML_DSA_87 },
		{ "ML-KEM-512", OID_ML_KEM_512 }, { "ML-KEM-768", OID_ML_KEM_768 }, { "ML-KEM-1024", OID_ML_KEM_1024 },
	};

	(void)arg;
	if (!is_text(r, v))
		return false;
	for (size_t i = 0; i < N(types); i++)
		if (span_is(v->text, types[i].name)) {
			*(enum oid *)to = (enum oid)types[i].id;
			return true;
		}
	return refuse(r, v, NULL, "\"%s\" is no type of key such as RSA, P-256 or ML-DSA-65", shown(r, v->text));
}

/* [{ "type": "RSA", "min_bits": 3072 }, { "type": "P-256" }] */
static bool
read_keys(struct reader *r, const struct json_value *list, void *to, unsigned arg)
{
	static const struct member members[] = {
		{ "type", read_key_type, IN(ca_key, id), 0 },
		{ "min_bits", read_number, IN(ca_key, min_bits), 1 },
		{ "max_bits", read_number, IN(ca_key, max_bits), 1 },
		{ "comment", read_comment, 0, 0 },
	};
	struct ca_profile *p = to;
	struct ca_key *k = read_list(r, list, sizeof *k, 1);

	(void)arg;
	if (k == NULL)
		return false;
	p->key = k;
	p->n_key = list->n;
	for (const struct json_value *e = list->child; e != NULL; e = e->next, k++) {
		k->max_bits = CA_NO_LIMIT;
		if (!read_members(r, e, members, N(members), k) || !is_there(r, e, "type"))
			return false;
		if (k->id != OID_RSA && (k->min_bits != 0 || k->max_bits != CA_NO_LIMIT))
			return refuse(r, e, NULL, "min_bits and max_bits are for RSA: other types have one size each");
		if (k->min_bits > k->max_bits)
			return refuse(r, e, NULL, "min_bits is more than max_bits");
	}
	return true;
}

static bool
read_usage_bits(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	(void)arg;
	return read_bits(r, v, key_usage_names, KEY_USAGES, to);
}

static bool
read_usage_sets(struct reader *r, const struct json_value *list, void *to, unsigned arg)
{
	struct ca_profile *p = to;
	uint16_t *set = read_list(r, list, sizeof *set, 1);

	(void)arg;
	if (set == NULL)
		return false;
	p->usage_set = set;
	p->n_usage_set = list->n;
	for (const struct json_value *e = list->child; e != NULL; e = e->next)
		if (!read_usage_bits(r, e, set++, 0))
			return false;
	return true;
}

static bool
read_key_usage(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct member list[] = {
		{ "required", read_usage_bits, IN(ca_profile, usage_required), 0 },
		{ "allowed", read_usage_bits, IN(ca_profile, usage_allowed), 0 },
		{ "sets", read_usage_sets, 0, 0 },
		{ "comment", read_comment, 0, 0 },
	};

	(void)arg;
	return read_members(r, v, list, N(list), to);
}

/* ---- subject ---- */

static struct ca_value *
value_of(struct ca_profile *p, struct span attribute)
{
	for (unsigned i = 0; i < p->n_value; i++)
		if (span_eq(p->value[i].attribute, attribute))
			return &p->value[i];
	p->value[p->n_value].attribute = attribute;
	return &p->value[p->n_value++];
}

/* Texts for each attribute named; arg: whether they are patterns. */
static bool
read_values(struct reader *r, const struct json_value *object, void *to, unsigned arg)
{
	struct ca_profile *p = to;
	struct ca_value *more;

	if (!is_type(r, object, JSON_OBJECT, "an object"))
		return false;
	if ((more = arena_array(r->arena, p->n_value + object->n, sizeof *more)) == NULL)
		return false;
	if (p->n_value != 0)
		memcpy(more, p->value, p->n_value * sizeof *more);
	p->value = more;
	for (const struct json_value *v = object->child; v != NULL; v = v->next) {
		struct ca_value *value;
		struct ca_item item;
		struct ca_texts *texts;

		if (!read_item(r, v, v->key, &item, CA_ATTRIBUTES))
			return false;
		value = value_of(p, item.oid);
		texts = arg != 0 ? &value->patterns : &value->values;
		if (texts->given)
			return refuse(r, v, NULL, "this attribute stands here under another name already");
		if (!read_texts(r, v, texts, 1))
			return false;
	}
	return true;
}

static bool
read_common_name(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const char *const forms[] = { "mailbox", "organization-name", "pseudonym", "personal-name" };
	uint16_t bits;

	(void)arg;
	if (!read_bits(r, v, forms, N(forms), &bits))
		return false;
	*(uint8_t *)to = (uint8_t)bits;
	return bits != 0 || refuse(r, v, NULL, "the list is empty");
}

static bool
read_subject(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct member list[] = {
		{ "required", read_items, IN(ca_profile, set[CA_ATTRIBUTES].required), CA_ATTRIBUTES },
		{ "allowed", read_items, IN(ca_profile, set[CA_ATTRIBUTES].allowed), CA_ATTRIBUTES },
		{ "forbidden", read_items, IN(ca_profile, set[CA_ATTRIBUTES].forbidden), CA_ATTRIBUTES },
		{ "values", read_values, 0, 0 },
		{ "patterns", read_values, 0, 1 },
		{ "common_name", read_common_name, IN(ca_profile, common_name), 0 },
		{ "comment", read_comment, 0, 0 },
	};

	(void)arg;
	return read_members(r, v, list, N(list), to);
}

static bool
read_subject_alt_name(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct member list[] = {
		{ "required", read_items, IN(ca_profile, set[CA_NAMES].required), CA_NAMES },
		{ "allowed", read_items, IN(ca_profile, set[CA_NAMES].allowed), CA_NAMES },
		{ "forbidden", read_items, IN(ca_profile, set[CA_NAMES].forbidden), CA_NAMES },
		{ "domains", read_texts, IN(ca_profile, domains), 0 },
		{ "max_mailboxes", read_number, IN(ca_profile, max_mailboxes), 1 },
		{ "comment", read_comment, 0, 0 },
	};

	(void)arg;
	return read_members(r, v, list, N(list), to);
}

/* ---- match ---- */

static bool
read_kinds(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	const char *names[8];
	unsigned n = 0;
	uint16_t bits;

	(void)arg;
	for (unsigned bit = 1; bit <= KIND_OCSP; bit <<= 1)
		names[n++] = kind_text((uint16_t)bit);
	if (!read_bits(r, v, names, n, &bits))
		return false;
	*(uint16_t *)to = bits;
	return bits != 0 || refuse(r, v, NULL, "the list is empty");
}

static bool
read_profiles_named(struct reader *r, const struct json_value *list, void *to, unsigned arg)
{
	struct ca_match *m = to;
	struct ca_sbr_profile *p = read_list(r, list, sizeof *p, 1);

	(void)arg;
	if (p == NULL)
		return false;
	m->profile = p;
	for (const struct json_value *e = list->child; e != NULL; e = e->next, p++, m->n_profile++) {
		uint16_t kind;

		if (!is_text(r, e))
			return false;
		if (!profile_parse(shown(r, e->text), &kind, &p->type, &p->gen) || p->type == 0)
			return refuse(r, e, NULL, "\"%s\" is no profile such as sponsor-validated/strict", shown(r, e->text));
	}
	return true;
}

static bool
read_match(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct member list[] = {
		{ "kinds", read_kinds, IN(ca_match, kinds), 0 },
		{ "profiles", read_profiles_named, 0, 0 },
		{ "policies", read_some_items, IN(ca_match, policies), CA_POLICIES },
		{ "issuers", read_texts, IN(ca_match, issuers), 1 },
		{ "from", read_day, IN(ca_match, from), 0 },
		{ "until", read_day, IN(ca_match, until), 0 },
		{ "comment", read_comment, 0, 0 },
	};
	const struct ca_match *m = to;

	(void)arg;
	if (!read_members(r, v, list, N(list), to))
		return false;
	return m->from <= m->until || refuse(r, v, NULL, "from is after until");
}

/* ---- the document ---- */

/* No certificate has what is required and forbidden. */
static bool
is_possible(struct reader *r, const struct json_value *v, const struct ca_set *set)
{
	for (unsigned i = 0; i < set->required.n; i++)
		if (ca_items_have(&set->forbidden, set->required.v[i]))
			return refuse(r, v, NULL, "%s is required and forbidden", ca_item_show(r->arena, set->required.v[i]));
	return true;
}

static bool
read_profile(struct reader *r, const struct json_value *v, struct ca_profile *p)
{
	static const struct member list[] = {
		{ "name", read_name, IN(ca_profile, name), 0 },
		{ "match", read_match, IN(ca_profile, match), 0 },
		{ "validity", read_validity, 0, 0 },
		{ "keys", read_keys, 0, 0 },
		{ "signatures", read_some_items, IN(ca_profile, signatures), SIGNATURES },
		{ "issuers", read_texts, IN(ca_profile, issuers), 1 },
		{ "subject", read_subject, 0, 0 },
		{ "subject_alt_name", read_subject_alt_name, 0, 0 },
		{ "policies", read_set, IN(ca_profile, set[CA_POLICIES]), CA_POLICIES },
		{ "key_usage", read_key_usage, 0, 0 },
		{ "ext_key_usage", read_set, IN(ca_profile, set[CA_USAGES]), CA_USAGES },
		{ "technically_constrained", read_answer, IN(ca_profile, constrained), 0 },
		{ "max_path_length", read_number, IN(ca_profile, max_path_len), 0 },
		{ "extensions", read_extensions, 0, 0 },
		{ "crl_urls", read_urls, IN(ca_profile, url[CA_URL_CRL]), 0 },
		{ "ocsp_urls", read_urls, IN(ca_profile, url[CA_URL_OCSP]), 0 },
		{ "ca_issuers_urls", read_urls, IN(ca_profile, url[CA_URL_ISSUERS]), 0 },
		{ "cps_urls", read_urls, IN(ca_profile, url[CA_URL_CPS]), 0 },
		{ "comment", read_comment, 0, 0 },
	};

	*p = (struct ca_profile){
		.match = { .from = DAY_ALWAYS, .until = DAY_NEVER },
		.max_mailboxes = CA_NO_LIMIT, .max_days = CA_NO_LIMIT, .max_path_len = CA_NO_LIMIT,
		.max_backdating = CA_NO_LIMIT, .usage_allowed = UINT16_MAX,
	};
	if (!read_members(r, v, list, N(list), p) || !is_there(r, v, "name") || !is_there(r, v, "match"))
		return false;
	for (unsigned sort = 0; sort < CA_SORTS; sort++)
		if (!is_possible(r, v, &p->set[sort]))
			return false;
	return true;
}

struct document {
	const struct ca_profile **v;
	size_t n;
};

static bool
read_schema(struct reader *r, const struct json_value *v, void *to, unsigned arg)
{
	(void)to;
	(void)arg;
	return json_is(v, SCHEMA) || refuse(r, v, NULL, "\"" SCHEMA "\" is expected");
}

/* A profile's name, and where it stands. */
struct named {
	const char *name;
	const struct json_value *v;
	size_t i;
};

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c != 0 ? c : (x->i > y->i) - (x->i < y->i);
}

/* No two profiles have one name; the first of the list that has another's is told of. */
static bool
names_differ(struct reader *r, const struct json_value *list, const struct document *d)
{
	struct named *names = arena_take(r->arena, (d->n + 1) * sizeof *names);
	const struct named *first = NULL;
	const struct json_value *e = list->child;

	if (names == NULL)
		return false;
	for (size_t i = 0; i < d->n; i++, e = e->next)
		names[i] = (struct named){ d->v[i]->name, e, i };
	qsort(names, d->n, sizeof *names, by_name);
	for (size_t i = 1; i < d->n; i++)
		if (strcmp(names[i].name, names[i - 1].name) == 0 && (first == NULL || names[i].i < first->i))
			first = &names[i];
	return first == NULL || refuse(r, first->v, "name", "another profile has this name");
}

static bool
read_profiles(struct reader *r, const struct json_value *list, void *to, unsigned arg)
{
	struct document *d = to;
	struct ca_profile *p;

	(void)arg;
	if ((d->v = read_list(r, list, sizeof *d->v, 1)) == NULL)
		return false;
	for (const struct json_value *e = list->child; e != NULL; e = e->next) {
		if ((p = arena_take(r->arena, sizeof *p)) == NULL || !read_profile(r, e, p))
			return false;
		d->v[d->n++] = p;
	}
	return names_differ(r, list, d);
}

static bool
read_document(struct reader *r, struct document *d)
{
	static const struct member list[] = {
		{ "schema", read_schema, 0, 0 },
		{ "profiles", read_profiles, 0, 0 },
		{ "comment", read_comment, 0, 0 },
	};
	struct json_fault fault;
	const struct json_value *v = json_read(r->arena, r->text, &limits, &fault);
	uint64_t line, column;

	if (v != NULL)
		return read_members(r, v, list, N(list), d) && is_there(r, v, "schema") && is_there(r, v, "profiles");
	if (fault.what != NULL) {
		json_place(r->text, fault.offset, &line, &column);
		snprintf(r->error, r->room, "%llu: column %llu: this is not JSON: %s", (unsigned long long)line,
		    (unsigned long long)column, fault.what);
	}
	return false;
}

enum ca_profiles_status
ca_profiles_add(struct ca_profiles *all, struct span json, char *error, size_t room)
{
	uint8_t *text = arena_take(&all->arena, json.n);
	struct reader r = { &all->arena, { text, json.n }, error, room };
	struct document d = { NULL, 0 };
	const struct ca_profile **grown;

	if (text == NULL)
		return CA_PROFILES_NOMEM;
	if (json.n != 0)
		memcpy(text, json.p, json.n);
	error[0] = '\0';
	all->arena.failed = false;
	if (!read_document(&r, &d) || all->arena.failed)
		return all->arena.failed ? CA_PROFILES_NOMEM : CA_PROFILES_REFUSED;
	if ((grown = realloc(all->v, (all->n + d.n) * sizeof *grown)) == NULL)
		return CA_PROFILES_NOMEM;
	memcpy(grown + all->n, d.v, d.n * sizeof *grown);
	all->v = grown;
	all->n += d.n;
	return CA_PROFILES_OK;
}
