/* SPDX-License-Identifier: Apache-2.0 */
/* decode.c - fills structures from a tree of JSON, one member at a time. */
#include "base/ascii.h"
#include "base/text.h"
#include "evidence/record/decode_parts.h"
#include "evidence/record/word.h"

const char *const ev_rir_words[] = { "ARIN", "RIPE NCC", "APNIC", "LACNIC", "AFRINIC", NULL };

static void
add_fault(struct arena *a, struct ev_reading *r, const struct ev_fault *fault)
{
	struct ev_fault *v = arena_grow(a, r->fault, r->n_fault, &r->fault_room, sizeof *v);

	if (v == NULL)
		return;
	r->fault = v;
	v[r->n_fault++] = *fault;
}

void
ev_fault_add(struct arena *a, struct ev_reading *r, const struct json_value *at, const char *what)
{
	add_fault(a, r, &(struct ev_fault){ at, NULL, EV_FAULT_FIELD, what });
}

static void
fault(struct decoder *d, enum ev_fault_kind kind, const struct json_value *at, const char *member, const char *what)
{
	add_fault(d->arena, d->reading, &(struct ev_fault){ at, member, (uint8_t)kind, what });
}

static void
bad(struct decoder *d, const struct json_value *v, const char *what)
{
	fault(d, EV_FAULT_FIELD, v, NULL, what);
}

void
decode_refuse(struct decoder *d, const struct json_value *v, const char *what)
{
	struct ev_reading *r = d->reading;
	const struct json_value *root = v;

	if (r->unusable != NULL)
		return;
	while (root->parent != NULL)
		root = root->parent;
	r->unusable = what;
	r->offset = (size_t)(v->raw.p - root->raw.p);
}

/* The value as it stands, safe to show. */
static const char *
met(struct arena *a, const struct json_value *v)
{
	return text_show(a, ev_met(v), EV_FAULT_SHOWN);
}

static const char *
allowed(struct arena *a, const char *const *words)
{
	const char *list = words[0];

	for (size_t i = 1; words[i] != NULL; i++)
		list = arena_printf(a, "%s, %s", list, words[i]);
	return list;
}

void
ev_fault_add_rir(struct arena *a, struct ev_reading *r, const struct json_value *at)
{
	ev_fault_add(a, r, at, arena_printf(a, "%s, allowed: %s", met(a, at), allowed(a, ev_rir_words)));
}

static void decode_object(struct decoder *, const struct json_value *, const struct ev_shape *, void *);

/* ---- plain values ---- */

static bool
is_hex(struct span s)
{
	static const bool digit[256] = {
		['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true, ['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true,
		['8'] = true, ['9'] = true, ['a'] = true, ['b'] = true, ['c'] = true, ['d'] = true, ['e'] = true, ['f'] = true,
	};

	for (size_t i = 0; i < s.n; i++)
		if (!digit[s.p[i]])
			return false;
	return true;
}

static bool
is_hash(struct span s)
{
	return s.n == 64 && is_hex(s);
}

static bool
is_serial(struct span s)
{
	return s.n > 0 && (s.p[0] != '0' || s.n == 1) && is_hex(s);
}

static bool
is_country(struct span s)
{
	return s.n == 2 && is_letter(s.p[0]) && is_letter(s.p[1]);
}

/* How many of how many: "4/5", of six digits each at the most. */
static bool
is_claim(struct span s)
{
	size_t digits = 0, slashes = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '/' && digits > 0 && slashes++ == 0)
			digits = 0;
		else if (s.p[i] < '0' || s.p[i] > '9' || ++digits > 6)
			return false;
	}
	return digits > 0 && slashes == 1;
}

/* RFC 8659 4.1: letters and digits.  Another character may stand in the DNS, but no blank is read from there as one. */
static bool
is_tag(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] == 0x7f)
			return false;
	return true;
}

