/* SPDX-License-Identifier: Apache-2.0 */
/* value.c - objects, lists and values of the file with the CA's profiles. */
#include "engine/ca_profile/read.h"

#include <stdarg.h>
#include <stdio.h>

#define MAX_OID 64
#define MAX_NUMBER 1000000

bool
ca_refuse(struct ca_reader *r, const struct json_value *v, const char *member, const char *fmt, ...)
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

const char *
ca_shown(struct ca_reader *r, struct span text)
{
	return text_show(r->arena, text, 60);
}

bool
ca_is_type(struct ca_reader *r, const struct json_value *v, enum json_type type, const char *wanted)
{
	return v->type == type || ca_refuse(r, v, NULL, "%s is expected; this value is of type %s", wanted, json_type_name(v));
}

bool
ca_read_members(struct ca_reader *r, const struct json_value *object, const struct ca_member *list, size_t n, void *base)
{
	if (!ca_is_type(r, object, JSON_OBJECT, "an object"))
		return false;
	for (const struct json_value *v = object->child; v != NULL; v = v->next) {
		size_t i = 0;

		while (i < n && !span_is(v->key, list[i].name))
			i++;
		if (i == n)
			return ca_refuse(r, v, NULL, "there is no such member");
		if (!list[i].read(r, v, (char *)base + list[i].to, list[i].arg))
			return false;
	}
	return true;
}

bool
ca_is_there(struct ca_reader *r, const struct json_value *object, const char *member)
{
	return json_find(object, member) != NULL || ca_refuse(r, object, member, "is missing");
}

void *
ca_read_list(struct ca_reader *r, const struct json_value *list, size_t size, unsigned least)
{
	if (!ca_is_type(r, list, JSON_ARRAY, "a list"))
		return NULL;
	if (list->n < least) {
		ca_refuse(r, list, NULL, "the list is empty");
		return NULL;
	}
	return arena_array(r->arena, list->n, size);
}

bool
ca_is_text(struct ca_reader *r, const struct json_value *v)
{
	return ca_is_type(r, v, JSON_STRING, "a text") && (v->text.n > 0 || ca_refuse(r, v, NULL, "the text is empty"));
}

/* ---- values ---- */

bool
ca_read_comment(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	(void)to;
	(void)arg;
	return ca_is_text(r, v);
}

bool
ca_read_name(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	(void)arg;
	if (!ca_is_text(r, v))
		return false;
	*(const char **)to = text_show(r->arena, v->text, 120);
	return true;
}

/* arg: the least number. */
bool
ca_read_number(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	int64_t n;

	if (!json_int64(v, &n) || n < (int64_t)arg || n > MAX_NUMBER)
		return ca_refuse(r, v, NULL, "a whole number from %u to %d is expected", arg, MAX_NUMBER);
	*(uint32_t *)to = (uint32_t)n;
	return true;
}

/* true or false, as an enum answer. */
bool
ca_read_answer(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	(void)arg;
	if (!ca_is_type(r, v, JSON_BOOL, "true or false"))
		return false;
	*(uint8_t *)to = v->yes ? ANSWER_YES : ANSWER_NO;
	return true;
}

bool
ca_read_day(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	(void)arg;
	if (!ca_is_text(r, v))
		return false;
	return day_parse(ca_shown(r, v->text), to) ||
	    ca_refuse(r, v, NULL, "\"%s\" is no date YYYY-MM-DD", ca_shown(r, v->text));
}

/* arg: how few there may be. */
bool
ca_read_texts(struct ca_reader *r, const struct json_value *list, void *to, unsigned arg)
{
	struct ca_texts *t = to;
	struct span *v = ca_read_list(r, list, sizeof *v, arg);

	if (v == NULL)
		return false;
	for (const struct json_value *e = list->child; e != NULL; e = e->next) {
		if (!ca_is_text(r, e))
			return false;
		v[t->n++] = e->text;
	}
	t->v = v;
	t->given = true;
	return true;
}

/* Where the names of a sort stand among the identifiers, and what bears them. */
static const struct {
	uint8_t first, last;
	const char *what;
} sorts[] = {
	[CA_POLICIES] = { OID_ANY_POLICY, OID_SBR_IV_STRICT, "a policy" },
	[CA_USAGES] = { OID_EKU_ANY, OID_EKU_ADOBE_AUTHENTIC, "an extended key usage" },
	[CA_EXTENSIONS] = { OID_EXT_SDA, OID_EXT_NS_COMMENT, "an extension" },
	[CA_ATTRIBUTES] = { OID_COMMON_NAME, OID_JURISDICTION_C, "an attribute" },
	[CA_NAMES] = { OID_ON_SMTP_UTF8, OID_ON_UPN, "a general name" },
	[CA_SIGNATURES] = { OID_RSA_PSS, OID_ECDSA_SHA512, "a signature algorithm" },
};

bool
ca_read_item(struct ca_reader *r, const struct json_value *v, struct span text, struct ca_item *item, unsigned sort)
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
		return ca_refuse(r, v, NULL, "\"%s\" is neither a dotted object identifier nor the name of %s",
		    ca_shown(r, text), sorts[sort].what);
	if ((kept = arena_take(r->arena, item->oid.n)) == NULL)
		return false;
	memcpy(kept, octets, item->oid.n);
	item->oid.p = kept;
	return true;
}

/* arg: their sort. */
bool
ca_read_items(struct ca_reader *r, const struct json_value *list, void *to, unsigned arg)
{
	struct ca_items *items = to;
	struct ca_item *v = ca_read_list(r, list, sizeof *v, 0);

	if (v == NULL)
		return false;
	for (const struct json_value *e = list->child; e != NULL; e = e->next)
		if (!ca_is_text(r, e) || !ca_read_item(r, e, e->text, &v[items->n++], arg))
			return false;
	items->v = v;
	items->given = true;
	return true;
}

/* Not empty: no certificate fits a list of nothing. */
bool
ca_read_some_items(struct ca_reader *r, const struct json_value *list, void *to, unsigned arg)
{
	if (list->type == JSON_ARRAY && list->n == 0)
		return ca_refuse(r, list, NULL, "the list is empty");
	return ca_read_items(r, list, to, arg);
}

/* A list of names as a set of bits. */
bool
ca_read_bits(struct ca_reader *r, const struct json_value *list, const char *const *names, unsigned n, uint16_t *bits)
{
	*bits = 0;
	if (!ca_is_type(r, list, JSON_ARRAY, "a list"))
		return false;
	for (const struct json_value *e = list->child; e != NULL; e = e->next) {
		unsigned i = 0;

		if (!ca_is_text(r, e))
			return false;
		while (i < n && !span_is(e->text, names[i]))
			i++;
		if (i == n)
			return ca_refuse(r, e, NULL, "\"%s\" is none of those that may stand here", ca_shown(r, e->text));
		*bits = (uint16_t)(*bits | 1u << i);
	}
	return true;
}
