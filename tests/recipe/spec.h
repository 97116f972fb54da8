/* SPDX-License-Identifier: Apache-2.0 */
/* spec.h - everything a case says about its certificate, with its bases applied. */
#ifndef TESTS_RECIPE_SPEC_H
#define TESTS_RECIPE_SPEC_H

#include "tests/recipe/key.h"
#include "tests/recipe/recipe.h"

enum critical { CRITICAL_ABSENT, CRITICAL_TRUE, CRITICAL_FALSE_WRITTEN };

struct ext_spec {
	struct ext_spec *next;
	const char *name;	/* short name or dotted; NULL: value is a whole Extension */
	const char *value;
	enum critical critical;
};

/* patch, truncate, append, in order. */
struct byte_edit {
	struct byte_edit *next;
	const char *what, *value;
};

/* One entry of a CRL, in words (crl.h). */
struct entry_spec {
	struct entry_spec *next;
	const char *value;
};

/* The fields as text; NULL where nothing was said. */
struct spec {
	const char *version, *serial, *signature, *issuer, *not_before, *not_after, *validity;
	const char *subject, *spki, *issuer_uid, *subject_uid, *extensions;
	const char *tbs, *certificate, *signature_algorithm, *signature_value;
	const char *this_update, *next_update, *revoked;	/* of a CRL */
	const char *responder_id, *produced_at, *responses, *single, *cert_id, *certs;	/* of an OCSP response: der: */
	struct entry_spec *entry;
	bool is_crl;
	const char *signed_by;		/* a case, or "self" */
	struct ext_spec *ext;
	struct byte_edit *edit;
	bool tbs_only;
	struct setting *setting;	/* of bases, file and case, in this order */
	const struct recipe *settings_of;	/* the last file whose settings were added */
	int32_t day;			/* notBefore, thisUpdate asked for by `on`; DAY_ALWAYS: as written */
};

/* What all recipes of a run share. */
struct world {
	struct tool tool;
	struct arena arena;		/* lives as long as the world */
	struct arena scratch;		/* for one certificate */
	struct keyring keys;
	struct recipe *bases;
};

/* The case of that name: first in `in`, then among the bases.  NULL: none, an error. */
const struct recipe_case *world_find(struct world *, const struct recipe *in, const char *name,
    const struct recipe **where);

/* Fills *out.  False, with the error, when a directive is wrong. */
bool spec_read(struct world *, const struct recipe *, const struct recipe_case *, struct spec *out);

#endif
