/* SPDX-License-Identifier: Apache-2.0 */
/* name.c - Name and GeneralName (RFC 5280 4.1.2.4, 4.2.1.6). */
#include "x509/name.h"

#include "base/utf8.h"
#include "value/judge.h"
#include "value/mailbox.h"
#include "x509/read.h"

/* ---- Name ---- */

/* The octets of such a string are UTF-8, where they are what its type allows. */
static bool
is_utf8_type(uint8_t id)
{
	return id == DER_UTF8 || id == DER_PRINTABLE || id == DER_IA5 || id == DER_NUMERIC || id == DER_VISIBLE;
}

static struct span
value_text(struct arena *a, const struct der_tlv *value)
{
	struct span out = SPAN_NONE;

	if (is_utf8_type(value->id))
		return utf8_valid(value->val) ? value->val : SPAN_NONE;
	switch (value->id) {
	case DER_BMP:
		return utf8_from_bmp(a, value->val, &out) ? out : SPAN_NONE;
	case DER_UNIVERSALSTR:
		return utf8_from_universal(a, value->val, &out) ? out : SPAN_NONE;
	case DER_T61:
		return utf8_from_latin1(a, value->val, &out) ? out : SPAN_NONE;
	default:
		return SPAN_NONE;
	}
}

/*
 * Could this be the value of an attribute that X.520 or RFC 2985 defines?
 * All are strings, but for x500UniqueIdentifier and postalAddress.
 */
static bool
is_usual_value(const struct der_tlv *value)
{
	switch (value->id & ~DER_CONSTRUCTED) {
	case DER_UTF8:
	case DER_PRINTABLE:
	case DER_IA5:
	case DER_NUMERIC:
	case DER_VISIBLE:
	case DER_T61:
	case DER_BMP:
	case DER_UNIVERSALSTR:
	case DER_BIT_STRING:
	case DER_SEQUENCE & ~DER_CONSTRUCTED:
		return true;
	default:
		return false;
	}
}

/*
 * AttributeValue is ANY DEFINED BY AttributeType (RFC 5280 4.1.2.4): dateOfBirth is a GeneralizedTime (RFC 3739 3.2.2), and of a type that
 * is not known, or not as one of attributes, nobody knows what it is.
 */
static bool
is_value_of(enum oid type, const struct der_tlv *value)
{
	if (is_usual_value(value) || type == OID_UNKNOWN || type > OID_COUNTRY_OF_RESIDENCE)
		return true;
	return type == OID_DATE_OF_BIRTH && value->id == DER_GENTIME;
}

static void
judge_text(struct cert_attr *attr)
{
	if (attr->text.p != NULL) {
		attr->traits = (uint16_t)value_traits(attr->text);
		attr->mailbox = (uint8_t)mailbox_sort(attr->text);
	} else if (attr->value.val.n == 0) {
		attr->traits = VALUE_EMPTY;
	}
}

/* What the value says, where it says something. */
static void
read_value(struct reader *r, struct cert_attr *attr)
{
	if (!is_value_of(attr->type, &attr->value))
		reader_bad(r, attr->value.raw, "value of an attribute is of no string type");
	attr->bad = !reader_whole(r, attr->raw);
	if (attr->bad)
		return;
	attr->text = value_text(r->a, &attr->value);
	judge_text(attr);
}

#define NO_TYPE "type of an attribute is not an OBJECT IDENTIFIER"

/* One AttributeTypeAndValue; false where it is none, or has no type. */
static bool
read_attr(struct reader *r, const struct der_tlv *t, struct cert_attr *attr)
{
	struct span in = t->val;
	struct der_tlv oid;

	if (t->id != DER_SEQUENCE) {
		reader_bad(r, t->raw, "AttributeTypeAndValue is not a SEQUENCE");
		return false;
	}
	if (in.n == 0) {
		reader_bad(r, t->raw, NO_TYPE);
		return false;
	}
	if (!reader_take(r, &in, DER_OID, &oid, NO_TYPE))
		return false;
	attr->raw = t->raw;
	attr->oid = oid.val;
	attr->type = oid_find(oid.val);
	if (der_next(&in, &attr->value) != DER_OK) {
		reader_bad(r, t->raw, "attribute has no readable value");
		attr->value = (struct der_tlv){ .raw = t->raw, .val = span_sub(t->raw, t->raw.n, 0) };
		attr->bad = true;
		return true;
	}
	reader_end(r, in);
	read_value(r, attr);
	return true;
}

