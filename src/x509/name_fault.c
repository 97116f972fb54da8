/* SPDX-License-Identifier: Apache-2.0 */
/* name_fault.c - what is wrong in a Name that can be read, and how long its values may be (RFC 5280 4.1.2.4 and Appendix A). */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "value/mailbox.h"
#include "value/uri.h"
#include "x509/read.h"

/* How many characters a value may have (RFC 5280 A.1); 0: no bound. */
static const uint16_t bound[OID_COUNT] = {
	[OID_COMMON_NAME] = UB_COMMON_NAME, [OID_ORGANIZATION] = UB_ORGANIZATION, [OID_ORG_UNIT] = UB_ORG_UNIT, [OID_LOCALITY] = UB_LOCALITY,
	[OID_STATE] = UB_STATE, [OID_TITLE] = UB_TITLE, [OID_SERIAL_NUMBER] = UB_SERIAL_NUMBER, [OID_PSEUDONYM] = UB_PSEUDONYM,
	[OID_EMAIL_ADDRESS] = UB_EMAIL_ADDRESS, [OID_NAME] = UB_NAME, [OID_SURNAME] = UB_NAME, [OID_GIVEN_NAME] = UB_NAME,
	[OID_INITIALS] = UB_NAME, [OID_GENERATION_QUALIFIER] = UB_NAME,
};

size_t
attr_upper_bound(enum oid type)
{
	return bound[type] != 0 ? bound[type] : SIZE_MAX;
}

size_t
attr_text_beyond(const struct cert_attr *a, size_t most)
{
	size_t n;

	/* No encoding of a character is shorter than one octet. */
	if (a->value.val.n <= most || a->text.p == NULL)
		return 0;
	n = utf8_length(a->text);
	return n > most ? n : 0;
}

/* TeletexString, BMPString and UniversalString: names of before may keep them. */
static bool
is_old_choice(uint8_t id)
{
	return id == DER_T61 || id == DER_BMP || id == DER_UNIVERSALSTR;
}

static const char *
attribute_fault(const struct cert_attr *a)
{
	if (attr_lacks_value(a))
		return "an attribute of a name has an empty value";
	if (name_string_unusual(a) && !(name_is_directory_string(a->type) && is_old_choice(a->value.id)))
		return "an attribute of a name is of a string type that it cannot have";
	if (a->type == OID_COUNTRY && a->text.p != NULL && utf8_length(a->text) != 2)
		return "countryName is not two characters long";
	if (attr_text_beyond(a, attr_upper_bound(a->type)) > 0)
		return "an attribute of a name is longer than its upper bound";
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
	const char *what = NULL;

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
general_name_fault(const struct general_name *n)
{
	struct mailbox m;
	enum mailbox_fault mailbox;
	enum host_fault host;

	switch (n->form) {
	case GN_IP:
		return n->tlv.val.n == 4 || n->tlv.val.n == 16 ? NULL : "has neither 4 nor 16 octets";
	case GN_DNS:
		host = host_check_preferred(n->tlv.val);
		return host == HOST_OK ? NULL : host_fault_text(host);
	case GN_RFC822:
		mailbox = mailbox_parse(n->tlv.val, MAILBOX_ASCII, &m);
		return mailbox == MAILBOX_OK ? NULL : mailbox_fault_text(mailbox);
	case GN_DIRECTORY:
		return n->directory == NULL || n->directory->n_rdn != 0 ? NULL : "is empty";
	default:
		return NULL;
	}
}

/* The same, of whatever it is wrong with. */
static const char *const form_fault[] = {
	[GN_RFC822] = "an rfc822Name is not a Mailbox", [GN_DNS] = "a dNSName is not in the preferred name syntax",
	[GN_DIRECTORY] = "directoryName has no attribute", [GN_IP] = "an iPAddress has neither 4 nor 16 octets",
};

static const char *
names_fault(const struct general_names *names, struct arena *a)
{
	const char *what = NULL;

	for (unsigned i = 0; i < names->n && what == NULL; i++) {
		const struct general_name *n = &names->v[i];

		if (n->uri != NULL && n->uri->fault != URI_OK)
			what = "a uniformResourceIdentifier is not an absolute URI";
		else if (general_name_fault(n) != NULL)
			what = form_fault[n->form];
		else if (n->directory != NULL)
			what = name_fault(n->directory, a);
	}
	return what;
}

/* Why these are not GeneralNames; NULL: they are.  `told`: what breaks DER is known. */
static const char *
structure_fault(const struct artifact *seen, const struct general_names *names, bool bad, bool told)
{
	for (size_t i = 0; i < seen->n_fault; i++)
		if (seen->fault[i].what != NULL)
			return seen->fault[i].what;
	for (const struct general_name *n = names->first_directory; n != NULL; n = n->next)
		if (n->directory->n_empty_rdn > 0)
			return "a relative distinguished name has no attribute";
	for (size_t i = 0; i < seen->n_fault; i++)
		if ((seen->fault[i].quirks & DER_Q_TRAILING) != 0)
			return "an element of a name has more than its fields";
	return (bad || seen->n_fault > 0) && !told ? "a name is not encoded in DER" : NULL;
}

const char *
general_names_judge(struct span content, bool told, bool *malformed, struct arena *a)
{
	struct artifact seen = { .n_fault = 0 };
	struct reader r = { .artifact = &seen, .a = a };
	struct general_names names;
	const char *what;

	reader_enter(&r, PART_WHOLE, content);
	read_general_names(&r, content, &names);
	what = structure_fault(&seen, &names, r.bad || r.damaged, told);
	*malformed = what != NULL;
	return what != NULL ? what : names_fault(&names, a);
}
