/* SPDX-License-Identifier: Apache-2.0 */
/*
 * walk.c - a walk over an artifact for people to look at.
 *
 * Led by the same description of the types as paths are (x509/shape.h), and
 * by the tags where it has nothing to say or the octets do not follow it.
 */
#include "engine/engine.h"
#include "engine/walk.h"

/* Each level of the artifact takes two frames at most. */
#define MAX_DEPTH (2 * DER_MAX_DEPTH)

struct walk {
	struct smimelint_run *run;
	struct arena *a;
	smimelint_walk_fn *fn;
	void *arg;
	int stop;			/* what fn ended the walk with */
	enum oid extension_id;		/* of the extension that was entered last */
};

static void visit(struct walk *, const struct node *, const struct der_tlv *, const char *name, unsigned depth);

static void
say(struct walk *w, unsigned depth, const char *name, const char *value, struct span where)
{
	if (w->stop == 0)
		w->stop = w->fn(w->arg, depth, name, value, (uint32_t)(where.p - w->run->input.p),
		    (uint32_t)where.n);
}

/* What follows where no element can be framed. */
static void
say_rest(struct walk *w, struct span in, unsigned depth)
{
	struct der_tlv t;
	struct span rest = in;
	enum der_status st;

	/* Mostly nothing does. */
	if (in.n > 0 && (st = der_next(&rest, &t)) != DER_OK)
		say(w, depth, "unreadable", arena_printf(w->a, "%s: %s", der_status_words(st),
		    walk_hex(w->a, in, WALK_KEY_LIMIT)), in);
}

/* Elements without names of their own. */
static void
visit_unnamed(struct walk *w, struct span in, unsigned depth)
{
	struct der_tlv t;

	while (w->stop == 0 && der_next(&in, &t) == DER_OK)
		visit(w, &shape_leaf, &t, walk_type(w->a, &t), depth);
	say_rest(w, in, depth);
}

/* "[0]": the place of one of a list. */
static const char *
place_name(struct arena *a, unsigned i)
{
	static const char *const first[] = { "[0]", "[1]", "[2]", "[3]", "[4]", "[5]", "[6]", "[7]", "[8]", "[9]" };

	return i < sizeof first / sizeof *first ? first[i] : arena_printf(a, "[%u]", i);
}

static void
visit_list(struct walk *w, const struct node *of, struct span in, unsigned depth)
{
	struct der_tlv t;

	for (unsigned i = 0; w->stop == 0 && der_next(&in, &t) == DER_OK; i++)
		visit(w, of, &t, place_name(w->a, i), depth);
	say_rest(w, in, depth);
}

static void
visit_fields(struct walk *w, const struct field *f, struct span in, unsigned depth)
{
	struct der_tlv t;

	while (w->stop == 0 && der_next(&in, &t) == DER_OK) {
		f = shape_field(f, t.id);
		if (f->name == NULL) {
			visit(w, &shape_leaf, &t, walk_type(w->a, &t), depth);
			continue;
		}
		visit(w, f->node, &t, f->name, depth);
		f++;
	}
	say_rest(w, in, depth);
}

/* RSAPublicKey inside the BIT STRING (RFC 8017 A.1.1). */
static void
visit_rsa_key(struct walk *w, const struct cert_spki *spki, unsigned depth)
{
	say(w, depth, "modulus", arena_printf(w->a, "%zu bits: %s", der_bit_length(spki->modulus),
	    walk_hex(w->a, der_magnitude(spki->modulus), WALK_KEY_LIMIT)), spki->modulus);
	if (spki->exponent.p != NULL) {
		struct der_tlv e = { .val = spki->exponent };

		say(w, depth, "publicExponent", walk_value(w->a, &e, DER_INTEGER), spki->exponent);
	}
}

static bool
is_rsa_key(const struct walk *w, const struct node *node, const struct der_tlv *t)
{
	const struct cert_spki *spki = &w->run->cert.spki;

	return node->kind == LEAF_PUBLIC_KEY && spki->modulus.p != NULL && t->val.n > 0 &&
	    spki->key.p == t->val.p + 1;
}