/* The string types of an attribute: UTF8String and PrintableString, for a DirectoryString, or one alone; 0: any. */
enum { UTF8 = 1, PRINTABLE = 2, IA5 = 4, DIRECTORY = UTF8 | PRINTABLE };
static const uint8_t string_types[OID_COUNT] = {
	[OID_COMMON_NAME] = DIRECTORY, [OID_SURNAME] = DIRECTORY, [OID_LOCALITY] = DIRECTORY, [OID_STATE] = DIRECTORY,
	[OID_STREET] = DIRECTORY, [OID_ORGANIZATION] = DIRECTORY, [OID_ORG_UNIT] = DIRECTORY, [OID_TITLE] = DIRECTORY,
	[OID_DESCRIPTION] = DIRECTORY, [OID_BUSINESS_CATEGORY] = DIRECTORY, [OID_POSTAL_CODE] = DIRECTORY, [OID_NAME] = DIRECTORY,
	[OID_GIVEN_NAME] = DIRECTORY, [OID_INITIALS] = DIRECTORY, [OID_GENERATION_QUALIFIER] = DIRECTORY, [OID_PSEUDONYM] = DIRECTORY,
	[OID_USER_ID] = DIRECTORY, [OID_ORG_IDENTIFIER] = DIRECTORY, [OID_COUNTRY] = PRINTABLE, [OID_SERIAL_NUMBER] = PRINTABLE, [OID_DN_QUALIFIER] = PRINTABLE,
	[OID_EMAIL_ADDRESS] = IA5, [OID_DOMAIN_COMPONENT] = IA5,
};

bool
name_is_directory_string(enum oid type)
{
	return string_types[type] == DIRECTORY;
}

bool
name_string_unusual(const struct cert_attr *attr)
{
	uint8_t id = attr->value.id, wanted = string_types[attr->type];

	return wanted != 0 && (wanted & (id == DER_UTF8 ? UTF8 : id == DER_PRINTABLE ? PRINTABLE : id == DER_IA5 ? IA5 : 0)) == 0 && !attr->bad;
}

/* Makes the attribute that stands behind the others findable. */
static void
name_index(struct cert_name *name, const struct cert_attr *attr)
{
	unsigned slot = attr->type & 63;
	uint8_t at = name->n_attr < 255 ? (uint8_t)name->n_attr : 255;

	if (!name_may_have(name, attr->type))
		name->first[slot] = at;
	name->last[slot] = at;
	name->types |= UINT64_C(1) << slot;
	name->traits |= attr->traits;
	name->unusual = name->unusual || name_string_unusual(attr);
	if (attr->value.val.n > name->longest)
		name->longest = attr->value.val.n < UINT32_MAX ? (uint32_t)attr->value.val.n : UINT32_MAX;
}

static void
read_rdn(struct reader *r, struct span in, struct cert_name *name, struct cert_attr *room)
{
	bool bad = r->bad;
	struct der_tlv t;

	for (unsigned i = 0; reader_next(r, &in, &t); i++) {
		struct cert_attr *attr = &room[name->n_attr];

		r->bad = false;
		if (read_attr(r, &t, attr)) {
			name_index(name, attr);
			attr->rdn = name->n_rdn;
			attr->in_rdn = i;
			name->multi_valued = name->multi_valued || i > 0;
			name->n_attr++;
			if (attr->bad) {
				name->unread = true;
				reader_damaged(r);
			}
		}
		bad = bad || r->bad;
	}
	r->bad = bad;
	reader_stop(r, in);
}

