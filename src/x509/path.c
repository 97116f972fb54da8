/* SPDX-License-Identifier: Apache-2.0 */
/*
 * path.c - where a span of an artifact lies, in field names.
 *
 * Descends from the outermost element to the innermost that holds the span,
 * led by the description of the types in shape.c.
 */
#include "x509/revocation/crl.h"
#include "x509/shape.h"

/* Longer than any path: twelve steps of at most 32 octets. */
#define PATH_ROOM 512

struct walk {
	const struct artifact *artifact;
	enum artifact_kind kind;
	struct span where;
	char text[PATH_ROOM];
	size_t n;
	enum oid extension_id;		/* of the extension that was entered last */
	struct path_memo *memo;		/* or NULL */
	unsigned depth;
};

static void
put(struct walk *w, const char *prefix, const char *word)
{
	size_t n_prefix = strlen(prefix), n_word = strlen(word);

	if (n_prefix + n_word >= sizeof w->text - w->n)
		return;
	memcpy(w->text + w->n, prefix, n_prefix);
	memcpy(w->text + w->n + n_prefix, word, n_word + 1);
	w->n += n_prefix + n_word;
}

static void
put_word(struct walk *w, const char *word)
{
	put(w, w->n > 0 ? "." : "", word);
}

static void
put_index(struct walk *w, unsigned i)
{
	char digits[16], *p = digits + sizeof digits;

	*--p = '\0';
	*--p = ']';
	do
		*--p = (char)('0' + i % 10);
	while ((i /= 10) != 0);
	put(w, "[", p);
}

/* The very same octets, not just equal ones. */
static bool
same(struct span a, struct span b)
{
	return a.p == b.p && a.n == b.n;
}

/* An empty span belongs to the element that ends where it stands. */
static bool
holds(struct span outer, struct span where)
{
	uintptr_t from = (uintptr_t)outer.p, at = (uintptr_t)where.p;

	if (outer.p == NULL || at < from || at - from > outer.n)
		return false;
	return where.n <= outer.n - (at - from) && (where.n > 0 || at > from);
}

/* Where the search in this list may begin, if the last one found its element not behind the span. */
static struct path_level *
begin_where_left(const struct walk *w, struct span *in, unsigned *index)
{
	struct path_level *l;

	*index = 0;
	if (w->memo == NULL || w->depth >= PATH_LEVELS)
		return NULL;
	l = &w->memo->level[w->depth];
	if (l->list == in->p && (l->at < w->where.p || (l->at == w->where.p && w->where.n > 0))) {
		*in = span_sub(*in, (size_t)(l->at - in->p), in->n - (size_t)(l->at - in->p));
		*index = l->index;
	}
	return l;
}

/* The element of `in` that holds the span, and how many stand before it. */
static bool
find_element(const struct walk *w, struct span in, struct der_tlv *t, unsigned *index)
{
	const uint8_t *list = in.p;
	struct path_level *l = begin_where_left(w, &in, index);

	for (; der_next(&in, t) == DER_OK; ++*index) {
		if (!holds(t->raw, w->where)) {
			/* The span holds several of them; those that follow are further on. */
			if ((uintptr_t)t->raw.p > (uintptr_t)w->where.p)
				return false;
			continue;
		}
		if (l != NULL)
			*l = (struct path_level){ list, t->raw.p, *index };
		return true;
	}
	return false;
}

/* The field that the element after `index` others is; the name is NULL where it is none. */
static const struct field *
find_field(const struct field *field, struct span in, unsigned index)
{
	struct der_tlv t;

	for (unsigned i = 0; der_next(&in, &t) == DER_OK && field->name != NULL; i++) {
		field = shape_field(field, t.id);
		if (i == index || field->name == NULL)
			break;
		field++;
	}
	return field;
}

static bool
ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), n_end = strlen(end);

	return n >= n_end && strcmp(text + n - n_end, end) == 0;
}

/* Where elements stray among the fields of what is signed, those that were read say which they are. */
static const struct field *
find_read_field(const struct walk *w, const struct field *field, struct span raw)
{
	for (; field->name != NULL; field++)
		for (unsigned p = 0; p < PART_FIELDS; p++)
			if (same(w->artifact->field[p].raw, raw) && ends_with(artifact_part_path(w->kind, (enum artifact_part)p), field->name))
				return field;
	return field;
}

static bool
is_strayed_in(const struct artifact *a, struct span list)
{
	return (a->unsure_parts & PARTS1(PART_TBS)) != 0 && same(a->field[PART_TBS].val, list);
}

/*
 * A GeneralName says its form; where it has a field's name already, only on
 * the way further in.
 */
static const struct node *
enter_general_name(struct walk *w, const struct der_tlv *t, bool named)
{
	const struct node *node;

	if ((t->id & 0xc0) != DER_CONTEXT || t->num > GN_REGISTERED_ID)
		return &shape_leaf;
	node = shape_of_general_name(t->num);
	if (!named || (node->shape != LEAF && holds(t->val, w->where) && !same(t->val, w->where)))
		put_word(w, general_name_form_text(t->num));
	return node;
}

static enum oid
extension_id(struct span in)
{
	struct der_tlv t;

	return der_take(&in, DER_OID, &t) ? oid_find(t.val) : OID_UNKNOWN;
}

/* The value of a known extension has its name. */
static const struct node *
enter_value(struct walk *w, struct der_tlv *t)
{
	struct span in = t->val;
	unsigned index;

	if (!holds(in, w->where) || !shape_knows_extension(w->kind, w->extension_id))
		return NULL;
	put_word(w, oid_name(w->extension_id));
	return find_element(w, in, t, &index) && index == 0 ? shape_of_extension(w->extension_id) : NULL;
}

