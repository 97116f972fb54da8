/*
 * path.c - where a span of a certificate lies, in field names.
 *
 * Descends from the outermost element to the innermost that holds the span,
 * led by a small description of the types in RFC 5280 appendix A.
 */
#include "x509/cert.h"

#include <stdio.h>

#include "x509/read.h"

enum shape {
	LEAF,		/* nothing inside has a name */
	FIELDS,		/* a SEQUENCE or CHOICE whose elements have names */
	LIST,		/* SEQUENCE OF or SET OF */
	WRAP,		/* EXPLICIT tag: one element without a name of its own */
	GENERAL_NAME,	/* named by its form */
	EXTN_VALUE	/* an OCTET STRING that holds what extnID says */
};

struct node {
	enum shape shape;
	const struct field *field;	/* FIELDS, up to one without a name */
	const struct node *of;		/* LIST, WRAP */
};

struct field {
	const char *name;
	const struct node *node;
	uint8_t id;			/* its identifier octet where it may be absent, else 0 */
};

#define FIELDS_OF(...) { .shape = FIELDS, .field = (const struct field[]){ __VA_ARGS__, { NULL, NULL, 0 } } }

static const struct node leaf = { .shape = LEAF };
static const struct node wrapped_leaf = { .shape = WRAP, .of = &leaf };
static const struct node leaves = { .shape = LIST, .of = &leaf };

/* ---- fields of the tbsCertificate ---- */

static const struct node attribute = FIELDS_OF({ "type", &leaf, 0 }, { "value", &leaf, 0 });
static const struct node rdn = { .shape = LIST, .of = &attribute };
static const struct node name = { .shape = LIST, .of = &rdn };
static const struct node wrapped_name = { .shape = WRAP, .of = &name };
static const struct node general_name = { .shape = GENERAL_NAME };
static const struct node general_names = { .shape = LIST, .of = &general_name };
static const struct node other_name = FIELDS_OF({ "type-id", &leaf, 0 }, { "value", &wrapped_leaf, 0 });
static const struct node algorithm = FIELDS_OF({ "algorithm", &leaf, 0 }, { "parameters", &leaf, 0 });
static const struct node spki = FIELDS_OF({ "algorithm", &algorithm, 0 }, { "subjectPublicKey", &leaf, 0 });
static const struct node validity = FIELDS_OF({ "notBefore", &leaf, 0 }, { "notAfter", &leaf, 0 });
static const struct node extn_value = { .shape = EXTN_VALUE };
static const struct node extension = FIELDS_OF(
	{ "extnID", &leaf, 0 },
	{ "critical", &leaf, DER_BOOLEAN },
	{ "extnValue", &extn_value, 0 });
static const struct node extensions = { .shape = LIST, .of = &extension };
static const struct node wrapped_extensions = { .shape = WRAP, .of = &extensions };
static const struct node tbs = FIELDS_OF(
	{ "version", &wrapped_leaf, DER_CTX_CONS(0) },
	{ "serialNumber", &leaf, 0 },
	{ "signature", &algorithm, 0 },
	{ "issuer", &name, 0 },
	{ "validity", &validity, 0 },
	{ "subject", &name, 0 },
	{ "subjectPublicKeyInfo", &spki, 0 },
	{ "issuerUniqueID", &leaf, DER_CTX(1) },
	{ "subjectUniqueID", &leaf, DER_CTX(2) },
	{ "extensions", &wrapped_extensions, DER_CTX_CONS(3) });
static const struct node certificate = FIELDS_OF(
	{ "tbsCertificate", &tbs, 0 },
	{ "signatureAlgorithm", &algorithm, 0 },
	{ "signatureValue", &leaf, 0 });

/* ---- values of extensions ---- */

static const struct node basic_constraints = FIELDS_OF(
	{ "cA", &leaf, DER_BOOLEAN },
	{ "pathLenConstraint", &leaf, DER_INTEGER });
static const struct node user_notice = FIELDS_OF(
	{ "noticeRef", &leaf, DER_SEQUENCE },
	{ "explicitText", &leaf, 0 });