static uint8_t
word_index(const struct json_value *v, const char *const *words)
{
	if (v->type != JSON_STRING || v->text.n == 0)
		return 0;
	for (uint8_t i = 0; words[i] != NULL; i++)
		if (words[i][0] == (char)v->text.p[0] && span_is(v->text, words[i]))
			return (uint8_t)(i + 1);
	return 0;
}

uint8_t
ev_rir_read(const struct json_value *v)
{
	if (v->type != JSON_STRING)
		return 0;
	for (uint8_t i = 0; ev_rir_words[i] != NULL; i++)
		if (ev_word_is(v->text, ev_rir_words[i]))
			return (uint8_t)(i + 1);
	return ev_word_is(v->text, "ripe") || ev_word_is(v->text, "ripencc") ? RIR_RIPE : 0;
}

/* What is wrong with a text that is more than any; NULL: nothing. */
static const char *
text_fault(struct arena *a, const struct json_value *v, const struct ev_field *f)
{
	switch ((enum ev_type)f->type) {
	case EV_COUNTRY:
		return is_country(v->text) ? NULL : arena_printf(a, "%s, not a country code of two letters", met(a, v));
	case EV_TAG:
		return is_tag(v->text) ? NULL : arena_printf(a, "%s, not a property tag: it has blanks", met(a, v));
	case EV_CLAIM:
		return is_claim(v->text) ? NULL : arena_printf(a, "%s, not how many of how many, as 4/5", met(a, v));
	case EV_WORD:
		return v->text.n == 0 || ev_word_among(v->text, f->words) ? NULL :
		    arena_printf(a, "%s, allowed: %s", met(a, v), allowed(a, f->words));
	default:
		return f->most != 0 && v->text.n > f->most ? "longer than the format allows" : NULL;
	}
}

/* JSON can write a NUL and half of a pair (RFC 8259 7, 8.2): only octets of the DNS, as they stand, have them.  NULL: there is none. */
static const char *
escape_fault(const struct decoder *d, const struct json_value *v)
{
	struct json_fault f = { NULL, 0, false };

	/* Without escapes it stands where it was written. */
	if (d->replaced && v->text.p != v->raw.p + 1)
		(void)json_read(d->arena, v->raw, NULL, &f);
	return f.what;
}

static __attribute__((noinline)) void
decode_text(struct decoder *d, const struct json_value *v, const struct ev_field *f, struct span *out)
{
	const char *what = NULL;

	if (v->type != JSON_STRING)
		what = "not a string";
	else if (f->type == EV_RAW || (what = escape_fault(d, v)) == NULL)
		what = text_fault(d->arena, v, f);
	if (what != NULL)
		bad(d, v, what);
	else
		*out = v->text;
}

/* The digits of a hexadecimal number as tools print it, "0x" before them or colons between them; 0: it is none. */
static size_t
number_digits(struct span s, uint8_t *digits)
{
	size_t n = 0;

	if (s.n > 2 && s.p[0] == '0' && (s.p[1] == 'x' || s.p[1] == 'X'))
		s = span_sub(s, 2, s.n - 2);
	for (size_t i = 0; i < s.n; i++) {
		uint8_t c = s.p[i];

		if (c == ':')
			continue;
		c = c >= 'A' && c <= 'F' ? c | 0x20 : c;
		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
			return 0;
		if (n == 1 && digits[0] == '0')
			n = 0;
		digits[n++] = c;
	}
	return n;
}

/* A number in another form is a fault, and still the number: its record is about the certificate that has it. */
static void
decode_serial(struct decoder *d, const struct json_value *v, struct span *out)
{
	uint8_t *digits;
	size_t n;

	if (v->type != JSON_STRING) {
		bad(d, v, "not a string");
	} else if (is_serial(v->text)) {
		*out = v->text;
	} else {
		bad(d, v, arena_printf(d->arena, "%s, not lower-case hexadecimal without leading zeros", met(d->arena, v)));
		if ((digits = arena_raw(d->arena, v->text.n + 1)) != NULL && (n = number_digits(v->text, digits)) > 0)
			*out = (struct span){ digits, n };
	}
}

