/* SPDX-License-Identifier: Apache-2.0 */
/* profile.c - the parts of one of the CA's profiles: what it is for, and its limits. */
#include "engine/ca_profile/read.h"

/* ---- what a certificate has ---- */

/* arg: the sort. */
static bool
read_set(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	const struct ca_member list[] = {
		{ "required", ca_read_items, IN(ca_set, required), arg },
		{ "allowed", ca_read_items, IN(ca_set, allowed), arg },
		{ "forbidden", ca_read_items, IN(ca_set, forbidden), arg },
		{ "comment", ca_read_comment, 0, 0 },
	};

	return ca_read_members(r, v, list, N(list), to);
}

static bool
read_extensions(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct ca_member list[] = {
		{ "required", ca_read_items, IN(ca_profile, set[CA_EXTENSIONS].required), CA_EXTENSIONS },
		{ "allowed", ca_read_items, IN(ca_profile, set[CA_EXTENSIONS].allowed), CA_EXTENSIONS },
		{ "forbidden", ca_read_items, IN(ca_profile, set[CA_EXTENSIONS].forbidden), CA_EXTENSIONS },
		{ "critical", ca_read_items, IN(ca_profile, critical), CA_EXTENSIONS },
		{ "not_critical", ca_read_items, IN(ca_profile, not_critical), CA_EXTENSIONS },
		{ "comment", ca_read_comment, 0, 0 },
	};

	(void)arg;
	return ca_read_members(r, v, list, N(list), to);
}

static bool
read_urls(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct ca_member list[] = {
		{ "required", ca_read_texts, IN(ca_url_limits, required), 0 },
		{ "allowed", ca_read_texts, IN(ca_url_limits, allowed), 0 },
		{ "comment", ca_read_comment, 0, 0 },
	};

	(void)arg;
	return ca_read_members(r, v, list, N(list), to);
}

static bool
read_validity(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct ca_member list[] = {
		{ "max_days", ca_read_number, IN(ca_profile, max_days), 1 },
		{ "max_backdating_days", ca_read_number, IN(ca_profile, max_backdating), 0 },
		{ "comment", ca_read_comment, 0, 0 },
	};

	(void)arg;
	return ca_read_members(r, v, list, N(list), to);
}

static bool
read_key_type(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
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
	if (!ca_is_text(r, v))
		return false;
	for (size_t i = 0; i < N(types); i++)
		if (span_is(v->text, types[i].name)) {
			*(enum oid *)to = (enum oid)types[i].id;
			return true;
		}
	return ca_refuse(r, v, NULL, "\"%s\" is no type of key such as RSA, P-256 or ML-DSA-65", ca_shown(r, v->text));
}

/* [{ "type": "RSA", "min_bits": 3072 }, { "type": "P-256" }] */
static bool
read_keys(struct ca_reader *r, const struct json_value *list, void *to, unsigned arg)
{
	static const struct ca_member members[] = {
		{ "type", read_key_type, IN(ca_key, id), 0 },
		{ "min_bits", ca_read_number, IN(ca_key, min_bits), 1 },
		{ "max_bits", ca_read_number, IN(ca_key, max_bits), 1 },
		{ "comment", ca_read_comment, 0, 0 },
	};
	struct ca_profile *p = to;
	struct ca_key *k = ca_read_list(r, list, sizeof *k, 1);

	(void)arg;
	if (k == NULL)
		return false;
	p->key = k;
	p->n_key = list->n;
	for (const struct json_value *e = list->child; e != NULL; e = e->next, k++) {
		k->max_bits = CA_NO_LIMIT;
		if (!ca_read_members(r, e, members, N(members), k) || !ca_is_there(r, e, "type"))
			return false;
		if (k->id != OID_RSA && (k->min_bits != 0 || k->max_bits != CA_NO_LIMIT))
			return ca_refuse(r, e, NULL, "min_bits and max_bits are for RSA: other types have one size each");
		if (k->min_bits > k->max_bits)
			return ca_refuse(r, e, NULL, "min_bits is more than max_bits");
	}
	return true;
}