static const struct node policy_qualifier = FIELDS_OF(
	{ "policyQualifierId", &leaf, 0 },
	{ "qualifier", &user_notice, 0 });
static const struct node policy_qualifiers = { .shape = LIST, .of = &policy_qualifier };
static const struct node policy = FIELDS_OF(
	{ "policyIdentifier", &leaf, 0 },
	{ "policyQualifiers", &policy_qualifiers, 0 });
static const struct node policies = { .shape = LIST, .of = &policy };
static const struct node mapping = FIELDS_OF(
	{ "issuerDomainPolicy", &leaf, 0 },
	{ "subjectDomainPolicy", &leaf, 0 });
static const struct node mappings = { .shape = LIST, .of = &mapping };
static const struct node policy_constraints = FIELDS_OF(
	{ "requireExplicitPolicy", &leaf, DER_CTX(0) },
	{ "inhibitPolicyMapping", &leaf, DER_CTX(1) });
static const struct node point_name = FIELDS_OF(
	{ "fullName", &general_names, DER_CTX_CONS(0) },
	{ "nameRelativeToCRLIssuer", &rdn, DER_CTX_CONS(1) });
static const struct node point = FIELDS_OF(
	{ "distributionPoint", &point_name, DER_CTX_CONS(0) },
	{ "reasons", &leaf, DER_CTX(1) },
	{ "cRLIssuer", &general_names, DER_CTX_CONS(2) });
static const struct node points = { .shape = LIST, .of = &point };
static const struct node access_description = FIELDS_OF(
	{ "accessMethod", &leaf, 0 },
	{ "accessLocation", &general_name, 0 });
static const struct node access_descriptions = { .shape = LIST, .of = &access_description };
static const struct node authority_key = FIELDS_OF(
	{ "keyIdentifier", &leaf, DER_CTX(0) },
	{ "authorityCertIssuer", &general_names, DER_CTX_CONS(1) },
	{ "authorityCertSerialNumber", &leaf, DER_CTX(2) });
static const struct node subtree = FIELDS_OF(
	{ "base", &general_name, 0 },
	{ "minimum", &leaf, DER_CTX(0) },
	{ "maximum", &leaf, DER_CTX(1) });
static const struct node subtrees = { .shape = LIST, .of = &subtree };
static const struct node name_constraints = FIELDS_OF(
	{ "permittedSubtrees", &subtrees, DER_CTX_CONS(0) },
	{ "excludedSubtrees", &subtrees, DER_CTX_CONS(1) });
static const struct node capability = FIELDS_OF(
	{ "capabilityID", &leaf, 0 },
	{ "parameters", &leaf, 0 });
static const struct node capabilities = { .shape = LIST, .of = &capability };
static const struct node directory_attribute = FIELDS_OF({ "type", &leaf, 0 }, { "values", &leaves, 0 });
static const struct node directory_attributes = { .shape = LIST, .of = &directory_attribute };
static const struct node statement = FIELDS_OF(
	{ "statementId", &leaf, 0 },
	{ "statementInfo", &leaf, 0 });
static const struct node statements = { .shape = LIST, .of = &statement };
static const struct node usage_period = FIELDS_OF(
	{ "notBefore", &leaf, DER_CTX(0) },
	{ "notAfter", &leaf, DER_CTX(1) });
static const struct node adobe_timestamp = FIELDS_OF(
	{ "version", &leaf, 0 },
	{ "location", &general_name, 0 },
	{ "requiresAuth", &leaf, 0 });
static const struct node adobe_archive = FIELDS_OF({ "version", &leaf, 0 });

static const struct node *
value_node(enum oid extension_id)
{
	switch (extension_id) {
	case OID_EXT_SAN:
	case OID_EXT_IAN: return &general_names;
	case OID_EXT_EKU: return &leaves;
	case OID_EXT_BC: return &basic_constraints;
	case OID_EXT_CP: return &policies;
	case OID_EXT_PM: return &mappings;
	case OID_EXT_PC: return &policy_constraints;
	case OID_EXT_CRLDP:
	case OID_EXT_FRESHEST: return &points;
	case OID_EXT_AIA:
	case OID_EXT_SIA: return &access_descriptions;
	case OID_EXT_AKI: return &authority_key;
	case OID_EXT_NC: return &name_constraints;
	case OID_EXT_SMIMECAPS: return &capabilities;
	case OID_EXT_SDA: return &directory_attributes;
	case OID_EXT_QC: return &statements;
	case OID_EXT_PKUP: return &usage_period;
	case OID_EXT_ADOBE_TIMESTAMP: return &adobe_timestamp;
	case OID_EXT_ADOBE_ARCHIVE: return &adobe_archive;
	default: return &leaf;
	}
}

