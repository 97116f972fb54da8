/* SPDX-License-Identifier: Apache-2.0 */
/* name.h - Name, RelativeDistinguishedName, GeneralName (RFC 5280 4.1.2.4, 4.2.1.6). */
#ifndef X509_NAME_H
#define X509_NAME_H

#include "base/arena.h"
#include "der/der.h"
#include "value/uri.h"
#include "x509/oid.h"

/* One AttributeTypeAndValue. */
struct cert_attr {
	struct span raw;	/* the whole SEQUENCE */
	struct span oid;
	enum oid type;
	struct der_tlv value;
	struct span text;	/* the value as UTF-8; SPAN_NONE when it is no text or cannot be read */
	uint8_t mailbox;	/* enum mailbox_sort of the text (mailbox.h) */
	bool bad;		/* its value cannot be read: it has no text and is no string */
	uint16_t traits;	/* set of enum value_trait of the text (value.h) */
	uint32_t rdn;		/* index of the RDN it belongs to */
	uint32_t in_rdn;	/* index inside that RDN */
};

struct cert_name {
	struct span raw;	/* the RDNSequence's element */
	const struct cert_attr *attr;
	uint64_t types;		/* of the attributes: one bit for each type, shared by several (name_may_have) */
	uint16_t traits;	/* of all attributes */
	uint8_t first[64], last[64];	/* index of the first and last attribute with each of those bits; 255: of one from there on */
	bool unusual;		/* a value is of a string type that RFC 5280 A.1 does not have, or no longer wants, for its attribute */
	uint32_t longest;	/* octets of the longest value, 2^32-1 for more */
	uint32_t n_attr, n_rdn;
	uint32_t n_empty_rdn;	/* RDNs without any element, sound or damaged */
	bool multi_valued;	/* some RDN has several elements */
	bool bad;		/* something in it could not be framed or typed: there may be more than was read */
	bool unread;		/* … or some value cannot be read */
	const struct cert_name *next;	/* of those in the artifact's extensions */
};

/* Upper bounds of RFC 5280 A.1, in characters. */
#define UB_COMMON_NAME 64
#define UB_ORGANIZATION 64
#define UB_ORG_UNIT 64
#define UB_LOCALITY 128
#define UB_STATE 128
#define UB_TITLE 64
#define UB_SERIAL_NUMBER 64
#define UB_PSEUDONYM 128
#define UB_EMAIL_ADDRESS 255
#define UB_NAME 32768		/* name, surname, givenName, initials, generationQualifier */

/* Tag numbers of GeneralName. */
enum general_name_form {
	GN_OTHER_NAME = 0, GN_RFC822 = 1, GN_DNS = 2, GN_X400 = 3, GN_DIRECTORY = 4,
	GN_EDI_PARTY = 5, GN_URI = 6, GN_IP = 7, GN_REGISTERED_ID = 8
};

struct general_name {
	struct der_tlv tlv;		/* tlv.num is the form; tlv.val its octets */
	uint8_t form;			/* enum general_name_form, or over 8 when unknown */
	bool bad;			/* its inside cannot be read; of a directoryName, not even that it is a SEQUENCE */
	struct span other_oid;		/* otherName: type-id */
	enum oid other_type;
	struct der_tlv other_value;	/* otherName: the element inside [0] */
	const struct cert_name *directory;	/* directoryName */
	const struct uri *uri;		/* uniformResourceIdentifier, taken apart */
	const struct general_name *next;	/* of one with a Name the next of its list that has one, of a damaged one the next of those; NULL: none */
};

struct general_names {
	struct span raw;		/* content octets; empty: no element, damaged or not */
	const struct general_name *v;	/* those that can be read */
	unsigned n;
	const struct general_name *first_directory;	/* that has a Name; NULL: none has */
	const struct general_name *damaged;	/* the first of those that cannot be read but for their form, and perhaps an otherName's type-id */
};

/*
 * Reads the RDNSequence at the front of `in` (a whole SEQUENCE element).  Fills
 * what can be read and sets name->bad for the rest.  False: memory is out.
 */
bool name_read(struct cert_name *, struct span in, struct arena *);

/* Reads the elements of a GeneralNames SEQUENCE's content. */
bool general_names_read(struct general_names *, struct span content, struct arena *);

/* Is one of this form among those that cannot be read? */
static inline bool
names_have_damaged(const struct general_names *names, unsigned form)
{
	for (const struct general_name *n = names->damaged; n != NULL; n = n->next)
		if (n->form == form)
			return true;
	return false;
}