/* At most as many attributes as elements inside the RDNs. */
static struct cert_attr *
name_room(struct reader *r, struct span in)
{
	struct der_tlv rdn;
	size_t n = 0;

	while (der_next(&in, &rdn) == DER_OK)
		n += der_count(rdn.val);
	return arena_array(r->a, n, sizeof(struct cert_attr));
}

/* Octets of it that cannot be framed stand inside an attribute, or a list has stopped at them. */
static void
name_end(struct reader *r, struct cert_name *name, bool bad)
{
	name->bad = r->bad;
	name->unread = name->unread || r->bad;
	r->bad = r->bad || bad;
}

void
read_name(struct reader *r, struct span content, struct cert_name *name)
{
	struct cert_attr *room = name_room(r, content);
	bool bad = r->bad;
	struct der_tlv rdn;

	if (room == NULL)
		return;
	name->attr = room;
	r->bad = false;
	for (; reader_next(r, &content, &rdn); name->n_rdn++) {
		name->n_empty_rdn += rdn.id == DER_SET && rdn.val.n == 0;
		if (rdn.id == DER_SET)
			read_rdn(r, rdn.val, name, room);
		else
			reader_bad(r, rdn.raw, "RelativeDistinguishedName is not a SET");
	}
	reader_stop(r, content);
	name_end(r, name, bad);
}

/* Takes a RelativeDistinguishedName as nearly all are: one attribute, and nothing that breaks DER or cannot be read. */
static bool
take_plain_rdn(struct span *content, struct arena *a, struct cert_attr *attr)
{
	struct der_tlv rdn, seq;
	struct span in;

	if (!der_take(content, DER_SET, &rdn) || !der_take(&rdn.val, DER_SEQUENCE, &seq) || rdn.val.n > 0 || (rdn.quirks | seq.quirks) != 0)
		return false;
	in = seq.val;
	if (!reader_plain_oid(&in, &attr->oid, &attr->type) || der_next(&in, &attr->value) != DER_OK || in.n > 0 ||
	    (attr->value.id & DER_CONSTRUCTED) != 0 || der_check_one(&attr->value) != 0)
		return false;
	attr->raw = seq.raw;
	if (!is_value_of(attr->type, &attr->value))
		return false;
	attr->text = is_utf8_type(attr->value.id) ? attr->value.val : value_text(a, &attr->value);
	judge_text(attr);
	return true;
}

/* A name of such RDNs alone, checked and read in one walk.  False: *name is as it was. */
static bool
read_plain_name(struct reader *r, const struct der_tlv *t, struct cert_name *name)
{
	struct cert_attr *attr = arena_array(r->a, der_count(t->val), sizeof *attr);
	struct span in = t->val;

	if (attr == NULL || t->quirks != 0)
		return false;
	name->attr = attr;
	for (; in.n > 0; attr++) {
		if (!take_plain_rdn(&in, r->a, attr)) {
			*name = (struct cert_name){ .raw = name->raw };
			return false;
		}
		name_index(name, attr);
		attr->rdn = name->n_rdn++;
		name->n_attr++;
	}
	return true;
}

bool
read_name_field(struct reader *r, const struct der_tlv *t, struct cert_name *name)
{
	name->raw = t->raw;
	if (read_plain_name(r, t, name))
		return true;
	reader_check(r, t->raw);
	reader_go_in(r);
	read_name(r, t->val, name);
	return false;
}

/* One more of the names in the artifact's extensions. */
static void
keep_name(struct reader *r, struct cert_name *name)
{
	if (r->artifact == NULL)
		return;
	if (r->last_name != NULL)
		r->last_name->next = name;
	else
		r->artifact->ext_name = name;
	r->last_name = name;
}

void
read_relative_name(struct reader *r, struct span content)
{
	struct cert_name *name = arena_take(r->a, sizeof *name);
	struct cert_attr *room = arena_array(r->a, der_count(content), sizeof *room);
	bool bad = r->bad;

	if (name == NULL || room == NULL)
		return;
	name->raw = content;
	name->attr = room;
	r->bad = false;
	read_rdn(r, content, name, room);
	name->n_rdn = 1;
	name_end(r, name, bad);
	keep_name(r, name);
}