/* The value of an extension: one element by its identifier; of an unknown one the octets. */
static void
visit_extn_value(struct walk *w, const struct der_tlv *t, const char *name, unsigned depth)
{
	struct span in = t->val;
	struct der_tlv inner;

	if (t->id != DER_OCTET_STRING || !shape_knows_extension((enum artifact_kind)w->run->artifact->kind, w->extension_id)) {
		say(w, depth, name, walk_hex(w->a, t->val, WALK_HEX_LIMIT), t->raw);
		return;
	}
	say(w, depth, name, NULL, t->raw);
	if (der_next(&in, &inner) == DER_OK)
		visit(w, shape_of_extension(w->extension_id), &inner, oid_name(w->extension_id), depth + 1);
	visit_unnamed(w, in, depth + 1);
}

static void
visit_general_name(struct walk *w, const struct der_tlv *t, const char *name, unsigned depth)
{
	say(w, depth, name, NULL, t->raw);
	if ((t->id & 0xc0) != DER_CONTEXT || t->num > GN_REGISTERED_ID)
		visit(w, &shape_leaf, t, walk_type(w->a, t), depth + 1);
	else
		visit(w, shape_of_general_name(t->num), t, general_name_form_text(t->num), depth + 1);
}

/* An EXPLICIT tag shows what it holds under its own name. */
static void
visit_wrap(struct walk *w, const struct node *of, const struct der_tlv *t, const char *name, unsigned depth)
{
	struct span in = t->val;
	struct der_tlv inner;

	if (der_next(&in, &inner) == DER_OK) {
		visit(w, of, &inner, name, depth);
		visit_unnamed(w, in, depth + 1);
	} else {
		say(w, depth, name, NULL, t->raw);
		say_rest(w, t->val, depth + 1);
	}
}

static void
visit_extension_id(struct walk *w, struct span in)
{
	struct der_tlv oid;

	w->extension_id = der_take(&in, DER_OID, &oid) ? oid_find(oid.val) : OID_UNKNOWN;
}

static void
visit_constructed(struct walk *w, const struct node *node, const struct der_tlv *t, const char *name,
    unsigned depth)
{
	if (depth >= MAX_DEPTH) {
		say(w, depth, name, der_status_words(DER_EDEPTH), t->raw);
		return;
	}
	if (node->shape == WRAP) {
		visit_wrap(w, node->of, t, name, depth);
		return;
	}
	if (node == &shape_extension)
		visit_extension_id(w, t->val);
	say(w, depth, name, NULL, t->raw);
	if (node->shape == FIELDS)
		visit_fields(w, node->field, t->val, depth + 1);
	else if (node->shape == LIST)
		visit_list(w, node->of, t->val, depth + 1);
	else
		visit_unnamed(w, t->val, depth + 1);
}

static void
visit(struct walk *w, const struct node *node, const struct der_tlv *t, const char *name, unsigned depth)
{
	if (w->stop != 0)
		return;
	if (node->shape == GENERAL_NAME)
		visit_general_name(w, t, name, depth);
	else if ((t->id & DER_CONSTRUCTED) != 0)
		visit_constructed(w, node, t, name, depth);
	else if (node->shape == EXTN_VALUE)
		visit_extn_value(w, t, name, depth);
	else if (is_rsa_key(w, node, t)) {
		say(w, depth, name, NULL, t->raw);
		visit_rsa_key(w, &w->run->cert.spki, depth + 1);
	} else
		say(w, depth, name, walk_value(w->a, t, node->shape == LEAF ? node->kind : 0), t->raw);
}

int
smimelint_walk(smimelint_run *run, smimelint_walk_fn *fn, void *arg)
{
	struct walk w = { .run = run, .fn = fn, .arg = arg };
	const struct node *node;
	const char *name;
	struct span in;
	struct der_tlv t;

	if (run == NULL || fn == NULL || run->status == SMIMELINT_UNREADABLE || run->artifact == NULL)
		return 0;
	w.a = &run->arena;
	in = run->artifact->der;
	release_want(run->release, in.p, in.n);
	if (der_next(&in, &t) != DER_OK)
		return 0;
	node = shape_of_artifact(run->artifact, &name);
	visit(&w, node, &t, name, 0);
	if (w.stop == 0)
		visit_unnamed(&w, in, 1);
	return w.stop;
}
