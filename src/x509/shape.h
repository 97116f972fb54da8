/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shape.h - a small description of the types in RFC 5280 appendix A: which
 * elements have which names, for paths (path.c) and for views of a certificate.
 */
#ifndef X509_SHAPE_H
#define X509_SHAPE_H

#include "x509/cert.h"

enum shape {
	LEAF,		/* nothing inside has a name */
	FIELDS,		/* a SEQUENCE or CHOICE whose elements have names */
	LIST,		/* SEQUENCE OF or SET OF */
	WRAP,		/* EXPLICIT tag: one element without a name of its own */
	GENERAL_NAME,	/* named by its form */
	EXTN_VALUE	/* an OCTET STRING that holds what extnID says */
};

/*
 * What a leaf holds: 0 for what its tag says, the identifier octet of the
 * universal type that is tagged IMPLICIT, or one of these.
 */
enum leaf_kind {
	LEAF_VERSION = 0x40, LEAF_SERIAL, LEAF_PUBLIC_KEY, LEAF_KEY_USAGE, LEAF_REASONS,
	LEAF_IP_ADDRESS
};

struct node {
	enum shape shape;
	const struct field *field;	/* FIELDS, up to one without a name */
	const struct node *of;		/* LIST, WRAP */
	uint8_t kind;			/* LEAF: see enum leaf_kind */
};

struct field {
	const char *name;
	const struct node *node;
	uint8_t id;			/* its identifier octet where it may be absent, else 0 */
};

/* An element of which nothing is known, one Extension. */
extern const struct node shape_leaf, shape_extension;

/* What an artifact is, or of a bare one what is to be signed; *called is its name. */
const struct node *shape_of_body(const struct artifact *);
const struct node *shape_of_artifact(const struct artifact *, const char **called);

/* The value of an extension; the leaf for one that is not known. */
const struct node *shape_of_extension(enum oid);
bool shape_knows_extension(enum artifact_kind, enum oid);
/* A GeneralName of this form. */
const struct node *shape_of_general_name(unsigned form);

/*
 * The field that an element with this identifier octet is, when `f` is the
 * first that it may be: optional fields of other tags are passed over.  Its
 * name is NULL past the last field.
 */
const struct field *shape_field(const struct field *f, uint8_t id);

#endif