bool
name_read(struct cert_name *name, struct span in, struct arena *a)
{
	struct reader r = { .a = a };
	struct der_tlv t;

	*name = (struct cert_name){ .raw = in };
	if (!der_take(&in, DER_SEQUENCE, &t)) {
		name->bad = name->unread = true;
		return true;
	}
	name->raw = t.raw;
	read_name(&r, t.val, name);
	return name->attr != NULL;
}

/* Behind the last attribute that may be of this type, where there is one. */
static unsigned
end_of(const struct cert_name *name, enum oid type)
{
	unsigned last = name->last[type & 63];

	return last < 255 ? last + 1 : name->n_attr;
}

const struct cert_attr *
name_find_attr(const struct cert_name *name, enum oid type, unsigned n)
{
	const struct cert_attr *end = name->attr + end_of(name, type);

	for (const struct cert_attr *a = name->attr + name->first[type & 63]; a < end; a++)
		if (a->type == type && n-- == 0)
			return a;
	return NULL;
}

const struct cert_attr *
name_find_next(const struct cert_name *name, enum oid type, unsigned *at)
{
	unsigned i = *at, end;

	if (i < name->first[type & 63])
		i = name->first[type & 63];
	for (end = end_of(name, type); i < end; i++)
		if (name->attr[i].type == type) {
			*at = i + 1;
			return &name->attr[i];
		}
	*at = name->n_attr;
	return NULL;
}

unsigned
name_find_all(const struct cert_name *name, enum oid type)
{
	unsigned n = 0;

	for (unsigned i = name->first[type & 63], end = end_of(name, type); i < end; i++)
		n += name->attr[i].type == type;
	return n;
}

bool
name_find_unread(const struct cert_name *name, enum oid type)
{
	const struct cert_attr *a;

	for (unsigned i = 0; (a = name_next(name, type, &i)) != NULL;)
		if (a->bad)
			return true;
	return name->bad;
}

/* ---- GeneralName ---- */

static const char *const form_text[] = {
	"otherName", "rfc822Name", "dNSName", "x400Address", "directoryName", "ediPartyName",
	"uniformResourceIdentifier", "iPAddress", "registeredID"
};
#define FORMS (sizeof form_text / sizeof *form_text)

const char *
general_name_form_text(unsigned form)
{
	return form < FORMS ? form_text[form] : "unknown form";
}

/* The universal type that each form is an IMPLICIT tagging of. */
static const uint8_t form_type[FORMS] = {
	DER_SEQUENCE, DER_IA5, DER_IA5, DER_SEQUENCE, DER_SEQUENCE, DER_SEQUENCE,
	DER_IA5, DER_OCTET_STRING, DER_OID
};

static void
read_other_name(struct reader *r, struct span in, struct general_name *gn)
{
	struct der_tlv oid, wrap;

	if (!reader_take(r, &in, DER_OID, &oid, "type-id of an otherName is not an OBJECT IDENTIFIER"))
		return;
	gn->other_oid = oid.val;
	gn->other_type = oid_find(oid.val);
	if (!reader_take(r, &in, DER_CTX_CONS(0), &wrap, "value of an otherName is not tagged [0]"))
		return;
	reader_end(r, in);
	in = wrap.val;
	if (der_next(&in, &gn->other_value) != DER_OK)
		reader_bad(r, wrap.raw, "value of an otherName cannot be read");
	else
		reader_end(r, in);
}

/* Name is a CHOICE, so [4] stands before the RDNSequence's own tag. */
static void
read_directory_name(struct reader *r, struct span in, struct general_name *gn)
{
	struct cert_name *name = arena_take(r->a, sizeof *name);
	struct der_tlv t;

	if (in.n == 0)
		reader_bad(r, gn->tlv.raw, "directoryName is not a SEQUENCE");
	if (name == NULL || in.n == 0 || !reader_only(r, in, DER_SEQUENCE, &t, "directoryName is not a SEQUENCE"))
		return;
	name->raw = t.raw;
	read_name(r, t.val, name);
	gn->directory = name;
	keep_name(r, name);
}