static void
decode_time(struct decoder *d, const struct json_value *v, bool date, struct ev_time *out)
{
	if (v->type != JSON_STRING || !(date ? ev_date_parse(v->text, out) : ev_time_parse(v->text, out)))
		fault(d, EV_FAULT_TIME, v, NULL, met(d->arena, v));
}

static void
decode_int(struct decoder *d, const struct json_value *v, const struct ev_field *f, struct ev_int *out)
{
	int64_t n;

	if (!json_int64(v, &n))
		bad(d, v, "not an integer of 64 bits");
	else if (n < 0 || (f->most != 0 && n > f->most))
		bad(d, v, "out of the range that it may have");
	else
		*out = (struct ev_int){ true, n };
}

static void
decode_number(struct decoder *d, const struct json_value *v, const struct ev_field *f, struct ev_number *out)
{
	double n, least = f->most != 0 ? -(double)f->most : 0;

	if (!json_double(v, &n))
		bad(d, v, "not a number");
	else if (!(n >= least) || (f->most != 0 && n > f->most))
		bad(d, v, "out of the range that it may have");
	else
		*out = (struct ev_number){ true, n };
}

/* ---- lists ---- */

static bool
in_bounds(struct decoder *d, const struct json_value *v)
{
	if (v->n > EV_LIST_ENTRIES)
		decode_refuse(d, v, "more entries than a list of a record may have");
	return v->n <= EV_LIST_ENTRIES;
}

static void
decode_texts(struct decoder *d, const struct json_value *v, const char *const *words, const struct span **out, uint32_t *n)
{
	const char *what;
	struct span *list;

	if (v->type != JSON_ARRAY) {
		bad(d, v, "not an array of strings");
		return;
	}
	if (!in_bounds(d, v) || (list = arena_array(d->arena, v->n, sizeof *list)) == NULL)
		return;
	for (const struct json_value *e = v->child; e != NULL; e = e->next)
		if (e->type != JSON_STRING)
			bad(d, e, "not a string");
		else if ((what = escape_fault(d, e)) != NULL)
			bad(d, e, what);
		else if (words != NULL && !json_says_nothing(e) && !ev_word_among(e->text, words))
			bad(d, e, arena_printf(d->arena, "%s, allowed: %s", met(d->arena, e), allowed(d->arena, words)));
		else if (!json_says_nothing(e))
			list[(*n)++] = e->text;
	*out = list;
}

static void
decode_objects(struct decoder *d, const struct json_value *v, const struct ev_shape *shape, const void **out, uint32_t *n)
{
	uint8_t *list;

	if (v->type != JSON_ARRAY) {
		bad(d, v, "not an array of objects");
		return;
	}
	if (!in_bounds(d, v) || (list = arena_array(d->arena, v->n, shape->size)) == NULL)
		return;
	for (const struct json_value *e = v->child; e != NULL; e = e->next)
		if (e->type == JSON_OBJECT)
			decode_object(d, e, shape, list + shape->size * (*n)++);
		else
			bad(d, e, "not an object");
	*out = list;
}

/* One entry of the perspectives: the object, or one of the array, that stands under a code. */
static void
decode_perspective(struct decoder *d, const struct json_value *v, struct span code, bool several, const struct ev_shape *shape,
    struct ev_perspective *list, uint32_t *n)
{
	if (v->type != JSON_OBJECT) {
		bad(d, v, "not an object");
		return;
	}
	decode_object(d, v, shape, &list[*n]);
	list[*n].several = several;
	list[(*n)++].code = code;
}

