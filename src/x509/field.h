/* SPDX-License-Identifier: Apache-2.0 */
/* field.h - the fields of a SEQUENCE, one after the other, as the views of artifacts read them. */
#ifndef X509_FIELD_H
#define X509_FIELD_H

#include "x509/read.h"

/* What stands in the place of a field, and what to say when it does not. */
struct field_kind {
	uint8_t id;		/* FIELD_TIME: either time */
	const char *missing, *wrong;
};
#define FIELD_TIME 0
#define FIELD_KIND(name, id, type) { id, name " is missing", name " is not " type }

struct fields {
	const struct field_kind *kinds;	/* by part */
	struct span rest;
	bool lost;			/* framing broke: what follows cannot be found */
};

/*
 * Enters a part and takes its element.  Where another type stands in its
 * place, the field is damaged and its element is skipped; unless there are
 * too few elements (short_of): then the field was left out.
 */
bool field_take(struct reader *, struct fields *, enum artifact_part, bool short_of);
/* The same of a time, with its value. */
void field_take_time(struct reader *, struct fields *, enum artifact_part, struct artifact_time *);

/* Has the next element the tag of this field? */
bool field_fits(const struct fields *, enum artifact_part);
/* Is the next element the optional field [n], in whatever form? */
bool field_is_next(struct span in, uint8_t n);

/*
 * Do these fields follow, and after them what could be optional ones or stands
 * behind all, if not more are damaged than sound?  Asked where a field is damaged:
 * when an octet was lost or put in, they do not.
 */
bool fields_follow(const struct fields *, const uint8_t *part, size_t n);
/* The same behind one element that is none of them, and no SEQUENCE, as nearly all are; and with such a one among them, or without. */
bool fields_follow_stray(const struct fields *, const uint8_t *part, size_t n);
bool fields_follow_in_part(const struct fields *, const uint8_t *part, size_t n);
/* Is there [n] among the elements to come, with what extensions look like? */
bool fields_lead_to_extensions(struct span in, uint8_t n);
/* Passes over an element of `whole`, what is signed, that is no field. */
void fields_stray(struct reader *, struct fields *, struct span whole);
/* Notes those passed over: of however many that stand side by side one fault. */
void fields_tell_strays(struct reader *, struct span whole);
/* Looks for them in the content of a tbsCertificate: six elements in their order have the forms of the fields. */
struct among_strays cert_among_strays(struct span content);
/*
 * Has the part at hand nothing in it?  Then that is its one fault, and these fields of it, all that it should have, are unreadable
 * for it: nothing says of each that it is missing.
 */
bool fields_empty(struct reader *, const struct der_tlv *, const uint8_t *part, size_t n, const char *what);
/* Reading has lost its way: these fields are there, as far as anybody can tell, and unreadable. */
void fields_give_up(struct reader *, const uint8_t *part, size_t n);

#endif
