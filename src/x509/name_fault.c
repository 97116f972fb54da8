/* SPDX-License-Identifier: Apache-2.0 */
/* name_fault.c - what is wrong in a Name that can be read (RFC 5280 4.1.2.4 and Appendix A). */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "value/uri.h"
#include "x509/name.h"

/* Attributes with one string type; the others are no matter of a Name that another certificate has established. */
static uint8_t
only_type(enum oid type)
{
	switch (type) {
	case OID_COUNTRY:
	case OID_SERIAL_NUMBER:
	case OID_DN_QUALIFIER:
		return DER_PRINTABLE;
	case OID_EMAIL_ADDRESS:
	case OID_DOMAIN_COMPONENT:
		return DER_IA5;
	default:
		return 0;
	}
}

static const char *
attribute_fault(const struct cert_attr *a)
{
	uint8_t wanted = only_type(a->type);

	if (a->value.val.n == 0 && a->type != OID_UNKNOWN && a->type != OID_DOMAIN_COMPONENT)
		return "an attribute of a name has an empty value";
	if (wanted != 0 && a->value.id != wanted)
		return wanted == DER_IA5 ? "emailAddress or domainComponent is not IA5String" :
		    "countryName, serialNumber or dnQualifier is not PrintableString";
	if (a->type == OID_COUNTRY && a->text.p != NULL && utf8_length(a->text) != 2)
		return "countryName is not two characters long";
	return NULL;
}

static int
by_octets(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return x->n == 0 ? 0 : memcmp(x->p, y->p, x->n);
}

/* Has one RDN, the n attributes at v, a type twice? */
static bool
has_repeated_type(const struct cert_attr *v, unsigned n, struct arena *a)
{
	struct span *oid = n > 1 ? arena_array(a, n, sizeof *oid) : NULL;

	if (oid == NULL)
		return false;
	for (unsigned i = 0; i < n; i++)
		oid[i] = v[i].oid;
	qsort(oid, n, sizeof *oid, by_octets);
	for (unsigned i = 1; i < n; i++)
		if (span_eq(oid[i - 1], oid[i]))
			return true;
	return false;
}

static const char *
name_fault(const struct cert_name *name, struct arena *a)
{
	const char *what = name->n_rdn == 0 ? "directoryName has no attribute" : NULL;

	for (unsigned i = 0; i < name->n_attr && what == NULL; i++)
		what = attribute_fault(&name->attr[i]);
	for (unsigned from = 0, to; from < name->n_attr && what == NULL; from = to) {
		for (to = from + 1; to < name->n_attr && name->attr[to].rdn == name->attr[from].rdn; )
			to++;
		if (has_repeated_type(name->attr + from, to - from, a))
			what = "one relative distinguished name has the same attribute type twice";
	}
	return what;
}

const char *
general_names_fault(const struct general_names *names, struct arena *a)
{
	const char *what = NULL;

	for (unsigned i = 0; i < names->n && what == NULL; i++) {
		const struct general_name *n = &names->v[i];

		if (n->dir != NULL)
			what = name_fault(n->dir, a);
		else if ((n->form == GN_RFC822 || n->form == GN_DNS) && n->tlv.val.n == 0)
			what = "a name is empty";
		else if (n->uri != NULL && n->uri->fault != URI_OK)
			what = "a uniformResourceIdentifier is not an absolute URI";
	}
	return what;
}
