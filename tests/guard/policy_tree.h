/* SPDX-License-Identifier: Apache-2.0 */
/* policy_tree.h - valid_policy_tree of RFC 5280 6.1, word for word: every node of every level, with its expected_policy_set. */
#ifndef TESTS_GUARD_POLICY_TREE_H
#define TESTS_GUARD_POLICY_TREE_H

#include "tests/guard/hierarchy.h"

enum { MOST_NODES = 1024 };

struct policy_node {
	unsigned depth, valid, expected;	/* expected: a set */
	int parent;
	bool deleted;
};
struct policy_tree {
	struct policy_node node[MOST_NODES];
	unsigned n, depth;
	unsigned explicit_policy, policy_mapping, inhibit_any;
	bool invalid;
};

/* 6.1.2 a and d to f, with no initial inhibition. */
static inline void
tree_begin(struct policy_tree *t, unsigned n)
{
	t->node[0] = (struct policy_node){ 0, ANY, 1u << ANY, -1, false };
	t->n = 1;
	t->depth = 0;
	t->explicit_policy = t->policy_mapping = t->inhibit_any = n + 1;
	t->invalid = false;
}

static inline bool
node_at(const struct policy_tree *t, unsigned i, unsigned depth)
{
	return !t->node[i].deleted && t->node[i].depth == depth;
}

static inline bool
tree_is_null(const struct policy_tree *t)
{
	for (unsigned i = 0; i < t->n; i++)
		if (node_at(t, i, t->depth))
			return false;
	return true;
}

static inline void
add_node(struct policy_tree *t, int parent, unsigned valid, unsigned expected)
{
	if (t->n < MOST_NODES)
		t->node[t->n++] = (struct policy_node){ t->node[parent].depth + 1, valid, expected, parent, false };
}

static inline bool
has_child(const struct policy_tree *t, unsigned parent, unsigned valid)
{
	for (unsigned i = 0; i < t->n; i++)
		if (!t->node[i].deleted && t->node[i].parent == (int)parent && (valid > ANY || t->node[i].valid == valid))
			return true;
	return false;
}

/* 6.1.3 d 3: those of depth i - 1 or less without any child nodes. */
static inline void
prune(struct policy_tree *t, unsigned depth)
{
	for (unsigned d = depth; d-- > 0;)
		for (unsigned i = 0; i < t->n; i++)
			if (node_at(t, i, d) && !has_child(t, i, ANY + 1))
				t->node[i].deleted = true;
}

/* 6.1.3 d 1. */
static inline void
take_policy(struct policy_tree *t, unsigned policy)
{
	unsigned n = t->n;
	bool matched = false;

	for (unsigned i = 0; i < n; i++)
		if (node_at(t, i, t->depth) && (t->node[i].expected & 1u << policy) != 0) {
			add_node(t, (int)i, policy, 1u << policy);
			matched = true;
		}
	for (unsigned i = 0; i < n && !matched; i++)
		if (node_at(t, i, t->depth) && t->node[i].valid == ANY)
			add_node(t, (int)i, policy, 1u << policy);
}

/* 6.1.3 d 2. */
static inline void
take_any(struct policy_tree *t)
{
	for (unsigned i = 0, n = t->n; i < n; i++)
		for (unsigned policy = 0; node_at(t, i, t->depth) && policy <= ANY; policy++)
			if ((t->node[i].expected & 1u << policy) != 0 && !has_child(t, i, policy))
				add_node(t, (int)i, policy, 1u << policy);
}

/* 6.1.3 d to f. */
static inline void
tree_take(struct policy_tree *t, const struct certificate *c, bool is_last)
{
	bool was_null = tree_is_null(t), self_issued = c->subject == c->issuer;

	for (unsigned policy = 0; !was_null && policy < POLICIES; policy++)
		if ((c->policies & 1u << policy) != 0)
			take_policy(t, policy);
	if (!was_null && (c->policies & 1u << ANY) != 0 && (t->inhibit_any > 0 || (!is_last && self_issued)))
		take_any(t);
	t->depth++;
	prune(t, t->depth);
	t->invalid |= t->explicit_policy == 0 && tree_is_null(t);
}

/* 6.1.4 b. */
static inline void
tree_map(struct policy_tree *t, const struct certificate *c)
{
	bool found = false;

	if (c->from == c->to)
		return;
	for (unsigned i = 0, n = t->n; i < n; i++)
		if (node_at(t, i, t->depth) && t->node[i].valid == c->from) {
			found = true;
			if (t->policy_mapping > 0)
				t->node[i].expected = 1u << c->to;
			else
				t->node[i].deleted = true;
		}
	for (unsigned i = 0, n = t->n; i < n && !found && t->policy_mapping > 0; i++)
		if (node_at(t, i, t->depth) && t->node[i].valid == ANY) {
			add_node(t, t->node[i].parent, c->from, 1u << c->to);
			found = true;
		}
	prune(t, t->depth);
}

static inline void
at_most(unsigned *variable, unsigned limit)
{
	if (limit != NO_LIMIT && limit < *variable)
		*variable = limit;
}

/* 6.1.4 b and h to j; a is a fault of its own. */
static inline void
tree_prepare(struct policy_tree *t, const struct certificate *c)
{
	tree_map(t, c);
	if (c->subject != c->issuer) {
		t->explicit_policy -= t->explicit_policy > 0;
		t->policy_mapping -= t->policy_mapping > 0;
		t->inhibit_any -= t->inhibit_any > 0;
	}
	at_most(&t->explicit_policy, c->demand);
	at_most(&t->policy_mapping, c->no_mapping);
	at_most(&t->inhibit_any, c->no_any);
}

/* 6.1.5 a, b and g. */
static inline void
tree_end(struct policy_tree *t, const struct certificate *last)
{
	t->explicit_policy -= t->explicit_policy > 0;
	if (last != NULL && last->demand == 0)
		t->explicit_policy = 0;
	t->invalid |= t->explicit_policy == 0 && tree_is_null(t);
}

#endif
