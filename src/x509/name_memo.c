/* SPDX-License-Identifier: Apache-2.0 */
#include "x509/name_memo.h"

#include "base/arena.h"

/* Copies a name that points into the octets at `from`; the copy points into those at `to`. */
static void
copy(struct cert_name *out, struct cert_attr *attr, const struct cert_name *name, const uint8_t *from, const uint8_t *to)
{
	struct span raw = out->raw;

	*out = *name;
	out->raw = raw;
	out->attr = attr;
	memcpy(attr, name->attr, name->n_attr * sizeof *attr);
	for (unsigned i = 0; i < name->n_attr; i++) {
		span_move(&attr[i].raw, from, to);
		span_move(&attr[i].oid, from, to);
		span_move(&attr[i].value.raw, from, to);
		span_move(&attr[i].value.val, from, to);
		span_move(&attr[i].text, from, to);
	}
}

/* Names of as many octets take turns. */
static size_t
place_of(struct span content)
{
	return content.n & (NAME_MEMO_NAMES - 1);
}

bool
name_memo_recall(const struct name_memo *m, struct span content, struct cert_name *name, struct arena *a)
{
	const struct known_name *k = &m->known[place_of(content)];
	struct cert_attr *attr;

	if (content.n == 0 || k->n != content.n || memcmp(k->octets, content.p, content.n) != 0)
		return false;
	if ((attr = arena_array(a, k->name.n_attr, sizeof *attr)) == NULL)
		return false;
	copy(name, attr, &k->name, k->octets, content.p);
	return true;
}

/* Do all texts stand in the octets as they are?  Those of BMPString and the like were written anew. */
static bool
texts_stand(const struct cert_name *name)
{
	for (unsigned i = 0; i < name->n_attr; i++) {
		struct span text = name->attr[i].text, value = name->attr[i].value.val;

		if (text.p != NULL && (text.p != value.p || text.n != value.n))
			return false;
	}
	return true;
}

void
name_memo_keep(struct name_memo *m, struct span content, const struct cert_name *name)
{
	struct known_name *k = &m->known[place_of(content)];

	if (content.n == 0 || content.n > NAME_MEMO_OCTETS || name->n_attr == 0 || name->n_attr > NAME_MEMO_ATTRS || !texts_stand(name))
		return;
	memcpy(k->octets, content.p, content.n);
	k->n = content.n;
	copy(&k->name, k->attr, name, content.p, k->octets);
}