/* ---- the descent ---- */

/* Longer than any path: twelve steps of at most 32 octets. */
#define PATH_ROOM 512

struct walk {
	struct span where;
	char text[PATH_ROOM];
	size_t n;
	enum oid extension_id;		/* of the extension that was entered last */
};

static void
put(struct walk *w, const char *prefix, const char *word)
{
	int n = snprintf(w->text + w->n, sizeof w->text - w->n, "%s%s", prefix, word);

	if (n > 0 && (size_t)n < sizeof w->text - w->n)
		w->n += (size_t)n;
}

static void
put_word(struct walk *w, const char *word)
{
	put(w, w->n > 0 ? "." : "", word);
}

static void
put_index(struct walk *w, unsigned i)
{
	char digits[16];

	snprintf(digits, sizeof digits, "%u]", i);
	put(w, "[", digits);
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

/* The element of `in` that holds the span, and how many stand before it. */
static bool
find_element(const struct walk *w, struct span in, struct der_tlv *t, unsigned *index)
{
	for (*index = 0; der_next(&in, t) == DER_OK; ++*index)
		if (holds(t->raw, w->where))
			return true;
	return false;
}

/* The field that the element after `index` others is; the name is NULL where it is none. */
static const struct field *
find_field(const struct field *field, struct span in, unsigned index)
{
	struct der_tlv t;

	for (unsigned i = 0; der_next(&in, &t) == DER_OK && field->name != NULL; i++) {
		while (field->name != NULL && field->id != 0 && ((field->id ^ t.id) & ~DER_CONSTRUCTED) != 0)
			field++;
		if (i == index || field->name == NULL)
			break;
		field++;
	}
	return field;
}

static const struct node *
general_name_node(unsigned form)
{
	if (form == GN_OTHER_NAME)
		return &other_name;
	return form == GN_DIRECTORY ? &wrapped_name : &leaf;
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
		return &leaf;
	node = general_name_node(t->num);
	if (!named || (node != &leaf && holds(t->val, w->where) && !same(t->val, w->where)))
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

	if (!holds(in, w->where) || ext_part(w->extension_id) == PART_COUNT)
		return NULL;
	put_word(w, oid_name(w->extension_id));
	return find_element(w, in, t, &index) && index == 0 ? value_node(w->extension_id) : NULL;
}

/* Finds the element inside t that holds the span, and names it; NULL: t is the innermost. */
static const struct node *
step_in(struct walk *w, const struct node *node, struct der_tlv *t)
{
	bool named = node->shape == FIELDS;
	const struct field *field;
	struct span in = t->val;
	unsigned index;

	if (node == &extension)
		w->extension_id = extension_id(in);
	if (node->shape == EXTN_VALUE)
		return enter_value(w, t);
	if (!find_element(w, in, t, &index))
		return NULL;
	if (node->shape == LIST)
		put_index(w, index);
	if (named) {
		field = find_field(node->field, in, index);
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

const char *
cert_path(const struct cert_view *cv, struct span where, struct arena *a)
{
	struct walk w = { .where = where };
	const struct node *node = &certificate;
	struct span in = cv->der;
	struct der_tlv t;

	if (where.p != NULL && der_next(&in, &t) == DER_OK && holds(t.raw, where)) {
		if (cv->bare_tbs) {
			put_word(&w, "tbsCertificate");
			node = &tbs;
		}
		while (may_enter(node, &t) && !same(t.raw, where))
			node = step_in(&w, node, &t);
	}
	return w.n > 0 ? arena_printf(a, "%s", w.text) : "certificate";
}