static bool
read_usage_bits(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	(void)arg;
	return ca_read_bits(r, v, key_usage_names, KEY_USAGES, to);
}

static bool
read_usage_sets(struct ca_reader *r, const struct json_value *list, void *to, unsigned arg)
{
	struct ca_profile *p = to;
	uint16_t *set = ca_read_list(r, list, sizeof *set, 1);

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
read_key_usage(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct ca_member list[] = {
		{ "required", read_usage_bits, IN(ca_profile, usage_required), 0 },
		{ "allowed", read_usage_bits, IN(ca_profile, usage_allowed), 0 },
		{ "sets", read_usage_sets, 0, 0 },
		{ "comment", ca_read_comment, 0, 0 },
	};

	(void)arg;
	return ca_read_members(r, v, list, N(list), to);
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
read_values(struct ca_reader *r, const struct json_value *object, void *to, unsigned arg)
{
	struct ca_profile *p = to;
	struct ca_value *more;

	if (!ca_is_type(r, object, JSON_OBJECT, "an object"))
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

		if (!ca_read_item(r, v, v->key, &item, CA_ATTRIBUTES))
			return false;
		value = value_of(p, item.oid);
		texts = arg != 0 ? &value->patterns : &value->values;
		if (texts->given)
			return ca_refuse(r, v, NULL, "this attribute stands here under another name already");
		if (!ca_read_texts(r, v, texts, 1))
			return false;
	}
	return true;
}

static bool
read_common_name(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const char *const forms[] = { "mailbox", "organization-name", "pseudonym", "personal-name" };
	uint16_t bits;

	(void)arg;
	if (!ca_read_bits(r, v, forms, N(forms), &bits))
		return false;
	*(uint8_t *)to = (uint8_t)bits;
	return bits != 0 || ca_refuse(r, v, NULL, "the list is empty");
}

static bool
read_subject(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct ca_member list[] = {
		{ "required", ca_read_items, IN(ca_profile, set[CA_ATTRIBUTES].required), CA_ATTRIBUTES },
		{ "allowed", ca_read_items, IN(ca_profile, set[CA_ATTRIBUTES].allowed), CA_ATTRIBUTES },
		{ "forbidden", ca_read_items, IN(ca_profile, set[CA_ATTRIBUTES].forbidden), CA_ATTRIBUTES },
		{ "values", read_values, 0, 0 },
		{ "patterns", read_values, 0, 1 },
		{ "common_name", read_common_name, IN(ca_profile, common_name), 0 },
		{ "comment", ca_read_comment, 0, 0 },
	};

	(void)arg;
	return ca_read_members(r, v, list, N(list), to);
}

static bool
read_subject_alt_name(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct ca_member list[] = {
		{ "required", ca_read_items, IN(ca_profile, set[CA_NAMES].required), CA_NAMES },
		{ "allowed", ca_read_items, IN(ca_profile, set[CA_NAMES].allowed), CA_NAMES },
		{ "forbidden", ca_read_items, IN(ca_profile, set[CA_NAMES].forbidden), CA_NAMES },
		{ "domains", ca_read_texts, IN(ca_profile, domains), 0 },
		{ "max_mailboxes", ca_read_number, IN(ca_profile, max_mailboxes), 1 },
		{ "comment", ca_read_comment, 0, 0 },
	};

	(void)arg;
	return ca_read_members(r, v, list, N(list), to);
}

/* ---- match ---- */

static bool
read_kinds(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	const char *names[8];
	unsigned n = 0;
	uint16_t bits;

	(void)arg;
	for (unsigned bit = 1; bit <= KIND_OCSP; bit <<= 1)
		names[n++] = kind_text((uint16_t)bit);
	if (!ca_read_bits(r, v, names, n, &bits))
		return false;
	*(uint16_t *)to = bits;
	return bits != 0 || ca_refuse(r, v, NULL, "the list is empty");
}

static bool
read_profiles_named(struct ca_reader *r, const struct json_value *list, void *to, unsigned arg)
{
	struct ca_match *m = to;
	struct ca_sbr_profile *p = ca_read_list(r, list, sizeof *p, 1);

	(void)arg;
	if (p == NULL)
		return false;
	m->profile = p;
	for (const struct json_value *e = list->child; e != NULL; e = e->next, p++, m->n_profile++) {
		uint16_t kind;

		if (!ca_is_text(r, e))
			return false;
		if (!profile_parse(ca_shown(r, e->text), &kind, &p->type, &p->gen) || p->type == 0)
			return ca_refuse(r, e, NULL, "\"%s\" is no profile such as sponsor-validated/strict", ca_shown(r, e->text));
	}
	return true;
}

static bool
read_match(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	static const struct ca_member list[] = {
		{ "kinds", read_kinds, IN(ca_match, kinds), 0 },
		{ "profiles", read_profiles_named, 0, 0 },
		{ "policies", ca_read_some_items, IN(ca_match, policies), CA_POLICIES },
		{ "issuers", ca_read_texts, IN(ca_match, issuers), 1 },
		{ "from", ca_read_day, IN(ca_match, from), 0 },
		{ "until", ca_read_day, IN(ca_match, until), 0 },
		{ "comment", ca_read_comment, 0, 0 },
	};
	const struct ca_match *m = to;

	(void)arg;
	if (!ca_read_members(r, v, list, N(list), to))
		return false;
	return m->from <= m->until || ca_refuse(r, v, NULL, "from is after until");
}

/* ---- the profile ---- */

/* No certificate has what is required and forbidden. */
static bool
is_possible(struct ca_reader *r, const struct json_value *v, const struct ca_set *set)
{
	for (unsigned i = 0; i < set->required.n; i++)
		if (ca_items_have(&set->forbidden, set->required.v[i]))
			return ca_refuse(r, v, NULL, "%s is required and forbidden", ca_item_show(r->arena, set->required.v[i]));
	return true;
}

bool
ca_read_profile(struct ca_reader *r, const struct json_value *v, struct ca_profile *p)
{
	static const struct ca_member list[] = {
		{ "name", ca_read_name, IN(ca_profile, name), 0 },
		{ "match", read_match, IN(ca_profile, match), 0 },
		{ "validity", read_validity, 0, 0 },
		{ "keys", read_keys, 0, 0 },
		{ "signatures", ca_read_some_items, IN(ca_profile, signatures), CA_SIGNATURES },
		{ "issuers", ca_read_texts, IN(ca_profile, issuers), 1 },
		{ "subject", read_subject, 0, 0 },
		{ "subject_alt_name", read_subject_alt_name, 0, 0 },
		{ "policies", read_set, IN(ca_profile, set[CA_POLICIES]), CA_POLICIES },
		{ "key_usage", read_key_usage, 0, 0 },
		{ "ext_key_usage", read_set, IN(ca_profile, set[CA_USAGES]), CA_USAGES },
		{ "technically_constrained", ca_read_answer, IN(ca_profile, constrained), 0 },
		{ "max_path_length", ca_read_number, IN(ca_profile, max_path_len), 0 },
		{ "extensions", read_extensions, 0, 0 },
		{ "crl_urls", read_urls, IN(ca_profile, url[CA_URL_CRL]), 0 },
		{ "ocsp_urls", read_urls, IN(ca_profile, url[CA_URL_OCSP]), 0 },
		{ "ca_issuers_urls", read_urls, IN(ca_profile, url[CA_URL_ISSUERS]), 0 },
		{ "cps_urls", read_urls, IN(ca_profile, url[CA_URL_CPS]), 0 },
		{ "comment", ca_read_comment, 0, 0 },
	};

	*p = (struct ca_profile){
		.match = { .from = DAY_ALWAYS, .until = DAY_NEVER },
		.max_mailboxes = CA_NO_LIMIT, .max_days = CA_NO_LIMIT, .max_path_len = CA_NO_LIMIT,
		.max_backdating = CA_NO_LIMIT, .usage_allowed = UINT16_MAX,
	};
	if (!ca_read_members(r, v, list, N(list), p) || !ca_is_there(r, v, "name") || !ca_is_there(r, v, "match"))
		return false;
	for (unsigned sort = 0; sort < CA_SORTS; sort++)
		if (!is_possible(r, v, &p->set[sort]))
			return false;
	return true;
}