static void
decode_map(struct decoder *d, const struct json_value *v, const struct ev_shape *shape, const void **out, uint32_t *n)
{
	struct ev_perspective *list;
	uint32_t total = 0;

	if (v->type != JSON_OBJECT) {
		bad(d, v, "not an object");
		return;
	}
	for (const struct json_value *e = v->child; e != NULL; e = e->next)
		total += e->type == JSON_ARRAY ? e->n : 1;
	if (total > EV_LIST_ENTRIES) {
		decode_refuse(d, v, "more perspectives than a table may have");
		return;
	}
	if ((list = arena_array(d->arena, total, sizeof *list)) == NULL)
		return;
	for (const struct json_value *e = v->child; e != NULL; e = e->next) {
		if (e->type != JSON_ARRAY) {
			decode_perspective(d, e, e->key, false, shape, list, n);
			continue;
		}
		for (const struct json_value *entry = e->child; entry != NULL; entry = entry->next)
			decode_perspective(d, entry, e->key, e->n > 1, shape, list, n);
	}
	*out = list;
}

/* A text in the place of an object. */
static void
decode_words(struct decoder *d, const struct json_value *v, const struct ev_shape *shape, const void **out)
{
	const char *what = escape_fault(d, v);
	void *object = what == NULL && !json_says_nothing(v) ? arena_take(d->arena, shape->size) : NULL;

	if (what != NULL)
		bad(d, v, what);
	if (object == NULL)
		return;
	memcpy(object, &v, sizeof v);
	*out = object;
}

static void
count_thing(struct decoder *d, const struct json_value *v, uint32_t *n)
{
	const char *what = v->type == JSON_STRING ? escape_fault(d, v) : v->type == JSON_OBJECT ? NULL : "neither a text nor an object";

	if (what != NULL)
		bad(d, v, what);
	else
		*n += !json_says_nothing(v);
}

static void
decode_things(struct decoder *d, const struct json_value *v, uint32_t *n)
{
	if (v->type != JSON_ARRAY)
		count_thing(d, v, n);
	else if (in_bounds(d, v))
		for (const struct json_value *e = v->child; e != NULL; e = e->next)
			count_thing(d, e, n);
}

/* ---- objects ---- */

static void
decode_field(struct decoder *d, const struct json_value *v, const struct ev_field *f, uint8_t *base)
{
	void *to = base + f->offset, *n = base + f->n_offset;
	void *object;

	switch ((enum ev_type)f->type) {
	case EV_TEXT:
		/* As most members are. */
		if (v->type == JSON_STRING && f->most == 0 && !d->replaced)
			*(struct span *)to = v->text;
		else
			decode_text(d, v, f, to);
		break;
	case EV_HASH:
		if (v->type == JSON_STRING && is_hash(v->text))
			*(struct span *)to = v->text;
		else
			bad(d, v, v->type == JSON_STRING ? "not 64 lower-case hexadecimal digits" : "not a string");
		break;
	case EV_RAW:
	case EV_COUNTRY:
	case EV_TAG:
	case EV_CLAIM:
	case EV_WORD:
		decode_text(d, v, f, to);
		break;
	case EV_SERIAL:
		decode_serial(d, v, to);
		break;
	case EV_TIME:
	case EV_DATE:
		decode_time(d, v, f->type == EV_DATE, to);
		break;
	case EV_BOOL:
		if (v->type == JSON_BOOL)
			*(uint8_t *)to = v->yes ? EV_YES : EV_NO;
		else
			bad(d, v, "neither true nor false");
		break;
	case EV_INT:
		decode_int(d, v, f, to);
		break;
	case EV_NUMBER:
		decode_number(d, v, f, to);
		break;
	case EV_ENUM:
		if ((*(uint8_t *)to = word_index(v, f->words)) == 0)
			bad(d, v, arena_printf(d->arena, "%s, allowed: %s", met(d->arena, v), allowed(d->arena, f->words)));
		break;
	case EV_RIR:
		if ((*(uint8_t *)to = ev_rir_read(v)) == 0)
			ev_fault_add_rir(d->arena, d->reading, v);
		break;
	case EV_TEXTS:
		decode_texts(d, v, f->words, to, n);
		break;
	case EV_OBJECT_OR_TEXT:
	case EV_OBJECT:
		if (f->type == EV_OBJECT_OR_TEXT && v->type == JSON_STRING) {
			decode_words(d, v, f->shape, to);
		} else if (v->type != JSON_OBJECT) {
			bad(d, v, f->type == EV_OBJECT ? "not an object" : "neither a text nor an object");
		} else if ((object = arena_take(d->arena, f->shape->size)) != NULL) {
			decode_object(d, v, f->shape, object);
			*(const void **)to = object;
		}
		break;
	case EV_THINGS:
		decode_things(d, v, to);
		break;
	case EV_OBJECTS:
		decode_objects(d, v, f->shape, to, n);
		break;
	case EV_MAP:
		decode_map(d, v, f->shape, to, n);
		break;
	case EV_ANY:
		*(const struct json_value **)to = v;
		break;
	}
}

