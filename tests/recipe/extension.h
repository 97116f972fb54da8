/* SPDX-License-Identifier: Apache-2.0 */
/* extension.h - the short forms of extension values. */
#ifndef TESTS_RECIPE_EXTENSION_H
#define TESTS_RECIPE_EXTENSION_H

#include "tests/recipe/dertext.h"
#include "tests/recipe/names.h"

/* What values may refer to. */
struct ext_context {
	struct span spki;		/* of the certificate */
	struct span issuer_spki;	/* of the key that signs it */
	struct span issuer_serial;	/* INTEGER content of that CA's certificate */
	dertext_ref_fn *ref;
	void *ref_arg;
};

/*
 * Writes the content of extnValue: `name` is the extension (short name or
 * dotted), `value` its short form or "der:DERTEXT".
 */
void put_extension_value(struct octets *, const char *name, const char *value,
    const struct ext_context *);

typedef void ext_value_fn(struct octets *, const char *value, const struct ext_context *);

/* ext_value.c: those with a simple structure */
ext_value_fn put_key_usage, put_eku, put_basic_constraints, put_general_names, put_aki, put_ski,
    put_policy_mappings, put_policy_constraints, put_integer_value, put_smime_capabilities,
    put_null, put_sct, put_private_key_period, put_printable, put_bmp;
/* ext_points.c: those that say where something is found */
ext_value_fn put_crl_points, put_access, put_name_constraints, put_adobe_timestamp, put_adobe_archive;
/* ext_statement.c: policies, directory attributes, qualified statements */
ext_value_fn put_policies, put_directory_attributes, put_qc_statements;

#endif
