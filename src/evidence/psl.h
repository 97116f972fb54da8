/* SPDX-License-Identifier: Apache-2.0 */
/* psl.h - the Public Suffix List: under which names domains are registered. */
#ifndef EVIDENCE_PSL_H
#define EVIDENCE_PSL_H

#include "base/arena.h"

struct ev_suffix {
	struct span name;		/* without "*." and "!" */
	uint8_t kind;			/* enum in psl.c */
};

/* Begins with all zero. */
struct ev_psl {
	struct arena arena;		/* of the names */
	struct ev_suffix *rule;		/* sorted once ev_psl_close() was called */
	size_t n, cap;
};

/* A rule of the list as it stands there, its labels as lower-case A-labels.  False: memory is out. */
bool ev_psl_add(struct ev_psl *, struct span rule);
void ev_psl_close(struct ev_psl *);
void ev_psl_free(struct ev_psl *);

/*
 * Takes the next rule off the front of the list's text: of its ICANN section
 * alone where the text marks one.  False at the end.
 */
struct ev_psl_reader {
	struct span rest;
	bool sections, inside;
};
void ev_psl_begin(struct ev_psl_reader *, struct span text);
bool ev_psl_next(struct ev_psl_reader *, struct span *rule);
/* Has it the form of a rule: labels of letters, digits and hyphens, or of UTF-8, behind "*." or "!" or nothing; or "*" alone? */
bool ev_psl_is_rule(struct span);

/*
 * The Base Domain Name (TLS BR 1.6.1) of a domain in lower-case A-labels: the
 * label before its public suffix with that suffix.  SPAN_NONE where the domain
 * is itself a public suffix.
 */
struct span ev_psl_base_domain(const struct ev_psl *, struct span domain);

#endif