static bool
is_named(const struct ev_field *f, struct span name)
{
	return span_eq_short(name, (struct span){ (const uint8_t *)f->name, f->name_n });
}

/* The field of this name; members mostly come in the order of the fields, so that it is sought from `from` on. */
static const struct ev_field *
field_find(const struct ev_shape *shape, size_t from, struct span name)
{
	for (size_t i = from; i < shape->n; i++)
		if (is_named(&shape->field[i], name))
			return &shape->field[i];
	for (size_t i = 0; i < from; i++)
		if (is_named(&shape->field[i], name))
			return &shape->field[i];
	return NULL;
}

/* An empty object or list stands there: the rules say what it lacks. */
static bool
is_lacking(const struct json_value *v, const struct ev_field *f)
{
	bool text = f->type == EV_TEXT || f->type == EV_TAG || f->type == EV_COUNTRY || f->type == EV_CLAIM || f->type == EV_WORD;

	return v->type == JSON_NULL || (text && v->type == JSON_STRING && json_says_nothing(v));
}

static void
tell_missing(struct decoder *d, const struct json_value *v, const struct ev_shape *shape, uint64_t met)
{
	for (size_t i = 0; i < shape->n; i++)
		if (shape->field[i].need == 'R' && (met >> i & 1) == 0)
			fault(d, EV_FAULT_FIELD, v, shape->field[i].name, "missing");
}

/* Recursion ends with the shapes, which nest five deep and have less than 64 fields. */
static void
decode_object(struct decoder *d, const struct json_value *v, const struct ev_shape *shape, void *base)
{
	uint64_t met = 0;		/* fields that say something */
	size_t next = 0;
	bool says;

	memcpy(base, &v, sizeof v);
	for (const struct json_value *e = v->child; e != NULL; e = e->next) {
		const struct ev_field *f = field_find(shape, next, e->key);

		if (f == NULL && !d->skims)
			fault(d, EV_FAULT_UNKNOWN, e, NULL, "a member that the format does not have");
		if (f == NULL)
			continue;
		next = (size_t)(f - shape->field) + 1;
		if (d->skims && !f->skimmed)
			continue;
		/* As nearly all texts do. */
		says = e->type == JSON_STRING && e->text.n > 0 && e->text.p[0] != ' ';
		met |= !says && is_lacking(e, f) ? 0 : UINT64_C(1) << (f - shape->field);
		if (says || (e->type != JSON_NULL && !((f->type == EV_TEXT || f->type == EV_TAG) && e->type == JSON_STRING && json_says_nothing(e))))
			decode_field(d, e, f, base);
	}
	if (!d->skims)
		tell_missing(d, v, shape, met);
}

const void *
decode_root(struct decoder *d, const struct json_value *v, const struct ev_shape *shape)
{
	void *object;

	if (v->type != JSON_OBJECT || (object = arena_take(d->arena, shape->size)) == NULL)
		return NULL;
	decode_object(d, v, shape, object);
	return object;
}

const void *
ev_decode(struct arena *a, const struct json_value *v, const struct ev_shape *shape, struct ev_reading *r)
{
	struct decoder d = { a, r, false, true };

	return decode_root(&d, v, shape);
}