/* Does X.520, RFC 4519 or RFC 5280 define the attribute as a DirectoryString? */
bool name_is_directory_string(enum oid type);
/* Is the value of a string type that RFC 5280 A.1 does not have, or no longer wants, for its attribute? */
bool name_string_unusual(const struct cert_attr *);

/*
 * What RFC 5280 4.2.1.6 forbids in an iPAddress, a dNSName, an rfc822Name or an
 * empty directoryName, in words that follow the form's; NULL: nothing, or
 * another form.
 */
const char *general_name_fault(const struct general_name *);
/*
 * What is wrong with the content of GeneralNames that nobody keeps, in words;
 * NULL: nothing.  *malformed: they are none, or are not encoded in DER; else it
 * is the first thing that RFC 5280 4.1.2.4, 4.2.1.6 and Appendix A forbid in
 * names that can be read.  String types that names of before may keep are none.
 * `told`: that they are not in DER is known.  The arena holds what was read;
 * without memory it is failed.
 */
const char *general_names_judge(struct span content, bool told, bool *malformed, struct arena *);

/* False: the name has no attribute of this type. */
static inline bool
name_may_have(const struct cert_name *name, enum oid type)
{
	return (name->types >> (type & 63) & 1) != 0;
}

/* May the name have an attribute of this type whose value cannot be read?  One that could not be read wholly may have any. */
bool name_find_unread(const struct cert_name *, enum oid type);
static inline bool
name_unread(const struct cert_name *name, enum oid type)
{
	return name->unread && name_find_unread(name, type);
}

/* What the three below do where there may be such an attribute. */
const struct cert_attr *name_find_attr(const struct cert_name *, enum oid type, unsigned n);
const struct cert_attr *name_find_next(const struct cert_name *, enum oid type, unsigned *at);
unsigned name_find_all(const struct cert_name *, enum oid type);

/* The n-th attribute (from 0) of this type, or NULL. */
static inline const struct cert_attr *
name_attr(const struct cert_name *name, enum oid type, unsigned n)
{
	return name_may_have(name, type) ? name_find_attr(name, type, n) : NULL;
}
/*
 * Walks the attributes of this type: the next one from index *at on, which then
 * is the index behind it; NULL at the end.
 */
static inline const struct cert_attr *
name_next(const struct cert_name *name, enum oid type, unsigned *at)
{
	return name_may_have(name, type) ? name_find_next(name, type, at) : NULL;
}
/*
 * Has it no value at all?  DirectoryString and the sized strings begin at one
 * character; domainComponent has no size, and an unknown type may have none.
 */
static inline bool
attr_lacks_value(const struct cert_attr *a)
{
	return a->value.val.n == 0 && !a->bad && a->type != OID_UNKNOWN && a->type != OID_DOMAIN_COMPONENT;
}
/* How many characters its text has, where that is more than `most`; else 0.  Not inline: few have as many octets. */
size_t attr_text_beyond(const struct cert_attr *, size_t most);
/* The upper bound of RFC 5280 Appendix A on the values of this type; SIZE_MAX where it has none. */
size_t attr_upper_bound(enum oid type);
static inline unsigned
name_count(const struct cert_name *name, enum oid type)
{
	return name_may_have(name, type) ? name_find_all(name, type) : 0;
}

/*
 * Are the names equal by RFC 5280 7.1, whatever their octets: type by type, texts
 * without regard to letter case, string type and blanks?  A name that is empty
 * or could not be read wholly is like no other.
 */
bool name_alike(const struct cert_name *, const struct cert_name *);
/*
 * An order of Names' elements in which those that are alike have the same place, and others of one id another.  A name that cannot be read wholly
 * is compared by its octets.
 */
int name_alike_order(struct span, struct span);
/* The same number for names that are alike. */
uint32_t name_alike_hash(const struct cert_name *);
/* In twice the bits, the lower half of which are those; it is another one for others.  Of a name that could not be read wholly its octets count. */
uint64_t name_alike_id(const struct cert_name *);

/*
 * Writes the Name that a name relative to another one is (RFC 5280 4.2.1.13): that one's element, and the content of the
 * RelativeDistinguishedName behind it.  How many octets it has; `to` NULL counts them.
 */
size_t name_join(struct span name, struct span relative, uint8_t *to);

/* RFC 4514 string, safe to show (see text_show).  Never NULL. */
const char *name_show(struct arena *, const struct cert_name *);

/* "rfc822Name", "directoryName", … */
const char *general_name_form_text(unsigned form);

#endif