/* Both fields are of a CHOICE, so their tags are explicit. */
static void
read_edi_party(struct reader *r, struct span in)
{
	struct der_tlv t;

	if (der_peek(in, DER_CTX_CONS(0)))
		(void)der_next(&in, &t);
	if (reader_take(r, &in, DER_CTX_CONS(1), &t, "ediPartyName has no partyName"))
		reader_end(r, in);
}

const struct uri *
read_uri(struct reader *r, struct span text)
{
	struct uri *uri = arena_take(r->a, sizeof *uri);

	if (uri != NULL)
		uri_parse(text, uri);
	return uri;
}

static void
read_form(struct reader *r, struct general_name *gn)
{
	const struct der_tlv *t = &gn->tlv;
	bool cons = (form_type[gn->form] & DER_CONSTRUCTED) != 0;

	if (gn->form == GN_URI)
		gn->uri = read_uri(r, gn->tlv.val);
	if (((t->id & DER_CONSTRUCTED) != 0) != cons) {
		reader_quirk(r, t->raw, cons ? DER_Q_PRIMITIVE : DER_Q_CONSTRUCTED);
		reader_bad(r, t->raw, cons ? "GeneralName in primitive form" : "GeneralName in constructed form");
		return;
	}
	if (gn->form == GN_OTHER_NAME)
		read_other_name(r, t->val, gn);
	else if (gn->form == GN_DIRECTORY)
		read_directory_name(r, t->val, gn);
	else if (gn->form == GN_EDI_PARTY)
		read_edi_party(r, t->val);
	else if (!cons)
		reader_quirk(r, t->raw, der_check_primitive(form_type[gn->form], t->val));
}

/* What is damaged inside a directoryName is its attributes', which are judged one by one. */
static bool
is_readable(const struct reader *r, const struct general_name *gn)
{
	return gn->directory != NULL || reader_whole(r, gn->tlv.raw);
}

bool
read_general_name(struct reader *r, const struct der_tlv *t, struct general_name *gn)
{
	bool bad = r->bad;

	gn->tlv = *t;
	r->bad = false;
	if ((t->id & 0xc0) == DER_CONTEXT && t->num < FORMS) {
		gn->form = (uint8_t)t->num;
		read_form(r, gn);
	} else {
		gn->form = UINT8_MAX;
		reader_bad(r, t->raw, "GeneralName has no such form");
	}
	gn->bad = !is_readable(r, gn);
	r->bad = r->bad || bad;
	return !gn->bad;
}

/* One that cannot be read stands apart from the others: its tag says what it is not. */
static bool
keep_damaged(struct reader *r, const struct general_name *gn)
{
	struct general_name *own = arena_take(r->a, sizeof *own);

	reader_damaged(r);
	if (own == NULL)
		return false;
	*own = *gn;
	*r->damaged_name = own;
	r->damaged_name = &own->next;
	return false;
}

static bool
read_element(struct reader *r, const struct der_tlv *t, void *item)
{
	if (!read_general_name(r, t, item))
		return keep_damaged(r, item);
	/* Of a directoryName, which knows by itself what it lacks. */
	if (r->bad)
		reader_damaged(r);
	return true;
}

void
read_general_names(struct reader *r, struct span content, struct general_names *names)
{
	struct general_name *v;

	r->damaged_name = &names->damaged;
	v = reader_list(r, content, sizeof *v, read_element, &names->n);
	names->raw = content;
	names->v = v;
	names->first_directory = NULL;
	for (unsigned i = names->n; i-- > 0; )
		if (v[i].directory != NULL) {
			v[i].next = names->first_directory;
			names->first_directory = &v[i];
		}
}

bool
general_names_read(struct general_names *names, struct span content, struct arena *a)
{
	struct reader r = { .a = a };

	*names = (struct general_names){ .raw = content };
	read_general_names(&r, content, names);
	return !a->failed;
}