/* Where a path ends in an element without elements of its own, that of the next one like it ends there, too. */
static void
remember(struct path_memo *memo, struct span list, const struct der_tlv *t)
{
	size_t at = (size_t)(t->raw.p - list.p) + t->raw.n;

	memo->last = *t;
	memo->behind = span_sub(list, at, list.n - at);
}

bool
artifact_path_goes_on(struct path_memo *memo, struct span before, struct span where)
{
	struct span in = memo->behind;
	struct der_tlv t;

	if (!holds(memo->last.raw, before) || !holds(in, where))
		return false;
	while (der_next(&in, &t) == DER_OK && (uintptr_t)t.raw.p <= (uintptr_t)where.p)
		if (holds(t.raw, where)) {
			if (t.id != memo->last.id || t.num != memo->last.num)
				return false;
			memo->last = t;
			memo->behind = in;
			return true;
		}
	return false;
}

/* Finds the element inside t that holds the span, and names it; NULL: t is the innermost. */
static const struct node *
step_in(struct walk *w, const struct node *node, struct der_tlv *t)
{
	bool named = node->shape == FIELDS;
	const struct field *field;
	struct span in = t->val;
	unsigned index;

	if (node == &shape_extension)
		w->extension_id = extension_id(in);
	if (node->shape == EXTN_VALUE)
		return enter_value(w, t);
	if (!find_element(w, in, t, &index))
		return NULL;
	if (node->shape == LIST) {
		put_index(w, index);
		if (w->memo != NULL && (t->id & DER_CONSTRUCTED) == 0)
			remember(w->memo, in, t);
	}
	if (named) {
		field = is_strayed_in(w->artifact, in) ? find_read_field(w, node->field, t->raw) : find_field(node->field, in, index);
		if (field->name == NULL)
			return NULL;
		put_word(w, field->name);
		node = field->node;
	} else
		node = node->of;
	return node->shape == GENERAL_NAME ? enter_general_name(w, t, named) : node;
}

/* Octets that the type does not make elements of are not taken for some. */
static bool
may_enter(const struct node *node, const struct der_tlv *t)
{
	bool cons = (t->id & DER_CONSTRUCTED) != 0;

	return node != NULL && node->shape != LEAF && cons != (node->shape == EXTN_VALUE);
}

static void
begin_at(struct walk *w, struct span list, struct span entry, uint64_t index, struct path_memo *memo)
{
	for (unsigned level = 0; level < PATH_LEVELS; level++)
		memo->level[level] = (struct path_level){ list.p, entry.p, (unsigned)index };
	w->memo = memo;
}

/* Of the entries with faults, which are many and in order, the one that the span lies in; NULL: it lies in none. */
static const struct crl_place *
faulty_entry(const struct crl_view *cv, struct span where)
{
	size_t from = 0, to = cv->n_faulty;

	/* The last that begins in front of it; an empty span belongs to what ends there. */
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		uintptr_t at = (uintptr_t)cv->faulty[middle].entry.p;

		if (at < (uintptr_t)where.p || (at == (uintptr_t)where.p && where.n > 0))
			from = middle + 1;
		else
			to = middle;
	}
	return from > 0 && holds(cv->faulty[from - 1].entry, where) ? &cv->faulty[from - 1] : NULL;
}

/* What is remembered of the entry that the span lies in leads there at once: lists are long. */
static void
begin_at_entry(struct walk *w, const struct crl_view *cv, struct path_memo *memo)
{
	struct span list = cv->field[PART_REVOKED].val;
	const struct crl_place *faulty;

	if (!holds(list, w->where))
		return;
	if ((faulty = faulty_entry(cv, w->where)) != NULL) {
		begin_at(w, list, faulty->entry, faulty->index, memo);
		return;
	}
	for (unsigned sight = 0; sight < CRL_SIGHTS; sight++)
		for (unsigned i = 0; i < CRL_SPOTS && i < cv->tally[sight].n; i++) {
			const struct crl_spot *s = &cv->tally[sight].spot[i];

			if (!holds(s->entry, w->where))
				continue;
			begin_at(w, list, s->entry, s->index, memo);
			return;
		}
}

const char *
artifact_path(const struct artifact *artifact, struct span where, struct path_memo *memo, struct arena *a)
{
	struct walk w = { .artifact = artifact, .memo = memo, .kind = (enum artifact_kind)artifact->kind, .where = where };
	struct path_memo at_entry;
	const char *name;
	const struct node *node = shape_of_artifact(artifact, &name);
	struct span in = artifact->der;
	struct der_tlv t;

	if (memo != NULL)
		memo->last.raw = SPAN_NONE;
	if (artifact->kind == ARTIFACT_CRL && where.p != NULL)
		begin_at_entry(&w, (const struct crl_view *)artifact, memo != NULL ? memo : &at_entry);
	if (artifact->body.p != NULL && where.p != NULL && holds(artifact->body, where)) {
		in = artifact->body;
		node = shape_of_body(artifact);
	}
	if (where.p != NULL && der_next(&in, &t) == DER_OK && holds(t.raw, where)) {
		if (artifact->bare_tbs)
			put_word(&w, name);
		while (may_enter(node, &t) && !same(t.raw, where))
			node = step_in(&w, node, &t), w.depth++;
	}
	return w.n > 0 ? arena_text(a, w.text) : artifact_part_path(w.kind, PART_WHOLE);
}
